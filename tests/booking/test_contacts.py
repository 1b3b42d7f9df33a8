"""How can the clinic reach you? Phone numbers and e-mail addresses, sound and less so."""

from __future__ import annotations

import pytest

from bot.booking.contacts import read_contact, read_contacts
from bot.booking.values import contact_parts, joined_contacts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("415 555 0142", "415 555 0142"),
        ("my cell is (415) 555-0142.", "(415) 555-0142"),
        ("555-0142", "555-0142"),
        ("5550142", "5550142"),
        ("+1 415 555 0142", "+1 415 555 0142"),
        ("you can ring me on 07700 900123", "07700 900123"),
        ("020 7946 0991 in the evening", "020 7946 0991"),
        ("+44 7700 900456", "+44 7700 900456"),
        ("friday at 3, 415.555.0142", "415.555.0142"),
        ("friday at 3 415 555 0142", "415 555 0142"),
        ("Tel:415-555-0142", "415-555-0142"),
        ("five five five, oh one four two", "5550142"),
    ],
)
def test_a_phone_number_keeps_the_visitors_spacing(text: str, number: str) -> None:
    contact = read_contact(text)

    assert contact is not None
    assert (contact.kind, contact.value, contact.problem) == ("phone", number, None)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("dana@example.com", "dana@example.com"),
        ("write to Dana.R@Example.com.", "Dana.R@Example.com"),
        ("dana at example dot com", "dana@example.com"),
        ("dana dot reyes at example dot co dot uk", "dana.reyes@example.co.uk"),
        ("dana (at) example (dot) com", "dana@example.com"),
        ("dana @ example.com", "dana@example.com"),
    ],
)
def test_an_address_is_found_however_it_is_spelled(text: str, address: str) -> None:
    contact = read_contact(text)

    assert contact is not None
    assert (contact.kind, contact.value, contact.problem) == ("email", address, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("12345", "contact_too_short"),
        ("my phone is 415 555", "contact_too_short"),
        ("415 555 0142 0142 01", "contact_too_long"),
        ("347-555-0O17", "contact_has_letters"),
        ("dana@example", "contact_email_incomplete"),
        ("dana@example,com", "contact_email_incomplete"),
    ],
)
def test_what_is_amiss_is_named(text: str, problem: str) -> None:
    contact = read_contact(text)

    assert contact is not None
    assert contact.problem == problem


@pytest.mark.parametrize(
    "text",
    [
        "",
        "at 3",
        "9.30 to 2.30",
        "12/05/2026",
        "2026-05-12 10:30",
        "call 911",
        "i'm at work",
        "meet me at example.com",
        "fri@4",
    ],
)
def test_times_and_small_numbers_are_no_contacts(text: str) -> None:
    assert read_contacts(text) == []


def test_a_number_and_an_address_given_together_are_both_kept() -> None:
    found = read_contacts("415 555 0142 or dana@example.com")

    stored = joined_contacts(found, None, instead=False)

    assert contact_parts(stored) == ("415 555 0142", "dana@example.com")


def test_an_address_given_instead_replaces_the_number() -> None:
    found = read_contacts("dana@example.com")

    assert contact_parts(joined_contacts(found, "415 555 0142", instead=True)) == (None, "dana@example.com")
    assert contact_parts(joined_contacts(found, "415 555 0142", instead=False)) == (
        "415 555 0142",
        "dana@example.com",
    )


@pytest.mark.parametrize(("region", "number"), [("GB", "07700 900123"), ("US", "415 555 0142"), ("DE", "030 901820")])
def test_numbers_are_read_as_they_are_written_where_the_clinic_is(region: str, number: str) -> None:
    contact = read_contact(number, region)

    assert contact is not None
    assert contact.problem is None
