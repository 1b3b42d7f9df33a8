"""Reads a form that was sent, and refuses whatever no form of ours sends."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from bot.console.problems import Refused

MOST_BYTES = 32 * 1024
MOST_FIELDS = 10
KIND = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields by name, without control characters, which no database likes. Raises Refused."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise Refused(400)
    try:
        body = (await _body(request)).decode("ascii")  # a browser has written everything else as %XX
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise Refused(400) from None
    fields = {name: _clean(value) for name, value in pairs}
    if len(fields) < len(pairs):
        raise Refused(400)
    return fields


async def _body(request: Request) -> bytes:
    """Reads no more than is allowed, whatever the headers promise."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise Refused(413)
    except ClientDisconnect:
        raise Refused(400) from None
    return body


def _clean(value: str) -> str:
    lines = value.replace("\r\n", "\n")
    return "".join(one for one in lines if one in "\n\t" or unicodedata.category(one) != "Cc")
