"""The reference that a visitor is given."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.booking.reference import reference


@given(st.text(), st.integers(min_value=0))
def test_it_can_be_read_out_without_being_misheard(conversation: str, turn: int) -> None:
    assert re.fullmatch(r"[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}", reference(conversation, turn))


def test_the_same_turn_thought_twice_has_one_reference() -> None:
    assert reference("c1", 7) == reference("c1", 7)


def test_each_turn_has_its_own() -> None:
    made = {reference(f"c{conversation}", turn) for conversation in range(40) for turn in range(40)}

    assert len(made) == 1600
