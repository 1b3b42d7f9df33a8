"""Shares and their bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.figures import Share, quantile


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(0, 10), 0.0, 0.2775), (Share(5, 10), 0.2366, 0.7634), (Share(98, 100), 0.9300, 0.9945)],
)
def test_the_bounds_are_wilsons(share: Share, low: float, high: float) -> None:
    assert share.bounds == pytest.approx((low, high), abs=1e-4)


def test_of_nothing_nothing_is_known() -> None:
    assert Share(0, 0).value == 0
    assert Share(0, 0).bounds == (0, 1)


@given(st.integers(1, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_bounds_hold_the_share_and_stay_within_all_and_nothing(counts: tuple[int, int]) -> None:
    share = Share(*counts)
    low, high = share.bounds

    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


@given(st.integers(0, 50), st.integers(2, 20))
def test_the_same_share_of_more_is_known_better(hits: int, times: int) -> None:
    few, many = Share(hits, 50), Share(hits * times, 50 * times)

    assert many.bounds[1] - many.bounds[0] < few.bounds[1] - few.bounds[0]


def test_a_quantile_is_one_of_the_values() -> None:
    assert quantile([3, 1, 2, 4], 0.5) == 2
    assert quantile([3, 1, 2, 4], 0.95) == 4
    assert quantile([], 0.5) == 0
