"""The page of one conversation, and what staff do with it: mark it as reviewed, leave a note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial

from sqlalchemy.engine import Connection
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import audit
from bot.console.audit import Entry
from bot.console.filters import CONVERSATION, read_message_id
from bot.console.guard import Guard, Visit
from bot.console.knowledge import Knowledge
from bot.console.live import News
from bot.console.problems import Refused
from bot.console.queries import transcript
from bot.console.queries.requests import Requested, requests_of
from bot.console.queries.transcript import Note, Opened, Unanswered, Window
from bot.console.reading import Turn, turns_in
from bot.console.rendering import Pages
from bot.database.clock import Clock
from bot.database.database import Database

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Shown:
    """All that the page shows."""

    conversation: Opened
    window: Window
    turns: list[Turn]
    unanswered: list[Unanswered]
    notes: list[Note]
    requests: list[Requested]
    entries: list[Entry]


class Conversation:
    """One conversation. Opening it goes on record."""

    def __init__(
        self, database: Database, pages: Pages, guard: Guard, knowledge: Knowledge, news: News, clock: Clock
    ) -> None:
        self._database = database
        self._pages = pages
        self._guard = guard
        self._knowledge = knowledge
        self._news = news
        self._clock = clock

    def routes(self) -> list[Route]:
        path = "/conversations/{id}"
        return [
            self._guard.page(path, self._show),
            self._guard.action(f"{path}/reviewed", self._review),
            self._guard.action(f"{path}/notes", self._add_note),
        ]

    async def _show(self, visit: Visit) -> Response:
        id = _id(visit)
        around = read_message_id(visit.request.query_params.get("message", ""))
        await self._record_reading(visit, id)
        return await self._page(visit, id, around=around, block="live" if visit.partial else None)

    async def _page(
        self, visit: Visit, id: str, *, around: int | None = None, block: str | None = None, draft: str = ""
    ) -> Response:
        shown = await self._database.read(partial(self._read, id=id, around=around))
        return self._pages.show(visit, "conversation.html", block=block, shown=shown, around=around, draft=draft)

    def _read(self, connection: Connection, id: str, around: int | None) -> Shown:
        conversation = transcript.open_conversation(connection, id)
        if conversation is None:
            raise Refused(404)
        window = transcript.window(connection, id, around)
        return Shown(
            conversation,
            window,
            turns_in(window.messages, self._knowledge),
            transcript.unanswered(connection, id),
            transcript.notes(connection, id),
            requests_of(connection, id),
            audit.of_conversation(connection, id),
        )

    async def _record_reading(self, visit: Visit, id: str) -> None:
        """Before anything is shown: what can't be recorded is not read."""
        now, who = self._clock(), visit.member.name
        if await self._database.read(partial(audit.opened_lately, staff_name=who, conversation=id, now=now)):
            return

        def record(connection: Connection) -> None:
            if transcript.open_conversation(connection, id) is None:
                raise Refused(404)
            audit.record(connection, who, "opened", now, conversation=id)

        await self._database.write(record)

    async def _review(self, visit: Visit) -> Response:
        id = _id(visit)
        reviewed, seen = visit.form.get("reviewed") == "1", _moment(visit.form.get("seen", ""))

        def store(connection: Connection) -> None:
            if transcript.open_conversation(connection, id) is None:
                raise Refused(404)
            who = visit.member.name if reviewed else None
            if not transcript.review(connection, id, who, self._clock(), seen=seen):
                raise Refused(409)
            action: audit.Action = "reviewed" if reviewed else "to review"
            audit.record(connection, visit.member.name, action, self._clock(), conversation=id)

        await self._database.write(store)
        return await self._done(visit, id, "review")

    async def _add_note(self, visit: Visit) -> Response:
        id, said = _id(visit), visit.form.get("text", "").strip()
        if len(said) > LONGEST_NOTE:
            raise Refused(413)

        def store(connection: Connection) -> None:
            if transcript.open_conversation(connection, id) is None:
                raise Refused(404)
            transcript.add_note(connection, id, visit.member.name, said, self._clock())
            audit.record(connection, visit.member.name, "noted", self._clock(), conversation=id)

        if said:
            await self._database.write(store)
        return await self._done(visit, id, "notes")

    async def _done(self, visit: Visit, id: str, block: str) -> Response:
        self._news.wake_watchers()
        if visit.partial:
            return await self._page(visit, id, block=block)
        return RedirectResponse(f"/staff/conversations/{id}", 303)


def _id(visit: Visit) -> str:
    id = str(visit.request.path_params["id"])
    if not CONVERSATION.fullmatch(id):
        raise Refused(404)
    return id


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(400) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
