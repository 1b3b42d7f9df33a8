"""Follow-ups: the first answer of the last turn is what counts."""

from __future__ import annotations

from bot.evaluation.follow_ups import ExpectedFollowUp, JudgedFollowUp, follow_up_figures
from bot.evaluation.heard import Heard


def follow_up(*answers: str, kind: str = "needs_context") -> JudgedFollowUp:
    expected = ExpectedFollowUp(("does it leave bruises", "for long?"), ("faq/cupping_marks",), kind)
    return JudgedFollowUp(expected, Heard(answers, ("faq/cupping_marks",)))


def test_the_first_answer_of_the_last_turn_counts() -> None:
    assert follow_up("faq/cupping_marks", "faq/hours").right
    assert follow_up("dialogue/thanks", "faq/cupping_marks").right
    assert not follow_up("faq/hours", "faq/cupping_marks").right


def test_asking_back_is_not_answering() -> None:
    assert not follow_up("dialogue/clarify").right


def test_the_two_kinds_are_reported_apart() -> None:
    some = [
        follow_up("faq/cupping_marks"),
        follow_up("dialogue/not_understood"),
        follow_up("faq/hours", kind="unrelated"),
    ]

    shares = {figure.name: (figure.share.hits, figure.share.total) for figure in follow_up_figures(some)}

    assert shares["needs_context"] == (1, 2)
    assert shares["unrelated"] == (0, 1)
    assert shares["last turn not understood"] == (1, 3)


def test_an_error_shows_the_whole_conversation() -> None:
    assert follow_up("faq/hours").outcome.said == "does it leave bruises / for long?"
