"""`python -m bot log`: lists the conversations, or shows one with what was understood."""

from __future__ import annotations

import argparse
import sys
from itertools import zip_longest

from bot.commands.opening import with_database
from bot.database.database import Database
from bot.log.message import LoggedMessage
from bot.log.queries import (
    ConversationSummary,
    find_conversation,
    latest_conversations,
    messages,
)

HELP = "list conversations, or show one"


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.conversation is None:
        return with_database(lambda _, database: _list(database, options.limit))
    return with_database(lambda _, database: _show(database, options.conversation))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot log", description=HELP)
    parser.add_argument("conversation", nargs="?", metavar="CONVERSATION", help="the conversation to show")
    parser.add_argument("--limit", type=int, default=50, help="how many to list, the newest first (default: 50)")
    return parser


def _list(database: Database, limit: int) -> int:
    with database.transaction() as connection:
        found = latest_conversations(connection, limit=limit)
    if not found:
        print("There are no conversations.")
    for one in found:
        print(_summary(one))
    return 0


def _summary(one: ConversationSummary) -> str:
    turns = "1 turn" if one.turns == 1 else f"{one.turns} turns"
    return f"{one.last_at:%Y-%m-%d %H:%M}  {one.id}  {one.channel}  {turns}"


def _show(database: Database, conversation: str) -> int:
    with database.transaction() as connection:
        found = find_conversation(connection, conversation)
        said = messages(connection, conversation)
    if found is None:
        print(f"There is no conversation {conversation}. `python -m bot log` lists them.", file=sys.stderr)
        return 1
    print(_summary(found))
    for one, following in zip_longest(said, said[1:]):
        goes_on = following is not None and following.sender == "visitor"
        print(_visitor(one, goes_on=goes_on) if one.sender == "visitor" else _bot(one))
    return 0


def _visitor(one: LoggedMessage, *, goes_on: bool) -> str:
    if goes_on and one.intent is None:
        return "\n" + _entry(one, "visitor", "[understood with the next]")
    understood = [one.intent or "not understood"]
    if one.confidence is not None:
        understood.append(f"{one.confidence:.2f}")
    understood += one.answers or ()
    return "\n" + _entry(one, "visitor", f"[{' '.join(understood)}]")


def _bot(one: LoggedMessage) -> str:
    buttons = " ".join(f"({button['title']})" for button in one.buttons or ())
    return _entry(one, "assistant", f"[{one.utter_action or 'no response'}]", *filter(None, [buttons]))


def _entry(one: LoggedMessage, who: str, *notes: str) -> str:
    lines = [*one.text.splitlines(), *notes]
    return f"{one.at:%H:%M:%S}  {who:<9}  " + f"\n{'':21}".join(lines)
