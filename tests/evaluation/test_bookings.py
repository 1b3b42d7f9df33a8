"""Booking conversations: the outcome, and every detail as a fair judge would compare it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.bookings import Captured, booking_figures, same_words
from tests.evaluation.builders import booking


def test_what_was_given_was_captured() -> None:
    assert booking().right


@pytest.mark.parametrize(
    ("given_name", "captured"),
    [("Dana Reyes", "dana  reyes"), ("Dr. D. Reyes", "D Reyes"), ("Ms Dana Reyes", "Dana Reyes")],
)
def test_a_name_is_the_same_but_for_capitals_spaces_full_stops_and_titles(given_name: str, captured: str) -> None:
    assert booking(given={"name": given_name}, name=captured).right
    assert not booking(given={"name": given_name}, name="Reyes").right


@pytest.mark.parametrize(
    ("given_number", "captured"),
    [
        ("415 555 0102", "+14155550102"),
        ("+1 (415) 555-0102", "4155550102"),
        ("07700 900123", "+447700900123"),
        ("+44 7700 900123", "07700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("555-0102", "5550102"),
    ],
)
def test_a_phone_is_its_digits_with_or_without_the_country(given_number: str, captured: str) -> None:
    assert booking(given={"contact": given_number}, phone=captured).right


@pytest.mark.parametrize("captured", ["+14155550103", "+114155550102555", "0102", None])
def test_another_number_is_another_number(captured: str | None) -> None:
    assert not booking(phone=captured).right


def test_an_email_is_the_same_in_any_case() -> None:
    assert booking(given={"contact": "dana@example.com"}, phone=None, email="Dana@Example.com").right
    assert not booking(given={"contact": "dana@example.com"}, phone=None, email="dan@example.com").right


@pytest.mark.parametrize("captured", ["gua sha and cupping", "cupping, gua sha", "Cupping & Gua Sha"])
def test_services_are_a_set(captured: str) -> None:
    assert booking(given={"service": "cupping and gua sha"}, service=captured).right
    assert not booking(given={"service": "cupping"}, service=captured).right


def test_the_words_of_the_time_are_all_there_and_not_many_more() -> None:
    assert booking(when_said="Friday, at 3 please").right
    assert not booking(when_said="friday").right
    assert not booking(when_said="well i was thinking maybe on friday at 3 or so").right


def test_a_detail_that_was_never_given_must_not_be_invented() -> None:
    missing = {"contact": None, "when_said": None}

    assert booking("collecting", missing, status="collecting", phone=None, when_said=None).right
    assert not booking("collecting", missing, status="collecting", phone=None).right


def test_the_outcome_has_to_be_reached() -> None:
    assert not booking("submitted", status="collecting").right
    assert not booking("collecting", status="submitted").right


def test_of_a_cancelled_booking_nothing_but_that_is_compared() -> None:
    assert booking("cancelled", status="cancelled", name="Somebody Else").right


def test_no_booking_at_all_is_no_outcome() -> None:
    assert Captured.from_booking(None) == Captured()
    assert not booking("cancelled", status=None).right


def test_an_error_names_the_details_that_differ() -> None:
    outcome = booking(name="Dan Reyes").outcome

    assert outcome.wanted == "submitted; name: Dana Reyes"
    assert outcome.given == "submitted; name: Dan Reyes"


def test_figures_compare_details_where_they_count() -> None:
    shares = {
        figure.name: (figure.share.hits, figure.share.total)
        for figure in booking_figures([booking(), booking(name="X"), booking("cancelled", status="cancelled")])
    }

    assert shares["right"] == (2, 3)
    assert shares["name"] == (1, 2)
    assert shares["cancelled"] == (1, 1)


@given(st.text(min_size=1))
def test_words_are_the_same_as_themselves(said: str) -> None:
    assert same_words(said, said)
