"""The database keeps what it promised, and nobody waits on it for long."""

from __future__ import annotations

import stat
import threading
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import anyio
import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.database.database import Database, DatabaseError
from bot.database.lock import DatabaseInUse, lock_database
from bot.database.schema import conversation, inbox, turn

NOON = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)


def add_conversation(connection: Connection, id: str = "web-dana", at: datetime = NOON) -> None:
    connection.execute(insert(conversation).values(id=id, channel="web", created_at=at, last_at=at))


def names(connection: Connection) -> list[str]:
    return list(connection.execute(select(conversation.c.id)).scalars())


@pytest.mark.anyio
async def test_what_was_written_can_be_read(database: Database) -> None:
    await database.write(add_conversation)

    assert await database.read(names) == ["web-dana"]


@pytest.mark.anyio
async def test_a_write_that_raises_leaves_nothing(database: Database) -> None:
    def half(connection: Connection) -> None:
        add_conversation(connection)
        raise LookupError

    with pytest.raises(LookupError):
        await database.write(half)

    assert await database.read(names) == []


@pytest.mark.anyio
async def test_reading_never_writes(database: Database) -> None:
    with pytest.raises(OperationalError):
        await database.read(add_conversation)


@pytest.mark.anyio
async def test_readers_see_the_old_state_while_another_program_writes(database: Database) -> None:
    with database.transaction() as connection:
        add_conversation(connection)

        assert await database.read(names) == []

    assert await database.read(names) == ["web-dana"]


@pytest.mark.anyio
async def test_writers_wait_for_each_other(database: Database) -> None:
    holding, written = threading.Event(), threading.Event()

    def other_program() -> None:
        with database.transaction() as connection:
            holding.set()
            written.wait(0.2)
            add_conversation(connection, "web-omar")

    thread = threading.Thread(target=other_program)
    thread.start()
    holding.wait()
    await database.write(add_conversation)
    thread.join()

    assert sorted(await database.read(names)) == ["web-dana", "web-omar"]


def test_a_moment_comes_back_in_utc_whatever_its_zone_was(database: Database) -> None:
    there = NOON.astimezone(timezone(timedelta(hours=-4)))

    with database.transaction() as connection:
        add_conversation(connection, at=there)
        found = connection.execute(select(conversation.c.last_at)).scalar_one()

    assert found == NOON
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="time zone"), database.transaction() as connection:
        add_conversation(connection, at=datetime(2026, 5, 6))


def test_what_hangs_on_nothing_is_refused(database: Database) -> None:
    row = {"conversation_id": "web-nobody", "number": 1, "events": [], "at": NOON}

    with pytest.raises(IntegrityError), database.transaction() as connection:
        connection.execute(insert(turn).values(row))


def test_an_error_quotes_nothing_that_was_to_be_stored(database: Database) -> None:
    row = {"conversation_id": "web-nobody", "message_id": "1", "text": "my back hurts", "received_at": NOON}

    with pytest.raises(IntegrityError) as caught, database.transaction() as connection:
        connection.execute(insert(inbox).values(row))

    assert "my back hurts" not in str(caught.value)


def test_only_the_owner_can_read_the_file(database: Database) -> None:
    with database.transaction() as connection:
        add_conversation(connection)

    assert database.file is not None
    files = list(database.file.parent.glob("assistant.db*"))
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert len(files) >= 2, "the file and its log"


def test_the_folder_is_made_when_it_is_missing(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path}/new/folder/assistant.db").close()

    assert (tmp_path / "new/folder/assistant.db").exists()


def test_a_file_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")

    with pytest.raises(DatabaseError, match=r"var/assistant\.db can't be opened.*Check DATABASE_URL"):
        Database(f"sqlite:///{tmp_path}/var/assistant.db")


def test_closing_twice_does_no_harm(database: Database) -> None:
    database.close()
    database.close()


def test_a_second_server_on_the_same_file_is_refused(database: Database) -> None:
    refused = pytest.raises(DatabaseInUse, match="in use by another `python -m bot serve`")

    with lock_database(database), refused, lock_database(database):
        pass

    with lock_database(database):
        pass  # once the first has ended, the next may begin


@pytest.mark.anyio
async def test_a_hundred_writes_at_once_all_arrive(database: Database) -> None:
    async with anyio.create_task_group() as tasks:
        for number in range(100):
            tasks.start_soon(database.write, partial(add_conversation, id=f"web-{number}"))

    assert len(await database.read(names)) == 100
