"""What the plots are drawn from."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.cross_validation import Validated
from bot.evaluation.curves import (
    calibration_error,
    in_use,
    reliability,
    scored_examples,
    scored_messages,
    threshold_curve,
)
from bot.evaluation.learner import Guess
from bot.evaluation.messages import Judged
from tests.evaluation.builders import judged, outside
from tests.evaluation.stand_ins import examples


def test_answers_of_like_confidence_are_counted_together() -> None:
    bins = reliability(
        [
            judged(["faq/prices"], confidence=0.81),
            judged(["faq/hours"], confidence=0.89),
            judged(["faq/prices"], confidence=1.0),
        ]
    )

    assert [(one.low, one.right.hits, one.right.total) for one in bins] == [(0.8, 1, 2), (0.9, 1, 1)]
    assert bins[0].confidence == pytest.approx(0.85)
    assert calibration_error(bins) == pytest.approx((2 * 0.35 + 0) / 3)


def test_a_refusal_has_no_place_in_the_reliability() -> None:
    assert reliability([judged(["dialogue/not_understood"]), judged(["dialogue/clarify"])]) == []
    assert calibration_error([]) == 0


def test_a_stricter_threshold_refuses_more_and_errs_less() -> None:
    some = [judged(["faq/hours"], confidence=0.4), judged(["faq/prices"], confidence=0.8), outside(["faq/hours"])]

    curve = {one.threshold: one for one in threshold_curve(scored_messages(some))}

    assert (curve[0.0].refused.hits, curve[0.0].wrong.hits) == (0, 2)
    assert (curve[0.5].refused.hits, curve[0.5].wrong.hits) == (1, 1)
    assert (curve[1.0].refused.hits, curve[1.0].wrong.hits) == (2, 0)


def test_where_the_assistant_stands_is_the_beginning_of_the_curve() -> None:
    some = [judged(["faq/hours"]), judged(["dialogue/not_understood"]), outside(["faq/gua_sha"]), outside([])]

    start, now = threshold_curve(scored_messages(some))[0], in_use(some)

    assert (start.refused, start.wrong) == (now.refused, now.wrong)


def test_a_question_back_is_neither_refused_nor_wrong() -> None:
    curve = threshold_curve(scored_messages([judged(["dialogue/clarify"], options=["faq/hours"])]))

    assert all(one.refused.hits == one.wrong.hits == 0 for one in curve)


@pytest.mark.parametrize("decided", ["dialogue/not_understood", "dialogue/clarify"])
def test_a_refused_example_counts_with_the_answer_that_it_would_have_had(decided: str) -> None:
    [example] = examples(prices=["what does it cost"])
    ranking = [("dialogue/not_understood", 0.5), ("faq/prices", 0.3), ("faq/hours", 0.2)]

    [scored] = scored_examples([Validated(example, Guess((decided,), 0.5, ranking))])

    assert (scored.confidence, scored.right, scored.in_scope) == (0.3, True, True)


MESSAGES = st.builds(
    judged,
    st.lists(st.sampled_from(["faq/prices", "faq/hours", "dialogue/not_understood", "dialogue/clarify"]), max_size=2),
    confidence=st.floats(0, 1),
)


@given(st.lists(MESSAGES, max_size=30))
def test_the_curve_never_turns_back(some: list[Judged]) -> None:
    curve = threshold_curve(scored_messages(some))

    assert all(one.refused.hits <= next.refused.hits for one, next in pairwise(curve))
    assert all(one.wrong.hits >= next.wrong.hits for one, next in pairwise(curve))
