"""Who is signed in, in the table `staff_session`. A cookie holds a secret, the table only its hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from bot.console.members import Member
from bot.database.types import Moment

IDLE = timedelta(hours=12)  # a working day, with the machine asleep over lunch
LONGEST = timedelta(days=7)
TOUCH_EVERY = timedelta(minutes=5)  # a write for each click would be one too many


@dataclass(frozen=True)
class Session:
    """A member who is signed in."""

    member: Member
    secret: str
    seen_at: datetime

    def is_stale(self, now: datetime) -> bool:
        """Whether it is time to note that the member is still there."""
        return now - self.seen_at > TOUCH_EVERY


BEGIN = text("""
    INSERT INTO staff_session (id, staff_id, created_at, seen_at) VALUES (:id, :staff_id, :now, :now)
""").bindparams(bindparam("now", type_=Moment))

FIND = (
    text("""
    SELECT staff.id, staff.name, staff_session.seen_at
      FROM staff_session JOIN staff ON staff.id = staff_session.staff_id
     WHERE staff_session.id = :id AND staff_session.seen_at > :idle AND staff_session.created_at > :longest
""")
    .bindparams(bindparam("idle", type_=Moment), bindparam("longest", type_=Moment))
    .columns(seen_at=Moment)
)

TOUCH = text("UPDATE staff_session SET seen_at = :now WHERE id = :id").bindparams(bindparam("now", type_=Moment))
END = text("DELETE FROM staff_session WHERE id = :id")
DROP_OLD = text("DELETE FROM staff_session WHERE seen_at <= :idle OR created_at <= :longest").bindparams(
    bindparam("idle", type_=Moment), bindparam("longest", type_=Moment)
)


def begin(connection: Connection, member: Member, now: datetime) -> str:
    """Signs the member in; returns the secret for the cookie. Sessions that have run out are dropped."""
    connection.execute(DROP_OLD, _limits(now))
    secret = secrets.token_urlsafe(32)
    connection.execute(BEGIN, {"id": _id(secret), "staff_id": member.id, "now": now})
    return secret


def find(connection: Connection, secret: str, now: datetime) -> Session | None:
    """The session of a cookie; None when it was ended, has run out, or never was."""
    row = connection.execute(FIND, {"id": _id(secret), **_limits(now)}).first()
    return Session(Member(row.id, row.name), secret, row.seen_at) if row else None


def touch(connection: Connection, secret: str, now: datetime) -> None:
    connection.execute(TOUCH, {"id": _id(secret), "now": now})


def end(connection: Connection, secret: str) -> None:
    connection.execute(END, {"id": _id(secret)})


def _id(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _limits(now: datetime) -> dict[str, datetime]:
    return {"idle": now - IDLE, "longest": now - LONGEST}
