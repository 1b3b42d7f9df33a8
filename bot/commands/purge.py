"""`python -m bot purge`: deletes what is older than RETENTION_DAYS. A running server does so once a day."""

from __future__ import annotations

import argparse

from bot.commands.opening import with_database
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.log.retention import purge_database
from bot.settings import Settings

HELP = "erase everything older than RETENTION_DAYS"


def run(arguments: list[str]) -> int:
    _parser().parse_args(arguments)
    return with_database(_purge)


def _parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog="python -m bot purge", description=HELP)


def _purge(settings: Settings, database: Database) -> int:
    purged = purge_database(database, now=utc_now(), days=settings.retention_days)
    count = "1 conversation" if purged.conversations == 1 else f"{purged.conversations} conversations"
    print(f"Erased {count} that ended more than {settings.retention_days} days ago.")
    return 0
