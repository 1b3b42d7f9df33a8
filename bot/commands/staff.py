"""`python -m bot staff`: makes, lists and removes the accounts that may sign in at /staff."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime

from bot.commands.opening import with_database
from bot.console import audit, members, throttle
from bot.console.members import Account, NameRefused
from bot.database.clock import utc_now
from bot.database.database import Database

HELP = "make, list and remove the accounts of staff"


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    work: Callable[[Database, argparse.Namespace], int] = options.work
    return with_database(lambda _, database: work(database, options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot staff", description=HELP)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, work, purpose in (
        ("add", _add, "make an account; its password is shown once"),
        ("reset", _reset, "give an account a new password, which is shown once, and sign it out"),
        ("remove", _remove, "remove an account, and sign it out"),
    ):
        command = commands.add_parser(name, help=purpose, description=purpose)
        command.add_argument("name", metavar="NAME", help="as the member of staff will sign in")
        command.set_defaults(work=work)
    listing = commands.add_parser("list", help="list the accounts", description="List the accounts.")
    listing.set_defaults(work=_list)
    log = commands.add_parser("log", help="who read or changed what", description="Show who read or changed what.")
    log.add_argument("--limit", type=int, default=50, help="how many lines, the newest first (default: 50)")
    log.set_defaults(work=_log)
    return parser


def _add(database: Database, options: argparse.Namespace) -> int:
    try:
        with database.transaction() as connection:
            password = members.add(connection, options.name, utc_now())
    except NameRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    _tell(options.name, password)
    return 0


def _reset(database: Database, options: argparse.Namespace) -> int:
    with database.transaction() as connection:
        password = members.reset(connection, options.name)
        throttle.forgive(connection, options.name)
    if password is None:
        return _nobody(options.name)
    _tell(options.name, password)
    return 0


def _tell(name: str, password: str) -> None:
    print(f"{name} signs in at /staff with this password, which is not shown again:\n\n    {password}\n")


def _remove(database: Database, options: argparse.Namespace) -> int:
    with database.transaction() as connection:
        gone = members.remove(connection, options.name)
    if not gone:
        return _nobody(options.name)
    print(f"Removed {options.name}.")
    return 0


def _nobody(name: str) -> int:
    print(f"There is no account {name}. `python -m bot staff list` lists them.", file=sys.stderr)
    return 1


def _list(database: Database, _options: argparse.Namespace) -> int:
    with database.transaction() as connection:
        found = members.accounts(connection)
    if not found:
        print("There are no accounts. Make one with `python -m bot staff add NAME`.")
    for account in found:
        print(_line(account))
    return 0


def _line(account: Account) -> str:
    seen = f"signed in, last seen {_at(account.seen_at)}" if account.seen_at else "not signed in"
    return f"{account.name:<24} since {account.created_at:%Y-%m-%d}  {seen}"


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _log(database: Database, options: argparse.Namespace) -> int:
    with database.transaction() as connection:
        entries = audit.latest(connection, limit=options.limit)
    for entry in entries:
        about = " ".join(filter(None, [entry.action, entry.detail, entry.reference or entry.conversation_id]))
        print(f"{_at(entry.at)}  {entry.staff_name:<16}  {about}")
    return 0
