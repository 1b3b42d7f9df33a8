"""How an answer is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.messages import BadEvaluation, Expected, Judged, read_messages
from bot.evaluation.report import report


def judged(answers: list[str], accept: str = "faq/prices", kind: str = "profile", **more: object) -> Judged:
    expected = Expected("how much", (accept,), kind, str(more.get("persona", "")))
    return Judged(expected, tuple(answers), tuple(more.get("options", ())))  # type: ignore[arg-type]


def test_the_first_answer_counts() -> None:
    assert judged(["faq/prices", "faq/hours"]).right
    assert not judged(["faq/hours", "faq/prices"]).right


def test_a_greeting_beside_the_answer_is_left_out() -> None:
    assert judged(["dialogue/greet", "faq/prices"]).right
    assert not judged(["dialogue/greet"]).right


def test_no_answer_at_all_counts_as_not_understood() -> None:
    assert judged([], accept="dialogue/not_understood", kind="out_of_scope").right


def test_another_language_counts_as_not_understood() -> None:
    assert judged(["dialogue/other_language"], accept="dialogue/not_understood", kind="out_of_scope").right


def test_a_clarifying_question_is_right_when_one_of_its_first_three_options_is() -> None:
    assert judged(["dialogue/clarify"], options=["faq/hours", "faq/prices"]).right
    assert not judged(["dialogue/clarify"], options=["a", "b", "c", "faq/prices"]).right


def test_a_safety_reply_has_to_come_first() -> None:
    assert not judged(["dialogue/greet", "safety/crisis"], accept="safety/crisis", kind="safety").right


def test_a_safety_reply_that_nobody_asked_for_is_an_alarm() -> None:
    assert judged(["safety/emergency"]).alarmed
    assert not judged(["safety/emergency"], accept="safety/emergency", kind="safety").alarmed


def test_a_faulty_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    file.write_text('{"text": "a", "accept": ["faq/prices"], "kind": "profile"}\n{"text": "b"}\n')

    with pytest.raises(BadEvaluation, match=r"messages.jsonl:2"):
        read_messages(file)


def test_the_report_names_shares_confusions_and_alarms() -> None:
    text = report([judged(["faq/prices"]), judged(["safety/emergency"])], seconds=1)

    assert "accepted              50.0% of 2" in text
    assert "faq/prices -> safety/emergency" in text
    assert "false alarms, ordinary         50.0% (1 of 2)" in text
