"""Calls methods of Telegram's Bot API.

The bot's token is in every address, so no address is ever logged, shown, or left in an exception, and whoever answers
with one, such as a proxy, or Telegram itself where an earlier webhook was named by the token, is read without it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import httpx

CALL_SECONDS = 20
CONNECT_SECONDS = 10
IN_ITS_PLACE = b"***"


class CallFailed(Exception):
    """A method of the Bot API did not do what it should. The text names the method and the platform's answer."""

    def __init__(
        self, method: str, reason: str, *, code: int | None = None, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(f"{method}: {reason}")
        self.code = code  # None where there was no answer that could be read
        self.reason = reason
        self.retry_after_seconds = retry_after_seconds


class BotApi:
    """One bot at the Bot API. Connections are made when they are needed, also after `close`, which ends them."""

    def __init__(self, token: str, *, address: str = "https://api.telegram.org") -> None:
        self._base = f"{address.rstrip('/')}/bot{token}/"
        self._key = token.rpartition(":")[2].encode()  # what is secret of the token
        self._client: httpx.AsyncClient | None = None
        for name in ("httpx", "httpcore"):  # they log each address, at levels that somebody might turn on
            logging.getLogger(name).setLevel(logging.WARNING)

    async def call(self, method: str, *, timeout_seconds: float = CALL_SECONDS, **parameters: Any) -> Any:
        """The method's result; a parameter that is None is left out. Raises CallFailed."""
        given = {name: value for name, value in parameters.items() if value is not None}
        timeout = httpx.Timeout(timeout_seconds, connect=CONNECT_SECONDS)
        try:
            response = await self._opened().post(self._base + method, json=given, timeout=timeout)
        except Exception as error:  # of whatever kind, it may carry the address
            failed = CallFailed(method, type(error).__name__)
        else:
            return _result(method, response, _answer(response.content.replace(self._key, IN_ITS_PLACE)))
        raise failed  # outside, so that the original is no part of it

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def _opened(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(headers={"User-Agent": "clinic-assistant"})
        return self._client


def _answer(content: bytes) -> Any:
    """What the content spells; None if it is no JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):  # RecursionError: thousands of nested brackets
        return None


def _result(method: str, response: httpx.Response, answer: Any) -> Any:
    if not isinstance(answer, Mapping):
        raise CallFailed(method, f"HTTP {response.status_code}", code=response.status_code)
    if answer.get("ok") is True:
        return answer.get("result")
    raise CallFailed(
        method,
        str(answer.get("description") or f"HTTP {response.status_code}"),
        code=_number(answer.get("error_code")) or response.status_code,
        retry_after_seconds=_retry_after(answer, response),
    )


def _retry_after(answer: Mapping[str, Any], response: httpx.Response) -> float | None:
    """How long Telegram asks to wait: in the answer, or in the header that a proxy before it sets."""
    parameters = answer.get("parameters")
    asked = _number(parameters.get("retry_after")) if isinstance(parameters, Mapping) else None
    header = response.headers.get("retry-after", "")
    return asked or (int(header) if header.isascii() and header.isdigit() else None)


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None
