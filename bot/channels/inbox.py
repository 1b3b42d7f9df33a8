"""The inbox: a message is stored here before it is acknowledged, and stays until a turn has answered it.

A message that is edited while it waits is replaced and keeps its place. Edited after its answer, it is a new message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.engine import Connection

from bot.channels.base import Inbound
from bot.database.schema import inbox
from bot.database.types import Json, Moment
from bot.log.queries import button

MOST_WAITING = 20  # unanswered messages in a conversation; more is no visitor
BUTTON = re.compile(r"t(\d{1,9})\.\d{1,3}\.\d{1,3}", re.ASCII)


class UnknownChoice(Exception):
    """The conversation has never offered this button."""


class TooManyWaiting(Exception):
    """The conversation has to wait for its answers first."""


@dataclass(frozen=True)
class Waiting:
    """A stored message that is still to be answered."""

    id: int
    message_id: str
    text: str
    choice: Mapping[str, Any] | None
    received_at: datetime
    joined_to: int | None = None  # number of the turn that it was joined to


CONVERSATION = text("""
    INSERT INTO conversation (id, channel, chat, created_at, last_at)
    VALUES (:id, :channel, :chat, :now, :now)
        ON CONFLICT (id) DO UPDATE SET last_at = excluded.last_at
""").bindparams(bindparam("now", type_=Moment))

MESSAGE = text("""
    INSERT INTO inbox (conversation_id, message_id, text, choice, received_at)
    VALUES (:conversation, :message_id, :text, :choice, :now)
        ON CONFLICT (conversation_id, message_id) DO NOTHING
""").bindparams(bindparam("choice", type_=Json), bindparam("now", type_=Moment))

WAITING = (
    select(inbox.c.id, inbox.c.message_id, inbox.c.text, inbox.c.choice, inbox.c.received_at, inbox.c.joined_to)
    .where(inbox.c.conversation_id == bindparam("conversation"), inbox.c.turn_id.is_(None))
    .order_by(inbox.c.id)
)
COUNT = select(func.count()).where(inbox.c.conversation_id == bindparam("conversation"), inbox.c.turn_id.is_(None))
HOLD = WAITING.with_for_update()
JOIN = text("UPDATE inbox SET joined_to = :number WHERE id = :id AND turn_id IS NULL")
EDITIONS = text("""
    SELECT id, message_id, text, turn_id FROM inbox
     WHERE conversation_id = :conversation AND message_id LIKE :like
""")
REPLACE = text("UPDATE inbox SET text = :text, choice = :choice, message_id = :message_id WHERE id = :id").bindparams(
    bindparam("choice", type_=Json)
)
MARK = text("UPDATE inbox SET turn_id = :turn WHERE id = :id")


def store(connection: Connection, inbound: Inbound, now: datetime) -> bool:
    """Stores a message, and its conversation if it is the first; False for a repeat, which changes nothing.

    Raises UnknownChoice and TooManyWaiting; the transaction must not be committed then.
    """
    words, payload = _resolved(connection, inbound)
    message_id = inbound.message_id
    if inbound.edition is not None:
        message_id = f"{inbound.message_id}/{inbound.edition}"
        editions = _editions(connection, inbound)
        if editions and (editions[-1].number >= inbound.edition or editions[-1].text == words):
            return False
        replaced = next((edition for edition in editions if not edition.answered), None)
        if replaced:
            row = {"id": replaced.id, "text": words, "choice": payload, "message_id": message_id}
            connection.execute(REPLACE, row)
            return True
    connection.execute(
        CONVERSATION,
        {"id": inbound.conversation, "channel": inbound.channel, "chat": inbound.chat, "now": now},
    )
    row = {
        "conversation": inbound.conversation,
        "message_id": message_id,
        "text": words,
        "choice": payload,
        "now": now,
    }
    is_new = bool(connection.execute(MESSAGE, row).rowcount == 1)
    if is_new and connection.execute(COUNT, {"conversation": inbound.conversation}).scalar_one() > MOST_WAITING:
        raise TooManyWaiting
    return is_new


def waiting(connection: Connection, conversation: str) -> list[Waiting]:
    """The messages of a conversation that are still to be answered, in the order in which they came."""
    return [Waiting(**row) for row in connection.execute(WAITING, {"conversation": conversation}).mappings()]


def unanswered(connection: Connection) -> list[str]:
    """The conversations in which a message is still to be answered, the longest waiting first."""
    query = select(inbox.c.conversation_id).where(inbox.c.turn_id.is_(None))
    rows = connection.execute(query.group_by(inbox.c.conversation_id).order_by(func.min(inbox.c.id)))
    return [row.conversation_id for row in rows]


def join(connection: Connection, messages: Sequence[Waiting], number: int) -> None:
    """Notes that the messages are answered together, as the turn of this number."""
    for message in messages:
        connection.execute(JOIN, {"id": message.id, "number": number})


def hold(connection: Connection, conversation: str, messages: Sequence[Waiting], number: int) -> bool:
    """Keeps others from answering the messages until the transaction ends.

    False if they are not what they were: answered, erased, edited, so that the new words have to be thought about, or
    joined meanwhile by another to this turn.
    """
    waiting = [Waiting(**row) for row in connection.execute(HOLD, {"conversation": conversation}).mappings()]
    held, others = waiting[: len(messages)], waiting[len(messages) :]
    known = [(message.id, message.message_id) for message in messages]
    return [(one.id, one.message_id) for one in held] == known and all(one.joined_to != number for one in others)


def mark_answered(connection: Connection, id: int, turn_id: int) -> None:
    connection.execute(MARK, {"id": id, "turn": turn_id})


def _resolved(connection: Connection, inbound: Inbound) -> tuple[str, Mapping[str, Any] | None]:
    """The words of the message, and the payload of a pressed button; one that is `typed` has but its title."""
    if inbound.choice is None:
        return inbound.text, inbound.payload
    match = BUTTON.fullmatch(inbound.choice)
    offered = match and button(connection, inbound.conversation, int(match[1]), inbound.choice)
    if not offered:
        raise UnknownChoice
    return offered["title"], None if offered["payload"].get("typed") else offered["payload"]


@dataclass(frozen=True)
class _Edition:
    """A message as it was written at first, or as it was after an edit."""

    number: int
    id: int
    text: str
    answered: bool


def _editions(connection: Connection, inbound: Inbound) -> list[_Edition]:
    """What is stored of a message, oldest edition first."""
    asked = {"conversation": inbound.conversation, "like": f"{inbound.message_id}/%"}
    known = [_edition(row) for row in connection.execute(EDITIONS, asked)]
    return sorted(known, key=lambda edition: edition.number)


def _edition(row: Any) -> _Edition:
    number = int(row.message_id.rpartition("/")[2])
    return _Edition(number, row.id, row.text, row.turn_id is not None)
