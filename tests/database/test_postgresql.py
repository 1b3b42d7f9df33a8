"""The same on PostgreSQL. Runs where TEST_POSTGRESQL_URL names a database for tests, which it empties."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from bot.database import schema
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.database.lock import DatabaseInUse, lock_database
from bot.database.migrate import migrate
from bot.log.retention import erase, purge
from tests.desk import a_desk
from tests.stand_ins import RecordingChannel, ScriptedThinker, a_request, refusing

URL = os.environ.get("TEST_POSTGRESQL_URL", "")

pytestmark = [pytest.mark.anyio, pytest.mark.skipif("test" not in URL, reason="TEST_POSTGRESQL_URL is not set")]


@pytest.fixture
def postgresql() -> Iterator[Database]:
    database = Database(URL)
    with database.transaction() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    migrate(database)
    yield database
    database.close()


def test_a_migrated_database_is_what_the_schema_says(postgresql: Database) -> None:
    with postgresql.transaction() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})

        assert compare_metadata(context, schema.metadata) == []


async def test_messages_are_answered_and_sent_in_their_order(postgresql: Database, thinker: ScriptedThinker) -> None:
    pigeon = RecordingChannel(failures=refusing(1))
    thinker.requests = (a_request(),)
    async with a_desk(postgresql, thinker, pigeon) as desk:
        await desk.receive("one", channel="pigeon", message_id="1")
        await desk.receive("one", channel="pigeon", message_id="1")
        await desk.settled()
        thinker.requests = ()
        await desk.receive("two", channel="pigeon")
        await desk.all_sent()

        assert [text for _, text in pigeon.sent] == ["You said one", "You said two"]
        (stored,) = await desk.rows(schema.request)
        assert utc_now() >= stored.created_at


async def test_erasing_and_purging_reach_every_table(postgresql: Database, thinker: ScriptedThinker) -> None:
    async with a_desk(postgresql, thinker) as desk:
        for who in ("dana", "omar"):
            await desk.receive("hello", who=who)
        await desk.settled()

    with postgresql.transaction() as connection:
        assert erase(connection, "web-dana") == 2
        assert purge(connection, before=utc_now()).conversations == 1
        left = [connection.execute(select(table)).all() for table in schema.metadata.tables.values()]
    assert left == [[]] * len(left)
    assert postgresql.scrub()


def test_a_second_server_is_refused(postgresql: Database) -> None:
    refused = pytest.raises(DatabaseInUse, match="in use by another `python -m bot serve`")

    with lock_database(postgresql), refused, lock_database(postgresql):
        pass

    with lock_database(postgresql):
        pass
