"""The whole server over a fresh database, with an engine that follows a script."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.chat_config import chat_config
from bot.database.database import Database
from bot.server import application
from bot.settings import Settings
from tests.fixtures import anyio_backend, database, printed, settings, thinker
from tests.server.running import Browser, running
from tests.stand_ins import ScriptedThinker

__all__ = ["anyio_backend", "database", "printed", "settings", "thinker"]

CLINIC = "Harbour Lane Acupuncture"


@pytest.fixture
def app(settings: Settings, database: Database, thinker: ScriptedThinker) -> Starlette:
    config = chat_config(CLINIC, retention_days=settings.retention_days, starters=["Do the needles hurt?"])
    return application(settings, database, thinker, config, stop=lambda: None)


@pytest.fixture
def http(app: Starlette) -> Iterator[TestClient]:
    """Talks to the application without a network."""
    with TestClient(app) as client:
        yield client


@pytest.fixture
def browser(app: Starlette) -> Iterator[Browser]:
    """Dana's browser, in front of a server that really runs."""
    with running(app) as address, httpx.Client(base_url=address) as client:
        yield Browser(client)
