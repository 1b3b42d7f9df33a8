"""A database that the command has filled once, with the real assistant, and one to fill anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.content import Content, load_content
from bot.database.database import Database
from bot.database.migrate import migrate
from bot.demo.filling import Filled, fill
from bot.engine.engine import Engine
from bot.engine.turn import Turn, TurnResult
from tests.fixtures import anyio_backend, database, printed, settings, thinker
from tests.stand_ins import an_answer

__all__ = ["anyio_backend", "database", "printed", "settings", "thinker"]

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)
ROOT = Path(__file__).parent.parent.parent
SOME = 60


class Parrot:
    """An engine that answers at once."""

    def handle_now(self, turn: Turn) -> TurnResult:
        return an_answer(f"You said {turn.messages[0].text}", turn)


@dataclass(frozen=True)
class Demo:
    """A filled database."""

    database: Database
    filled: Filled

    def rows(self, table: Any) -> list[Any]:
        with self.database.transaction() as connection:
            return rows(connection, table)


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(ROOT / "data")


@pytest.fixture(scope="module")
def demo(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Conversations that the real assistant has led."""
    opened = a_new_database(tmp_path_factory.mktemp("demo"))
    yield Demo(opened, fill(opened, engine, engine.content, count=SOME, seed=1, now=NOW))
    opened.close()


def rows(connection: Connection, table: Any) -> list[Any]:
    return list(connection.execute(select(table)).all())


def a_new_database(folder: Path) -> Database:
    opened = Database(f"sqlite:///{folder}/demo.db")
    migrate(opened)
    return opened
