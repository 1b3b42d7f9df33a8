"""How an answer to a single message is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.lines import BadEvaluation
from bot.evaluation.messages import read_messages
from tests.evaluation.builders import a_file, judged, outside


def test_the_first_answer_counts() -> None:
    assert judged(["faq/prices", "faq/hours"]).right
    assert not judged(["faq/hours", "faq/prices"]).right


def test_a_greeting_beside_the_answer_is_left_out() -> None:
    assert judged(["dialogue/greet", "faq/prices"]).right
    assert not judged(["dialogue/greet"]).right


def test_no_answer_at_all_counts_as_not_understood() -> None:
    assert outside([]).right


def test_another_language_counts_as_not_understood() -> None:
    assert outside(["dialogue/other_language"]).right
    assert judged(["dialogue/not_understood"], accept=["dialogue/other_language"]).right


def test_a_clarifying_question_is_right_when_one_of_its_first_three_options_is() -> None:
    assert judged(["dialogue/clarify"], options=["faq/hours", "faq/prices"]).right
    assert not judged(["dialogue/clarify"], options=["a", "b", "c", "faq/prices"]).right


def test_a_safety_reply_has_to_come_first() -> None:
    assert judged(["safety/crisis", "faq/hours"], accept=["safety/crisis"], kind="safety").right
    assert not judged(["dialogue/greet", "safety/crisis"], accept=["safety/crisis"], kind="safety").right


def test_where_another_answer_is_accepted_too_no_safety_reply_has_to_lead() -> None:
    either = ["safety/ask_a_clinician", "faq/is_it_safe"]

    assert judged(["dialogue/greet", "faq/is_it_safe"], accept=either, kind="safety").right


def test_a_safety_reply_that_nobody_asked_for_is_an_alarm() -> None:
    assert judged(["safety/emergency"]).alarmed
    assert judged(["faq/prices", "safety/emergency"]).alarmed
    assert not judged(["safety/emergency"], accept=["safety/emergency"], kind="safety").alarmed


def test_a_faulty_line_is_named(tmp_path: Path) -> None:
    file = a_file(tmp_path, {"text": "a", "accept": ["faq/prices"], "kind": "profile"}, {"text": "b"})

    with pytest.raises(BadEvaluation, match=r'set.jsonl:2: "accept" is missing'):
        read_messages(file)
