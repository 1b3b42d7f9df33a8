"""`python -m bot ask`: a visitor's question, answered on the command line by the whole engine.

Nothing that it does reaches the live log, and no booking leaves it.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.content import ContentError
from bot.engine.engine import Engine
from bot.engine.failures import TurnFailed
from bot.engine.opening import NoModel, open_engine
from bot.engine.outcome import booking_of
from bot.engine.rehearsal import Rehearsal, given_answers, offered_answers

HELP = "ask a question on the command line, as a visitor would"


class BadLine(Exception):
    """A line of the file is not a conversation."""


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        engine = open_engine(data=Path("data"), profile=options.profile, models=Path("models"))
    except (ContentError, NoModel) as error:
        print(error, file=sys.stderr)
        return 1
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # half a character comes out as JSON wrote it
    try:
        now = _clock(options.now, engine)
        if options.jsonl is None:
            _answer(engine, options.text, now)
        else:
            for number, line in enumerate(_lines(options.jsonl), start=1):
                print(json.dumps(_conversation(engine, line, number, now), ensure_ascii=False))
    except (BadLine, TurnFailed) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        engine.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot ask", description=HELP)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("text", nargs="?", help="the question")
    what.add_argument("--jsonl", metavar="FILE", help="JSON objects, a line each; - for standard input")
    parser.add_argument("--now", type=datetime.fromisoformat, help="the clinic's time, as 2026-05-06T10:20")
    parser.add_argument("--profile", type=Path, help="another clinic profile than data/clinic.yml")
    return parser


def _clock(said: datetime | None, engine: Engine) -> datetime:
    if said is None:
        return datetime.now(timezone.utc)
    return said.replace(tzinfo=ZoneInfo(engine.content.profile.timezone)) if said.tzinfo is None else said


def _answer(engine: Engine, text: str, now: datetime) -> None:
    result = Rehearsal(engine, "ask", now).say(text)
    for reply in result.replies:
        print(reply.text)
        notes = [(reply.utter_action or "").removeprefix("utter_")]
        if reply.source:
            notes.append(f"from: {reply.source.title}")
        print(f"  [{' | '.join(notes)}]")
        for button in reply.buttons:
            print(f"  > {button.title}")


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with sys.stdin if name == "-" else open(name, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _read(line, f"{name}:{number}")


def _read(line: str, place: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLine(f"{place}: this is no JSON: {error.msg} at column {error.colno}.") from error
    turns = value.get("turns", [value.get("text")]) if isinstance(value, dict) else [None]
    if not turns or not all(isinstance(turn, str) for turn in turns):
        raise BadLine(f'{place}: expected {{"text": "..."}} or {{"turns": ["...", "..."]}}.')
    return dict(value)


def _conversation(engine: Engine, line: dict[str, Any], number: int, now: datetime) -> dict[str, Any]:
    rehearsal = Rehearsal(engine, f"ask-{number}", now)
    turns = [_turn(rehearsal, text) for text in line.get("turns", [line.get("text")])]
    return {**line, "turns": turns, "booking": booking_of(rehearsal.events)}


def _turn(rehearsal: Rehearsal, text: str) -> dict[str, Any]:
    result = rehearsal.say(text)
    first = result.understood[0]
    return {
        "text": text,
        "intent": first.intent,
        "confidence": first.confidence,
        "answers": given_answers(result),
        "options": offered_answers(result),
        "replies": [reply.text for reply in result.replies],
        "milliseconds": round(rehearsal.milliseconds[-1], 1),
    }
