"""`python -m bot demo`: fills a scratch database with invented conversations, so that the staff pages can be seen."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import closing

from sqlalchemy.exc import DBAPIError

from bot.console import members
from bot.content import ContentError
from bot.database.clock import utc_now
from bot.database.database import Database, DatabaseError
from bot.database.lock import lock_database
from bot.database.migrate import migrate
from bot.demo import PREFIX
from bot.demo.colleagues import STAFF
from bot.demo.filling import Filled, HasRealConversations, clear, fill
from bot.settings import DATABASE, Settings, SettingsError

HELP = "fill a scratch database with invented conversations"

MOST = 200_000
TELL_EVERY = 20_000


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.from_environment(os.environ)
        url = options.database or f"sqlite:///{settings.state_dir / 'demo.db'}"
        with closing(Database(url)) as database, lock_database(database):
            migrate(database)
            return _fill(settings, database, options)
    except HasRealConversations:
        print(_refusal(database), file=sys.stderr)
    except (SettingsError, DatabaseError, ContentError) as error:
        print(error, file=sys.stderr)
    except DBAPIError as error:
        print(f"The database can't be used: {error.orig}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot demo",
        description="Fill a scratch database with invented conversations, in place of earlier invented ones. "
        "A database with real ones is left alone.",
    )
    many = f"how many, at most {MOST:,} (default: 300)"
    parser.add_argument("--conversations", type=_count, default=300, metavar="N", help=many)
    parser.add_argument("--database", type=DATABASE.read, metavar="URL", help="default: demo.db in STATE_DIR")
    parser.add_argument("--seed", type=int, default=1, help="another number invents other ones (default: 1)")
    return parser


def _count(said: str) -> int:
    number = int(said)
    if not 1 <= number <= MOST:
        raise argparse.ArgumentTypeError(f"use a number from 1 to {MOST}")
    return number


def _fill(settings: Settings, database: Database, options: argparse.Namespace) -> int:
    clear(database)  # before the model is loaded: a refusal should not take seconds

    from bot.engine.opening import NoModel, open_engine

    try:
        engine = open_engine(data=settings.data_dir, profile=settings.clinic_profile, models=settings.model_dir)
    except NoModel as error:
        print(error, file=sys.stderr)
        return 1
    wanted = {"count": options.conversations, "seed": options.seed, "now": utc_now()}
    try:
        filled = fill(database, engine, engine.content, **wanted, tell=_tell_progress)
    finally:
        engine.stop()
    print(_told(settings, database, filled, _password(database)))
    return 0


def _tell_progress(done: int) -> None:
    if done % TELL_EVERY < 2000 and done >= TELL_EVERY:
        print(f"{done:,} so far", file=sys.stderr)


def _password(database: Database) -> str:
    """Of the account to look around with, which is made if need be."""
    with database.transaction() as connection:
        return members.reset(connection, STAFF[0]) or members.add(connection, STAFF[0], utc_now())


def _refusal(database: Database) -> str:
    return (
        f"{database.file or database.url.database} has conversations that were not invented, so nothing was changed. "
        "Name another database with --database sqlite:///FILE; without it, demo.db in STATE_DIR is used."
    )


def _told(settings: Settings, database: Database, filled: Filled, password: str) -> str:
    counts = f"{filled.conversations:,} conversations, {filled.messages:,} messages and {filled.requests:,} requests"
    return f"""\
{database.file or database.url.database} now holds {counts}.
All of it is invented: nobody in it exists, and the id of each conversation begins with "{PREFIX}".
Look at it with

    DATABASE_URL={database.url.render_as_string(hide_password=True)} python -m bot serve

and sign in at http://{settings.host}:{settings.port}/staff as {STAFF[0]} with the password

    {password}
"""
