"""Where in a message a name begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from bot.booking.name_words import (
    MARKS,
    SUFFIXES,
    bare,
    is_capital,
    is_clearly_full_name,
    is_likely_answer,
    is_ordinary,
    is_set_phrase,
    is_unheard_of,
    name_at_start,
    stands_out,
)

_DETAILS = (
    "and my her his phone number no nr email e-mail mail tel telephone mobile cell with spelt spelled w contact"
)
_CONNECTIVES = "at on but for i is by or please thanks thank pls can would it in not as from here who"
_ANOTHER_DETAIL = frozenset(_DETAILS.split())  # "Rosa Delgado and my number is ..."
_AFTER_A_NAME = _ANOTHER_DETAIL | frozenset(_CONNECTIVES.split())
_NO_WORDS = re.compile(r"\S*[@\d]\S*")  # a number or an address ends a name
_ABBREVIATED = re.compile(r"(?i)\b(mr|mrs|ms|dr|prof|jr|sr|st|rev|capt|[^\W\d_])\.")
_PARTED = re.compile(r"[,;:!?\n()\"“”/|]+|\.(?=\s|$)|\s[-–—]\s|\s{3,}")
_TAILS = re.compile(
    r"(?i)\s+(?:please|pls|plz|thanks|thank you|thx|cheers|here|speaking|in full|lol|dear|x+"
    r"|is (?:my|the|her|his) (?:full )?name|for the (?:booking|appointment)|on the booking)\s*$"
)
_STANDS_FOR_A_DOT = "\u2024"
_LONGEST = 60  # letters
_FEW_WORDS = 5


class Trust(Enum):
    """How much what stands before some words speaks for their being a name."""

    FULL = "my name is"
    HALF = "I'm, when the name was asked for"
    LITTLE = "I'm, out of the blue"
    NONE = "for"


@dataclass(frozen=True)
class Piece:
    """A stretch of a message between commas and full stops."""

    text: str
    is_name: bool  # as an answer to "what is your name?"
    is_full_name: bool  # so much like a full name that it needs no asking
    says_more: bool  # it is a sentence of its own


def pieces(text: str) -> list[Piece]:
    """The message in pieces, each judged by itself."""
    return [_judged(part) for part in _parts(text)]


def starting_with(text: str, *, trust: Trust) -> str | None:
    """The name that a text begins with, where that is trusted to be one."""
    words = (_parts(text) or [""])[0].split()
    taken = name_at_start(words)
    if not taken or is_set_phrase(taken):
        return None
    if trust is not Trust.FULL and not stands_out(taken):
        ends_well = len(taken) == len(words) or words[len(taken)].lower() in _AFTER_A_NAME
        known = trust is Trust.HALF or (trust is Trust.LITTLE and len(text.split()) <= _FEW_WORDS)
        if not (known and ends_well and is_unheard_of(taken)):
            return None
    return _clean(" ".join(taken))


def before_another_detail(text: str) -> str | None:
    """The name in front of "and my number is ..."."""
    words = (_parts(text) or [""])[0].split()
    taken = name_at_start(words)
    if not taken or is_set_phrase(taken) or len(taken) == len(words):
        return None
    goes_on = words[len(taken)].lower() in _ANOTHER_DETAIL
    return _clean(" ".join(taken)) if goes_on and (stands_out(taken) or is_unheard_of(taken)) else None


def last_words(text: str) -> str | None:
    """The name that a text ends with: "hello, Rosa Delgado"."""
    parts = _parts(text)
    words = parts[-1].split() if parts else []
    for start in range(len(words)):
        rest = words[start:]
        if name_at_start(rest) == rest and not is_set_phrase(rest) and (start == 0 or is_capital(rest[0])):
            return _clean(" ".join(rest))
    return None


def _parts(text: str) -> list[str]:
    guarded = _ABBREVIATED.sub(lambda match: match.group(1) + _STANDS_FOR_A_DOT, _NO_WORDS.sub(",", text))
    parts = [part.replace(_STANDS_FOR_A_DOT, ".").strip(" '‘’`*-_") for part in _PARTED.split(guarded)]
    return [trimmed for part in parts if (trimmed := _without_tails(part).strip())]


def _without_tails(part: str) -> str:
    while (shorter := _TAILS.sub("", part)) != part:
        part = shorter
    return part


def _judged(part: str) -> Piece:
    words = part.split()
    whole = name_at_start(words) == words and len(part) <= _LONGEST and not is_set_phrase(words)
    is_name = whole and is_likely_answer(words)
    says_more = not is_name and sum(is_ordinary(word) for word in words) >= 2
    return Piece(_clean(part), is_name, whole and is_clearly_full_name(words), says_more)


def _clean(name: str) -> str:
    """Without marks around it, but with the full stop of an initial, a title or "Jr."."""
    name = " ".join(name.split()).lstrip(MARKS)
    if name.endswith("."):
        last = bare(name.split()[-1])
        if len(last.replace(".", "")) > 2 and last not in SUFFIXES:
            name = name.rstrip(".")
    return name.rstrip(" -'’‘`")
