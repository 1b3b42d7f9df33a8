"""Does a first message ask for an appointment, and what does it say already?"""

from __future__ import annotations

import pytest

from bot.booking.opening import wants_booking
from tests.booking.said import NOW, SERVICES, open_with


@pytest.mark.parametrize(
    "text",
    [
        "book me in",
        "I'd like to make an appointment",
        "cupping on friday",
        "Acupuncture please",
        "gua sha appointment",
        "i want acupuncture",
        "can you fit me in for cupping?",
        "could i book acupuncture for my son",
        "what's the next available for cupping",
        "Hello. Cupping, please. Any day after the 20th.",
    ],
)
def test_a_wish_is_recognised(text: str) -> None:
    assert wants_booking(text, NOW, SERVICES)


@pytest.mark.parametrize(
    "text",
    [
        "what is cupping",
        "does acupuncture hurt?",
        "are you open on friday?",
        "acupuncture",
        "i'd like to know about cupping",
        "i want to cancel my appointment",
        "i had cupping on friday and my back is red",
        "acupuncture or cupping for my back",
        "how do i get there",
        "",
    ],
)
def test_a_question_or_a_story_is_none(text: str) -> None:
    assert not wants_booking(text, NOW, SERVICES)


def test_an_opening_message_may_say_it_all() -> None:
    values = open_with("book acupuncture next tuesday at 4, my name is Rosa, 415.555.0158")

    assert values["service"] == "acupuncture"
    assert (values["when_said"], values["when_start"]) == ("next tuesday at 4", "2026-05-12T16:00")
    assert (values["name"], values["phone"], values["email"]) == ("Rosa", "415.555.0158", None)


@pytest.mark.parametrize("text", ["i want to book", "can I make an appointment please", "book me in"])
def test_an_opening_message_may_say_nothing_yet(text: str) -> None:
    assert open_with(text) == {}
