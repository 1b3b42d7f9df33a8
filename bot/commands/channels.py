"""`python -m bot channels`: how each channel is and what is missing; `register` tells a platform where to deliver."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from bot.channels import outbox
from bot.channels.base import Channel, NotRegistered, Report
from bot.channels.chat_config import chat_config
from bot.channels.configured import ADAPTERS, Adapter
from bot.channels.outbox import Tally
from bot.commands.opening import with_database
from bot.content import ContentError, load_content
from bot.database.database import Database
from bot.settings import Settings, SettingsError

HELP = "show how each channel is; tell a messaging app where to deliver"


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.what == "show":
        return with_database(_show)
    try:
        return _tell(Settings.from_environment(os.environ), options.what, options.channel)
    except (SettingsError, ContentError, NotRegistered) as error:
        print(error, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot channels",
        description="Show how each channel is and what is missing, or tell a messaging app where to deliver.",
    )
    parser.set_defaults(what="show")
    verbs = parser.add_subparsers(metavar="[register | unregister]")
    for what, purpose in (
        ("register", "tell the messaging app to deliver to PUBLIC_URL"),
        ("unregister", "tell the messaging app to deliver no longer"),
    ):
        verb = verbs.add_parser(what, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        verb.add_argument("channel", choices=[adapter.name for adapter in ADAPTERS])
        verb.set_defaults(what=what)
    return parser


def _show(settings: Settings, database: Database) -> int:
    with database.transaction() as connection:
        tallies = outbox.tally(connection)
    print(f"web       on, at http://{settings.host}:{settings.port}")
    for adapter in ADAPTERS:
        channel = adapter.build(settings)
        tally = tallies.get(adapter.name, Tally())
        for line in _off(adapter, tally) if channel is None else _on(channel, tally):
            print(line)
    return 0


def _off(adapter: Adapter, tally: Tally) -> list[str]:
    missing = " and ".join(adapter.needs)
    return [f"{adapter.name:<10}off: {missing} not set. See docs/channels/{adapter.name}.md.", *_notes(tally)]


def _on(channel: Channel, tally: Tally) -> list[str]:
    report = asyncio.run(_report(channel))
    first = [f"{channel.name:<10}{report.state}"]
    address = [f"          webhook: {channel.webhook}"] if channel.webhook else []
    return [*first, *address, *(f"          {note}" for note in report.notes), *_notes(tally)]


def _notes(tally: Tally) -> list[str]:
    waiting = [f"          {tally.waiting} replies wait to be sent."] if tally.waiting else []
    given_up = f"          {tally.given_up} replies were given up, the last because of: {tally.last_error}"
    return [*waiting, *([given_up] if tally.given_up else [])]


async def _report(channel: Channel) -> Report:
    try:
        return await channel.report()
    finally:
        await channel.close()


def _tell(settings: Settings, what: str, name: str) -> int:
    """Raises NotRegistered."""
    adapter = next(adapter for adapter in ADAPTERS if adapter.name == name)
    channel = adapter.build(settings)
    if channel is None:
        raise NotRegistered(f"{' and '.join(adapter.needs)} not set. See docs/channels/{name}.md.")
    print(asyncio.run(_told(channel, what, _about(settings))))
    return 0


async def _told(channel: Channel, what: str, about: str) -> str:
    try:
        return await (channel.register(about) if what == "register" else channel.unregister())
    finally:
        await channel.close()


def _about(settings: Settings) -> str:
    """What the widget says before the first message, for the place where a messaging app says such things."""
    content = load_content(settings.data_dir, settings.clinic_profile)
    config = chat_config(content.profile.name, retention_days=settings.retention_days, starters=())
    return f"{config.greeting}\n\n{config.privacy}"
