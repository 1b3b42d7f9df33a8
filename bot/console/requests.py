"""The page of requests: bookings and call-backs, what became of them, and who said so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.engine import Connection
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import audit
from bot.console.audit import Entry
from bot.console.filters import read_message_id
from bot.console.guard import Guard, Visit
from bot.console.live import News
from bot.console.problems import Refused
from bot.console.queries.requests import (
    OPEN,
    STATUSES,
    Requested,
    change_status,
    count_by_status,
    find_request,
    list_requests,
)
from bot.console.rendering import Pages
from bot.database.clock import Clock
from bot.database.database import Database

REFERENCE = re.compile(r"[A-Z0-9-]{1,20}")

# What the tabs of the page show; the first one is where a working day happens.
TABS: Mapping[str, Sequence[str]] = {"open": OPEN, **{status: (status,) for status in STATUSES}, "all": STATUSES}


@dataclass(frozen=True)
class Card:
    """A request with what was done about it, the latest first."""

    request: Requested
    entries: Sequence[Entry]


class Requests:
    """All requests, and the page of each."""

    def __init__(self, database: Database, pages: Pages, guard: Guard, news: News, clock: Clock) -> None:
        self._database = database
        self._pages = pages
        self._guard = guard
        self._news = news
        self._clock = clock

    def routes(self) -> list[Route]:
        return [
            self._guard.page("/requests", self._list),
            self._guard.page("/requests/{reference}", self._show),
            self._guard.action("/requests/{reference}/status", self._change),
        ]

    async def _list(self, visit: Visit) -> Response:
        query = visit.request.query_params
        tab = query.get("status", "")
        tab = tab if tab in TABS else "open"
        before = read_message_id(query.get("before", ""))

        def read(connection: Connection) -> tuple[list[Card], str | None, Mapping[str, int]]:
            found, more = list_requests(connection, TABS[tab], before)
            return _cards(connection, found), more, count_by_status(connection)

        cards, more, counts = await self._database.read(read)
        return self._pages.show(
            visit,
            "requests.html",
            block="live" if visit.partial else None,
            cards=cards,
            tab=tab,
            tabs={name: sum(counts.get(status, 0) for status in statuses) for name, statuses in TABS.items()},
            next=more and f"/staff/requests?status={tab}&before={more}",
            statuses=STATUSES,
        )

    async def _show(self, visit: Visit) -> Response:
        card = await self._database.read(partial(_card, reference=_reference(visit)))
        block = "live" if visit.partial else None
        return self._pages.show(visit, "request.html", block=block, card=card, statuses=STATUSES)

    async def _change(self, visit: Visit) -> Response:
        """Sets the status, if it is still the one that was seen."""
        was, status = visit.form.get("was", ""), visit.form.get("status", "")
        if status not in STATUSES:
            raise Refused(400)

        def store(connection: Connection) -> bool:
            request = _card(connection, _reference(visit)).request
            who, now = visit.member.name, self._clock()
            if request.status == status or not change_status(connection, request.id, was, status, who, now):
                return False
            about = {"conversation": request.conversation_id, "request": request.id}
            audit.record(connection, who, "status", now, detail=status, **about)  # type: ignore[arg-type]
            return True

        changed = await self._database.write(store)
        card = await self._database.read(partial(_card, reference=_reference(visit)))
        if changed:
            self._news.wake_watchers()
        elif card.request.status != status and not visit.partial:
            raise Refused(409)
        if visit.partial:
            overtaken = not changed and card.request.status != status
            context = {"card": card, "statuses": STATUSES, "overtaken": overtaken}
            return self._pages.show(visit, "request.html", block="card", **context)
        return RedirectResponse(f"/staff/requests/{card.request.reference}", 303)


def _card(connection: Connection, reference: str) -> Card:
    request = find_request(connection, reference)
    if request is None:
        raise Refused(404)
    return _cards(connection, [request])[0]


def _cards(connection: Connection, requests: Sequence[Requested]) -> list[Card]:
    entries = audit.of_requests(connection, [request.id for request in requests])
    by_reference: dict[str | None, list[Entry]] = {}
    for entry in entries:
        by_reference.setdefault(entry.reference, []).append(entry)
    return [Card(request, by_reference.get(request.reference, [])) for request in requests]


def _reference(visit: Visit) -> str:
    reference = str(visit.request.path_params["reference"])
    if not REFERENCE.fullmatch(reference):
        raise Refused(404)
    return reference
