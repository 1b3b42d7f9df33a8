"""The record of who read or changed what. It names people and ids, and quotes nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from bot.database.types import Moment

Action = Literal["signed in", "signed out", "opened", "reviewed", "to review", "noted", "status"]

ONE_READING = timedelta(minutes=30)  # a page that renews itself is not opened again and again


@dataclass(frozen=True)
class Entry:
    """What somebody did."""

    at: datetime
    staff_name: str
    action: Action
    detail: str | None
    conversation_id: str | None
    reference: str | None  # of the request


ADD = text("""
    INSERT INTO audit (at, staff_name, action, conversation_id, request_id, detail)
    VALUES (:now, :staff_name, :action, :conversation, :request, :detail)
""").bindparams(bindparam("now", type_=Moment))

OPENED = text("""
    SELECT 1 FROM audit
     WHERE conversation_id = :conversation AND staff_name = :staff_name AND action = 'opened' AND at > :since
     LIMIT 1
""").bindparams(bindparam("since", type_=Moment))

_ENTRIES = """
    SELECT audit.at, staff_name, action, detail, audit.conversation_id, reference
      FROM audit LEFT JOIN request ON request.id = audit.request_id
"""
OF_CONVERSATION = text(f"""
    {_ENTRIES} WHERE audit.conversation_id = :conversation ORDER BY audit.id DESC LIMIT :limit
""").columns(at=Moment)
OF_REQUESTS = (
    text(f"""
    {_ENTRIES} WHERE audit.request_id IN :requests ORDER BY audit.id DESC
""")
    .bindparams(bindparam("requests", expanding=True))
    .columns(at=Moment)
)
LATEST = text(f"{_ENTRIES} ORDER BY audit.id DESC LIMIT :limit").columns(at=Moment)


def record(
    connection: Connection,
    staff_name: str,
    action: Action,
    now: datetime,
    *,
    conversation: str | None = None,
    request: int | None = None,
    detail: str | None = None,
) -> None:
    row = {"staff_name": staff_name, "action": action, "now": now}
    connection.execute(ADD, {**row, "conversation": conversation, "request": request, "detail": detail})


def opened_lately(connection: Connection, staff_name: str, conversation: str, now: datetime) -> bool:
    """Whether it is on record already that they are reading this conversation."""
    row = {"staff_name": staff_name, "conversation": conversation, "since": now - ONE_READING}
    return connection.execute(OPENED, row).first() is not None


def of_conversation(connection: Connection, conversation: str, *, limit: int = 50) -> list[Entry]:
    """What was done with a conversation, the latest first."""
    rows = connection.execute(OF_CONVERSATION, {"conversation": conversation, "limit": limit}).mappings()
    return [Entry(**row) for row in rows]


def of_requests(connection: Connection, requests: list[int]) -> list[Entry]:
    """What was done with any of these requests, the latest first."""
    return [Entry(**row) for row in connection.execute(OF_REQUESTS, {"requests": requests}).mappings()]


def latest(connection: Connection, *, limit: int) -> list[Entry]:
    return [Entry(**row) for row in connection.execute(LATEST, {"limit": limit}).mappings()]
