"""The migrations lead to the schema that the code expects."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from bot.database.database import Database, DatabaseError
from bot.database.migrate import migrate
from bot.database.schema import metadata

OF_STAFF = {"staff", "staff_session", "failed_sign_in"}


def of_ours(name: str | None, kind: str, _parents: Any) -> bool:
    return not (kind == "table" and (name or "").startswith(("sqlite_sequence", "message_words")))


def test_a_migrated_database_is_what_the_schema_says(database: Database) -> None:
    options = {"compare_type": True, "compare_server_default": True, "include_name": of_ours}

    with database.transaction() as connection:
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_deleting_a_conversation_reaches_every_table(database: Database) -> None:
    with database.transaction() as connection:
        schema = inspect(connection)
        keys = {table: schema.get_foreign_keys(table) for table in metadata.tables}

    for table in set(keys) - {"conversation", *OF_STAFF}:
        targets = {key["referred_table"]: key["options"].get("ondelete") for key in keys[table]}
        assert targets["conversation"] == "CASCADE", table
        assert set(targets.values()) == {"CASCADE"}, table


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrate(database)


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseError, match=r"made by a newer version.*9999.*Install that version"):
        migrate(database)
