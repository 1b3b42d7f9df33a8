"""Several questions in one message: every one answered, nothing piled on."""

from __future__ import annotations

from bot.evaluation.multi_question import question_figures
from tests.evaluation.builders import questions

PRICE, WHERE = ["faq/prices"], ["faq/location", "faq/contact"]


def test_every_question_has_to_be_answered_in_any_order() -> None:
    assert questions(["faq/location", "faq/prices"], PRICE, WHERE).right
    assert not questions(["faq/location"], PRICE, WHERE).right


def test_one_answer_may_serve_two_questions() -> None:
    assert questions(["faq/contact"], ["faq/contact", "faq/prices"], WHERE).right


def test_one_answer_more_than_asked_for_is_borne_and_two_are_not() -> None:
    assert questions(["faq/prices", "faq/location", "faq/hours"], PRICE, WHERE).right
    assert not questions(["faq/prices", "faq/location", "faq/hours", "faq/gua_sha"], PRICE, WHERE).right


def test_courtesies_and_not_understood_are_no_extra_answers() -> None:
    given = ["dialogue/greet", "faq/prices", "faq/location", "faq/hours", "dialogue/not_understood"]

    assert questions(given, PRICE, WHERE).right


def test_what_only_looks_like_two_wants_one_answer_and_no_other() -> None:
    assert questions(["dialogue/thanks", "faq/prices"], PRICE, kind="looks_like_two").right
    assert questions(["faq/prices", "dialogue/not_understood"], PRICE, kind="looks_like_two").right
    assert not questions(["faq/prices", "faq/hours"], PRICE, kind="looks_like_two").right
    assert not questions(["faq/hours"], PRICE, kind="looks_like_two").right


def test_a_safety_reply_comes_first_and_may_stand_alone() -> None:
    danger = ["safety/emergency"]

    assert questions(["safety/emergency"], danger, kind="with_safety").right
    assert questions(["safety/emergency", "faq/prices"], danger, kind="with_safety").right
    assert not questions(["faq/prices", "safety/emergency"], danger, kind="with_safety").right
    assert not questions(["dialogue/greet", "safety/emergency"], danger, kind="with_safety").right


def test_asking_which_was_meant_answers_nothing() -> None:
    assert not questions(["dialogue/clarify"], PRICE, WHERE).right


def test_the_figures_part_the_kinds_and_count_what_was_piled_on() -> None:
    several = [
        questions(["faq/prices", "faq/location"], PRICE, WHERE),
        questions(["faq/prices"], PRICE, WHERE),
        questions(["faq/prices", "faq/hours"], PRICE, kind="looks_like_two"),
    ]

    shares = {figure.name: (figure.share.hits, figure.share.total) for figure in question_figures(several)}

    assert shares["right"] == (1, 3)
    assert shares["two"] == (1, 2)
    assert shares["looks_like_two"] == (0, 1)
    assert shares["several questions, all answered"] == (1, 2)
    assert shares["one answer more than asked for"] == (1, 3)
