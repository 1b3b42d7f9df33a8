"""Of several questions in a message, the one to begin with."""

from __future__ import annotations

import numpy as np

from bot.understanding.decision import Decision
from bot.understanding.splitter import Meant
from bot.understanding.understanding import leading

MARKS, PRICES, CLINICIAN = "faq/cupping_marks", "faq/prices", "safety/ask_a_clinician"


def part(id: str, confidence: float) -> Decision:
    return Decision(id, confidence, ())


def whole(ranking: list[tuple[str, float]]) -> Meant:
    return Meant("the message", ranking, np.zeros(1, dtype=np.float32))


def test_questions_are_answered_in_the_order_in_which_they_were_asked() -> None:
    asked = [part(MARKS, 0.9), part(PRICES, 0.98)]

    assert leading(asked, whole([(PRICES, 0.9), (MARKS, 0.02)])) == MARKS


def test_a_first_part_that_may_be_no_question_waits_for_what_the_message_is_about() -> None:
    asked = [part(MARKS, 0.5), part(PRICES, 0.98)]

    assert leading(asked, whole([(PRICES, 0.9), (MARKS, 0.02)])) == PRICES


def test_it_does_not_wait_where_the_message_as_a_whole_may_ask_it() -> None:
    asked = [part(MARKS, 0.5), part(PRICES, 0.98)]

    assert leading(asked, whole([(PRICES, 0.7), (MARKS, 0.2)])) == MARKS


def test_it_does_not_wait_where_the_message_as_a_whole_is_unclear() -> None:
    asked = [part(MARKS, 0.5), part(PRICES, 0.98)]

    assert leading(asked, whole([(PRICES, 0.3), (MARKS, 0.05)])) == MARKS


def test_what_is_for_a_clinician_comes_first_whatever_else_is_asked() -> None:
    asked = [part(MARKS, 0.9), part(CLINICIAN, 0.6)]

    assert leading(asked, whole([(MARKS, 0.9), (CLINICIAN, 0.05)])) == CLINICIAN
