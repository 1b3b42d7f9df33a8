"""The assistant with a bot on a Telegram that runs on this machine, set up as an owner would: by the environment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.database.database import Database
from bot.engine.turn import Thinker
from tests.channels import assistant as assistant_of_any_channel
from tests.channels.telegram.bot_api import TOKEN, Platform, a_platform, eventually
from tests.channels.telegram.visitors import Visitor
from tests.fixtures import anyio_backend, printed, thinker
from tests.stand_ins import ScriptedThinker

__all__ = ["anyio_backend", "printed", "thinker"]

PUBLIC_URL = "https://clinic.example"
SECRET = "an-invented-secret-of-the-webhook"


class Assistant(assistant_of_any_channel.Assistant):
    """The assistant with a bot."""

    def __init__(self, folder: Path, platform: Platform, api: str, thinker: Thinker) -> None:
        super().__init__(folder, thinker, TELEGRAM_TOKEN=TOKEN, TELEGRAM_SECRET=SECRET, TELEGRAM_API=api)
        self.platform = platform

    @contextmanager
    def polling(self) -> Iterator[Database]:
        """It runs at home and asks for its news."""
        with self.served() as (_, database):
            yield database

    @contextmanager
    def by_webhook(self) -> Iterator[Database]:
        """It runs on a server, and is registered."""
        self.environ["PUBLIC_URL"] = PUBLIC_URL
        with self.served() as (address, database):
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
