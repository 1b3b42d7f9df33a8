"""Moments as staff read them, and how sure the assistant was, in words."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.times import Times, bounds_of
from bot.console.wording import sureness

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 5, 6, 3, 30, tzinfo=timezone.utc)  # late on Tuesday evening at the clinic
TIMES = Times(NEW_YORK, NOW)


@pytest.mark.parametrize(
    ("hours_ago", "short", "within"),
    [
        (1, "Today 22:30", "today 22:30"),
        (24, "Yesterday 23:30", "yesterday 23:30"),
        (49, "Sun 22:30", "Sun 22:30"),
        (24 * 10, "25 Apr 23:30", "25 Apr 23:30"),
        (24 * 200, "17 Oct 2025", "17 Oct 2025"),
    ],
)
def test_a_moment_is_told_as_one_would_say_it_at_the_clinic(hours_ago: int, short: str, within: str) -> None:
    moment = NOW - timedelta(hours=hours_ago)

    assert TIMES.short(moment) == short
    assert TIMES.within(moment) == within


def test_a_heading_names_the_days_at_hand() -> None:
    days = [TIMES.heading(TIMES.today - timedelta(days=days)) for days in range(3)]

    assert days == ["Today", "Yesterday", "Sunday 3 May"]


@given(moment=st.datetimes(datetime(2000, 1, 1), datetime(2999, 12, 30), timezones=st.just(timezone.utc)))
def test_a_moment_lies_within_its_day_at_the_clinic(moment: datetime) -> None:
    day = moment.astimezone(NEW_YORK).date()

    begins, ends = bounds_of(day, NEW_YORK)

    assert begins <= moment < ends


@pytest.mark.parametrize(
    ("percent", "words"), [(100, "Sure"), (80, "Sure"), (79, "Fairly sure"), (50, "Fairly sure"), (31, "Not sure")]
)
def test_how_sure_it_was_is_told_in_words(percent: int, words: str) -> None:
    assert sureness(percent) == words
    assert sureness(3) == "A guess"
