"""Answer, refuse, or raise the alarm."""

from __future__ import annotations

from bot.understanding.decision import Decision, Thresholds, decide

SURE = [("faq/prices", 0.8), ("faq/insurance", 0.1), ("dialogue/not_understood", 0.05), ("safety/crisis", 0.05)]
THRESHOLDS = Thresholds(answer=0.3, doubt=0.5, urgent=0.25)


def decided(
    ranking: list[tuple[str, float]], *, urgency: float = 0.0, red_flag: tuple[str, str] | None = None
) -> Decision:
    return decide(ranking, urgency=urgency, red_flag=red_flag, thresholds=THRESHOLDS)


def test_a_sure_guess_is_answered_and_the_runners_up_are_kept() -> None:
    decision = decided(SURE)

    assert (decision.id, decision.confidence) == ("faq/prices", 0.8)
    assert [id for id, _ in decision.runners_up] == ["faq/insurance"]


def test_an_unsure_guess_is_not_given_but_offered() -> None:
    decision = decided([("faq/prices", 0.2), ("faq/insurance", 0.18), ("dialogue/not_understood", 0.05)])

    assert decision.id == "dialogue/not_understood"
    assert [id for id, _ in decision.runners_up] == ["faq/prices", "faq/insurance"]


def test_a_guess_that_may_as_well_be_off_topic_is_not_given() -> None:
    assert decided([("faq/prices", 0.5), ("dialogue/not_understood", 0.3)]).id == "dialogue/not_understood"


def test_a_red_flag_wins_over_any_guess() -> None:
    decision = decided(SURE, red_flag=("safety/emergency", "saddle numbness"))

    assert decision.id == "safety/emergency"
    assert decision.by_rule == "saddle numbness"


def test_what_sounds_urgent_is_taken_seriously_even_when_it_looks_like_a_question() -> None:
    ranking = [("faq/is_it_safe", 0.5), ("safety/crisis", 0.2), ("safety/emergency", 0.15)]

    assert decided(ranking, urgency=0.3).id == "safety/crisis"


def test_what_does_not_sound_urgent_is_no_emergency_however_much_it_looks_like_one() -> None:
    ranking = [("safety/emergency", 0.5), ("faq/conditions_treated", 0.4), ("dialogue/not_understood", 0.1)]

    assert decided(ranking, urgency=0.1).id == "faq/conditions_treated"
