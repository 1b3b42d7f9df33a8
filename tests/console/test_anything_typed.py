"""Whatever somebody types into the search or the address: a page that says what it shows, never a failure."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.database.database import Database
from tests.console.conftest import Staff, a_conversation, a_stored_request

SAID = "Do the needles hurt near my neck, and is it not too col:d?"
OPERATORS = (
    '"',
    "'",
    "*",
    "(",
    ")",
    ":",
    "-",
    "^",
    "+",
    ",",
    "--",
    "%",
    "\\",
    "NEAR(",
    "NEAR/2",
    "{",
    "}",
    ";",
    "&",
    "|",
)
WORDS = ("needles", "need", "hurt", "neck", "NOT", "AND", "OR", "near", "col", "zebra", "text", "rowid", "d")
NUMBERS = st.one_of(
    st.integers(), st.floats(), st.sampled_from(["9" * 19, "9" * 400, "-1", "1e9", "٣", "0x1f", " 7"])
)
TEXTS = st.one_of(
    st.text(max_size=150),
    st.lists(st.sampled_from((*OPERATORS, *WORDS)), max_size=8).map(" ".join),
    st.lists(st.sampled_from((*OPERATORS, *WORDS)), max_size=8).map("".join),
    NUMBERS.map(str),
)
QUERIES = st.one_of(TEXTS.map(quote), st.binary(max_size=40).map(quote))  # also what is no UTF-8
DAYS = st.one_of(
    QUERIES,
    st.dates().map(str),
    st.sampled_from(["2026-02-30", "2026-13-01", "0000-00-00", "20260506", "99999-01-01"]),
)
CHANNELS = st.one_of(QUERIES, st.sampled_from(["web", "telegram", "pigeon"]))
LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=120)
FLAGS = ("not_understood", "safety", "handed_off", "booked", "unreviewed")
PLACES = st.one_of(QUERIES, st.just("20260506T120000.000000~web-dana"), NUMBERS.map(str))

often = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def reader(ines: Staff, database: Database) -> Staff:
    """Ines, with one conversation to find."""
    a_conversation(database, SAID)
    a_stored_request(database)
    return ines


@often
@given(query=QUERIES)
@example(query="")
@example(query="%00")
@example(query="%ED%A0%80")
@example(query=quote('" OR 1=1; DROP TABLE message; --'))
def test_any_search_gives_a_list_or_says_that_there_is_nothing(reader: Staff, query: str) -> None:
    response = reader.http.get(f"/staff/conversations?q={query}")

    assert response.status_code == 200
    assert says_what_it_shows(response.text)


@often
@given(data=st.data())
def test_any_filters_give_a_list_or_say_what_was_left_out(reader: Staff, data: st.DataObject) -> None:
    channel, day, after = data.draw(CHANNELS), data.draw(DAYS), data.draw(PLACES)
    flags = data.draw(st.dictionaries(st.sampled_from(FLAGS), st.one_of(st.just("1"), QUERIES)))
    chosen = "".join(f"&{name}={value}" for name, value in flags.items())

    response = reader.http.get(f"/staff/conversations?channel={channel}&day={day}&after={after}{chosen}")

    assert response.status_code == 200
    assert says_what_it_shows(response.text)


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "2026-13-01", "9999999-01-01", "1066-10-14"])
def test_a_day_that_is_none_is_left_out_and_said_to_be(reader: Staff, day: str) -> None:
    shown = reader.page("conversations", day=day, safety="1")

    assert "The day in the address could not be read, and was left out." in shown
    assert "needles" in shown


def test_a_day_is_the_clinics(reader: Staff) -> None:
    assert "needles" in reader.page("conversations", day="2026-05-06")
    assert "No conversation is like that" in reader.page("conversations", day="2026-05-07")
    assert "could not be read" not in reader.page("conversations", day="2026-05-07")


@often
@given(parts=st.lists(st.one_of(st.sampled_from(OPERATORS), st.sampled_from(WORDS)), min_size=1, max_size=6))
@example(parts=["needles", "OR", "zebra"])
@example(parts=["needles", "NOT", "zebra"])
@example(parts=["NEAR(", "needles", "hurt", ")"])
@example(parts=["text", ":", "needles"])
@example(parts=["^", "hurt"])
def test_a_search_is_taken_for_words_whatever_signs_are_between_them(reader: Staff, parts: list[str]) -> None:
    words = re.findall(r"[a-z0-9]+", " ".join(parts).lower())
    spoken = re.findall(r"[a-z0-9]+", SAID.lower())
    fits = bool(words) and all(any(one.startswith(word) for one in spoken) for word in words)

    shown = reader.page("conversations", q=" ".join(parts))

    assert ('id="row-web-dana"' in shown) == fits


@often
@given(message=PLACES, status=QUERIES, before=PLACES)
def test_any_message_any_status_and_any_place_still_show_the_page(
    reader: Staff, message: str, status: str, before: str
) -> None:
    opened = reader.http.get(f"/staff/conversations/web-dana?message={message}")
    listed = reader.http.get(f"/staff/requests?status={status}&before={before}")

    assert opened.status_code == 200
    assert "needles" in opened.text
    assert listed.status_code == 200
    assert 'aria-current="page"' in listed.text
    assert "LIV-2K4M" in listed.text or 'class="empty"' in listed.text


@often
@given(id=st.one_of(LINES, NUMBERS.map(str)).map(lambda text: quote(text, safe="")))
def test_what_does_not_exist_is_said_to_be_gone(reader: Staff, id: str) -> None:
    for page in ("conversations", "requests"):
        response = reader.http.get(f"/staff/{page}/{id}")

        if response.status_code != 200:  # "." and ".." lead elsewhere
            assert response.status_code == 404
            assert "<h1>There is nothing here</h1>" in response.text


@often
@given(day=st.dates(min_value=date(2000, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_that_can_be_chosen_is_read(reader: Staff, day: date) -> None:
    assert "could not be read" not in reader.page("conversations", day=day.isoformat())


def says_what_it_shows(page: str) -> bool:
    return 'class="row' in page or 'class="empty"' in page
