"""Whatever is typed, reading it fails on nobody; laws that hold for any name, number and day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import phonenumbers
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.booking.common_words import COMMON
from bot.booking.contacts import read_contact
from bot.booking.dialogue import Form, Heard, decide, opening_values
from bot.booking.names import read_name
from bot.booking.times import read_when
from bot.booking.values import contact_parts
from tests.booking.said import FILLED, NOW, SERVICES

TYPED = """
    next this tuesday w3 at 4 pm am after before not no , . ? ! the 3rd first half quarter past to - or and between in
    two weeks a fortnight june may 31st 5/12 29 february every any weekend week on monday asap tonight evening 0 99
    25:61 9999 wait sorry cancel yes Rosa is my name cupping 415 555 0142 @ example.com dot I'm for 2026-13-45 99/99
    of last ten until
"""
phrases = st.lists(st.sampled_from(TYPED.split()), max_size=14).map(" ".join)
texts = st.one_of(st.text(max_size=80), phrases)
moments = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1))
asked_fields = st.sampled_from([None, "service", "when", "name", "contact", "confirm", "message"])


@given(texts, moments, asked_fields, st.sampled_from(["month_first", "day_first"]))
@settings(max_examples=300, deadline=None)
def test_no_message_is_too_odd_to_be_decided(text: str, now: datetime, asked: Any, date_order: str) -> None:
    form = Form("booking_form", asked, {key: FILLED[key] for key in ("service", "when_said", "name")})

    decide(form, Heard(text, "out_of_scope"), now, SERVICES, date_order)
    opening_values(text, now, SERVICES, date_order)


@given(phrases, moments)
@settings(max_examples=300, deadline=None)
def test_a_quoted_time_is_made_of_the_visitors_words(text: str, now: datetime) -> None:
    found = read_when(text, now)

    if found is not None:
        assert all(word in text for word in found.said.split())


@given(moments, st.integers(min_value=0, max_value=6))
def test_a_plain_weekday_is_the_next_one_and_never_today(now: datetime, weekday: int) -> None:
    name = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"][weekday]

    found = read_when(name, now)

    assert found is not None
    assert found.date is not None
    assert found.date.weekday() == weekday
    assert 1 <= (found.date - now.date()).days <= 7


@given(moments, st.integers(min_value=0, max_value=300))
def test_a_day_written_as_a_date_is_that_day(now: datetime, later: int) -> None:
    day = now.date() + timedelta(days=later)

    for written in (day.isoformat(), f"{day.day} {day:%B}", f"{day:%B} {day.day}", f"{day.month}/{day.day}"):
        found = read_when(written, now)
        assert found is not None
        assert found.date == day, written


@given(
    st.integers(min_value=100, max_value=199),
    st.sampled_from(["415 555 0{}", "(415) 555-0{}", "4155550{}", "+1 415.555.0{}"]),
)
def test_a_phone_number_comes_back_as_it_was_given(last: int, form: str) -> None:
    number = form.format(last)

    contact = read_contact(f"you can ring me on {number}, please")

    assert contact is not None
    assert contact.value == number
    assert contact_parts(contact.value) == (number, None)
    assert phonenumbers.is_possible_number(phonenumbers.parse(contact.value, "US"))


_capitals = st.characters(whitelist_categories=["Lu"])
_small = st.text(st.characters(whitelist_categories=["Ll"]), min_size=2, max_size=10)


@given(st.lists(st.builds(str.__add__, _capitals, _small), min_size=1, max_size=3))
@settings(max_examples=300)
def test_a_name_of_any_letters_is_kept(words: list[str]) -> None:
    assume(not any(word.lower() in COMMON for word in words))
    name = " ".join(words)

    assert read_name(f"my name is {name}") == name
    assert read_name(name, asked=True) == name


@given(texts)
@settings(max_examples=300)
def test_a_name_is_made_of_the_visitors_words(text: str) -> None:
    found = read_name(text, asked=True)

    assert found is None or all(word in text for word in found.split())


def test_the_clock_of_the_clinic_decides_what_tomorrow_is() -> None:
    assert read_when("tomorrow", NOW) != read_when("tomorrow", NOW + timedelta(days=1))
