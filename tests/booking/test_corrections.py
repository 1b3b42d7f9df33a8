"""Sorry, I meant Saturday: what changes when something said before is taken back."""

from __future__ import annotations

import pytest

from tests.booking.said import say


def test_a_yes_with_a_correction_asks_again() -> None:
    move = say("yes but make it 4pm", "confirm")

    assert move.intent == "inform"
    assert move.values == {"when_said": "friday 4pm", "when_start": "2026-05-08T16:00"}


@pytest.mark.parametrize(
    ("text", "said", "start"),
    [
        ("sorry, i meant saturday", "saturday at 3", "2026-05-09T15:00"),
        ("sorry, I meant the 19th at noon", "the 19th at noon", "2026-05-19T12:00"),
        ("change the time to 8.45", "friday 8.45", "2026-05-08T08:45"),
        ("make it 4", "friday 4", "2026-05-08T16:00"),
        ("not friday, monday", "monday at 3", "2026-05-11T15:00"),
        ("monday, same time", "monday at 3", "2026-05-11T15:00"),
        ("could we do next thursday at 11 instead?", "next thursday at 11", "2026-05-14T11:00"),
        ("whenever suits you, actually", "whenever suits you", None),
    ],
)
@pytest.mark.parametrize("asked", ["contact", "confirm"])
def test_a_time_can_be_corrected_at_any_field(asked: str, text: str, said: str, start: str | None) -> None:
    move = say(text, "contact" if asked == "contact" else "confirm", when_said="friday at 3")

    assert (move.intent, move.values) == ("inform", {"when_said": said, "when_start": start})


def test_a_service_can_be_swapped_added_and_dropped() -> None:
    assert say("actually make it gua sha", "name").values == {"service": "gua sha"}
    assert say("and acupuncture too", "name").values == {"service": "cupping and acupuncture"}
    both = "cupping and acupuncture"
    assert say("drop the cupping", "confirm", service=both).values == {"service": "acupuncture"}
    assert say("cancel the cupping, just acupuncture", "name", service=both).values == {"service": "acupuncture"}


def test_a_name_can_be_corrected_and_completed() -> None:
    assert say("change the name to Rosa Delgado", "confirm").values == {"name": "Rosa Delgado"}
    assert say("my surname is Okafor", "contact", name="Dana").values == {"name": "Dana Okafor"}
    assert say("Dana Reyes Okafor in full", "contact").values == {"name": "Dana Reyes Okafor"}


def test_a_contact_can_be_corrected() -> None:
    move = say("actually use my email instead, dana@example.com", "confirm")

    assert move.values == {"contact": "dana@example.com", "phone": None, "email": "dana@example.com"}


@pytest.mark.parametrize("text", ["friday", "my number is 5", "since tuesday my back is worse"])
def test_a_time_is_not_overwritten_by_the_way(text: str) -> None:
    assert "when_said" not in say(text, "contact", when_said="friday at 3").values
