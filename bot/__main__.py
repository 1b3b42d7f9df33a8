"""The command line: `python -m bot COMMAND`. Each command is a module of `bot/commands`."""

from __future__ import annotations

import os
import sys
from importlib import import_module

# Rasa and TensorFlow read these when they are imported: no telemetry, no banners.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

COMMANDS = {
    "serve": "serve the assistant and the clinic's page",
    "ask": "ask a question on the command line, as a visitor would",
    "train": "train the model, if anything it is made from has changed",
    "evaluate": "measure answers against messages with accepted answers",
    "content": "check the content; list what is unknown; weigh the examples",
    "tune": "learn what goes with the adapter: settled examples, cuts, follow-ups",
    "export-rasa": "write the content as plain Rasa files",
    "channels": "show how each channel is; tell a messaging app where to deliver",
    "log": "list conversations, or show one",
    "demo": "fill a scratch database with invented conversations",
    "staff": "make, list and remove the accounts of staff",
    "erase": "erase a conversation for good",
    "purge": "erase everything older than RETENTION_DAYS",
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help"):
        print("Usage: python -m bot COMMAND [options]\n")  # noqa: T201 - a command line prints
        for name, purpose in COMMANDS.items():
            print(f"  {name:<12} {purpose}")  # noqa: T201
        print("\n`python -m bot COMMAND --help` tells more.")  # noqa: T201
        return 0
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"There is no command {name!r}. Choose one of: {', '.join(COMMANDS)}.", file=sys.stderr)  # noqa: T201
        return 2
    command = import_module(f"bot.commands.{name.replace('-', '_')}")
    return int(command.run(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
