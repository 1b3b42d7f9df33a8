"""The accounts of staff, in the table `staff`. They are made and removed on the command line only."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from bot.console.passwords import hashed, make_password
from bot.database.types import Moment

LONGEST_NAME = 40


class NameRefused(Exception):
    """An account can't have this name. Says why, and what to do."""


@dataclass(frozen=True)
class Member:
    """Somebody who may sign in."""

    id: int
    name: str


@dataclass(frozen=True)
class Account:
    """A member as the command line lists them."""

    name: str
    created_at: datetime
    seen_at: datetime | None  # while signed in


@dataclass(frozen=True)
class Known:
    """What signing in needs to know."""

    member: Member
    password_hash: str


ADD = text("""
    INSERT INTO staff (name, account, password_hash, created_at) VALUES (:name, :account, :password_hash, :now)
        ON CONFLICT (account) DO NOTHING
""").bindparams(bindparam("now", type_=Moment))

FIND = text("SELECT id, name, password_hash FROM staff WHERE account = :account")

LIST = text("""
    SELECT name, staff.created_at,
           (SELECT max(seen_at) FROM staff_session WHERE staff_session.staff_id = staff.id) AS seen_at
      FROM staff ORDER BY account
""").columns(created_at=Moment, seen_at=Moment)

REMOVE = text("DELETE FROM staff WHERE account = :account")
RESET = text("UPDATE staff SET password_hash = :password_hash WHERE account = :account")
END_SESSIONS = text("DELETE FROM staff_session WHERE staff_id = (SELECT id FROM staff WHERE account = :account)")


def account_of(name: str) -> str:
    """The name as it is compared: however it is spelled, capitals make no other account."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def add(connection: Connection, name: str, now: datetime) -> str:
    """Makes an account; returns its password, which is kept nowhere. Raises NameRefused."""
    shown = " ".join(name.split())
    if not shown or len(shown) > LONGEST_NAME or not shown.isprintable():
        raise NameRefused(f"A name has 1 to {LONGEST_NAME} characters, all of them visible. Choose another one.")
    password = make_password()
    row = {"name": shown, "account": account_of(shown), "password_hash": hashed(password), "now": now}
    if connection.execute(ADD, row).rowcount == 0:
        raise NameRefused(f"There is an account {shown} already. Choose another name, or use `staff reset`.")
    return password


def find(connection: Connection, name: str) -> Known | None:
    row = connection.execute(FIND, {"account": account_of(name)}).first()
    return Known(Member(row.id, row.name), row.password_hash) if row else None


def accounts(connection: Connection) -> list[Account]:
    """All accounts by name."""
    return [Account(**row) for row in connection.execute(LIST).mappings()]


def remove(connection: Connection, name: str) -> bool:
    """Removes an account, and signs it out; False where there is none."""
    return bool(connection.execute(REMOVE, {"account": account_of(name)}).rowcount)


def reset(connection: Connection, name: str) -> str | None:
    """Gives an account a new password, and signs it out; None where there is none."""
    password = make_password()
    row = {"account": account_of(name), "password_hash": hashed(password)}
    connection.execute(END_SESSIONS, {"account": row["account"]})
    return password if connection.execute(RESET, row).rowcount else None
