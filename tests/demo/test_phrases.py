"""The words of invented visitors."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.people import a_person
from bot.demo.phrases import misspelt


@given(st.text(), st.integers())
def test_a_misspelt_text_has_the_letters_of_the_right_one(text: str, seed: int) -> None:
    spoilt = misspelt(text, random.Random(seed))

    assert sorted(spoilt) == sorted(text)
    assert [len(word) for word in spoilt.split(" ")] == [len(word) for word in text.split(" ")]


@given(st.integers())
def test_short_words_are_spelt_as_they_should_be(seed: int) -> None:
    assert misspelt("does it hurt me", random.Random(seed)) == "does it hurt me"


@given(st.integers())
def test_an_invented_person_has_a_number_and_an_address_that_lead_nowhere(seed: int) -> None:
    person = a_person(random.Random(seed))

    assert person.phone.startswith("415 555 01")
    assert len(person.phone) == len("415 555 0123")
    name, _, domain = person.email.partition("@")
    assert domain == "example.com"
    assert name.isascii()
    assert name.replace(".", "").isalpha()
