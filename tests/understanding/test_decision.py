"""Answer, refuse, or raise the alarm."""

from __future__ import annotations

from bot.understanding.decision import Thresholds, decide

SURE = [("faq/prices", 0.8), ("faq/insurance", 0.1), ("dialogue/not_understood", 0.05), ("safety/crisis", 0.05)]
UNSURE = [("faq/prices", 0.2), ("dialogue/not_understood", 0.19), ("faq/insurance", 0.18)]
THRESHOLDS = Thresholds(answer=0.3, urgent=0.3)


def test_a_sure_guess_is_answered_and_the_runners_up_are_kept() -> None:
    decision = decide(SURE, thresholds=THRESHOLDS)

    assert (decision.id, decision.confidence) == ("faq/prices", 0.8)
    assert [id for id, _ in decision.runners_up] == ["faq/insurance", "safety/crisis"]


def test_an_unsure_guess_is_not_given_but_offered() -> None:
    decision = decide(UNSURE, thresholds=THRESHOLDS)

    assert decision.id == "dialogue/not_understood"
    assert [id for id, _ in decision.runners_up] == ["faq/prices", "faq/insurance"]


def test_a_red_flag_wins_over_any_guess() -> None:
    decision = decide(SURE, red_flag=("safety/emergency", "saddle numbness"), thresholds=THRESHOLDS)

    assert decision.id == "safety/emergency"
    assert decision.by_rule == "saddle numbness"


def test_a_suspicion_shared_between_emergency_and_crisis_is_taken_seriously() -> None:
    ranking = [("faq/is_it_safe", 0.5), ("safety/crisis", 0.2), ("safety/emergency", 0.15)]

    assert decide(ranking, thresholds=THRESHOLDS).id == "safety/crisis"
