"""Answer, ask which was meant, or say that it is not understood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.content.intents import CLARIFY, NOT_UNDERSTOOD
from bot.understanding.decision import Decision, Thresholds, alarm, decide

SURE = [
    ("faq/prices", 0.8),
    ("faq/insurance", 0.1),
    (NOT_UNDERSTOOD, 0.05),
    ("safety/crisis", 0.03),
    ("faq/hours", 0.02),
]
CLOSE = [
    ("faq/prices", 0.35),
    ("faq/insurance", 0.3),
    ("faq/contact", 0.2),
    ("faq/hours", 0.02),
    (NOT_UNDERSTOOD, 0.01),
]


def decided(ranking: list[tuple[str, float]]) -> Decision:
    return decide(ranking, Thresholds())


def test_a_sure_guess_is_answered_and_the_runners_up_are_kept() -> None:
    decision = decided(SURE)

    assert (decision.id, decision.confidence) == ("faq/prices", 0.8)
    assert [id for id, _ in decision.runners_up][:1] == ["faq/insurance"]


def test_of_three_about_equally_likely_answers_the_visitor_is_asked_which_was_meant() -> None:
    decision = decided(CLOSE)

    assert decision.id == CLARIFY
    assert decision.options == ("faq/prices", "faq/insurance", "faq/contact")


def test_what_is_hardly_likely_is_not_offered() -> None:
    decision = decided([("faq/prices", 0.45), ("faq/insurance", 0.4), ("faq/contact", 0.04), (NOT_UNDERSTOOD, 0.01)])

    assert decision.options == ("faq/prices", "faq/insurance")


def test_a_guess_far_ahead_of_the_next_is_answered_though_it_is_not_sure() -> None:
    assert decided([("faq/prices", 0.5), ("faq/insurance", 0.1), (NOT_UNDERSTOOD, 0.02)]).id == "faq/prices"


def test_a_guess_that_may_as_well_be_off_topic_is_not_given() -> None:
    decision = decided([("faq/prices", 0.5), (NOT_UNDERSTOOD, 0.3), ("faq/hours", 0.1)])

    assert decision.id == NOT_UNDERSTOOD
    assert [id for id, _ in decision.runners_up] == ["faq/prices", "faq/hours"]


def test_an_alarm_is_never_offered_as_one_of_several_meanings() -> None:
    decision = decided([("safety/crisis", 0.3), ("faq/prices", 0.3), ("faq/hours", 0.25), (NOT_UNDERSTOOD, 0.01)])

    assert decision.id == CLARIFY
    assert "safety/crisis" not in decision.options


def test_a_red_flag_wins_over_any_guess() -> None:
    decision = alarm(SURE, urgency=0.1, red_flag=("safety/emergency", "saddle numbness"))

    assert (decision.id, decision.confidence) == ("safety/emergency", 1.0)
    assert decision.by_rule == "saddle numbness"


def test_what_sounds_urgent_is_the_likelier_of_the_two_alarms() -> None:
    ranking = [("faq/is_it_safe", 0.5), ("safety/crisis", 0.2), ("safety/emergency", 0.15)]

    assert alarm(ranking, urgency=0.6, red_flag=None).id == "safety/crisis"


@given(st.lists(st.floats(0.001, 1), min_size=6, max_size=6))
def test_whatever_the_ranking_one_thing_is_decided_and_a_question_back_has_two_or_three_options(
    weights: list[float],
) -> None:
    ids = ["faq/prices", "faq/hours", "handoff/book", NOT_UNDERSTOOD, "safety/emergency", "safety/crisis"]
    shares = sorted(
        ((id, weight / sum(weights)) for id, weight in zip(ids, weights, strict=True)), key=lambda p: -p[1]
    )

    decision = decided(shares)

    assert decision.id not in ("safety/emergency", "safety/crisis")
    assert (decision.id == CLARIFY) == (2 <= len(decision.options) <= 3)
