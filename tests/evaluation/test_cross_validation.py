"""Cross-validation: nobody is judged by what they, or their like, have taught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.content import Content, load_content
from bot.evaluation.cross_validation import Validated, accuracy, as_result, cross_validate
from bot.evaluation.curves import learning_curve
from bot.evaluation.grouping import folds_of, groups_of
from bot.evaluation.learner import Guess
from tests.evaluation.stand_ins import WordLearner, examples

PRICES = [f"cost price number {letter}" for letter in "abcdefgh"]
HOURS = [f"open late on weekday {letter}" for letter in "stuvwxyz"]


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(Path("data"))


def turned(*degrees: float) -> np.ndarray:
    """Unit vectors in a plane."""
    radians = np.radians(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def test_a_chain_of_near_neighbours_is_one_group() -> None:
    one, two, three, apart = groups_of(turned(0, 20, 40, 120), near=0.9)

    assert one == two == three != apart


@given(
    arrays(np.float32, st.tuples(st.integers(1, 40), st.just(3)), elements=st.floats(0.125, 1, width=32)),
    st.floats(0.5, 0.99),
)
def test_two_that_are_near_are_never_in_different_groups(vectors: np.ndarray, near: float) -> None:
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    groups = groups_of(vectors, near=near)

    alike = vectors @ vectors.T >= near
    assert all(groups[row] == groups[column] for row, column in np.argwhere(alike))


def test_a_group_is_in_one_fold_and_every_id_in_every_fold() -> None:
    ids = ["faq/prices"] * 12 + ["faq/hours"] * 12
    groups = np.repeat(np.arange(12), 2)

    folds = folds_of(ids, groups, 3)

    assert all(len(set(folds[groups == group])) == 1 for group in range(12))
    assert all({*folds[:12]} == {*folds[12:]} == {0, 1, 2} for _ in ids)
    assert (folds == folds_of(ids, groups, 3)).all()


def test_every_example_is_judged_once_by_a_model_that_has_not_seen_it() -> None:
    learner = WordLearner()
    some = examples(prices=PRICES, hours=HOURS)

    found = cross_validate(some, learner, folds=4)

    assert sorted(one.example.text for one in found.validated) == sorted([*PRICES, *HOURS])
    assert accuracy(found).value == 1
    assert len(learner.learnt) == 4
    assert all(len(texts) == 12 for texts in learner.learnt)


def test_near_duplicates_never_teach_what_is_asked_of_their_like() -> None:
    learner = WordLearner()
    twins = {text: f"{text} {text}" for text in PRICES}

    found = cross_validate(examples(prices=[*twins, *twins.values()], hours=HOURS), learner, folds=4)

    assert found.groups == 16
    for texts in learner.learnt:
        assert all((text in texts) == (twin in texts) for text, twin in twins.items())


def test_a_part_of_the_examples_keeps_one_of_each_id_at_least() -> None:
    learner = WordLearner()

    cross_validate(examples(prices=PRICES, hours=HOURS), learner, folds=4, part=0.01)

    assert all(len(texts) == 2 and not set(texts) <= set(PRICES) for texts in learner.learnt)


def test_a_question_back_is_right_when_it_offers_the_id() -> None:
    [example] = examples(prices=["what does it cost"])
    asked = Guess(("dialogue/clarify",), 0.5, [], options=("faq/hours", "faq/prices"))

    assert Validated(example, asked).right
    assert not Validated(example, replace(asked, options=("faq/hours",))).right


def test_two_runs_are_alike() -> None:
    some = examples(prices=PRICES, hours=HOURS)

    first, second = (cross_validate(some, WordLearner(), folds=4) for _ in range(2))

    assert first.validated == second.validated


def test_the_learning_curve_climbs_to_the_whole() -> None:
    some = examples(prices=PRICES, hours=HOURS)
    whole = cross_validate(some, WordLearner(), folds=4)

    sizes = learning_curve(some, WordLearner(), whole=whole, folds=4)

    assert [one.examples for one in sizes] == [2, 3, 6, 9, 12]
    assert sizes[-1].right == accuracy(whole)


def test_the_result_has_the_figures_of_a_set_of_messages_and_those_of_the_ranking(content: Content) -> None:
    some = [example for example in content.examples if example.id in ("faq/prices", "faq/hours")][:40]
    found = cross_validate(some, WordLearner(), folds=2)

    result = as_result(found, replace(content, examples=tuple(some)))

    assert result.headline.name == "accepted"
    assert result.headline.share.total == len(some)
    assert [figure.name for figure in result.sections[-1].figures] == [
        "first guess right",
        "right id among the first three",
    ]
