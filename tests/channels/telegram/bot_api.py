"""Telegram as a bot sees it, on a port of this machine: the Bot API, what visitors are shown, and the deliveries.

It refuses what the Bot API doesn't document and remembers it, so that a test which passes has sent nothing else. Like
Telegram it delivers again what was not taken, in a chat one after the other, and holds a request for news.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.channels.telegram.documented import METHODS, UPDATE, faults, too_long_for_a_button
from tests.server.running import running

TOKEN = "123456789:an-invented-token-that-opens-no-bot"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Liv", "username": "liv_clinic_bot"}
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE_SECONDS = 15

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """A call of a method, and whether it was carried out."""

    method: str
    parameters: dict[str, Any]
    done: bool


@dataclass
class Platform:
    """Telegram. Fields are read and set by the test, while requests come in on another thread."""

    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    refusals: list[JSONResponse | None] = field(default_factory=list)  # of the next messages; None takes one
    slow_methods: dict[str, float] = field(default_factory=dict)  # seconds by method
    webhook: dict[str, Any] | None = None
    assistant: str | None = None  # where PUBLIC_URL leads
    last_error: str | None = None
    times: int = 1  # that each update is given to who asks for the news, whatever it has said to have already
    _waiting: list[Object] = field(default_factory=list)
    given: Counter[int] = field(default_factory=Counter)
    _update_ids: Iterator[int] = field(default_factory=lambda: count(870_000_001))
    _message_ids: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/bot{token}/{method}", self._called, methods=["GET", "POST"])])

    # ---- what a test sees

    def of(self, method: str) -> list[dict[str, Any]]:
        """The parameters of the calls of a method that were carried out."""
        return [call.parameters for call in self.calls if call.method == method and call.done]

    def shown(self, chat: int) -> list[str]:
        """The texts that the bot has sent to a chat."""
        return [sent["text"] for sent in self.of("sendMessage") if sent["chat_id"] == chat]

    def buttons(self, chat: int) -> dict[str, str]:
        """The titles under the latest message in a chat, with their data."""
        latest = [sent for sent in self.of("sendMessage") if sent["chat_id"] == chat][-1]
        rows = latest.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button["callback_data"] for row in rows for button in row}

    # ---- what visitors do

    def next_update_id(self) -> int:
        return next(self._update_ids)

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def bring(self, update: Object, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        """Takes an update to the bot: to its webhook until it takes it, or to where it asks for the news."""
        assert faults(UPDATE, update) == [], "the test itself brings what Telegram doesn't document"
        if self.webhook is None:
            self._waiting.append(update)
            return
        deadline = time.monotonic() + patience_seconds
        while (status := self.deliver(update)) not in range(200, 300):
            assert time.monotonic() < deadline, f"the webhook answers {status}"
            time.sleep(0.02)

    def deliver(self, update: Object, *, headers: Mapping[str, str | bytes] | None = None) -> int:
        """One try at the webhook; the status that it answered, or 0. `headers` stand in for Telegram's own."""
        assert self.webhook is not None
        assert self.assistant is not None
        address = self.assistant + httpx.URL(self.webhook["url"]).path
        signed = {SECRET_HEADER: self.webhook["secret_token"]} if "secret_token" in self.webhook else {}
        given: Any = signed if headers is None else headers
        try:
            status = httpx.post(address, json=update, headers=given, timeout=5).status_code
        except httpx.TransportError:
            status = 0
        self.last_error = None if status in range(200, 300) else f"Wrong response from the webhook: {status}"
        return status

    # ---- the Bot API

    async def _called(self, request: Request) -> Response:
        method = request.path_params["method"]
        if request.path_params["token"] != TOKEN:
            return _refusal(401, "Unauthorized")
        if method not in METHODS:
            return self._violated(method, "no such method")
        if request.method != "POST" or request.headers.get("content-type") != "application/json":
            return self._violated(method, "not posted as JSON")
        parameters = await request.json()
        found = faults(METHODS[method], parameters) + too_long_for_a_button(parameters)
        if found:
            return self._violated(method, "; ".join(found))
        await asyncio.sleep(self.slow_methods.get(method, 0))
        answer = await self._answer(method, parameters, request)
        self.calls.append(Call(method, parameters, done=answer.status_code == 200))
        return answer

    def _violated(self, method: str, fault: str) -> Response:
        self.violations.append(f"{method}: {fault}")
        return _refusal(400, f"Bad Request: {fault}")

    async def _answer(self, method: str, parameters: dict[str, Any], request: Request) -> Response:
        if method == "sendMessage":
            return (self.refusals.pop(0) if self.refusals else None) or _result(self._sent(parameters))
        if method == "getUpdates":
            return await self._news(parameters, request)
        if method == "setWebhook":
            return self._set_webhook(parameters)
        if method == "deleteWebhook":
            self.webhook = None
        results: dict[str, Any] = {"getMe": BOT, "getWebhookInfo": self._webhook_info()}
        return _result(results.get(method, True))

    def _sent(self, parameters: dict[str, Any]) -> dict[str, Any]:
        chat = {"id": parameters["chat_id"], "type": "private"}
        return {"message_id": self.next_message_id(), "date": now(), "chat": chat, "text": parameters["text"]}

    def _set_webhook(self, parameters: dict[str, Any]) -> Response:
        if not parameters["url"].startswith("https://"):
            return _refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = parameters
        return _result(True)

    def _webhook_info(self) -> dict[str, Any]:
        info: dict[str, Any] = {
            "url": self.webhook["url"] if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._waiting),
        }
        if self.last_error:
            info |= {"last_error_date": now(), "last_error_message": self.last_error}
        return info

    async def _news(self, parameters: dict[str, Any], request: Request) -> Response:
        if self.webhook is not None:
            return _refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        offset = parameters.get("offset", 0)
        self._waiting = [update for update in self._waiting if self._is_news(update["update_id"], offset)]
        deadline = time.monotonic() + parameters.get("timeout", 0)
        while not self._waiting and time.monotonic() < deadline and not await request.is_disconnected():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        news = self._waiting[: parameters.get("limit", 100)]
        self.given.update(update["update_id"] for update in news)
        return _result(news)

    def _is_news(self, update_id: int, offset: int) -> bool:
        return update_id >= offset or self.given[update_id] < self.times


def too_many_requests(seconds: int) -> JSONResponse:
    return _refusal(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})


def refusal(code: int, description: str) -> JSONResponse:
    return _refusal(code, description)


@contextmanager
def a_platform(platform: Platform | None = None) -> Iterator[tuple[Platform, str]]:
    """Telegram and its address; at the end nothing undocumented has been asked of it."""
    telegram = platform or Platform()
    with running(telegram.app) as address:
        yield telegram, address
    assert telegram.violations == []


def eventually(
    holds: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS, so_far: Callable[[], object] = lambda: ""
) -> None:
    """Waits until something holds that another thread brings about."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it never came to that: {so_far()}"
        time.sleep(0.005)


def now() -> int:
    return int(time.time())


def _result(result: Any) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})


def _refusal(code: int, description: str, **more: Any) -> JSONResponse:
    return JSONResponse({"ok": False, "error_code": code, "description": description, **more}, code)
