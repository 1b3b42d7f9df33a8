"""Opens settings and database for the commands that look into what was stored."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.database.database import Database, DatabaseError
from bot.database.migrate import migrate
from bot.settings import Settings, SettingsError


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of the settings, at the newest schema; closed again at the end."""
    database = Database(settings.database_url)
    try:
        migrate(database)
        yield database
    finally:
        database.close()


def with_database(work: Callable[[Settings, Database], int]) -> int:
    """Runs a command's work; what stands in its way is told in one line, with exit code 1."""
    try:
        settings = Settings.from_environment(os.environ)
        with opened(settings) as database:
            return work(settings, database)
    except (SettingsError, DatabaseError) as error:
        print(error, file=sys.stderr)
    except DBAPIError as error:
        print(f"The database can't be used: {error.orig}", file=sys.stderr)
    return 1
