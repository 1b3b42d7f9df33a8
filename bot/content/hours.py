"""Opening hours: from `mon: "09:00-17:00"` to "Monday to Friday 9:00-17:00, Saturday closed"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from bot.content.problems import did_you_mean
from bot.content.wording import listed
from bot.content.yaml_lines import Fields, Text

DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
CLOSED = "closed"
RANGE = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Opening:
    """A stretch of a day on which the clinic is open, on its own clock."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"


Hours = Mapping[str, tuple[Opening, ...]]  # by day, mon to sun; nothing for a closed day; an unknown one is left out


def read_hours(fields: Fields) -> Hours:
    """The hours of the profile; notes days that there are none of and stretches that are none."""
    for name in fields.nodes.keys() - DAYS.keys():
        remedy = did_you_mean(name, DAYS, otherwise=f"Days are {', '.join(DAYS)}.")
        fields.problem(f'has "{name}", which is no day. {remedy}', at=name)
    return {day: _openings(fields, day) for day in DAYS if fields.has(day)}


def hours_in_words(hours: Hours) -> str:
    """The week as one says it, days with the same hours together and closed ones last."""
    days_of: dict[tuple[Opening, ...], list[str]] = {}
    for day in DAYS:
        if day in hours:
            days_of.setdefault(hours[day], []).append(day)
    closed_last = sorted(days_of.items(), key=lambda group: not group[0])
    groups = [f"{_days_in_words(days)} {_openings_in_words(openings)}" for openings, days in closed_last]
    return ("; " if any("," in group for group in groups) else ", ").join(groups)


def _openings(fields: Fields, day: str) -> tuple[Opening, ...]:
    stretches = fields.one_or_more(day)
    if [stretch.value.lower() for stretch in stretches] == [CLOSED]:
        return ()
    openings = [opening for stretch in stretches if (opening := _opening(fields, day, stretch))]
    for earlier, later in pairwise(openings):
        if later.start < earlier.end:
            fields.problem(
                f'has "{later}" on {day}, which begins before "{earlier}" ends. Put them in order.', at=day
            )
    return tuple(openings)


def _opening(fields: Fields, day: str, stretch: Text) -> Opening | None:
    match = RANGE.fullmatch(stretch.value)
    if match is None:
        sentence = f'has "{stretch.value}" for {day}. Write it as "09:00-17:00", or "closed".'
        fields.problem(sentence, at=stretch)
        return None
    hour, minute, end_hour, end_minute = map(int, match.groups())
    opening = Opening(time(hour, minute), time(end_hour, end_minute))
    if opening.end <= opening.start:
        fields.problem(f'has "{stretch.value}" for {day}, which ends before it begins. Swap the times.', at=stretch)
    return opening


def _days_in_words(days: Sequence[str]) -> str:
    """Three days in a row or more become "Monday to Wednesday"."""
    order = list(DAYS)
    runs: list[list[str]] = []
    for day in days:
        if runs and order.index(runs[-1][-1]) + 1 == order.index(day):
            runs[-1].append(day)
        else:
            runs.append([day])
    spoken = [[f"{DAYS[run[0]]} to {DAYS[run[-1]]}"] if len(run) > 2 else [DAYS[day] for day in run] for run in runs]
    return listed([words for run in spoken for words in run])


def _openings_in_words(openings: Sequence[Opening]) -> str:
    return listed([str(opening) for opening in openings]) if openings else CLOSED


def _clock(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}"
