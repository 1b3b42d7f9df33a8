"""Time wishes in the visitor's words, and the day, time or window that is meant by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  # `date` is a field here
from datetime import datetime, timedelta

from bot.booking.times import When
from bot.evaluation.figures import Figure, share_of
from bot.evaluation.lines import Line
from bot.evaluation.outcome import Outcome, key_of

LOOSE = timedelta(days=3)  # a window's end that is no further off is a matter of taste
PARTS = ("morning", "afternoon", "evening")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
FIELDS = ("date", "time", "part", "earliest", "latest")


@dataclass(frozen=True)
class Meant:
    """What a wish means, each field as ISO 8601 text, or None where nothing can be inferred."""

    date: str | None = None
    time: str | None = None
    part: str | None = None
    earliest: str | None = None
    latest: str | None = None

    @classmethod
    def from_when(cls, when: When | None) -> Meant:
        if when is None:
            return cls()
        return cls(
            date=when.date.isoformat() if when.date else None,
            time=when.time.isoformat("minutes") if when.time else None,
            part=when.part,
            earliest=_iso(when.earliest),
            latest=_iso(when.latest),
        )

    def told(self) -> str:
        said = [f"{name} {value}" for name in FIELDS if (value := getattr(self, name))]
        return ", ".join(said) or "no time"


@dataclass(frozen=True)
class ExpectedTime:
    """A wish, the clinic's local time when it was said, and what it means."""

    said: str
    now: datetime
    meant: Meant

    @classmethod
    def read(cls, line: Line) -> ExpectedTime:
        """Raises BadEvaluation."""
        meant = Meant(**{name: line.text_or_none(name) for name in FIELDS})
        if meant.part is not None:
            line.one_of("part", PARTS)
        for name in ("date", "earliest", "latest"):
            _check_iso(line, name, getattr(meant, name))
        if meant.time is not None and not _TIME.fullmatch(meant.time):
            line.refuse(f'"time" is "{meant.time}". Write it as 15:00.')
        return cls(line.text("said"), _moment(line), meant)

    @property
    def is_window(self) -> bool:
        return self.meant.earliest is not None or self.meant.latest is not None


@dataclass(frozen=True)
class JudgedTime:
    """The wish, what was read in it, and whether that was meant."""

    expected: ExpectedTime
    read: Meant

    @property
    def right(self) -> bool:
        return self.point_right and self.window_right

    @property
    def point_right(self) -> bool:
        """Day, time and part of the day exactly."""
        meant = self.expected.meant
        return (self.read.date, self.read.time, self.read.part) == (meant.date, meant.time, meant.part)

    @property
    def window_right(self) -> bool:
        meant = self.expected.meant
        return (self.read.earliest, self.read.latest) == (meant.earliest, meant.latest)

    @property
    def window_close(self) -> bool:
        """Each end is open where it should be, and otherwise within three days."""
        meant = self.expected.meant
        return _close(self.read.earliest, meant.earliest) and _close(self.read.latest, meant.latest)

    @property
    def kind(self) -> str:
        meant = self.expected.meant
        if self.expected.is_window:
            return "window"
        return "day" if meant.date else "no day"

    @property
    def outcome(self) -> Outcome:
        expected = self.expected
        return Outcome(
            key=key_of(expected.said, expected.now.isoformat(), [getattr(expected.meant, name) for name in FIELDS]),
            said=f"{expected.said} (said {expected.now:%a %Y-%m-%d %H:%M})",
            wanted=expected.meant.told(),
            given=self.read.told(),
            right=self.right,
            kind=self.kind,
        )


def _iso(end: Date | datetime | None) -> str | None:
    if end is None:
        return None
    return end.isoformat(timespec="minutes") if isinstance(end, datetime) else end.isoformat()


def _close(read: str | None, meant: str | None) -> bool:
    if read is None or meant is None:
        return read == meant
    return abs(datetime.fromisoformat(read) - datetime.fromisoformat(meant)) <= LOOSE


def _moment(line: Line) -> datetime:
    said = line.text("now")
    _check_iso(line, "now", said)
    return datetime.fromisoformat(said)


def _check_iso(line: Line, name: str, value: str | None) -> None:
    try:
        is_local = datetime.fromisoformat(value or "2026-05-06").tzinfo is None
    except ValueError:
        is_local = False
    if not is_local:
        line.refuse(f'"{name}" is "{value}". Write a day as 2026-05-06, or the clinic\'s time as 2026-05-06T10:20.')


def time_figures(judged: Sequence[JudgedTime]) -> Iterator[Figure]:
    """All of it; days, windows and what names no day apart; windows once more with three days' grace."""
    yield Figure("right", share_of(judged, lambda one: one.right))
    for kind in ("day", "window", "no day"):
        if of_kind := [one for one in judged if one.kind == kind]:
            yield Figure(kind, share_of(of_kind, lambda one: one.right), inset=True)
    yield Figure("day, time and part exactly", share_of(judged, lambda one: one.point_right))
    windows = [one for one in judged if one.expected.is_window]
    yield Figure("windows, each end exactly", share_of(windows, lambda one: one.window_right))
    yield Figure("windows, each end within three days", share_of(windows, lambda one: one.window_close))
