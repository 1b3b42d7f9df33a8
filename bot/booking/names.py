"""Reads a visitor's name, and refuses what is none: a question, a refusal, a time, a number, an ordinary sentence.

Whatever letters a name is written in, and if it is also a word (Will Grace, Sunday Adebayo), it is kept as it was
given, with its title.
"""

from __future__ import annotations

import re

from bot.booking.name_pieces import Piece, Trust, before_another_detail, last_words, pieces, starting_with

_RELATION = (
    r"(?:daughter|son|mum|mom|mother|dad|father|wife|husband|partner|boyfriend|girlfriend|friend|boss|sister|brother"
    r"|child|kid|nan|gran|grandma|grandad|grandson|granddaughter|niece|nephew|aunt|uncle|cousin|colleague|other half)"
)
_ITS = r"it(?:['’]?s|\s+is)"
_IM = r"i['’]?m|i\s+am"
# What announces a name in any message.
_LEAD = re.compile(
    r"\bnames?\b[^.?!,;:]{0,24}?\b(?:is|should be|should say|to|be)\s+(?:actually\s+|really\s+|not\s+\S+\s+but\s+)?"
    r"|\bname(?:['’`]?s|\s*[:=-]|\s+is)?\s+|\bnames\s+"
    r"|\b(?:i['’ ]?a?m|she(?:['’]s| is)|he(?:['’]s| is)|they(?:['’]re| are))\s+called\s+"
    r"|\b(?:call\s+me|known\s+as|on\s+behalf\s+of)\s+|\bpatient\s*(?:is|:|-)\s*",
    re.IGNORECASE,
)
# What announces one only if it looks like one: "this is Rosa", not "this is ridiculous".
_WEAK_LEAD = re.compile(rf"\b(?:this\s+is|{_IM}|{_ITS})[\s,]+", re.IGNORECASE)
_FOR_LEAD = re.compile(
    rf"\b(?:(?:for|under)(?:\s+(?:my|our)\s+{_RELATION})?|(?:my|our)\s+{_RELATION}(?:\s+is)?)[\s,]+", re.IGNORECASE
)
_TRAIL = re.compile(r"\s+(?:is\s+(?:my|the|her|his)\s+(?:full\s+)?name|here|speaking|in\s+full)\b", re.IGNORECASE)
_LAST_NAME = re.compile(r"\b(?:sur|last\s|family\s|second\s)\s?name(?:['’]?s)?\s*(?:is\s|:|-)?\s*", re.IGNORECASE)
_FIRST_NAME = re.compile(
    r"\b(?:first\s|given\s|fore|christian\s)\s?name(?:['’]?s)?\s*(?:is\s|:|-)?\s*", re.IGNORECASE
)
_OPENERS = re.compile(
    rf"(?:(?:{_ITS}|{_IM}|that(?:['’]?s|\s+is|\s+would\s+be)|this\s+is|for|just|yes|yeah|yep|sure|ok|okay|hi"
    rf"|hello|hey"
    r"|oh|ah|um|erm|well|and|please|sorry|use|put(?:\s+down)?|under|full\s+name|me|of\s+course|certainly|surely"
    rf"|(?:for\s+)?(?:my|our|a)\s+{_RELATION}(?:\s+is)?)(?:[\s,:]+|$))+",
    re.IGNORECASE,
)
_QUOTES = " \"'“‘(-:"


def read_name(text: str, asked: bool = False) -> str | None:
    """The name in a message; unless it was asked for, only one that is announced ("my name is ...")."""
    if parts := _in_parts(text):
        return parts
    return _announced(text) or _trailed(text) or _weakly_announced(text, asked) or (_answer(text) if asked else None)


def surname_alone(text: str) -> str | None:
    """The surname where a message adds just that: "surname Delgado"."""
    return _after(text, _LAST_NAME) if not _FIRST_NAME.search(text) else None


def bare_names(text: str) -> list[str]:
    """What looks like somebody's full name on its own, between commas or as a sentence: "cupping, Dee Marsh, "
    "555-0142"."""
    return [piece.text for piece in pieces(text) if piece.is_full_name]


def _in_parts(text: str) -> str | None:
    first, last = _after(text, _FIRST_NAME), _after(text, _LAST_NAME)
    return " ".join(part for part in (first, last) if part) if last else None


def _after(text: str, lead: re.Pattern[str]) -> str | None:
    match = lead.search(text)
    return starting_with(text[match.end() :], trust=Trust.FULL) if match else None


def _announced(text: str) -> str | None:
    return _following(text, _LEAD, Trust.FULL)


def _weakly_announced(text: str, asked: bool) -> str | None:
    weakly = _following(text, _WEAK_LEAD, Trust.HALF if asked else Trust.LITTLE)
    return weakly or _following(text, _FOR_LEAD, Trust.NONE)


def _following(text: str, lead: re.Pattern[str], trust: Trust) -> str | None:
    for match in lead.finditer(text):
        rest = text[match.end() :]
        if name := starting_with(_without_openers(rest), trust=trust):
            return _in_full(name, rest)
    return None


def _trailed(text: str) -> str | None:
    """The name in "Rosa Delgado is my name" and "Bill Waters here"."""
    match = _TRAIL.search(text)
    return last_words(_without_openers(text[: match.start()])) if match else None


def _answer(text: str) -> str | None:
    """A name as the whole answer, or beside other details, or before "and my number is ..."."""
    answer = _without_openers(text)
    parts = pieces(answer)
    named = [piece for piece in parts if piece.is_name]
    if "?" in text or any(piece.says_more for piece in parts):
        named = [piece for piece in named if piece.is_full_name]
    return _fullest(named) if named else before_another_detail(answer)


def _fullest(named: list[Piece]) -> str:
    return _in_full(named[0].text, ", ".join(piece.text for piece in named[1:]))


def _in_full(name: str, rest: str) -> str:
    """The longer form that follows: "Tyrell, Tyrell Jackson Jr"."""
    first = name.split()[0].lower()
    for piece in pieces(rest):
        words = piece.text.lower().split()
        if piece.is_name and len(words) > len(name.split()) and first in words:
            return piece.text
    return name


def _without_openers(text: str) -> str:
    stripped = text.lstrip(_QUOTES)
    match = _OPENERS.match(stripped)
    return (stripped[match.end() :] if match else "") or stripped
