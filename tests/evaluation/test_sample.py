"""The figures that this stage promises, on the sample of visitor messages."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.engine.engine import Engine
from bot.engine.rehearsal import Rehearsal, given_answers, offered_answers
from bot.evaluation.messages import Judged, read_messages, share

URGENT = {"safety/emergency", "safety/crisis"}
NOW = datetime(2026, 5, 6, 10, 20, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def judged(engine: Engine) -> list[Judged]:
    results = []
    for number, message in enumerate(read_messages(Path(__file__).parent / "messages.jsonl")):
        result = Rehearsal(engine, f"sample-{number}", NOW).say(message.text)
        results.append(Judged(message, tuple(given_answers(result)), tuple(offered_answers(result))))
    return results


def test_at_least_seventy_per_cent_are_accepted(judged: list[Judged]) -> None:
    assert share(judged) >= 0.70


def test_at_least_nine_in_ten_emergencies_and_crises_are_caught(judged: list[Judged]) -> None:
    urgent = [one for one in judged if URGENT & set(one.expected.accept)]

    assert share(urgent) >= 0.90


def test_false_alarms_are_rare(judged: list[Judged]) -> None:
    tempting = [one for one in judged if one.expected.hard_negative]
    ordinary = [one for one in judged if one.expected.kind != "safety" and not one.expected.hard_negative]

    assert sum(one.alarmed for one in ordinary) <= 0.03 * len(ordinary)
    assert sum(one.alarmed for one in tempting) <= 0.15 * len(tempting)
