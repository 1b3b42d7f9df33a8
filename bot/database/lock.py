"""Keeps a second server away from the same database: its visitors would wait for answers that the other one has."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.database.database import Database, DatabaseError

ADVISORY_LOCK = 7402


class DatabaseInUse(DatabaseError):
    """Another server has the database."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is in use by another `python -m bot serve`. "
            "Stop that one, or give this one another DATABASE_URL."
        )


@contextmanager
def lock_database(database: Database) -> Iterator[None]:
    """Holds the database for as long as the block runs; it is free again however the process ends."""
    held = _postgresql(database) if database.file is None else _file(database.file)
    with held:
        yield


@contextmanager
def _file(file: Path) -> Iterator[None]:
    handle = os.open(file.with_name(f"{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, file)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, file: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DatabaseInUse(str(file)) from None


@contextmanager
def _postgresql(database: Database) -> Iterator[None]:
    with database.session() as connection:
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({ADVISORY_LOCK})").scalar_one():
            raise DatabaseInUse(str(database.url.database))
        yield
