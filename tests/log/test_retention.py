"""What is erased is gone: from every table, from the file, from its log."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import anyio
import anyio.to_thread
import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from bot.channels import inbox, turns
from bot.channels.hub import Listener
from bot.commands import erase as erase_command
from bot.commands import log as log_command
from bot.commands import purge as purge_command
from bot.database import schema
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.database.schema import conversation, metadata, outbox
from bot.log.retention import erase, purge, purge_daily
from bot.settings import Settings
from tests.desk import a_desk, a_message, until
from tests.fixtures import environment
from tests.stand_ins import ScriptedThinker, a_request, an_answer

MARKER = "zebrafinch"


def a_stored_turn(connection: Connection, who: str, text: str, *, at: datetime, **request: str) -> None:
    """A message of a visitor and its answer, as the worker would have stored them at that time."""
    inbound = a_message(text, who=who)
    inbox.store(connection, inbound, at)
    work = turns.next_work(connection, inbound.conversation)
    assert work is not None
    requests = (a_request(**request),) if request else ()
    turns.commit(connection, work, an_answer(f"You said {text}", work.as_turn(at), requests=requests), at)


def traces(database: Database, marker: str) -> list[str]:
    """The files in which the bytes of the marker stand."""
    assert database.file is not None
    files = database.file.parent.glob(f"{database.file.name}*")
    return [file.name for file in files if marker.encode() in file.read_bytes()]


def counts(database: Database) -> dict[str, int]:
    with database.transaction() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Database) -> Database:
    """The commands look at the same database as the test."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    return database


