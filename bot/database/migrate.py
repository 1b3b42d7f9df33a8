"""Brings a database to the newest schema; a new one is made from nothing."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.engine import Connection

from bot.database.database import Database, DatabaseError


def migrate(database: Database) -> None:
    """Runs the migrations that are missing, all or none."""
    with database.transaction() as connection:
        upgrade(connection)


def upgrade(connection: Connection) -> None:
    """The same within a transaction of the caller's."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:  # its text names a revision that these migrations don't have
        raise DatabaseError(
            f"The database was made by a newer version of the assistant ({error}). Install that version."
        ) from None
