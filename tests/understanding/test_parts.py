"""The ways in which a message may be cut, where another question may begin."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.parts import MOST_PLACES, MOST_QUESTIONS, ways

BOTH = "does it hurt and how much is it?"


def parts(text: str, begins: Mapping[int, float]) -> list[list[str]]:
    return [[stretch.text for stretch in way.stretches] for way in ways(text, begins)]


@pytest.mark.parametrize("text", ["does it hurt", "prices", "", "👍", BOTH])
def test_where_no_other_question_may_begin_there_is_nothing_to_cut(text: str) -> None:
    assert ways(text, {}) == []
    assert ways(text, dict.fromkeys(range(1, len(text)), 0.01)) == []


def test_a_message_is_cut_where_another_question_may_begin_and_the_joining_word_is_nobodys() -> None:
    (way,) = ways(BOTH, {13: 0.9, 5: 0.001})

    assert [stretch.text for stretch in way.stretches] == ["does it hurt", "how much is it?"]
    assert [BOTH[stretch.start : stretch.end] for stretch in way.stretches] == [
        "does it hurt ",
        "and how much is it?",
    ]
    assert way.begins == (0.9,)
    assert way.passed_over == ()


def test_each_place_may_be_passed_over_and_how_likely_it_was_is_kept() -> None:
    assert parts("hours, parking & the price", {7: 0.9, 15: 0.4}) == [
        ["hours", "parking & the price"],
        ["hours, parking", "the price"],
        ["hours", "parking", "the price"],
    ]
    assert [way.passed_over for way in ways("hours, parking & the price", {7: 0.9, 15: 0.4})] == [(0.4,), (0.9,), ()]


def test_nothing_but_marks_is_no_question() -> None:
    assert ways("does it hurt ???", {13: 0.9}) == []


@st.composite
def messages(draw: st.DrawFn) -> tuple[str, dict[int, float]]:
    text = draw(st.text(max_size=200))
    places = st.integers(min_value=0, max_value=len(text))
    return text, draw(st.dictionaries(places, st.floats(min_value=0, max_value=1), max_size=20))


@given(messages())
def test_a_way_to_cut_any_text_leaves_nothing_over(message: tuple[str, dict[int, float]]) -> None:
    text, begins = message
    found = ways(text, begins)

    assert len(found) <= MOST_PLACES + MOST_PLACES * (MOST_PLACES - 1) // 2
    for way in found:
        assert 2 <= len(way.stretches) <= MOST_QUESTIONS
        assert way.stretches[0].start == 0
        assert way.stretches[-1].end == len(text)
        assert all(one.end == other.start for one, other in pairwise(way.stretches))
        assert all(stretch.text in text[stretch.start : stretch.end] for stretch in way.stretches)
