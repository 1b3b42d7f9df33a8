"""`python -m bot erase CONVERSATION`: deletes a conversation, and what it led to, for good."""

from __future__ import annotations

import argparse
import sys

from bot.commands.opening import with_database
from bot.database.database import Database
from bot.log.retention import erase

HELP = "erase a conversation for good"


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    return with_database(lambda _, database: _erase(database, options.conversation))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot erase",
        description="Erase a conversation for good: its messages, what was remembered, and its requests.",
    )
    parser.add_argument("conversation", metavar="CONVERSATION", help="as `python -m bot log` lists it")
    return parser


def _erase(database: Database, conversation: str) -> int:
    with database.transaction() as connection:
        count = erase(connection, conversation)
    clean = database.scrub()  # also after an erasure whose scrubbing failed, when there is nothing left to delete
    if count is None:
        print(f"There is no conversation {conversation}. `python -m bot log` lists them.", file=sys.stderr)
    else:
        print(f"Erased {conversation} with {count} {'message' if count == 1 else 'messages'}.")
    if not clean:
        print(
            f"Copies may remain in {database.file}: it could not be rewritten, being in use or the disk being full."
            " Run this again.",
            file=sys.stderr,
        )
    return 0 if clean and count is not None else 1
