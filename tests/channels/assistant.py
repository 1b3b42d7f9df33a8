"""The assistant as an owner runs it: set up by its environment, started and started again over the same files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.applications import Starlette

from bot.channels.chat_config import chat_config
from bot.channels.configured import configured
from bot.database.database import Database
from bot.database.migrate import migrate
from bot.engine.turn import Thinker
from bot.server import application
from bot.settings import Settings
from tests.fixtures import environment
from tests.server.running import running

STARTERS = ["Do the needles hurt?", "What happens at a first visit?"]


class Assistant:
    """One assistant. `environ` turns its channels on, and may be changed before it is started."""

    def __init__(self, folder: Path, thinker: Thinker, **environ: str) -> None:
        self.environ = {**environment(folder), **environ}
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
    def served(self) -> Iterator[tuple[str, Database]]:
        """It runs for as long as the block does; gives its address and its database."""
        with self.database() as database, running(self.app(database)) as address:
            yield address, database
