"""The figures of single messages: borders both ways, safety, and what is confused with what."""

from __future__ import annotations

from bot.evaluation.figures import Share
from bot.evaluation.message_figures import by_id, confusions, message_sections, message_tables
from bot.evaluation.messages import Judged
from tests.evaluation.builders import judged, outside


def shares(*some: Judged) -> dict[str, tuple[int, int]]:
    figures = [figure for section in message_sections(some) for figure in section.figures]
    return {figure.name: (figure.share.hits, figure.share.total) for figure in figures}


def test_errors_at_the_border_are_counted_both_ways() -> None:
    found = shares(
        judged(["faq/prices"]),
        judged(["dialogue/not_understood"]),
        judged(["faq/hours"]),
        outside(["faq/hours"]),
        outside(["handoff/human"]),
        outside(["dialogue/clarify"], options=["faq/hours"]),
        outside(["dialogue/not_understood"]),
    )

    assert found["out of scope, yet answered"] == (2, 4)
    assert found["by an article or the profile"] == (1, 4)
    assert found["out of scope, asked which was meant"] == (1, 4)
    assert found["in scope, yet refused"] == (1, 3)
    assert found["in scope, answered wrongly"] == (1, 3)


def test_saying_so_is_no_refusal_where_it_is_accepted_too() -> None:
    either = judged(["dialogue/not_understood"], accept=["faq/conditions_treated", "dialogue/not_understood"])

    assert shares(either)["in scope, yet refused"] == (0, 0)


def test_clarifying_questions_are_counted_with_how_often_they_help() -> None:
    helpful = judged(["dialogue/clarify"], options=["faq/hours", "faq/prices"])
    useless = judged(["dialogue/clarify"], options=["faq/hours"])

    found = shares(helpful, useless, judged(["faq/prices"]))

    assert found["asks which was meant"] == (2, 3)
    assert found["one of the first three options is right"] == (1, 2)


def test_answers_beyond_the_one_that_was_asked_for_are_counted() -> None:
    found = shares(
        judged(["dialogue/greet", "faq/prices"]),
        judged(["faq/prices", "faq/hours"]),
        judged(["faq/prices", "faq/hours", "faq/contact"]),
    )

    assert found["one answer more than asked for"] == (1, 3)
    assert found["two or more than asked for"] == (1, 3)


def test_safety_is_recalled_by_id_and_false_alarms_are_told_apart() -> None:
    found = shares(
        judged(["safety/crisis"], accept=["safety/crisis"], kind="safety"),
        judged(["faq/hours"], accept=["safety/crisis"], kind="safety"),
        judged(["safety/emergency"]),
        judged(["faq/prices"]),
        judged(["safety/emergency"], persona="baker/hard_negative"),
    )

    assert found["safety/crisis caught"] == (1, 2)
    assert found["emergencies and crises caught"] == (1, 2)
    assert found["false alarms, ordinary messages"] == (1, 2)
    assert found["false alarms, hard negatives"] == (1, 1)


def test_whoever_needs_help_now_is_not_to_choose_from_a_list() -> None:
    asked = judged(["dialogue/clarify"], options=["safety/crisis"], accept=["safety/crisis"], kind="safety")

    assert shares(asked)["safety/crisis caught"] == (0, 1)


def test_recall_is_over_what_was_wanted_and_precision_over_what_was_given() -> None:
    table = by_id([judged(["faq/prices"]), judged(["faq/hours"]), judged(["faq/prices"], accept=["faq/hours"])])

    assert ("faq/prices", Share(1, 2), Share(1, 2)) in table.rows
    assert ("faq/hours", Share(0, 1), Share(0, 1)) in table.rows


def test_the_most_frequent_confusion_comes_first() -> None:
    table = confusions(
        [judged(["faq/gua_sha"]), judged(["faq/hours"]), judged(["faq/hours"]), judged(["faq/prices"])]
    )

    assert table.rows == (("faq/prices", "faq/hours", 2), ("faq/prices", "faq/gua_sha", 1))


def test_personas_that_wrote_enough_are_listed_worst_first() -> None:
    some = [judged(["faq/prices"], persona="baker")] * 8 + [judged(["faq/hours"], persona="juggler/near_domain")] * 8
    table = message_tables([*some, judged(["faq/hours"], persona="recluse")])[-1]

    assert [row[0] for row in table.rows] == ["juggler", "baker"]
