"""Moments and spans as staff read them, in the clinic's time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


@dataclass(frozen=True)
class Times:
    """Writes moments as they look from `now`."""

    zone: tzinfo
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def short(self, moment: datetime) -> str:
        """As little as tells it apart: "Today 10:21", "Mon 10:21", "3 Mar 10:21", "3 Mar 2025"."""
        local = moment.astimezone(self.zone)
        days = (self.today - local.date()).days
        if days == 0:
            return f"Today {local:%H:%M}"
        if days == 1:
            return f"Yesterday {local:%H:%M}"
        if 1 < days < 7:
            return f"{local:%a %H:%M}"
        return f"{local.day} {local:%b} " + (f"{local:%H:%M}" if local.year == self.today.year else f"{local.year}")

    def within(self, moment: datetime) -> str:
        """The same in the middle of a sentence: "today 10:21"."""
        said = self.short(moment)
        return said[0].lower() + said[1:] if said.startswith(("Today", "Yesterday")) else said

    def full(self, moment: datetime) -> str:
        """With day and time: "Tuesday 3 March, 10:21"."""
        local = moment.astimezone(self.zone)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def heading(self, day: date) -> str:
        """A day as a heading names it: "Today", "Yesterday", "Tuesday 3 March"."""
        return {0: "Today", 1: "Yesterday"}.get((self.today - day).days) or self.day(day)

    def heading_at(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return f"{self.heading(local.date())}, {local:%H:%M}"

    def clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%H:%M}"

    def day(self, day: date) -> str:
        return f"{day:%A} {day.day} {day:%B}" + ("" if day.year == self.today.year else f" {day.year}")

    def iso(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).isoformat(timespec="seconds")

    def appointment(self, when: str) -> str:
        """A time of the clinic's as a booking understood it: "Friday 8 May, 15:00", or a day alone."""
        try:
            wished = datetime.fromisoformat(when)
        except ValueError:
            return when
        return self.day(wished.date()) + (f", {wished:%H:%M}" if "T" in when else "")


def bounds_of(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """When a day of the clinic's begins and ends."""
    midnight, next_midnight = (
        datetime.combine(one, time(), zone).astimezone(timezone.utc) for one in (day, day + timedelta(days=1))
    )
    return midnight, next_midnight


def span(seconds: float) -> str:
    """About how long that is: "8 s", "3 min", "2 h", "5 days"."""
    if seconds < MINUTE:
        return f"{max(round(seconds), 1)} s"
    if seconds < HOUR:
        return f"{round(seconds / MINUTE)} min"
    if seconds < DAY:
        return f"{round(seconds / HOUR)} h"
    days = round(seconds / DAY)
    return "1 day" if days == 1 else f"{days} days"
