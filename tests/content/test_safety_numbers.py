"""Whom a safety reply has people call: as the profile says, or else as it is in the US, and saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.profile import is_dialled

if TYPE_CHECKING:
    from conftest import Folder

REPLY = """\
- id: safety/emergency
  reply: "Call {emergency_number} now. {call_crisis_line}."
  with_phone: Our own number is {phone}.
  reviewed_by: ""
  in_other_languages:
    es:
      reply: "Llame al {emergency_number} ya. {call_crisis_line}."
      with_phone: Nuestro número es el {phone}.
      reviewed_by: ""
"""


def reply_for(folder: Folder, profile: str, *, language: str = "en") -> tuple[str, tuple[str, ...]]:
    """The reply, and the fields it rests on, for a clinic whose profile has these lines."""
    folder.write("dialogue/safety_replies.yml", REPLY)
    folder.write("clinic.yml", f"name: Harbour Lane Acupuncture\n{profile}")
    reply = folder.load().reply("safety/emergency", language=language)
    return reply.text, reply.fields


def test_a_clinic_that_has_not_said_gets_the_numbers_of_the_us_and_the_reply_says_so(folder: Folder) -> None:
    text, fields = reply_for(folder, "")

    assert text == (
        "Call 911 (outside the US, your local emergency number) now. "
        "Call or text 988 (outside the US, call your local crisis line)."
    )
    assert fields == ()


def test_the_clinics_own_numbers_are_said_alone(folder: Folder) -> None:
    text, fields = reply_for(folder, 'emergency_number: "999"\ncrisis_line: "116 123"\n')

    assert text == "Call 999 now. Call 116 123."
    assert fields == ("emergency_number", "crisis_line")


def test_only_a_line_that_takes_text_messages_is_texted(folder: Folder) -> None:
    text, _ = reply_for(folder, 'emergency_number: "911"\ncrisis_line: "988"\n')

    assert text == "Call 911 now. Call or text 988."


def test_the_clinics_phone_is_said_where_it_has_one(folder: Folder) -> None:
    text, fields = reply_for(folder, 'emergency_number: "911"\ncrisis_line: "988"\nphone: 555-0100\n')

    assert text.endswith("Call or text 988. Our own number is 555-0100.")
    assert fields == ("emergency_number", "crisis_line", "phone")


def test_in_spanish_the_numbers_are_said_in_spanish(folder: Folder) -> None:
    silent, _ = reply_for(folder, "", language="es")
    own, fields = reply_for(folder, 'emergency_number: "112"\ncrisis_line: "024"\nphone: 555-0100\n', language="es")

    assert silent.startswith("Llame al 911 (fuera de Estados Unidos, ")
    assert "Llame o envíe un mensaje de texto al 988 (fuera de Estados Unidos, " in silent
    assert own == "Llame al 112 ya. Llame al 024. Nuestro número es el 555-0100."
    assert fields == ("emergency_number", "crisis_line", "phone")


def test_in_a_language_in_which_nothing_is_written_it_is_said_in_english(folder: Folder) -> None:
    assert reply_for(folder, "", language="fr") == reply_for(folder, "")


@pytest.mark.parametrize(
    "number", ["911", "112", "116 123", "+44 7700 900123", "(415) 555-0100", "+1 (415) 555-0100", "415.555.0100"]
)
def test_what_a_telephone_can_dial_is_taken_as_it_is_printed(folder: Folder, number: str) -> None:
    assert f"Call {number} now." in reply_for(folder, f'emergency_number: "{number}"\n')[0]


@given(st.text(st.sampled_from("0123456789+ .()-"), max_size=24))
def test_whatever_is_taken_for_a_number_has_three_to_fifteen_digits(text: str) -> None:
    if is_dialled(text):
        assert 3 <= sum(letter.isdigit() for letter in text) <= 15
        assert "+" not in text[1:]
