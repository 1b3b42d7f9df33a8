"""The inbox: a message is stored here before it is acknowledged, and stays until a turn has answered it."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    select(inbox.c.id, inbox.c.message_id, inbox.c.text, inbox.c.choice, inbox.c.received_at)
    .where(inbox.c.conversation_id == bindparam("conversation"), inbox.c.turn_id.is_(None))
    .order_by(inbox.c.id)
)
COUNT = select(func.count()).where(inbox.c.conversation_id == bindparam("conversation"), inbox.c.turn_id.is_(None))
HOLD = select(inbox.c.id).where(inbox.c.id == bindparam("id"), inbox.c.turn_id.is_(None)).with_for_update()
MARK = text("UPDATE inbox SET turn_id = :turn WHERE id = :id")


def store(connection: Connection, inbound: Inbound, now: datetime) -> bool:
    """Stores a message, and its conversation if it is the first; False for a repeat, which changes nothing.

    Raises UnknownChoice and TooManyWaiting; the transaction must not be committed then.
    """
    words, payload = _resolved(connection, inbound)
    connection.execute(
        CONVERSATION,
        {"id": inbound.conversation, "channel": inbound.channel, "chat": inbound.chat, "now": now},
    )
    row = {
        "conversation": inbound.conversation,
        "message_id": inbound.message_id,
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


def hold(connection: Connection, id: int) -> bool:
    """Keeps others from answering the message until the transaction ends; False if it is answered or erased."""
    return connection.execute(HOLD, {"id": id}).first() is not None


def mark_answered(connection: Connection, id: int, turn_id: int) -> None:
    connection.execute(MARK, {"id": id, "turn": turn_id})


def _resolved(connection: Connection, inbound: Inbound) -> tuple[str, Mapping[str, Any] | None]:
    """The words of the message, and the payload if it is a pressed button."""
    if inbound.choice is None:
        return inbound.text, None
    match = BUTTON.fullmatch(inbound.choice)
    offered = match and button(connection, inbound.conversation, int(match[1]), inbound.choice)
    if not offered:
        raise UnknownChoice
    return offered["title"], offered["payload"]
