"""The page that lists conversations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection
from starlette.responses import Response
from starlette.routing import Route

from bot.console.filters import Filters, Place, read_message_id
from bot.console.guard import Guard, Visit
from bot.console.knowledge import Knowledge
from bot.console.queries.conversations import Listed, Page, list_conversations, search_conversations
from bot.console.queries.requests import Requested, find_request
from bot.console.queries.words import pieces, words_in
from bot.console.rendering import Pages
from bot.database.database import Database


@dataclass(frozen=True)
class Found:
    """What the page shows."""

    page: Page
    words: tuple[str, ...]
    request: Requested | None  # whose reference was searched for


class Conversations:
    """The list: filtered, searched, a page at a time."""

    def __init__(self, database: Database, pages: Pages, guard: Guard, knowledge: Knowledge) -> None:
        self._database = database
        self._pages = pages
        self._guard = guard
        self._knowledge = knowledge

    def routes(self) -> list[Route]:
        return [self._guard.page("/conversations", self._list)]

    async def _list(self, visit: Visit) -> Response:
        query = visit.request.query_params
        filters = Filters.from_query(query)
        after = query.get("after", "")
        found = await self._database.read(partial(self._find, filters=filters, after=after))
        response = self._pages.show(
            visit,
            "conversations.html",
            block="results" if visit.partial else None,
            filters=filters,
            first=not after,
            found=found,
            rows=[self._row(row, found.words) for row in found.page.rows],
            next=found.page.next and filters.address(after=found.page.next),
        )
        if visit.partial:
            response.headers["HX-Push-Url"] = filters.address(**({"after": after} if after else {}))
        return response

    def _find(self, connection: Connection, filters: Filters, after: str) -> Found:
        zone = self._knowledge.zone
        if not filters.words:
            return Found(list_conversations(connection, filters, Place.read(after), zone), (), None)
        request = find_request(connection, filters.words.upper())
        words = words_in(filters.words)
        if not words:
            return Found(Page([]), (), request)
        page = search_conversations(connection, words, filters, read_message_id(after), zone)
        return Found(page, words, request)

    def _row(self, row: Listed, words: tuple[str, ...]) -> dict[str, Any]:
        """A row with the address to open it at, and its text cut to length."""
        address = f"/staff/conversations/{row.id}"
        if row.message_id is not None and (words or row.flags):
            address += f"?message={row.message_id}#message-{row.message_id}"
        at = row.said_at if words else row.last_at
        day = at.astimezone(self._knowledge.zone).date()
        return {"row": row, "address": address, "said": pieces(row.said, words), "at": at, "day": day}
