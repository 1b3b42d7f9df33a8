"""What name should the booking be under? What is a name, and what isn't."""

from __future__ import annotations

import pytest

from bot.booking.names import bare_names, read_name


@pytest.mark.parametrize(
    "name",
    [
        "Dana",
        "dana reyes",
        "DANA REYES",
        "Will Grace",
        "will grace",
        "Sunday Adebayo",
        "April May",
        "May",
        "mark bell",
        "Can Yılmaz",
        "An Do",
        "Li Na",
        "Jo Long",
        "Mohammed al-Farsi",
        "Jean-Baptiste Kouassi",
        "Marek Novák",
        "Ana Beatriz da Silva",
        "Anne-Marie van der Berg",
        "D'Angelo Washington",
        "fatou n'diaye",
        "J.R. O'Neill III",
        "R. Delgado",
        "Dr. Patience Mensah",
        "Mrs Ogden",
        "Grace and Tom Whitfield",
        "Tyrell Jackson Jr",
        "Zoë",
        "Иван Петров",
        "王小明",
        "محمد علي",
        "नीरज शर्मा",
        "Nguyễn Thị Hạnh",
    ],
)
def test_a_name_is_kept_as_it_was_given(name: str) -> None:
    assert read_name(name, asked=True) == name
    assert read_name(f"my name is {name}") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("it's Dana", "Dana"),
        ("its dana reyes thanks", "dana reyes"),
        ("Dana please", "Dana"),
        ("for my daughter, Ella Brown", "Ella Brown"),
        ("Dana Reyes, 415 555 0142", "Dana Reyes"),
        ("Dana Reyes and my number is 415 555 0142", "Dana Reyes"),
        ("im dana, dana reyes", "dana reyes"),
        ("Ravi Shankaranarayanan in full", "Ravi Shankaranarayanan"),
        ("first name Dana, last name Reyes", "Dana Reyes"),
        ("my surname's Reyes and first name Dana", "Dana Reyes"),
        ("Dana with one n", "Dana"),
    ],
)
def test_a_name_is_found_in_an_answer(text: str, name: str) -> None:
    assert read_name(text, asked=True) == name


@pytest.mark.parametrize(
    "text",
    [
        "does it hurt",
        "will it hurt",
        "how much is it?",
        "why do you need that",
        "I'd rather not say",
        "no thanks",
        "anonymous",
        "tuesday at 3",
        "friday",
        "tomorrow afternoon",
        "415 555 0142",
        "dana@example.com",
        "my lower back hurts",
        "I'm not sure",
        "im knackered",
        "this is ridiculous",
        "it's for me",
        "will do",
        "Thank You",
        "yes",
        "cancel",
        "no hablo inglés",
        "je ne parle pas anglais",
        "cupping",
        "",
    ],
)
def test_what_is_no_name_is_refused(text: str) -> None:
    assert read_name(text, asked=True) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("name: Dana", "Dana"),
        ("names dana reyes", "dana reyes"),
        ("I'm Dana Reyes, and I need an appointment", "Dana Reyes"),
        ("this is Dana", "Dana"),
        ("Dana Reyes here", "Dana Reyes"),
        ("book cupping on the 9th for Dana", "Dana"),
        ("Dana Reyes is my name", "Dana Reyes"),
    ],
)
def test_a_name_that_is_announced_is_found_unasked(text: str, name: str) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    "text", ["dana", "I'm flexible", "im vegan", "call me tomorrow", "book for tuesday", "it's for my back"]
)
def test_what_is_not_announced_is_no_name_when_nobody_asked(text: str) -> None:
    assert read_name(text) is None


def test_a_full_name_between_commas_is_noticed() -> None:
    assert bare_names("cupping, friday at 3, Dee Marsh, 555-0142") == ["Dee Marsh"]
    assert bare_names("Gua Sha, Friday Morning, please") == []
