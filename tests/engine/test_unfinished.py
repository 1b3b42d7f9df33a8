"""Half a sentence is told from a whole one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.unfinished import breaks_off, is_closed, words_of

BROKEN_OFF = [
    "how do i", "do you", "so is there", "can my dad", "does one of these", "do you take", "is it", "could this",
    "quick question", "hi quick q", "just wondering", "one more thing", "can you tell me", "sorry to bother you",
    "i wanted to ask", "am i allowed", "is it ok if im", "if i come on monday", "because my back hurts",
    "does it hurt and", "book me in for the", "instead of", "something like...", "monday,",
    "how much is -",
]  # fmt: skip
WHOLE = [
    "how much", "does it hurt", "who is that for", "what is it about", "how do i book", "do you take aetna",
    "is it safe", "do you?", "can i come on monday", "if so how many visits", "if i come on monday will it be gone",
    "what does it cost because i'm broke", "book me in for friday", "my back hurts", "where are you", "cupping",
    "is there parking", "what's it like", "and sciatica?", "no", "friday at 3", "555 0102", "😂", "",
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN_OFF)
def test_more_has_to_follow(text: str) -> None:
    assert breaks_off(text)


@pytest.mark.parametrize("text", WHOLE)
def test_nothing_has_to_follow(text: str) -> None:
    assert not breaks_off(text)


@pytest.mark.parametrize("text", ["Do you", "DO YOU", "do  you", "do you 😅"])
def test_capitals_and_smileys_make_no_difference(text: str) -> None:
    assert breaks_off(text)


@given(st.text())
def test_whatever_is_typed_a_question_mark_ends_it(text: str) -> None:
    assert is_closed(f"{text}?")
    assert not breaks_off(f"{text}?")


@given(st.text(max_size=200))
def test_any_text_is_looked_at_without_an_error(text: str) -> None:
    assert breaks_off(text) in (True, False)
    assert all(word == word.lower() or not word.islower() for word in words_of(text))
