"""Slows down whoever guesses passwords: so many failures for an account and for an address, then a wait.

An attempt counts as failed from its beginning, so that many at once are no way around it.
"""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from bot.console.members import account_of
from bot.database.types import Moment

WINDOW = timedelta(minutes=15)
MOST_OF_ACCOUNT = 8
MOST_OF_ADDRESS = 30  # a whole clinic may share one

ADD = text("INSERT INTO failed_sign_in (key, at) VALUES (:key, :now)").bindparams(bindparam("now", type_=Moment))
COUNT = text("SELECT count(*) FROM failed_sign_in WHERE key = :key AND at > :since").bindparams(
    bindparam("since", type_=Moment)
)
DROP_OLD = text("DELETE FROM failed_sign_in WHERE at <= :since").bindparams(bindparam("since", type_=Moment))
FORGET_ACCOUNT = text("DELETE FROM failed_sign_in WHERE key = :key")
FORGET_ONE = text("""
    DELETE FROM failed_sign_in WHERE id = (SELECT max(id) FROM failed_sign_in WHERE key = :key)
""")


def may_try(connection: Connection, name: str, address: str, now: datetime) -> bool:
    """Counts an attempt; False, and not counted, when there have been too many."""
    since = now - WINDOW
    connection.execute(DROP_OLD, {"since": since})
    limits = {_account(name): MOST_OF_ACCOUNT, _address(address): MOST_OF_ADDRESS}
    for key, most in limits.items():
        if connection.execute(COUNT, {"key": key, "since": since}).scalar_one() >= most:
            return False
    for key in limits:
        connection.execute(ADD, {"key": key, "now": now})
    return True


def forgive(connection: Connection, name: str, address: str | None = None) -> None:
    """The attempt was none of those: forgets the account's failures, and the latest of the address."""
    connection.execute(FORGET_ACCOUNT, {"key": _account(name)})
    if address is not None:
        connection.execute(FORGET_ONE, {"key": _address(address)})


def _account(name: str) -> str:
    return _key("account", account_of(name))


def _address(address: str) -> str:
    """An IPv6 address stands for its network: one subscriber has them all."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return _key("address", address)
    if known.version == 4:
        return _key("address", address)
    return _key("address", str(ipaddress.ip_network((known, 64), strict=False)))


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()
