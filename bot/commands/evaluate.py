"""`python -m bot evaluate FILE`: how often the assistant answers as a fair judge would want."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

from bot.content import ContentError
from bot.engine.engine import Engine
from bot.engine.opening import NoModel, open_engine
from bot.engine.rehearsal import Rehearsal, given_answers, offered_answers
from bot.evaluation.messages import BadEvaluation, Expected, Judged, read_messages
from bot.evaluation.report import report

HELP = "measure answers against messages with accepted answers"
NOW = datetime(2026, 5, 6, 10, 20, tzinfo=timezone.utc)  # fixed, so that two runs are alike


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot evaluate", description=HELP)
    parser.add_argument("file", type=Path, help='JSON lines: {"text", "accept", "kind", "persona"}')
    parser.add_argument("--errors", action="store_true", help="list every message that was answered wrongly")
    options = parser.parse_args(arguments)
    try:
        messages = read_messages(options.file)
        engine = open_engine(data=Path("data"), profile=None, models=Path("models"))
    except (OSError, BadEvaluation, ContentError, NoModel) as error:
        print(error, file=sys.stderr)
        return 1
    started = time.perf_counter()
    judged = [_judge(engine, message, number) for number, message in enumerate(messages)]
    engine.stop()
    print(report(judged, seconds=time.perf_counter() - started))
    if options.errors:
        _print_errors(judged)
    return 0


def _judge(engine: Engine, message: Expected, number: int) -> Judged:
    result = Rehearsal(engine, f"evaluate-{number}", NOW).say(message.text)
    return Judged(message, tuple(given_answers(result)), tuple(offered_answers(result)))


def _print_errors(judged: list[Judged]) -> None:
    print("\nwanted -> given: message")
    for one in judged:
        if not one.right:
            print(f"{'|'.join(one.expected.accept)} -> {one.first}: {one.expected.text}")
