"""Puts together what was spelled out: "rosa at example dot com", "five five five, oh one four two"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERS = ("zero oh o nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGITS = {word: str(digit) for digit, words in enumerate(_NUMBERS) for word in words.split()}
_SIGNS = {"underscore": "_", "dash": "-", "hyphen": "-", "dot": ".", "point": ".", "period": ".", "plus": "+"}
_AT = r"(?:\s+at\s+|\s*[\[({]\s*at\s*[\])}]\s*|\s+@\s*|\s*@\s+)"
_DOT = r"(?:\s+(?:dot|point|period)\s+|\s*[\[({]\s*dot\s*[\])}]\s*|\.)"
_SIGN = rf"(?:\s+(?:{'|'.join(_SIGNS)})\s+|[._+-])"
_SPELLED = re.compile(
    rf"(?<![\w@])(?P<user>[a-z0-9]+(?:{_SIGN}[a-z0-9]+)*){_AT}"
    rf"(?P<host>[a-z0-9-]+(?:{_DOT}[a-z0-9-]+)*{_DOT}[a-z]{{2,12}})(?!\w)",
    re.IGNORECASE,
)
_ENDS = "com org net edu gov info biz io co uk us ca au nz ie me app dev eu de fr es it nl"
_COMMON_ENDS = frozenset(_ENDS.split())
# what stands before "at" in a sentence
_PEOPLE = "me us him her them it is am be here there home you work reached out back contact email mail call look"
_NO_USER = frozenset(_PEOPLE.split())
_DIGIT = "|".join(_DIGITS)
_WORD_RUN = re.compile(rf"\b(?:(?:double|triple|{_DIGIT})[\s,-]+){{4,}}(?:{_DIGIT})\b", re.IGNORECASE)
_SHORTEST = 7


@dataclass(frozen=True)
class Spelled:
    """An address or number in its usual form, and the words that spelled it."""

    value: str
    said: str


def address_in_words(text: str) -> Spelled | None:
    """The e-mail address that a message spells out, or None."""
    for match in _SPELLED.finditer(text):
        user, host = _joined(match["user"]), _joined(match["host"])
        said_dot = re.search(r"(?i)\bdot\b", match["host"])
        if user.lower() in _NO_USER or not (said_dot or host.rpartition(".")[2].lower() in _COMMON_ENDS):
            continue
        return Spelled(f"{user}@{host}", match.group())
    return None


def digits_in_words(text: str) -> Spelled | None:
    """The number that a message spells out digit by digit, or None; other number words are none."""
    for match in _WORD_RUN.finditer(text):
        if len(figures := _figures(match.group())) >= _SHORTEST:
            return Spelled(figures, match.group())
    return None


def _joined(words: str) -> str:
    for name, sign in _SIGNS.items():
        words = re.sub(rf"(?i)\s+{name}\s+", sign, words)
    words = re.sub(r"(?i)\s*[\[({]\s*dot\s*[\])}]\s*", ".", words)
    return re.sub(r"\s+", "", words)


def _figures(words: str) -> str:
    figures, times = "", 1
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in ("double", "triple"):
            times = 2 if word == "double" else 3
        else:
            figures += _DIGITS[word] * times
            times = 1
    return figures
