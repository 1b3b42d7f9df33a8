"""How many messages are held for a moment, and for how long: run by `make bench-bursts`.

Each message is taken as the first of a conversation, which nothing follows. Confident is what gets an answer at a
confidence of at least `SURE`, whatever it is about.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from bot.channels.bursts import QUIET
from bot.content.intents import URGENT_IDS
from bot.engine.engine import Engine
from bot.engine.opening import open_engine
from bot.engine.settled import SURE, SURE_OF_A_SCRAP, UNCERTAIN
from bot.engine.turn import Turn, Understood, VisitorMessage
from bot.evaluation.figures import quantile
from bot.evaluation.messages import Expected, read_messages

SAMPLE = Path("tests/evaluation/messages.jsonl")
NOW = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Arrived:
    """A message, what was made of it, and how long it is held where nothing follows."""

    expected: Expected
    understood: Understood
    held_milliseconds: float

    @property
    def is_confident(self) -> bool:
        known = not set(self.understood.answers) & set(UNCERTAIN)
        return known and bool(self.understood.answers) and self.understood.confidence >= SURE

    @property
    def is_alarm(self) -> bool:
        return bool(set(self.understood.answers) & set(URGENT_IDS))


def arrive(engine: Engine, messages: Sequence[Expected]) -> list[Arrived]:
    """Brings each message to the engine, as the first of a conversation."""
    return [_arrived(engine, message) for message in messages]


def _arrived(engine: Engine, message: Expected) -> Arrived:
    turn = Turn("bursts", 1, (VisitorMessage(message.text),), (), NOW)
    result = engine.handle_now_if_settled(turn)
    if result is not None:
        return Arrived(message, result.understood[0], 0.0)
    return Arrived(message, engine.handle_now(turn).understood[0], QUIET.total_seconds() * 1000)


def table(arrived: Sequence[Arrived]) -> list[str]:
    groups = {
        "all": list(arrived),
        "in scope": [one for one in arrived if one.expected.in_scope],
        "confident": [one for one in arrived if one.is_confident],
        "red flags": [one for one in arrived if one.is_alarm],
    }
    lines = [f"{'messages':<12}{'number':>8}{'held':>8}{'added wait, 95th percentile':>32}"]
    for name, group in groups.items():
        waits = [one.held_milliseconds for one in group]
        held = sum(wait > 0 for wait in waits)
        lines.append(f"{name:<12}{len(group):>8}{held:>8}{quantile(waits, 0.95):>29.0f} ms")
    return lines


def main(arguments: Sequence[str]) -> None:
    file = Path(arguments[0]) if arguments else SAMPLE
    engine = open_engine(data=Path("data"), profile=None, models=Path("models"))
    try:
        arrived = arrive(engine, read_messages(file))
    finally:
        engine.stop()
    print(f"Sure from {SURE}, of a word or two from {SURE_OF_A_SCRAP}; held for {QUIET.total_seconds()} s.\n")
    print("\n".join(table(arrived)))
    print("\nConfident, and held all the same:")
    for one in arrived:
        if one.is_confident and one.held_milliseconds:
            print(f"  {one.understood.confidence:.2f}  {', '.join(one.understood.answers)}: {one.expected.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
