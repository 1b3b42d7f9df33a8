"""One conversation: what was said, how it was understood, and what colleagues wrote about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.engine import Connection

from bot.database.schema import conversation, inbox, message, note
from bot.database.types import Moment
from bot.log.message import LoggedMessage

MOST_MESSAGES = 200  # on one page
HALF = MOST_MESSAGES // 2


@dataclass(frozen=True)
class Opened:
    """A conversation as its page heads it."""

    id: str
    channel: str
    created_at: datetime
    last_at: datetime
    turns: int
    not_understood: bool
    safety: bool
    handed_off: bool
    booked: bool
    reviewed_at: datetime | None
    reviewed_by: str | None

    @property
    def flags(self) -> list[str]:
        return [flag for flag in ("safety", "not_understood", "handed_off", "booked") if getattr(self, flag)]


@dataclass(frozen=True)
class Note:
    """What a member of staff wrote for colleagues."""

    author: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Unanswered:
    """A message that the assistant has not answered yet."""

    text: str
    received_at: datetime


@dataclass(frozen=True)
class Window:
    """A stretch of a conversation: all of it, unless it is very long."""

    messages: Sequence[LoggedMessage]
    earlier: bool  # there are messages before it
    later: bool


OPENED = select(*(conversation.c[field.name] for field in fields(Opened))).where(
    conversation.c.id == bindparam("conversation")
)
MESSAGES = select(*(message.c[field.name] for field in fields(LoggedMessage))).where(
    message.c.conversation_id == bindparam("conversation")
)
UP_TO = MESSAGES.where(message.c.id <= bindparam("id")).order_by(message.c.id.desc()).limit(bindparam("most"))
FROM = MESSAGES.where(message.c.id > bindparam("id")).order_by(message.c.id).limit(bindparam("most"))
NOTES = (
    select(*(note.c[field.name] for field in fields(Note)))
    .where(note.c.conversation_id == bindparam("conversation"))
    .order_by(note.c.id)
)
UNANSWERED = (
    select(inbox.c.text, inbox.c.received_at)
    .where(inbox.c.conversation_id == bindparam("conversation"), inbox.c.turn_id.is_(None))
    .order_by(inbox.c.id)
)
REVIEW = text("""
    UPDATE conversation SET reviewed_at = :at, reviewed_by = :by WHERE id = :conversation AND last_at <= :seen
""").bindparams(bindparam("at", type_=Moment), bindparam("seen", type_=Moment))


def open_conversation(connection: Connection, id: str) -> Opened | None:
    row = connection.execute(OPENED, {"conversation": id}).mappings().first()
    return Opened(**row) if row else None


def window(connection: Connection, id: str, around: int | None) -> Window:
    """The messages on both sides of one, or the latest."""
    place = {"conversation": id, "id": around if around is not None else 2**62}
    most = HALF if around is not None else MOST_MESSAGES
    before = [LoggedMessage(**row) for row in connection.execute(UP_TO, {**place, "most": most + 1}).mappings()]
    after = [LoggedMessage(**row) for row in connection.execute(FROM, {**place, "most": HALF + 1}).mappings()]
    return Window([*reversed(before[:most]), *after[:HALF]], earlier=len(before) > most, later=len(after) > HALF)


def notes(connection: Connection, id: str) -> list[Note]:
    return [Note(**row) for row in connection.execute(NOTES, {"conversation": id}).mappings()]


def unanswered(connection: Connection, id: str) -> list[Unanswered]:
    return [Unanswered(**row) for row in connection.execute(UNANSWERED, {"conversation": id}).mappings()]


def review(connection: Connection, id: str, who: str | None, now: datetime, *, seen: datetime) -> bool:
    """Marks a conversation as reviewed, or as not; False if something was said since it was `seen`."""
    row = {"conversation": id, "by": who, "at": now if who else None, "seen": seen}
    return bool(connection.execute(REVIEW, row).rowcount)


def add_note(connection: Connection, id: str, author: str, said: str, now: datetime) -> None:
    connection.execute(insert(note), {"conversation_id": id, "author": author, "at": now, "text": said})
