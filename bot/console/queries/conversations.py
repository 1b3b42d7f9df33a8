"""The list of conversations, newest first: filtered, searched, a page at a time.

A page begins where the one before it ended (its last row is in the address), so that page 1,000 costs what page 1
does. A search goes through the messages with its words from the newest on, and through so many at most: together with
filters that hardly any conversation fits, the rest is left to the next page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice
from typing import Any

from sqlalchemy import and_, bindparam, func, literal, select, text, true, tuple_
from sqlalchemy.engine import Connection

from bot.console.filters import Filters, Place
from bot.console.queries.words import ALSO_HAS_THEM, as_query, hits
from bot.console.times import bounds_of
from bot.database.schema import conversation, inbox, message
from bot.database.types import Moment

PAGE = 50
MOST_HITS = 2000  # that one page of a search looks at
CHUNK = 250  # of which are looked up at once, since a page is mostly full after the first ones
BEYOND_ALL = 2**62

COLUMNS = (
    "id", "channel", "last_at", "turns", "not_understood", "safety", "handed_off", "booked", "reviewed_at",
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A conversation in the list, with a message of the visitor's that shows what it is about."""

    id: str
    channel: str
    last_at: datetime
    turns: int
    not_understood: bool
    safety: bool
    handed_off: bool
    booked: bool
    reviewed_at: datetime | None
    message_id: int | None  # None while no message is answered
    said: str
    said_at: datetime

    @property
    def flags(self) -> list[str]:
        return [flag for flag in ("safety", "not_understood", "handed_off", "booked") if getattr(self, flag)]


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next ones begin; `cut_short` when there may be more, but nobody has looked yet."""

    rows: Sequence[Listed]
    next: str | None = None
    cut_short: bool = False


def list_conversations(connection: Connection, filters: Filters, after: Place | None, zone: tzinfo) -> Page:
    """The conversations that fit, the most recently used first. `filters.words` are not looked at."""
    conditions = _conditions(filters, zone)
    if after is not None:
        place = tuple_(literal(after.last_at, Moment), literal(after.id))
        conditions.append(tuple_(conversation.c.last_at, conversation.c.id) < place)
    order = (conversation.c.last_at.desc(), conversation.c.id.desc())
    columns = [conversation.c[name] for name in COLUMNS]
    page = select(*columns).where(*conditions).order_by(*order).limit(PAGE + 1).subquery("page")
    rows = [_listed(row) for row in connection.execute(_with_words(page, filters)).mappings()]
    shown = rows[:PAGE]
    return Page(shown, next=str(Place(shown[-1].last_at, shown[-1].id)) if len(rows) > PAGE else None)


def _conditions(filters: Filters, zone: tzinfo) -> list[Any]:
    conditions = [conversation.c[flag] for flag in sorted(filters.flags)]
    if filters.channel is not None:
        conditions.append(conversation.c.channel == filters.channel)
    if filters.day is not None:
        begins, ends = bounds_of(filters.day, zone)
        conditions.append(and_(conversation.c.last_at >= begins, conversation.c.last_at < ends))
    if filters.unreviewed:
        conditions.append(conversation.c.reviewed_at.is_(None))
    return conditions


def _with_words(page: Any, filters: Filters) -> Any:
    """Beside each conversation of the page the latest message of the visitor's, of the kind that is asked for."""
    said, waiting = message.alias("said"), inbox.alias("waiting")
    wanted = [flag for flag in ("safety", "not_understood") if flag in filters.flags]
    of_visitor = select(func.max(message.c.id)).where(
        message.c.conversation_id == page.c.id,
        message.c.sender == "visitor",
        message.c.flag == wanted[0] if wanted else true(),
    )
    first_waiting = select(func.min(inbox.c.id)).where(
        inbox.c.conversation_id == page.c.id, inbox.c.turn_id.is_(None)
    )
    columns = (
        said.c.id.label("message_id"),
        func.coalesce(said.c.text, waiting.c.text, "").label("said"),
        said.c.at.label("said_at"),
    )
    return (
        select(page, *columns)
        .outerjoin_from(page, said, said.c.id == of_visitor.scalar_subquery())
        .outerjoin(waiting, waiting.c.id == first_waiting.scalar_subquery())
        .order_by(page.c.last_at.desc(), page.c.id.desc())
    )


def search_conversations(
    connection: Connection, words: Sequence[str], filters: Filters, before: int | None, zone: tzinfo
) -> Page:
    """The conversations that fit and in which the visitor used the words, the latest use first."""
    first, last = _ids_of_day(connection, filters, zone)
    begins = min(before or BEYOND_ALL, last + 1)
    found = hits(connection, words, after=first - 1, before=begins, most=MOST_HITS)
    rows = list(islice(_latest_uses(connection, words, found, filters, zone, begins), PAGE + 1))
    shown = rows[:PAGE]
    if len(rows) > PAGE:
        return Page(shown, next=str(shown[-1].message_id))
    cut_short = len(found) == MOST_HITS
    return Page(shown, next=str(found[-1]) if cut_short else None, cut_short=cut_short)


def _latest_uses(
    connection: Connection, words: Sequence[str], found: Sequence[int], filters: Filters, zone: tzinfo, before: int
) -> Iterator[Listed]:
    """The first of these messages in each conversation that fits; reads on only while somebody takes them.

    A conversation in which the words were used again, `before` or later, stands on an earlier page.
    """
    query = _uses(connection, filters, zone)
    seen = set()
    for begin in range(0, len(found), CHUNK):
        values = {"ids": found[begin : begin + CHUNK], "words": as_query(connection, words), "before": before}
        for row in connection.execute(query, values).mappings():
            if row["id"] not in seen:
                seen.add(row["id"])
                yield _listed(row)


def _uses(connection: Connection, filters: Filters, zone: tzinfo) -> Any:
    later = message.alias("later")
    on_an_earlier_page = (
        select(literal(1))
        .where(
            later.c.conversation_id == message.c.conversation_id,
            later.c.id >= bindparam("before"),
            later.c.sender == "visitor",
            text(ALSO_HAS_THEM[connection.dialect.name]),
        )
        .exists()
    )
    return (
        select(
            *(conversation.c[name] for name in COLUMNS),
            message.c.id.label("message_id"),
            message.c.text.label("said"),
            message.c.at.label("said_at"),
        )
        .join_from(message, conversation, conversation.c.id == message.c.conversation_id)
        .where(message.c.id.in_(bindparam("ids", expanding=True)), *_conditions(filters, zone), ~on_an_earlier_page)
        .order_by(message.c.id.desc())
    )


def _ids_of_day(connection: Connection, filters: Filters, zone: tzinfo) -> tuple[int, int]:
    """The first and the last message of the wanted day's conversations, so that a search looks at no others."""
    if filters.day is None:
        return 0, BEYOND_ALL - 1
    of_conversation = message.c.conversation_id == conversation.c.id
    first = select(func.min(message.c.id)).where(of_conversation).scalar_subquery()
    last = select(func.max(message.c.id)).where(of_conversation).scalar_subquery()
    query = select(func.min(first), func.max(last)).where(*_conditions(Filters(day=filters.day), zone))
    lowest, highest = connection.execute(query).one()
    return (lowest, highest) if lowest is not None else (1, 0)


def _listed(row: Any) -> Listed:
    return Listed(**{**row, "said_at": row["said_at"] or row["last_at"]})
