"""Where a message may be cut, and what its stretches say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.parts import LONGEST_RUN, MOST_PIECES, cut
from bot.understanding.splitter import ways


def stretches(text: str) -> set[str]:
    return {stretch.text for stretch in cut(text).stretches}


@pytest.mark.parametrize("text", ["does it hurt", "prices", "", "👍", "is acupuncture safe?"])
def test_a_plain_question_has_nothing_to_cut(text: str) -> None:
    assert cut(text).stretches == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("does it hurt and how much is it?", {"does it hurt", "how much is it?"}),
        ("price? pain?", {"price?", "pain?"}),
        ("ARE YOU OPEN SATURDAYS. AND IS THERE A LIFT.", {"ARE YOU OPEN SATURDAYS.", "IS THERE A LIFT."}),
        ("whats cupping whats gua sha", {"whats cupping", "whats gua sha"}),
        ("hours\nand parking & the price", {"hours", "parking", "the price"}),
        ("back and neck pain", {"back", "neck pain"}),
    ],
)
def test_the_parts_of_a_message_are_among_its_stretches(text: str, parts: set[str]) -> None:
    assert parts <= stretches(text)


@given(st.text(max_size=300))
def test_any_text_is_cut_into_few_pieces_that_lie_within_it(text: str) -> None:
    message = cut(text)

    assert message.pieces <= MOST_PIECES
    for stretch in message.stretches:
        assert 0 <= stretch.start < stretch.end <= len(text)
        assert stretch.last - stretch.first < LONGEST_RUN
        assert stretch.text in text


@given(st.lists(st.sampled_from(["does it hurt", "how much", ",", "and", "?", "also", "\n"]), max_size=30))
def test_a_way_to_cut_leaves_nothing_over_and_has_two_or_three_parts(words: list[str]) -> None:
    for way in ways(cut(" ".join(words))):
        assert 2 <= len(way) <= 3
        assert all(one.last < other.first for one, other in pairwise(way))
