"""Puts the times that count together: a day or days, and a time, hours or a part of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  # `date` and `time` are fields here
from datetime import datetime
from datetime import time as Time  # noqa: N812
from typing import Any

from bot.booking.timewords import almanac
from bot.booking.timewords.almanac import DAY, Span
from bot.booking.timewords.atoms import Clock, Today
from bot.booking.timewords.selection import DAYISH, Selection


@dataclass(frozen=True)
class Found:
    """What the words come to; all None where they set no time."""

    date: Date | None = None
    time: Time | None = None
    part: str | None = None
    earliest: Date | datetime | None = None
    latest: Date | datetime | None = None


@dataclass(frozen=True)
class Stretch:
    """One mention of days as it was resolved, and where it stands."""

    place: int
    span: Span
    bound: str | None
    late: bool = False


def assemble(chosen: Selection, today: Today) -> Found:
    """Reads the selected atoms by the clinic's conventions."""
    for place in chosen.operands(("moment", "within")):
        value = chosen.atoms[place].value
        if chosen.atoms[place].kind == "moment":
            return Found(date=value.date(), time=value.time())
        return Found(date=value[0].date(), earliest=value[0], latest=value[1])
    first, last = _days(chosen, today)
    part = _part(chosen, single=first is not None and first == last)
    if first is None and last is None and _says(chosen, "overnight") and today.now.hour >= 12:
        first = last = today.day + DAY
    standing = first is None and last is None and bool(chosen.operands(("weekday",)) or _says(chosen, "every"))
    if first is not None and first == last:
        return _with_hours(chosen, first, part)
    bounded = any(chosen.bound(place) for place in chosen.operands(DAYISH - {"open"}))
    clock = None if standing or bounded else _hours(chosen, part)[0]
    return Found(time=clock, part=None if clock else part, earliest=first, latest=last)


def _says(chosen: Selection, kind: str) -> bool:
    return any(atom.kind == kind for atom in chosen.atoms)


def _with_hours(chosen: Selection, day: Date, part: str | None) -> Found:
    clock, earliest, latest = _hours(chosen, part)
    return Found(
        date=day,
        time=clock,
        part=None if clock or earliest or latest else part,
        earliest=datetime.combine(day, earliest) if earliest else None,
        latest=datetime.combine(day, latest) if latest else None,
    )


def _days(chosen: Selection, today: Today) -> tuple[Date | None, Date | None]:
    """The first and last day that is meant; the same for a single day, None for an open end."""
    stretches = _stretches(chosen, today)
    bounded = [one for one in stretches if one.bound not in (None, "between")]
    plain = [one for one in stretches if one.bound in (None, "between")]
    if bounded and not any(one.span.days == 1 for one in plain):
        return _within(bounded, plain, today)
    if plain:
        return _together(plain)
    for place in chosen.operands(("open",)):
        earliest, latest = chosen.atoms[place].value
        return earliest, latest
    return (today.day, None) if chosen.operands(("asap",)) else (None, None)


def _within(bounded: list[Stretch], plain: list[Stretch], today: Today) -> tuple[Date | None, Date | None]:
    first: Date | None = plain[0].span.first if plain else None
    last: Date | None = plain[-1].span.last if plain else None
    for one in bounded:
        if one.bound == "after":
            first = one.span.last + DAY
        elif one.bound == "from":
            first = one.span.first
        elif one.bound == "before" and not one.late:
            last = one.span.first - DAY
        else:
            last = one.span.last
    return (today.day if first is None else first), last


def _together(plain: list[Stretch]) -> tuple[Date, Date]:
    """Several mentions make one window; a week or month that holds the day beside it only says which day."""
    days = [one.span for one in plain]
    singles = [span for span in days if span.days == 1]
    spans = [span for span in days if span.days > 1]
    if singles:
        spans = [span for span in spans if not all(span.first <= one.first <= span.last for one in singles)]
    both = singles + spans
    return min(span.first for span in both), max(span.last for span in both)


def _stretches(chosen: Selection, today: Today) -> list[Stretch]:
    places = chosen.operands(("date", "weekday", "daynum", "span", "late"))
    resolved: list[Stretch] = []
    for place in places:
        before = resolved[-1] if resolved else None
        span = _resolve(chosen, place, before, today)
        if span is not None:
            late = chosen.atoms[place].kind == "late"
            resolved.append(Stretch(place, span, chosen.bound(place), late))
    return _without_contradicted_weekday(chosen, resolved)


def _without_contradicted_weekday(chosen: Selection, resolved: list[Stretch]) -> list[Stretch]:
    """ "Thursday, so the 14th": where the two don't agree, the number counts."""
    kinds = [chosen.atoms[one.place].kind for one in resolved]
    if sorted(kinds) == ["daynum", "weekday"] and chosen.link(resolved[0].place, resolved[1].place) is None:
        return [one for one, kind in zip(resolved, kinds, strict=True) if kind == "daynum"]
    return resolved


