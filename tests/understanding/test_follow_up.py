"""What was said before is read together with what is said now, however long it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.follow_up import MOST_BEFORE, Before, together

STORY = "it began when i lifted the washing machine in march and since then it has come and gone. " * 20


def test_a_short_message_is_kept_whole() -> None:
    assert together(Before("does it hurt?", "faq/do_needles_hurt"), "and cupping") == (
        "does it hurt. ",
        "and cupping",
    )


def test_of_a_long_story_the_end_is_kept_from_a_word_on() -> None:
    before, text = together(Before(STORY + "does cupping help", "faq/cupping_benefits"), "how much is it")

    assert text == "how much is it"
    assert before.endswith("does cupping help. ")
    assert len(before) <= MOST_BEFORE + 2
    assert f" {before}" in f" {STORY}does cupping help. "


@given(st.text(max_size=3000))
def test_no_story_is_too_odd(story: str) -> None:
    before, text = together(Before(story, "faq/prices"), "and then")

    assert text == "and then"
    assert len(before) <= MOST_BEFORE + 2
