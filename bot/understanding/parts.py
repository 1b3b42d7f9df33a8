"""Where a message may be cut into several questions, and the stretches of it that may be one.

Cut points are cheap to find and generous: ends of sentences, commas, "and", "also", a question word in the middle.
Which stretches are really questions of their own is decided elsewhere, by what they are understood as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_PIECES = 10  # what comes after more cuts than that is read with the last of them
LONGEST_RUN = 4  # pieces in one stretch
FEWEST_LETTERS = 2

_ASKING = (
    r"what|whats|what's|wots?|wat|how|hows|how's|who|whos|who's|when|whens|where|wheres|where's|whereabouts|why|which"
)
_HELPING = r"do|does|did|can|could|is|are|will|would|should|have|has|if|whether|any"
_SUBJECTS = r"i|you|u|ya|yous|it|they|there|the|this|that|my|your|ur|we|he|she|one|it's|anyone|somebody|someone"
_CUTS = (
    re.compile(r"(?:[.?!;:\n]+|\(\d\)|\s[-–—]+\s|,)\s*"),  # after a mark
    re.compile(r"(?<=\s)(?=(?:and|also|plus|n|an|but|then|or)\s)", re.IGNORECASE),  # before a joining word
    re.compile(r"(?<=\s)(?=&)"),
    re.compile(rf"(?<=\s)(?=(?:{_ASKING})\s)", re.IGNORECASE),
    re.compile(rf"(?<=\s)(?=(?:{_HELPING})\s+(?:{_SUBJECTS})\s)", re.IGNORECASE),
)
_MARGIN = " ,;:-–—()&\n\t"
_JOINING = re.compile(r"(?:and|also|plus|n|an|but|then|or)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Stretch:
    """A run of pieces of a message, from `first` to `last`, and its words without what joins them to the rest."""

    first: int
    last: int
    text: str
    start: int  # in characters, of the message
    end: int


@dataclass(frozen=True)
class Cut:
    """A message, the number of its pieces, and every stretch that may be a question of its own."""

    text: str
    pieces: int
    stretches: tuple[Stretch, ...]


def cut(text: str) -> Cut:
    """Where nothing can be cut, there are no stretches: the message is one question."""
    ends = _ends(text)
    if len(ends) < 2:
        return Cut(text, 1, ())
    return Cut(text, len(ends), tuple(_stretches(text, ends)))


def _ends(text: str) -> list[int]:
    found = {match.end() for pattern in _CUTS for match in pattern.finditer(text)}
    inside = sorted(place for place in found if 0 < place < len(text))
    return [*inside[: MOST_PIECES - 1], len(text)]


def _stretches(text: str, ends: list[int]) -> Iterator[Stretch]:
    starts = [0, *ends[:-1]]
    for first, start in enumerate(starts):
        for last in range(first, min(len(ends), first + LONGEST_RUN)):
            words = _own_words(text[start : ends[last]])
            if len(words) >= FEWEST_LETTERS:
                yield Stretch(first, last, words, start, ends[last])


def _own_words(text: str) -> str:
    words = text.strip(_MARGIN)
    while (shorter := _JOINING.sub("", words, count=1).strip(_MARGIN)) != words and _JOINING.match(words):
        words = shorter
    return words
