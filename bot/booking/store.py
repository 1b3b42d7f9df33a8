"""Keeps requests. A turn leads to one request of a kind at most, however often it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from bot.booking.request import Request
from bot.database.types import Moment

_SAVE = text("""
    INSERT INTO request (reference, kind, conversation_id, turn_id, created_at, status, name, phone, email, service,
                         when_said, when_start, notes)
    VALUES (:reference, :kind, :conversation, :turn, :now, 'new', :name, :phone, :email, :service,
            :when_said, :when_start, :notes)
    ON CONFLICT (turn_id, kind) DO NOTHING
""").bindparams(bindparam("now", type_=Moment()))

_OF_CONVERSATION = text("""
    SELECT kind, reference, name, phone, email, service, when_said, when_start, notes
      FROM request
     WHERE conversation_id = :conversation
     ORDER BY id
""")


def save_request(connection: Connection, request: Request, *, conversation: str, turn_id: int, now: datetime) -> bool:
    """True if it is new; False, and nothing stored, if the turn's request is there already."""
    row: dict[str, Any] = {**asdict(request), "conversation": conversation, "turn": turn_id, "now": now}
    return bool(connection.execute(_SAVE, row).rowcount == 1)


def requests_of(connection: Connection, conversation: str) -> Sequence[Request]:
    """The requests of a conversation, oldest first."""
    rows = connection.execute(_OF_CONVERSATION, {"conversation": conversation}).mappings()
    return [Request(**row) for row in rows]
