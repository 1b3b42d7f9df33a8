"""Of the ways to cut a message the likeliest is chosen, and none where it is likelier one question."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.logistic import Weights
from bot.understanding.parts import Stretch, Way, ways
from bot.understanding.splitter import Meant, Splitter, features

TEXT = "does it hurt, how much is it and where are you"
PLACES = {14: 0.9, 29: 0.9}


def meant(text: str, id: str, sure: float = 0.9) -> Meant:
    vector = np.array([len(id), len(text), 1.0], dtype=np.float32)
    return Meant(text, [(id, sure), ("faq/hours", 1 - sure)], vector)


IDS = {"does it hurt": "faq/do_needles_hurt", "how much is it": "faq/prices", "where are you": "faq/location"}
WHOLE = meant(TEXT, "faq/do_needles_hurt", 0.4)


def understood(stretch: Stretch) -> Meant:
    id = IDS.get(stretch.text)
    return meant(stretch.text, id) if id else meant(stretch.text, "faq/prices", 0.3)


def split(weights: dict[str, float], begins: dict[int, float] = PLACES) -> list[str]:
    found = ways(TEXT, begins)
    known = {stretch: understood(stretch) for way in found for stretch in way.stretches}
    return [stretch.text for stretch in Splitter(Weights(weights)).split(WHOLE, found, known)]


def test_the_way_is_chosen_whose_parts_are_surest() -> None:
    assert split({"always": -5.0, "least sure": 10.0}) == ["does it hurt", "how much is it", "where are you"]


def test_nothing_is_cut_where_that_is_unlikely() -> None:
    assert split({"always": -5.0}) == []
    assert split({"always": 5.0}, begins={}) == []


def test_what_the_parts_have_in_common_is_the_probability_that_they_share() -> None:
    (way,) = ways("does it hurt, how much is it", {14: 0.9})
    same, other = meant("a", "faq/prices", 0.7), meant("b", "faq/location", 0.6)

    assert features(WHOLE, way, [same, same])["in common"] == pytest.approx(1.0)
    assert features(WHOLE, way, [same, other])["in common"] == pytest.approx(0.3)


@given(st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=2), st.floats(min_value=0, max_value=1))
def test_any_probabilities_give_numbers(begins: list[float], passed: float) -> None:
    stretches = tuple(Stretch("does it hurt", 0, 12) for _ in range(len(begins) + 1))
    known = features(WHOLE, Way(stretches, tuple(begins), (passed,)), [WHOLE] * len(stretches))

    assert all(math.isfinite(value) for value in known.values())
