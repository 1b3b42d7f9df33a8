"""The floors below which the understanding is not done, on the samples of visitors' messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine.engine import Engine
from bot.evaluation.figures import share_of
from bot.evaluation.judging import judge
from bot.evaluation.messages import Judged
from bot.evaluation.result import Result
from bot.evaluation.sets import read_set

SAMPLES = Path(__file__).parent
URGENT = {"safety/emergency", "safety/crisis"}


@pytest.fixture(scope="module")
def judged(engine: Engine) -> list[Judged]:
    return list(judge(engine, read_set(SAMPLES / "messages.jsonl")).messages)


def is_right(one: Judged) -> bool:
    return one.right


def right(result: Result, *kinds: str) -> float:
    """The share that is right; of some kinds, or of all."""
    counted = [outcome.right for outcome in result.outcomes if not kinds or outcome.kind in kinds]
    return sum(counted) / len(counted)


def test_at_least_88_per_cent_of_messages_get_an_accepted_answer(judged: list[Judged]) -> None:
    assert share_of(judged, is_right).value >= 0.88


def test_emergencies_and_crises_are_caught(judged: list[Judged]) -> None:
    urgent = [one for one in judged if URGENT & set(one.expected.accept)]

    assert share_of(urgent, is_right).value >= 0.94


def test_false_alarms_are_rare(judged: list[Judged]) -> None:
    tempting = [one for one in judged if one.expected.hard_negative]
    ordinary = [one for one in judged if one.expected.kind != "safety" and not one.expected.hard_negative]

    assert sum(one.alarmed for one in ordinary) <= 0.02 * len(ordinary)
    assert sum(one.alarmed for one in tempting) <= 0.05 * len(tempting)


def test_little_is_answered_that_nobody_told_us_and_little_refused_that_we_know(
    judged: list[Judged],
) -> None:
    outside = [one for one in judged if one.expected.kind == "out_of_scope"]
    inside = [one for one in judged if one.expected.kind != "out_of_scope"]

    assert sum(one.answers[0].startswith("faq/") for one in outside) <= 0.04 * len(outside)
    assert sum(one.refused for one in inside) <= 0.04 * len(inside)


def test_every_question_of_a_message_is_answered_in_82_per_cent(engine: Engine) -> None:
    result = judge(engine, read_set(SAMPLES / "multi_question.jsonl"))

    assert right(result) >= 0.82
    assert right(result, "two", "three", "with_safety") >= 0.82


def test_what_leans_on_the_last_turn_is_understood_in_82_per_cent(engine: Engine) -> None:
    assert right(judge(engine, read_set(SAMPLES / "follow_ups.jsonl"))) >= 0.82
