"""Reads a request's body as one JSON object, and refuses whatever is not exactly what was asked for."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from starlette.requests import ClientDisconnect, Request

from bot.channels.refusal import Refusal

MOST_BYTES = 8 * 1024


async def read_object(request: Request, *, fields: Collection[str]) -> dict[str, str]:
    """The object in the body, whose known fields are all texts. Raises Refusal."""
    value = parsed(await read_body(request))
    if not isinstance(value, dict):
        raise Refusal("malformed")
    if set(value) - set(fields):
        raise Refusal("unknown_field")
    if not all(_is_text(text) for text in value.values()):
        raise Refusal("malformed")
    return value


async def read_body(request: Request, *, most_bytes: int = MOST_BYTES) -> bytes:
    """Reads no more than is allowed, whatever the headers promise. Raises Refusal."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most_bytes:
                raise Refusal("too_large")
    except ClientDisconnect:
        raise Refusal("malformed") from None
    return body


def parsed(body: bytes) -> Any:
    """The value that the body spells. Raises Refusal."""
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_without_repeats, parse_constant=_refuse)
    except (ValueError, RecursionError):  # RecursionError: thousands of nested brackets
        raise Refusal("malformed") from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a key twice")
    return dict(pairs)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)  # NaN and Infinity are not JSON


def _is_text(value: Any) -> bool:
    """A text that can be stored: JSON can spell half a character, which no database takes."""
    return isinstance(value, str) and not any("\ud800" <= character <= "\udfff" for character in value)
