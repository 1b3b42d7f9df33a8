"""Connections to the database: one thread that writes, a few that read, so that the event loop only waits.

SQLite is one file in WAL mode with a full sync at each commit; PostgreSQL works behind the same methods.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

Result = TypeVar("Result")

READERS = 4
WAIT_SECONDS = 10  # for another process, such as `python -m bot erase`, to finish its write

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # what was acknowledged survives a power cut
    "foreign_keys = ON",
    "secure_delete = ON",
    f"busy_timeout = {WAIT_SECONDS * 1000}",
)

SCRUBBING = (
    "temp_store = MEMORY",  # a copy of everybody's words has no business in the temporary folder
    "busy_timeout = 100",  # a checkpoint that waits keeps others from writing, so it is tried often instead
)


# The database is locked, full or away: the same may succeed later. (An InterfaceError, on SQLite, never will.)
PASSING = OperationalError


class DatabaseError(Exception):
    """The database can't be used as it is. Says what to do about it."""


class Database:
    """One database, opened. `close` may be called twice."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        if self.file is None:
            self._write_engine = _postgresql(self.url)
            self._read_engine = self._write_engine.execution_options(isolation_level="REPEATABLE READ")
        else:
            _make_file(self.file)
            self._write_engine = _sqlite(self.url, "BEGIN IMMEDIATE")
            self._read_engine = _sqlite(self.url, "BEGIN", "query_only = ON")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="database-writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="database-reader")

    @property
    def file(self) -> Path | None:
        """SQLite's file; None on PostgreSQL."""
        return Path(self.url.database) if self.url.get_backend_name() == "sqlite" else None

    async def write(self, ask: Callable[[Connection], Result]) -> Result:
        """What `ask` returns, once its transaction is committed. If it raises, nothing was written."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._run, self._write_engine, ask)

    async def read(self, ask: Callable[[Connection], Result]) -> Result:
        """What `ask` returns; all that it reads is of one moment."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._run, self._read_engine, ask)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction in this thread, for commands; committed unless the block raises."""
        with self._write_engine.begin() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Connection]:
        """A connection that is held for longer than a transaction, and closed for good at the end."""
        with self._write_engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            try:
                yield connection
            finally:
                connection.invalidate()

    def scrub(self, *, patience_seconds: float = 10) -> bool:
        """Rewrites SQLite's file and empties its log, so that deleted rows are in neither; False if others kept it.

        `secure_delete` alone is not enough: when SQLite splits a page, copies of rows stay behind in the old one, and
        deleting the row does not reach them. In a trial with random rows the words of 4 of 150 deleted conversations
        were still in the file; after VACUUM, none.
        """
        if self.file is None:
            return True
        deadline = time.monotonic() + patience_seconds
        connection = self._write_engine.raw_connection()
        try:
            cursor = connection.cursor()
            for pragma in SCRUBBING:
                cursor.execute(f"PRAGMA {pragma}")
            steps = (_forget_words, _vacuum, _truncate)
            return all(_retry(partial(step, cursor), deadline) for step in steps)
        finally:
            connection.invalidate()  # it is set up for scrubbing, not for visitors
            connection.close()

    def close(self) -> None:
        """Waits for what was asked for, then closes all connections."""
        self._writer.shutdown()
        self._readers.shutdown()
        self._write_engine.dispose()
        self._read_engine.dispose()

    @staticmethod
    def _run(engine: Engine, ask: Callable[[Connection], Result]) -> Result:
        with engine.begin() as connection:
            return ask(connection)


def _make_file(file: Path) -> None:
    """Makes the file so that only its owner can read it; SQLite gives its log the same rights."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise DatabaseError(
            f"{file} can't be opened: {error.strerror}. Check DATABASE_URL and the folder's rights."
        ) from None


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url, future=True, hide_parameters=True, pool_size=READERS + 1, max_overflow=2, pool_pre_ping=True
    )


def _sqlite(url: URL, begin: str, *pragmas: str) -> Engine:
    engine = create_engine(
        url,
        future=True,
        hide_parameters=True,  # an error's text must not carry a visitor's words
        poolclass=QueuePool,
        pool_size=READERS + 1,
        connect_args={"check_same_thread": False, "timeout": WAIT_SECONDS},
    )

    @event.listens_for(engine, "connect")  # type: ignore[untyped-decorator]
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # else pysqlite begins transactions late, and on its own
        for pragma in (*PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")  # type: ignore[untyped-decorator]
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _retry(step: Callable[[], bool], deadline: float) -> bool:
    while not step():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _forget_words(cursor: sqlite3.Cursor) -> bool:
    """The index of visitors' words only notes that a word is gone, until its parts are merged."""
    try:
        if cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'message_words'").fetchone():
            cursor.execute("INSERT INTO message_words (message_words) VALUES ('optimize')")
    except sqlite3.OperationalError:
        return False
    return True


def _vacuum(cursor: sqlite3.Cursor) -> bool:
    """False while another process writes, or where the disk is full."""
    try:
        cursor.execute("VACUUM")
    except sqlite3.OperationalError:
        return False
    return True


def _truncate(cursor: sqlite3.Cursor) -> bool:
    """False while a reader still needs the log."""
    busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
