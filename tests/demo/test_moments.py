"""When invented visitors come."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo.moments import moments

ZONE = ZoneInfo("America/Los_Angeles")
NOWS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(timezone.utc))


@settings(max_examples=40)
@given(NOWS, st.integers(1, 400), st.integers())
def test_as_many_as_wanted_oldest_first_and_the_last_one_is_going_on(now: datetime, count: int, seed: int) -> None:
    found = moments(count, now, ZONE, random.Random(seed))

    assert len(found) == count
    assert found == sorted(found)
    assert found[-1] == now - timedelta(minutes=4)
    assert found[0] >= now - timedelta(days=21)


def test_more_come_by_day_than_by_night_and_more_today_than_three_weeks_ago() -> None:
    now = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)

    found = moments(1000, now, ZONE, random.Random(1))

    hours = [moment.astimezone(ZONE).hour for moment in found]
    assert sum(9 <= hour < 17 for hour in hours) > 4 * sum(hour < 6 for hour in hours)
    ages = [(now - moment).days for moment in found]
    assert ages.count(0) > 2 * ages.count(20)


def test_very_many_come_over_a_longer_time_which_is_still_kept_by_default() -> None:
    now = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)

    found = moments(3000, now, ZONE, random.Random(1))

    assert 60 < (now - found[0]).days < 90
