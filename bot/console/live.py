"""Tells an open page that there is something new. It says no more than that: the page asks for what it may see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.console.guard import Guard, Visit

PING_SECONDS = 15
FAREWELL_SECONDS = 2
CALM_SECONDS = 0.25  # from news to the call: the visitor's reply goes first, and a flood of news makes four a second


class Watcher(Protocol):
    """One who waits for news of any conversation."""

    ended: bool

    def end(self) -> None: ...

    async def wait(self) -> None: ...


class News(Protocol):
    """Rings all who watch whenever something was stored."""

    def watching(self) -> AbstractContextManager[Watcher]: ...

    def wake_watchers(self) -> None: ...


class _Farewell:
    """What sse-starlette takes for an event, and sets when the server stops."""

    def __init__(self) -> None:
        self.watcher: Watcher | None = None
        self._is_set = False

    def set(self) -> None:
        self._is_set = True
        if self.watcher is not None:
            self.watcher.end()

    def is_set(self) -> bool:
        return self._is_set


class Live:
    """The route of the event stream."""

    def __init__(self, news: News, guard: Guard) -> None:
        self._news = news
        self._guard = guard

    def route(self) -> Route:
        return self._guard.page("/events", self._stream)

    async def _stream(self, visit: Visit) -> Response:
        farewell = _Farewell()
        return EventSourceResponse(
            self._calls(visit.request, farewell),
            ping=PING_SECONDS,
            sep="\n",
            shutdown_event=cast(Any, farewell),
            shutdown_grace_period=FAREWELL_SECONDS,
        )

    async def _calls(self, request: Request, farewell: _Farewell) -> AsyncIterator[ServerSentEvent]:
        """A call for each news, until the session ends; the first is for what happened before anybody listened."""
        with self._news.watching() as watcher:
            farewell.watcher = watcher
            while not watcher.ended and not farewell.is_set() and await self._guard.session_of(request):
                yield ServerSentEvent("news", event="news", sep="\n")
                await watcher.wait()
                await anyio.sleep(CALM_SECONDS)
