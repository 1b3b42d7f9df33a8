"""The published figures, on cases small enough to reckon by hand, and as laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.nlu.scoring import accuracy, auroc, best_mcc, border, mcc, oos_recall_at

INSIDE = np.array([True, True, False, False])


def scores(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def test_accuracy_is_the_share_that_is_right() -> None:
    assert accuracy(["a", "b", "c", "c"], ["a", "b", "c", "a"]) == 0.75


def test_scores_that_part_the_two_sides_have_the_whole_area() -> None:
    assert auroc(scores(0.9, 0.8, 0.2, 0.1), INSIDE) == 1.0
    assert auroc(scores(0.1, 0.2, 0.8, 0.9), INSIDE) == 0.0


def test_a_tie_counts_half() -> None:
    assert auroc(scores(0.5, 0.5, 0.5, 0.5), INSIDE) == 0.5
    assert auroc(scores(0.9, 0.5, 0.5, 0.1), INSIDE) == pytest.approx(3.5 / 4)


def test_recall_is_read_off_where_nine_in_ten_in_scope_are_kept() -> None:
    in_scope = scores(*range(1, 12))  # the lowest of eleven is given up, the next stands on the threshold
    outside = scores(0, 1.5, 2, 30)

    recall = oos_recall_at(np.concatenate([in_scope, outside]), np.array([True] * 11 + [False] * 4))

    assert recall == 0.5


def test_mcc_of_two_classes_is_the_textbooks() -> None:
    truth = np.array([1, 1, 1, 0, 0, 0, 0, 0])
    guess = np.array([1, 1, 0, 0, 0, 0, 1, 0])
    hits, misses, alarms, rests = 2, 1, 1, 4

    expected = (hits * rests - alarms * misses) / np.sqrt(
        (hits + alarms) * (hits + misses) * (rests + alarms) * (rests + misses)
    )

    assert mcc(truth, guess) == pytest.approx(expected)


def test_a_system_that_names_one_class_only_has_no_correlation() -> None:
    assert mcc(np.array([0, 1, 2]), np.array([1, 1, 1])) == 0.0


def test_the_best_threshold_refuses_what_is_out_of_scope() -> None:
    wanted, given = ["a", "b", "oos", "oos"], ["a", "b", "a", "b"]

    assert best_mcc(wanted, given, scores(0.9, 0.8, 0.2, 0.1), oos="oos") == 1.0
    assert best_mcc(wanted, given, scores(0.1, 0.8, 0.2, 0.9), oos="oos") < 1.0


def test_the_three_figures_are_taken_from_the_same_scores() -> None:
    found = border(["a", "b", "oos", "oos"], ["a", "b", "a", "b"], scores(0.9, 0.8, 0.2, 0.1), oos="oos")

    assert (found.auroc, found.oos_recall, found.best_mcc) == (1.0, 1.0, 1.0)


@given(st.lists(st.tuples(st.integers(-50, 50), st.booleans()), min_size=2, max_size=40))
def test_turning_the_scores_round_turns_the_area_round(rows: list[tuple[int, bool]]) -> None:
    values, inside = scores(*(value for value, _ in rows)), np.array([flag for _, flag in rows])
    if inside.all() or not inside.any():
        return

    assert auroc(values, inside) == pytest.approx(1 - auroc(-values, inside))
    assert auroc(values, inside) == pytest.approx(auroc(values * 3 + 7, inside))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40))
def test_correlation_stays_between_minus_one_and_one(rows: list[tuple[int, int]]) -> None:
    truth, guess = (np.array(column) for column in zip(*rows, strict=True))

    assert -1 - 1e-9 <= mcc(truth, guess) <= 1 + 1e-9
    assert mcc(truth, truth) in (0.0, pytest.approx(1.0))
