"""Fixtures over a fresh database, for the parts that store something."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.database.database import Database
from bot.database.migrate import migrate
from bot.settings import Settings
from tests.stand_ins import ScriptedThinker


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of an operator who keeps everything in one folder."""
    return Settings.from_environment(environment(tmp_path))


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """An empty database at the newest schema."""
    opened = Database(settings.database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def thinker() -> ScriptedThinker:
    return ScriptedThinker()


@pytest.fixture
def printed(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What a server would have printed since the last look."""
    root = logging.getLogger()
    before = (root.handlers, root.level)
    logs.configure("debug")
    yield lambda: "".join(capfd.readouterr())
    root.handlers, root.level = before
    logging.captureWarnings(False)
    structlog.reset_defaults()


def environment(folder: Path) -> dict[str, str]:
    return {"STATE_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/assistant.db"}
