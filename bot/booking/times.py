"""Reads when a visitor would like to come, by the clinic's conventions, and quotes it in the visitor's words.

It reads wishes, not the calendar of the clinic: whether it is open then is for the people there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  # `date` is a field here
from datetime import datetime, time

from bot.booking.timewords.assembly import assemble
from bot.booking.timewords.atoms import Today, scan
from bot.booking.timewords.clocks import CLOCKS
from bot.booking.timewords.dates import DATES
from bot.booking.timewords.days import DAYS
from bot.booking.timewords.links import LINKS
from bot.booking.timewords.quoting import quote, quote_only
from bot.booking.timewords.routines import ROUTINES
from bot.booking.timewords.selection import DAYISH, TIMEISH, select
from bot.booking.timewords.spans import SPANS
from bot.booking.timewords.tokens import read_line

_GRAMMARS = (DATES, DAYS, SPANS, ROUTINES, CLOCKS, LINKS)
_WISHES = frozenset({"flex", "every"})


@dataclass(frozen=True)
class When:
    """A wish for a time. Everything but the words is None where it can't be inferred ("whenever suits you").

    `earliest` and `latest` are days, or, beside a `date`, local times on that day.
    """

    said: str
    date: Date | None = None
    time: time | None = None
    part: str | None = None
    earliest: Date | datetime | None = None
    latest: Date | datetime | None = None
    day_said: str = ""  # the words for the day alone
    time_said: str = ""  # the words for the time of day alone
    flexible: bool = False  # the choice is left to the clinic, or a standing preference was given
    impossible: bool = False  # the only day that was named is in no calendar

    @property
    def start(self) -> str | None:
        """ISO 8601, local: the day and time, or the day alone, or None."""
        if self.date and self.time:
            return datetime.combine(self.date, self.time).isoformat(timespec="minutes")
        return self.date.isoformat() if self.date else None

    @property
    def names_day(self) -> bool:
        return any((self.date, self.earliest, self.latest, self.day_said))


def read_when(text: str, now: datetime, date_order: str = "month_first") -> When | None:
    """The wish in a message, or None where it names no time at all; `now` is the clinic's local time."""
    today = Today(now.replace(tzinfo=None, second=0, microsecond=0), date_order == "day_first")
    line = read_line(text)
    chosen = select(scan(line, today, _GRAMMARS))
    flexible = any(atom.kind in _WISHES for atom in chosen.atoms)
    if not chosen.kept and not chosen.dropped and not flexible:
        return None
    try:
        found = assemble(chosen, today)
    except OverflowError:  # a day beyond the calendar
        return None
    named = [chosen.atoms[place] for place in chosen.operands(DAYISH)]
    return When(
        said=quote(line, chosen),
        date=found.date,
        time=found.time,
        part=found.part,
        earliest=found.earliest,
        latest=found.latest,
        day_said=quote_only(line, chosen, DAYISH),
        time_said=quote_only(line, chosen, TIMEISH),
        flexible=flexible,
        impossible=bool(named) and all(atom.kind == "date" and atom.value is None for atom in named),
    )
