"""Cuts a message into words and gives each the one form that the time grammar knows.

"tmrw", "tomoz" and "tommorow" all become `tomorrow`, "tues" becomes `w1`, "3rd" becomes `o3` and "third" `p3`,
"four" becomes `n4` and "4" `d4`; every word remembers where it stands, so that what a visitor wrote can be quoted
letter by letter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from bot.booking.timewords.vocabulary import CLOSE_ENOUGH, ORDINALS, TENS, UNITS, WORDS

_RAW = re.compile(
    r"""
      (?P<slang>2mor\w*|2mo[a-z]*|2nite|2night|2day\b|b4\b|w/c\b|\bo\s?'?\s?clock)
    | (?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)
    | (?P<year>\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2}))(?!\d)
    | (?P<slash>\d{1,2}/\d{1,2})(?![\d/])
    | (?P<clock>\d{1,2}[:.]\d{2})(?!\d)
    | (?P<hclock>\d{1,2}h\d{2})(?![\da-z])
    | (?P<number>\d+)
    | (?P<word>[^\W\d_]+)
    | (?P<suffix>'[^\W\d_]+)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_PREFIXES = {"iso": "i", "year": "f", "slash": "f", "clock": "c", "hclock": "c", "number": "d"}


@dataclass(frozen=True)
class Token:
    """A word in the grammar's form, and where it stands in the message."""

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """A message as the grammar reads it: forms joined by single spaces."""

    original: str
    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """The forms, each followed by one space."""
        return "".join(f"{token.form} " for token in self.tokens)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where each form begins in `text`; the last entry is its length."""
        places = [0]
        for token in self.tokens:
            places.append(places[-1] + len(token.form) + 1)
        return tuple(places)

    def index_at(self, offset: int) -> int:
        """The number of tokens that lie before an offset in `text`."""
        return bisect_left(self.offsets, offset)

    def quote(self, first: int, last: int) -> str:
        """The visitor's own words from one token up to, not including, another."""
        return self.original[self.tokens[first].start : self.tokens[last - 1].end]


def plain(text: str) -> str:
    """Lower case and plain quotes, dashes and spaces, letter for letter: positions stay what they were."""
    changed = text.translate(_PLAIN)
    return "".join(low if len(low := char.lower()) == 1 else char for char in changed)


def read_line(text: str) -> Line:
    """Never fails: what is no word of time stays as it was written, in lower case."""
    raw = [
        Token(_form(match), match.start(), match.end())
        for match in _RAW.finditer(plain(text))
        if match.group().strip()
    ]
    return Line(text, tuple(_join_numbers(raw)))


_PLAIN = {
    ord(old): new for olds, new in (("‘’ʼ`´", "'"), ("–—−‐‑", "-"), ("\u00a0\u202f\u2009\t\n\r", " ")) for old in olds
}


def _form(match: re.Match[str]) -> str:
    kind, raw = match.lastgroup or "word", match.group()
    if kind in _PREFIXES:
        figure = raw.replace("h", ":").replace(".", ":") if kind in ("clock", "hclock") else raw
        return _PREFIXES[kind] + (figure if len(figure) <= 10 else "0")
    if kind in ("word", "slang"):
        return _known(raw)
    return raw


def _known(word: str) -> str:
    if (form := WORDS.get(word)) is not None:
        return form
    if word.startswith("2mo"):
        return "tomorrow"
    if word.endswith("clock"):
        return "o'clock"
    if word.endswith("ish") and (form := WORDS.get(word[:-3])) is not None:
        return form
    if len(word) >= 6 and (near := get_close_matches(word, CLOSE_ENOUGH, n=1, cutoff=0.86)):
        return WORDS[near[0]]
    return word


def _join_numbers(raw: list[Token]) -> list[Token]:
    """Makes one token of "twenty second", "thirty-first", "twenty five" and "3 rd"."""
    joined: list[Token] = []
    position = 0
    while position < len(raw):
        token, used = _number_at(raw, position)
        joined.append(token)
        position += used
    return joined


def _number_at(raw: list[Token], position: int) -> tuple[Token, int]:
    token = raw[position]
    following = [other.form for other in raw[position + 1 : position + 3]]
    tens = TENS.get(token.form)
    dash = 1 if following[:1] == ["-"] else 0
    if tens and len(following) > dash:
        unit = following[dash]
        end = raw[position + 1 + dash].end
        if unit in UNITS:
            return Token(f"n{tens + UNITS[unit]}", token.start, end), 2 + dash
        if ORDINALS.get(unit, 99) < 10:
            return Token(f"o{tens + ORDINALS[unit]}", token.start, end), 2 + dash
    if tens:
        return Token(f"n{tens}", token.start, token.end), 1
    if token.form.startswith("d") and following[:1] and following[0] in ("st", "nd", "rd", "th"):
        return Token(f"o{token.form[1:]}", token.start, raw[position + 1].end), 2
    return token, 1
