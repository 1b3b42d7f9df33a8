"""Reads the conversation log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from bot.database.schema import conversation, message, turn
from bot.log.message import LoggedMessage


@dataclass(frozen=True)
class ConversationSummary:
    """A conversation in a list."""

    id: str
    channel: str
    created_at: datetime
    last_at: datetime
    turns: int


SUMMARY = tuple(conversation.c[field.name] for field in fields(ConversationSummary))
MESSAGES = (
    select(*(message.c[field.name] for field in fields(LoggedMessage)))
    .where(message.c.conversation_id == bindparam("conversation"), message.c.id > bindparam("after"))
    .order_by(message.c.id)
)


def latest_conversations(connection: Connection, *, limit: int = 50) -> list[ConversationSummary]:
    """The conversations, the most recently used first."""
    order = (conversation.c.last_at.desc(), conversation.c.id)
    rows = connection.execute(select(*SUMMARY).order_by(*order).limit(limit)).mappings()
    return [ConversationSummary(**row) for row in rows]


def find_conversation(connection: Connection, id: str) -> ConversationSummary | None:
    row = connection.execute(select(*SUMMARY).where(conversation.c.id == id)).mappings().first()
    return ConversationSummary(**row) if row else None


def messages(connection: Connection, conversation_id: str, *, after: int = 0) -> list[LoggedMessage]:
    """The messages of a conversation with a higher id than `after`, in their order."""
    rows = connection.execute(MESSAGES, {"conversation": conversation_id, "after": after}).mappings()
    return [LoggedMessage(**row) for row in rows]


def button(connection: Connection, conversation_id: str, turn_number: int, id: str) -> Mapping[str, Any] | None:
    """The button {id, title, payload} that was offered under this id in that turn."""
    offered = (
        select(message.c.buttons)
        .join(turn, turn.c.id == message.c.turn_id)
        .where(turn.c.conversation_id == conversation_id, turn.c.number == turn_number)
        .where(message.c.buttons.is_not(None))
    )
    return next((one for row in connection.execute(offered) for one in row.buttons if one["id"] == id), None)
