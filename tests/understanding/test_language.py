"""Finding what a message names: conditions and services, also misspelt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.language import Language

VOCABULARY = {
    "condition": {"sciatica": ["sciatica", "sciatic nerve"], "herniated disc": ["slipped disc", "herniated disc"]},
    "service": {"cupping": ["cupping", "cups"], "gua sha": ["gua sha", "guasha"]},
}
language = Language(VOCABULARY)


def named(text: str) -> list[tuple[str, str]]:
    return [(entity.kind, entity.value) for entity in language.entities(language.tokens(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("is SCIATICA something you treat", "sciatica"),
        ("my sciatic nerve is on fire", "sciatica"),
        ("got a slipped disc", "herniated disc"),
        ("siatica", "sciatica"),
        ("scaitica again", "sciatica"),
    ],
)
def test_a_condition_is_found_by_any_of_its_words_and_with_a_slip(text: str, value: str) -> None:
    assert named(text) == [("condition", value)]


def test_several_are_found_in_the_order_in_which_they_stand() -> None:
    assert named("cupping for sciatica, or gua sha?") == [
        ("service", "cupping"),
        ("condition", "sciatica"),
        ("service", "gua sha"),
    ]


def test_a_short_word_is_not_bent_into_another() -> None:
    assert named("two cubs and a cup holder") == []


@given(st.text(max_size=200))
def test_any_text_is_read_and_what_is_found_lies_within_it(text: str) -> None:
    for entity in language.entities(language.tokens(text)):
        assert 0 <= entity.start < entity.end <= len(text)
