"""Bookings and call-backs as staff work through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.engine import Connection

from bot.database.schema import message, request
from bot.database.types import Moment

STATUSES = ("new", "contacted", "confirmed", "declined", "done")
OPEN = ("new", "contacted")
PAGE = 30


@dataclass(frozen=True)
class Requested:
    """A request, with where in its conversation it was made."""

    id: int
    reference: str
    kind: str
    conversation_id: str
    created_at: datetime
    status: str
    name: str | None
    phone: str | None
    email: str | None
    service: str | None
    when_said: str | None
    when_start: str | None
    notes: str | None
    changed_at: datetime | None
    changed_by: str | None
    message_id: int | None


_COLUMNS = [request.c[field.name] for field in fields(Requested) if field.name != "message_id"]
_IN_TURN = select(func.min(message.c.id)).where(message.c.turn_id == request.c.turn_id).scalar_subquery()
REQUESTS = select(*_COLUMNS, _IN_TURN.label("message_id"))
OF_STATUS = REQUESTS.where(
    request.c.status.in_(bindparam("statuses", expanding=True)), request.c.id < bindparam("before")
).order_by(request.c.id.desc())
OF_CONVERSATION = REQUESTS.where(request.c.conversation_id == bindparam("conversation")).order_by(request.c.id)
BY_REFERENCE = REQUESTS.where(request.c.reference == bindparam("reference"))
COUNTS = select(request.c.status, func.count()).group_by(request.c.status)

CHANGE = text("""
    UPDATE request SET status = :status, changed_at = :now, changed_by = :who WHERE id = :id AND status = :was
""").bindparams(bindparam("now", type_=Moment))


def list_requests(
    connection: Connection, statuses: Sequence[str], before: int | None = None, *, limit: int = PAGE
) -> tuple[list[Requested], str | None]:
    """The newest requests of these statuses, and where the next page begins."""
    values = {"statuses": list(statuses), "before": before or 2**62}
    rows = connection.execute(OF_STATUS.limit(limit + 1), values).mappings()
    found = [Requested(**row) for row in rows]
    return found[:limit], str(found[limit - 1].id) if len(found) > limit else None


def requests_of(connection: Connection, conversation: str) -> list[Requested]:
    return [
        Requested(**row) for row in connection.execute(OF_CONVERSATION, {"conversation": conversation}).mappings()
    ]


def find_request(connection: Connection, reference: str) -> Requested | None:
    row = connection.execute(BY_REFERENCE, {"reference": reference}).mappings().first()
    return Requested(**row) if row else None


def count_by_status(connection: Connection) -> Mapping[str, int]:
    return dict(connection.execute(COUNTS).all())


def change_status(connection: Connection, id: int, was: str, status: str, who: str, now: datetime) -> bool:
    """False, and nothing changed, when somebody else has changed it meanwhile."""
    row = {"id": id, "was": was, "status": status, "who": who, "now": now}
    return bool(connection.execute(CHANGE, row).rowcount == 1)