def test_erasing_a_conversation_leaves_no_trace_in_the_file(
    operator: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with operator.transaction() as connection:
        a_stored_turn(connection, "dana", f"my {MARKER} hurts", at=utc_now(), reference="LIV-1", notes=MARKER)
        a_stored_turn(connection, "omar", "hello", at=utc_now(), reference="LIV-2")
    assert traces(operator, MARKER)

    assert erase_command.run(["web-dana"]) == 0

    assert traces(operator, MARKER) == []
    assert traces(operator, "web-dana") == []
    assert capsys.readouterr().out == "Erased web-dana with 2 messages.\n"
    assert counts(operator) == {
        "conversation": 1, "inbox": 1, "turn": 1, "message": 2, "request": 1, "outbox": 0,
        "note": 0, "audit": 0, "staff": 0, "staff_session": 0, "failed_sign_in": 0,
    }  # fmt: skip


def test_erasing_leaves_no_trace_in_a_file_that_many_have_written_to(database: Database) -> None:
    """Splitting pages leaves copies behind that deleting a row does not reach."""
    chance, now = random.Random(1), utc_now()
    people = [f"person{number:03}q" for number in range(100)]
    first = {"channel": "web", "created_at": now, "last_at": now}
    messages = [(who, f"{chance.random()}", who * chance.randint(1, 200)) for who in chance.choices(people, k=2500)]
    columns = ("conversation_id", "message_id", "text")
    with database.transaction() as connection:
        connection.execute(insert(schema.conversation), [{"id": who, **first} for who in people])
        for message in messages:
            row = dict(zip(columns, message, strict=True))
            connection.execute(insert(schema.inbox).values(**row, received_at=now))
    gone = chance.sample(people, 60)
    for who in gone:
        with database.transaction() as connection:
            erase(connection, who)

    assert database.scrub()

    assert {who: traces(database, who) for who in gone} == {who: [] for who in gone}


@pytest.mark.anyio
async def test_erasing_leaves_no_trace_while_a_server_has_the_file_open(
    operator: Database, settings: Settings, thinker: ScriptedThinker
) -> None:
    serving = Database(settings.database_url)
    async with a_desk(serving, thinker) as desk:
        await desk.receive(f"my {MARKER} hurts")
        await desk.settled()

        assert await anyio.to_thread.run_sync(erase_command.run, ["web-dana"]) == 0
        assert traces(operator, MARKER) == []

        await desk.receive("hello", who="omar")
        await desk.settled()
        assert await desk.said("web-omar") == ["hello", "You said hello"]
        assert traces(operator, MARKER) == []
    serving.close()


@pytest.mark.anyio
async def test_a_conversation_that_is_erased_during_its_turn_stays_erased(
    database: Database, thinker: ScriptedThinker
) -> None:
    async def erased(_turn: object) -> None:
        await database.write(partial(erase, conversation_id="web-dana"))

    thinker.meanwhile = erased
    thinker.requests = (a_request(),)
    async with a_desk(database, thinker) as desk:
        await desk.receive(f"my {MARKER} hurts")
        await desk.settled()

    assert thinker.heard == [f"my {MARKER} hurts"]
    assert set(counts(database).values()) == {0}
    assert database.scrub()
    assert traces(database, MARKER) == []


@pytest.mark.anyio
async def test_a_visitor_who_writes_again_during_the_erasure_gets_one_answer_to_the_new_message(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with a_desk(database, thinker) as desk:

        async def erased_and_back(_turn: object) -> None:
            thinker.meanwhile = None
            await database.write(partial(erase, conversation_id="web-dana"))
            await desk.receive("hello again")

        thinker.meanwhile = erased_and_back
        with desk.hub.listening("web-dana", listener := Listener()), anyio.fail_after(5):
            await desk.receive("forget me")
            await listener.wait()

        assert await desk.said("web-dana") == ["hello again", "You said hello again"]


def test_a_conversation_that_is_not_there_cannot_be_erased(
    operator: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert erase_command.run(["web-nobody"]) == 1
    assert "There is no conversation web-nobody. `python -m bot log` lists them." in capsys.readouterr().err


def test_a_reader_that_holds_the_log_is_told_of(operator: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with operator.transaction() as connection:
        a_stored_turn(connection, "dana", MARKER, at=utc_now())
    with operator._read_engine.begin() as reader:
        reader.execute(select(conversation)).all()
        assert not operator.scrub(patience_seconds=0.1)

    assert operator.scrub(patience_seconds=0.1)


def test_purging_deletes_what_is_older_from_every_table(
    operator: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(timezone.utc)
    with operator.transaction() as connection:
        a_stored_turn(connection, "dana", f"old {MARKER}", at=now - timedelta(days=91), reference="LIV-1")
        a_stored_turn(connection, "omar", f"old {MARKER}", at=now - timedelta(days=91), reference="LIV-2")
        a_stored_turn(connection, "omar", "still here", at=now - timedelta(days=89), reference="LIV-3")

    assert purge_command.run([]) == 0

    assert capsys.readouterr().out == "Erased 1 conversation that ended more than 90 days ago.\n"
    assert traces(operator, MARKER) == []
    assert counts(operator) == {
        "conversation": 1, "inbox": 1, "turn": 1, "message": 2, "request": 1, "outbox": 0,
        "note": 0, "audit": 0, "staff": 0, "staff_session": 0, "failed_sign_in": 0,
    }  # fmt: skip


def test_after_a_purge_the_turns_of_a_conversation_go_on_counting(database: Database) -> None:
    now = utc_now()
    with database.transaction() as connection:
        a_stored_turn(connection, "dana", "one", at=now - timedelta(days=100))
        a_stored_turn(connection, "dana", "two", at=now)
        purge(connection, before=now - timedelta(days=90))
        a_stored_turn(connection, "dana", "three", at=now)
        numbers = connection.execute(select(metadata.tables["turn"].c.number)).scalars().all()

    assert numbers == [2, 3]


def test_purging_twice_changes_nothing(database: Database) -> None:
    now = utc_now()
    with database.transaction() as connection:
        a_stored_turn(connection, "dana", "one", at=now - timedelta(days=100))
        purge(connection, before=now)

        assert purge(connection, before=now).rows == 0


@pytest.mark.anyio
async def test_what_waits_to_be_sent_is_purged_too(database: Database, thinker: ScriptedThinker) -> None:
    async with a_desk(database, thinker) as desk:  # no channel takes it
        await desk.receive(MARKER, channel="pigeon")
        await desk.settled()
        assert len(await desk.rows(outbox)) == 1

    with database.transaction() as connection:
        purge(connection, before=utc_now() + timedelta(seconds=1))

    assert set(counts(database).values()) == {0}


@pytest.mark.anyio
async def test_a_server_purges_when_it_starts(database: Database) -> None:
    with database.transaction() as connection:
        a_stored_turn(connection, "dana", MARKER, at=utc_now() - timedelta(days=100))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(partial(purge_daily, database, days=90, clock=utc_now))
        await until(lambda: not counts(database)["conversation"] and not traces(database, MARKER))
        tasks.cancel_scope.cancel()


def test_the_log_lists_the_newest_conversation_first(operator: Database, capsys: pytest.CaptureFixture[str]) -> None:
    start = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)
    with operator.transaction() as connection:
        a_stored_turn(connection, "dana", "hello", at=start)
        a_stored_turn(connection, "omar", "hello", at=start + timedelta(hours=1))
        a_stored_turn(connection, "dana", "me again", at=start + timedelta(hours=2))

    assert log_command.run([]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "2026-05-06 14:00  web-dana  web  2 turns",
        "2026-05-06 13:00  web-omar  web  1 turn",
    ]


def test_the_log_shows_what_was_understood(operator: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with operator.transaction() as connection:
        a_stored_turn(connection, "dana", "why the rings", at=datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc))

    assert log_command.run(["web-dana"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "2026-05-06 12:00  web-dana  web  1 turn",
        "",
        "12:00:00  visitor    why the rings",
        "                     [faq 0.87 faq/cupping_marks]",
        "12:00:00  assistant  You said why the rings",
        "                     [utter_faq/cupping_marks]",
        "                     (Talk to a person)",
    ]


def test_the_log_of_a_conversation_that_is_not_there_says_so(
    operator: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert log_command.run(["web-nobody"]) == 1
    assert "There is no conversation web-nobody." in capsys.readouterr().err


def test_a_file_that_is_no_database_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("not a database " * 100)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/notes.txt")

    assert log_command.run([]) == 1
    assert capsys.readouterr().err == "The database can't be used: file is not a database\n"


def test_a_command_with_a_wrong_setting_says_which(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RETENTION_DAYS", "soon")

    assert purge_command.run([]) == 1
    assert capsys.readouterr().err == 'RETENTION_DAYS is "soon". Use a whole number from 1 to 3650.\n'
