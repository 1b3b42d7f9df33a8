"""Days and stretches of days reckoned from today, as people reckon them.

A plain weekday is the next one after today; a date without a year is the next one from today on that exists; a week
runs from Monday to Sunday. Nothing here reads text.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Span:
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def from_day(self, day: date) -> Span:
        """The part of it that isn't past; unchanged where that would leave nothing."""
        return Span(max(self.first, day), self.last) if self.last >= day else self


def weekday_after(today: date, weekday: int) -> date:
    """The next day of that name, never today."""
    return today + DAY * ((weekday - today.weekday() - 1) % 7 + 1)


def monday_of(day: date) -> date:
    return day - DAY * day.weekday()


def week_of(day: date, *, later: int = 0) -> Span:
    """The week, Monday to Sunday, that a day belongs to, or one some weeks later."""
    monday = monday_of(day) + WEEK * later
    return Span(monday, monday + DAY * 6)


def weekend_of(day: date, *, later: int = 0) -> Span:
    saturday = monday_of(day) + DAY * 5 + WEEK * later
    return Span(saturday, saturday + DAY)


def a_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of_month(today: date, day: int) -> date | None:
    """The next day with that number, today included; None for the 32nd."""
    for later in range(13):
        found = a_day(*_month(today, later), day)
        if found and found >= today:
            return found
    return None


def day_and_month(today: date, month: int, day: int, year: int | None = None) -> date | None:
    """The next such day within a year; None where neither this year nor the next has it."""
    if year is not None:
        return a_day(year + 2000 if year < 100 else year, month, day)
    found = [a_day(year, month, day) for year in (today.year, today.year + 1)]
    return next((one for one in found if one and one >= today), None)


def weekday_and_day(today: date, weekday: int, day: int) -> date | None:
    """The next day with that number that falls on that weekday, within half a year; else the next with that "
    "number."""
    for later in range(6):
        found = a_day(*_month(today, later), day)
        if found and found >= today and found.weekday() == weekday:
            return found
    return day_of_month(today, day)


def month_from(today: date, month: int, *, next_one: bool = False) -> Span:
    """A month by its number: this one if it isn't over, else next year's."""
    year = today.year + (month < today.month or (next_one and month == today.month))
    return whole_month(year, month)


def month_later(today: date, later: int) -> Span:
    """The month some months after today's."""
    return whole_month(*_month(today, later))


def same_day_later(today: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = _month(today, months)
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def nth_weekday(span: Span, weekday: int, nth: int) -> date | None:
    """The nth such weekday in a stretch of days; -1 is the last."""
    first = span.first + DAY * ((weekday - span.first.weekday()) % 7)
    days = [first + WEEK * week for week in range((span.last - first).days // 7 + 1)] if first <= span.last else []
    return days[nth - 1 if nth > 0 else nth] if abs(nth) <= len(days) and nth and days else None


def third_of(span: Span, which: str) -> Span:
    """The early, middle or late part of a month or a week."""
    if span.days <= 7:
        edges = {"early": (0, 1), "mid": (2, 2), "late": (3, 4)}
    else:
        edges = {"early": (0, 9), "mid": (10, 19), "late": (20, span.days - 1)}
    low, high = edges[which]
    return Span(span.first + DAY * low, span.first + DAY * high)


def _month(today: date, later: int) -> tuple[int, int]:
    index = today.year * 12 + today.month - 1 + later
    return index // 12, index % 12 + 1


def whole_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
