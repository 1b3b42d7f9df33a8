"""What the encoder hears in a message: where another question begins, and what a part means within the whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.encoder import DIMENSIONS, SentenceEncoder

ROOT = Path(__file__).parents[2]
ENCODER = SentenceEncoder(ROOT / "models" / "encoder")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("does it hurt and how much is it?", "and how much"),
        ("whats cupping whats gua sha", "whats gua sha"),
        ("ARE YOU OPEN MONDAYS. AND DO I PAY IN CASH.", "AND DO I"),
        ("cost? pain?", "pain"),
        ("where are you\nwho would treat me", "who would"),
    ],
)
def test_it_hears_where_another_question_begins(text: str, begins: str) -> None:
    heard = ENCODER.read(text).begins

    second, first = sorted(heard, key=lambda place: heard[place])[-2:]
    assert first == text.index(begins)
    assert heard[first] > 0.1  # a message may be cut from 0.02 on
    assert heard[first] > 100 * heard[second]


@pytest.mark.parametrize(
    "text",
    [
        "does it help back and neck pain",
        "hi there, hope you are well. how much is a session?",
        "I fell off a ladder last spring and my lower back has been stiff since, can you help with that?",
        "is it cash only or can I pay by card",
    ],
)
def test_it_hears_no_other_question_in_a_message_that_asks_one(text: str) -> None:
    assert max(ENCODER.read(text).begins.values()) < 0.5


def test_a_part_means_something_else_within_its_message_than_alone() -> None:
    text = "do the cups leave marks and for how long"
    start = text.index("and for")
    within, alone, marks, session = (
        ENCODER.read(text).within(start, len(text)),
        *ENCODER.encode(["for how long", "how long do cupping marks last", "how long is a session"]),
    )

    assert within @ marks > alone @ marks
    assert within @ marks > within @ session


def test_a_question_begins_with_a_word_and_never_within_one() -> None:
    text = "acupuncturists moxibustion reflexologists"  # none of them is one piece to the encoder

    assert sorted(ENCODER.read(text).begins) == [text.index("mox"), text.index("reflex")]


@settings(max_examples=30)
@given(st.text(max_size=120))
def test_any_text_is_read_as_it_is_encoded(text: str) -> None:
    read = ENCODER.read(text)

    assert np.allclose(read.vector, ENCODER.encode([text])[0], atol=1e-3)
    assert all(0 <= place <= len(text) and 0 <= chance <= 1 for place, chance in read.begins.items())
    assert read.within(0, len(text)).shape == (DIMENSIONS,)
