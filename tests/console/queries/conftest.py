"""Databases to ask: SQLite, and PostgreSQL where TEST_POSTGRESQL_URL names one for tests, which it empties."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database.database import Database
from bot.database.migrate import migrate

URL = os.environ.get("TEST_POSTGRESQL_URL", "")
NO_POSTGRESQL = pytest.mark.skipif("test" not in URL, reason="TEST_POSTGRESQL_URL is not set")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=NO_POSTGRESQL)])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database at the newest schema."""
    folder: Path = tmp_path_factory.mktemp("asked")
    opened = Database(f"sqlite:///{folder}/asked.db" if request.param == "sqlite" else URL)
    if opened.file is None:
        with opened.transaction() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    migrate(opened)
    yield opened
    opened.close()
