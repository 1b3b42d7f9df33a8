"""Writes the messages of a turn into the log, within the transaction of whoever commits the turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from bot.database.schema import message
from bot.log.message import LoggedMessage

COLUMNS = tuple(field.name for field in fields(LoggedMessage) if field.name != "id")
ADD = insert(message)


def write(connection: Connection, messages: Iterable[LoggedMessage], *, conversation: str, turn_id: int) -> list[int]:
    """Adds the messages in their order; returns their ids."""
    return [_add(connection, one, conversation, turn_id) for one in messages]


def _add(connection: Connection, one: LoggedMessage, conversation: str, turn_id: int) -> int:
    row = {name: getattr(one, name) for name in COLUMNS}
    added = connection.execute(ADD, {**row, "conversation_id": conversation, "turn_id": turn_id})
    return int(added.inserted_primary_key[0])
