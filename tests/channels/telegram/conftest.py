"""The assistant with a bot on a Telegram that runs on this machine, set up as an owner would: by the environment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette

from bot.channels.chat_config import chat_config
from bot.channels.configured import configured
from bot.database.database import Database
from bot.database.migrate import migrate
from bot.engine.turn import Thinker
from bot.server import application
from bot.settings import Settings
from tests.channels.telegram.bot_api import TOKEN, Platform, a_platform, eventually
from tests.channels.telegram.visitors import Visitor
from tests.fixtures import anyio_backend, environment, printed, thinker
from tests.server.running import running
from tests.stand_ins import ScriptedThinker

__all__ = ["anyio_backend", "printed", "thinker"]

PUBLIC_URL = "https://clinic.example"
SECRET = "an-invented-secret-of-the-webhook"
STARTERS = ["Do the needles hurt?", "What happens at a first visit?"]


class Assistant:
    """The assistant as it is run: started, stopped and started again over the same files."""

    def __init__(self, folder: Path, platform: Platform, api: str, thinker: Thinker) -> None:
        self.folder = folder
        self.platform = platform
        self.environ = {
            **environment(folder),
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_SECRET": SECRET,
            "TELEGRAM_API": api,
        }
        self.thinker = thinker

    @property
    def settings(self) -> Settings:
        return Settings.from_environment(self.environ)

    def app(self, database: Database) -> Starlette:
        config = chat_config("Harbour Lane Acupuncture", retention_days=90, starters=STARTERS)
        channels = configured(self.settings)
        return application(self.settings, database, self.thinker, config, channels=channels, stop=lambda: None)

    @contextmanager
    def database(self) -> Iterator[Database]:
        opened = Database(self.settings.database_url)
        try:
            migrate(opened)
            yield opened
        finally:
            opened.close()

    @contextmanager
    def polling(self) -> Iterator[Database]:
        """It runs at home and asks for its news."""
        with self.database() as database, running(self.app(database)):
            yield database

    @contextmanager
    def by_webhook(self) -> Iterator[Database]:
        """It runs on a server, and is registered."""
        self.environ["PUBLIC_URL"] = PUBLIC_URL
        with self.database() as database, running(self.app(database)) as address:
            self.platform.assistant = address
            self.platform.webhook = {"url": f"{PUBLIC_URL}/channels/telegram", "secret_token": SECRET}
            eventually(lambda: bool(self.platform.of("getMe")))
            yield database


@pytest.fixture
def telegram() -> Iterator[tuple[Platform, str]]:
    with a_platform() as opened:
        yield opened


@pytest.fixture
def platform(telegram: tuple[Platform, str]) -> Platform:
    return telegram[0]


@pytest.fixture
def api(telegram: tuple[Platform, str]) -> str:
    """The address of the Bot API."""
    return telegram[1]


@pytest.fixture
def assistant(tmp_path: Path, platform: Platform, api: str, thinker: ScriptedThinker) -> Assistant:
    return Assistant(tmp_path, platform, api, thinker)


@pytest.fixture
def dana(platform: Platform) -> Visitor:
    return Visitor(platform)


@pytest.fixture
def omar(platform: Platform) -> Visitor:
    return Visitor(platform, id=502, name="Omar")
