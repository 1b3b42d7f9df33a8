"""When would you like to come? How the answers are read."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bot.booking.times import read_when
from tests.booking.said import NOW, when


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-05-06"),
        ("tommorow", "2026-05-07"),
        ("the day after tmrw", "2026-05-08"),
        ("wednesday", "2026-05-13"),  # the next one after today
        ("this thurs", "2026-05-07"),
        ("next friday", "2026-05-15"),
        ("friday next week", "2026-05-15"),
        ("a week on friday", "2026-05-15"),
        ("friday week", "2026-05-15"),
        ("two fridays from now", "2026-05-15"),
        ("a fortnight on tuesday", "2026-05-26"),
        ("in a couple of weeks", "2026-05-20"),
        ("in three weeks' time", "2026-05-27"),
        ("a month today", "2026-06-06"),
        ("the 6th", "2026-05-06"),
        ("the 5th", "2026-06-05"),
        ("the twenty-first", "2026-05-21"),
        ("2 june", "2026-06-02"),
        ("june the second", "2026-06-02"),
        ("sat 16th", "2026-05-16"),
        ("thursday the 4th", "2026-06-04"),
        ("the last thursday of the month", "2026-05-28"),
        ("second tuesday of next month", "2026-06-09"),
        ("2026-06-02", "2026-06-02"),
        ("the day before thanksgiving", "2026-11-25"),
        ("good friday", "2027-03-26"),
        ("not thursday, friday", "2026-05-08"),
        ("thursday, no sorry, friday", "2026-05-08"),
        ("i can't make it tuesday but wednesday is good", "2026-05-13"),
        ("on the 14th if you can", "2026-05-14"),
    ],
)
def test_a_day_is_found(said: str, day: str) -> None:
    assert when(said).date == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("friday at 3", "15:00"),
        ("friday at 9", "09:00"),
        ("friday at 12", "12:00"),
        ("friday at 8am", "08:00"),
        ("8 in the evening on friday", "20:00"),
        ("friday evening, 7", "19:00"),
        ("half 5 friday", "17:30"),
        ("friday at quarter past nine", "09:15"),
        ("friday at twenty to four", "15:40"),
        ("ten to three on friday", "14:50"),
        ("fri 14:15", "14:15"),
        ("fri 2.15 pm", "14:15"),
        ("fri @ 1530", "15:30"),
        ("friday nine thirty", "09:30"),
        ("friday at noon", "12:00"),
        ("friday around 4ish", "16:00"),
        ("3 o'clock on friday", "15:00"),
    ],
)
def test_a_clock_time_is_taken_within_a_working_day(said: str, clock: str) -> None:
    assert when(said).start == f"2026-05-08T{clock}"


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("friday morn", "morning"),
        ("friday before work", "morning"),
        ("friday first thing", "morning"),
        ("friday after i drop my son at nursery", "morning"),
        ("friday arvo", "afternoon"),
        ("friday on my lunch break", "afternoon"),
        ("friday pm", "afternoon"),
        ("friday night", "evening"),
        ("friday after my shift", "evening"),
    ],
)
def test_a_part_of_the_day_is_found(said: str, part: str) -> None:
    found = when(said)

    assert (found.date, found.part, found.time) == (date(2026, 5, 8), part, None)


@pytest.mark.parametrize(
    ("said", "earliest", "latest"),
    [
        ("next week", "2026-05-11", "2026-05-17"),
        ("this week", "2026-05-06", "2026-05-10"),
        ("the weekend", "2026-05-09", "2026-05-10"),
        ("thursday or friday", "2026-05-07", "2026-05-08"),
        ("mon to wed next week", "2026-05-11", "2026-05-13"),
        ("between the 12th and the 14th", "2026-05-12", "2026-05-14"),
        ("12-14 june", "2026-06-12", "2026-06-14"),
        ("before friday", "2026-05-06", "2026-05-07"),
        ("by friday", "2026-05-06", "2026-05-08"),
        ("after the 15th", "2026-05-16", None),
        ("from monday", "2026-05-11", None),
        ("as soon as possible", "2026-05-06", None),
        ("within ten days", "2026-05-06", "2026-05-16"),
        ("early june", "2026-06-01", "2026-06-10"),
        ("second week of june", "2026-06-08", "2026-06-14"),
        ("before the end of the month", "2026-05-06", "2026-05-31"),
        ("anything but tuesday next week", "2026-05-11", "2026-05-17"),
    ],
)
def test_a_window_of_days_is_found(said: str, earliest: str, latest: str | None) -> None:
    found = when(said)

    assert found.date is None
    assert found.earliest == date.fromisoformat(earliest)
    assert found.latest == (date.fromisoformat(latest) if latest else None)
    assert found.start is None


@pytest.mark.parametrize(
    ("said", "earliest", "latest"),
    [
        ("friday after 3", time(15), None),
        ("friday before noon", None, time(12)),
        ("friday between 10 and 12", time(10), time(12)),
        ("friday 10-11am", time(10), time(11)),
        ("friday 11-2pm", time(11), time(14)),
        ("friday, 3 at the earliest", time(15), None),
        ("4 or 5 on friday", time(16), time(17)),
    ],
)
def test_a_window_of_hours_is_found(said: str, earliest: time | None, latest: time | None) -> None:
    found = when(said)

    assert found.date == date(2026, 5, 8)
    assert found.time is None
    assert found.earliest == (datetime.combine(found.date, earliest) if earliest else None)
    assert found.latest == (datetime.combine(found.date, latest) if latest else None)


@pytest.mark.parametrize(
    "said", ["whenever suits", "mondays", "any weekday but tuesday", "you choose", "every friday"]
)
def test_a_standing_preference_sets_no_day(said: str) -> None:
    found = when(said)

    assert (found.date, found.earliest, found.latest, found.start) == (None, None, None, None)
    assert found.said == said


@pytest.mark.parametrize("said", ["31 april", "the 32nd", "2/30", "30th of february"])
def test_a_day_that_is_in_no_calendar_is_said_to_be_impossible(said: str) -> None:
    assert when(said).impossible
    assert when(said).date is None


@pytest.mark.parametrize(
    "said", ["since monday", "two weeks ago", "i'm 22 weeks pregnant", "my back hurts", "", "last night"]
)
def test_what_is_over_or_no_time_at_all_is_no_wish(said: str) -> None:
    assert read_when(said, NOW) is None


def test_figures_follow_the_clinics_order_of_day_and_month() -> None:
    assert when("6/5").date == date(2026, 6, 5)
    assert when("6/5", date_order="day_first").date == date(2026, 5, 6)


def test_figures_that_are_impossible_in_that_order_are_read_the_other_way_round() -> None:
    assert when("30/7").date == date(2026, 7, 30)


def test_a_weekday_beside_figures_decides_their_order() -> None:
    assert when("tue 12/5").date == date(2026, 5, 12)


def test_a_date_without_a_year_is_the_next_one() -> None:
    assert when("jan 2", now=datetime(2026, 12, 30, 9)).date == date(2027, 1, 2)
    assert when("29th of february", now=datetime(2027, 3, 1, 9)).date == date(2028, 2, 29)


def test_in_the_morning_said_at_night_means_tomorrow() -> None:
    assert when("in the morning", now=datetime(2026, 5, 6, 22, 30)).date == date(2026, 5, 7)


def test_an_hour_that_the_clocks_skip_is_kept_as_it_was_said() -> None:
    assert when("tomorrow at 2.30am", now=datetime(2026, 3, 7, 12)).start == "2026-03-08T02:30"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("can i come on friday at 3 please", "friday at 3"),
        ("I could do Any afternoon next week, thanks", "Any afternoon next week"),
        ("thursday... no sorry, friday at 1", "friday at 1"),
        ("how about the 14th if possible", "the 14th if possible"),
        ("sometime in june would be good", "sometime in june"),
        ("THE FIRST WEEK OF JUNE", "THE FIRST WEEK OF JUNE"),
    ],
)
def test_the_visitors_words_are_quoted_and_no_more(text: str, said: str) -> None:
    assert when(text).said == said