def _resolve(chosen: Selection, place: int, before: Stretch | None, today: Today) -> Span | None:
    kind, value = chosen.atoms[place].kind, chosen.atoms[place].value
    if kind in ("span", "late"):
        return value if isinstance(value, Span) else None
    day: Date | None = value
    if kind == "weekday":
        day = _weekday(chosen, place, before, today)
    elif kind == "daynum":
        day = _numbered(chosen, place, before, today)
    return Span(day, day) if day else None


def _weekday(chosen: Selection, place: int, before: Stretch | None, today: Today) -> Date | None:
    number: int = chosen.atoms[place].value[0]
    which: str = chosen.atoms[place].value[1]
    week = next((span for span in _spans(chosen) if span.days <= 14), None)
    if week:
        return week.first + DAY * ((number - week.first.weekday()) % 7)
    if which == "any" or _standing_beside(chosen, place):
        return None
    day = almanac.weekday_after(today.day, number)
    if which == "next":
        return almanac.week_of(today.day, later=1).first + DAY * number
    if before and (link := chosen.link(before.place, place)):
        previous = chosen.atoms[before.place]
        if previous.kind == "weekday" and previous.value[1] == "next":
            day = almanac.monday_of(before.span.first) + DAY * number
        while link == "to" and day < before.span.first:
            day += DAY * 7
    return day


def _standing_beside(chosen: Selection, place: int) -> bool:
    """ "Monday to Friday mornings" is a standing wish for all of them."""
    others = [other for other in chosen.operands(("weekday",)) if other > place and chosen.link(place, other)]
    return any(chosen.atoms[other].value[1] == "any" for other in others)


def _numbered(chosen: Selection, place: int, before: Stretch | None, today: Today) -> Date | None:
    """The month of "the 11th" in "the 11th to 15th of June" is the neighbour's."""
    number: int = chosen.atoms[place].value
    after = next((p for p in chosen.operands(("date", "span")) if p > place and chosen.link(place, p)), None)
    known = chosen.atoms[after].value if after is not None else before.span.first if before else None
    start = known.first if isinstance(known, Span) else known
    if isinstance(start, Date) and (after is not None or chosen.link(before.place if before else 0, place)):
        same = almanac.a_day(start.year, start.month, number)
        if same and same >= today.day and (after is not None or same >= start):
            return same
        return almanac.day_of_month(start if after is None else today.day, number)
    month = next((span for span in _spans(chosen) if span.days >= 15), None)
    if month and (inside := almanac.a_day(month.first.year, month.first.month, number)):
        return inside
    return almanac.day_of_month(today.day, number)


def _spans(chosen: Selection) -> list[Span]:
    atoms: list[Any] = [chosen.atoms[place] for place in chosen.operands(("span", "late"))]
    return [atom.value for atom in atoms]


def _part(chosen: Selection, *, single: bool) -> str | None:
    parts = {chosen.atoms[place].value for place in chosen.operands(("part",))}
    if not parts and single:
        parts = {atom.value for atom in chosen.atoms if atom.kind == "edge"}
        parts |= {"morning" for place in chosen.operands(("asap",)) if chosen.atoms[place].value == "early"}
    return parts.pop() if len(parts) == 1 else None


def _hours(chosen: Selection, part: str | None) -> tuple[Time | None, Time | None, Time | None]:
    """A time, or the earliest and the latest."""
    places = chosen.operands(("clock", "same"))
    clocks: list[Clock] = [chosen.atoms[place].value for place in places]
    bounds = [chosen.bound(place) for place in places]
    joined = len(places) == 2 and (bounds[0] == "between" or chosen.link(places[0], places[1]))
    if joined and not set(bounds) & {"before", "after"}:
        return None, *_range(clocks[0], clocks[1], part)
    earliest = latest = exact = None
    for clock, bound in zip(clocks, bounds, strict=True):
        if bound in ("before", "by"):
            latest = clock.as_time(part)
        elif bound in ("after", "from"):
            earliest = clock.as_time(part)
        elif exact is not None and exact != clock.as_time(part):
            return None, None, None
        else:
            exact = clock.as_time(part)
    if exact or (earliest and latest and earliest > latest):
        return exact, None, None
    return None, earliest, latest


def _range(start: Clock, end: Clock, part: str | None) -> tuple[Time, Time]:
    """ "10-11am" and "11-2pm": the half of the day that was said belongs to both as far as it can."""
    first, last = start.as_time(part), end.as_time(part)
    if end.sure and not start.sure:
        fitting = [one for one in _halves(start) if one <= last]
        first = max(fitting, default=first)
    elif start.sure and not end.sure:
        last = min([one for one in _halves(end) if one >= first], default=last)
    elif first > last:
        first = min(_halves(start))
    return first, last


def _halves(clock: Clock) -> list[Time]:
    return [Time(clock.hour % 12, clock.minute), Time(clock.hour % 12 + 12, clock.minute)]
