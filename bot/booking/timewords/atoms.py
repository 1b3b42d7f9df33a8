"""The pieces that a time wish is made of, and how a line of words is cut into them.

A rule is a pattern over the words' forms and what it means; the first rule that fits at a word wins. A word that no
rule knows becomes an atom of kind `word`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.booking.timewords.tokens import Line

Meaning = Sequence[tuple[str, Any]]
Builder = Callable[["re.Match[str]", "Today"], "Meaning | None"]

# What a pattern may mention by name in braces.
NAMED = {
    "N": r"(?P<n>a couple of|a couple|couple of|couple|an|a|[nd]\d{1,3})",
    "MON": r"(?P<mon>m\d{1,2}|may|march)(?: 's)?(?! (?:i|we|you|u|be|have|it|need|not|as)\b)",
    "WD": r"w(?P<wd>\d)(?: 's)?",
    "DOM": r"(?:the )?[opdn](?P<dom>\d{1,2})",
    "YEAR": r"(?: ,)?(?: d(?P<year>20\d\d))?",
    "H": r"[nd](?P<h>\d{1,2})",
    "MER": r"(?P<mer>a ?\. ?m(?: \.)?|p ?\. ?m(?: \.)?|am|pm)",
}


@dataclass(frozen=True)
class Today:
    """When the words were said, by the clinic's clock, and how the clinic writes dates in figures."""

    now: datetime
    day_first: bool

    @property
    def day(self) -> date:
        return self.now.date()


@dataclass(frozen=True)
class Clock:
    """A time of day; `sure` when am, pm or the 24-hour clock leaves no doubt which half of the day."""

    hour: int
    minute: int
    sure: bool = False

    def as_time(self, part: str | None = None) -> time:
        """Within a working day (8 to 11 is morning, 1 to 6 afternoon), unless a part of the day was said."""
        hour = self.hour
        if not self.sure and hour <= 12:
            if part == "morning" and hour > 5:
                return time(hour, self.minute)
            if part in ("afternoon", "evening") or not 8 <= hour <= 12:
                hour = hour % 12 + 12
        return time(hour, self.minute)


@dataclass(frozen=True)
class Atom:
    """One piece of meaning and the words it came from: tokens `first` up to, not including, `last`."""

    kind: str
    value: Any
    first: int
    last: int


class Grammar:
    """Rules in their order of precedence."""

    def __init__(self) -> None:
        self.rules: list[tuple[re.Pattern[str], Builder]] = []

    def rule(self, *patterns: str) -> Callable[[Builder], Builder]:
        """Adds what the decorated function makes of a match; None lets later rules have it."""

        def add(builder: Builder) -> Builder:
            self.rules.extend((_compiled(pattern), builder) for pattern in patterns)
            return builder

        return add

    def words(self, kind: str, value: Any, *patterns: str) -> None:
        """Adds words that always mean the same."""
        self.rules.append((_compiled("|".join(patterns)), lambda match, today: [(kind, value)]))


def scan(line: Line, today: Today, grammars: Sequence[Grammar]) -> list[Atom]:
    """Cuts the whole line into atoms, left to right."""
    atoms: list[Atom] = []
    position = 0
    while position < len(line.tokens):
        found = _atoms_at(line, position, today, grammars)
        atoms.extend(found)
        position = found[0].last
    return atoms


def _atoms_at(line: Line, position: int, today: Today, grammars: Sequence[Grammar]) -> list[Atom]:
    offset = line.offsets[position]
    for grammar in grammars:
        for pattern, build in grammar.rules:
            match = pattern.match(line.text, offset)
            if match and match.end() > offset and (meaning := build(match, today)):
                last = line.index_at(match.end())
                return [Atom(kind, value, position, last) for kind, value in meaning]
    return [Atom("word", line.tokens[position].form, position, position + 1)]


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, part in NAMED.items():
        pattern = pattern.replace("{" + name + "}", part)
    return re.compile(rf"(?:{pattern})(?= )")
