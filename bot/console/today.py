"""The page for the morning: new requests, red flags, and what was not understood in the last day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.engine import Connection
from starlette.responses import Response
from starlette.routing import Route

from bot.console.guard import Guard, Visit
from bot.console.queries.requests import count_by_status, list_requests
from bot.console.queries.today import MOST, flagged_since
from bot.console.rendering import Pages
from bot.database.clock import Clock
from bot.database.database import Database

LAST_DAY = timedelta(days=1)


class Today:
    """One small page; everything on it leads to its conversation."""

    def __init__(self, database: Database, pages: Pages, guard: Guard, clock: Clock) -> None:
        self._database = database
        self._pages = pages
        self._guard = guard
        self._clock = clock

    def routes(self) -> list[Route]:
        return [self._guard.page("/today", self._show)]

    async def _show(self, visit: Visit) -> Response:
        context = await self._database.read(self._read)
        return self._pages.show(visit, "today.html", block="live" if visit.partial else None, **context)

    def _read(self, connection: Connection) -> dict[str, Any]:
        since = self._clock() - LAST_DAY
        requests, _ = list_requests(connection, ("new",), limit=MOST)
        return {
            "requests": requests,
            "request_count": count_by_status(connection).get("new", 0),
            "red_flags": flagged_since(connection, "safety", since),
            "not_understood": flagged_since(connection, "not_understood", since),
        }
