"""The ways in which a message may be cut into several questions: where the encoder hears that another one begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

MOST_QUESTIONS = 3
MOST_PLACES = 6  # the likeliest ones
POSSIBLE = 0.02  # from this probability on a place is looked at
FEWEST_LETTERS = 2

_MARGIN = " ,;:-–—()&\n\t"
_JOINING = re.compile(r"(?:and|also|plus|n|an|but|then|or)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Stretch:
    """A part of a message that may be a question of its own, and its words without what joins them to the rest."""

    text: str
    start: int  # in characters, of the message
    end: int


@dataclass(frozen=True)
class Way:
    """A message cut into two or three."""

    stretches: tuple[Stretch, ...]
    begins: tuple[float, ...]  # how surely each but the first begins a question of its own
    passed_over: tuple[float, ...]  # and how surely one begins where it might be cut and isn't


def ways(text: str, begins: Mapping[int, float]) -> list[Way]:
    """Every way to cut it; none where it plainly asks one thing. `begins` is by the place in the message."""
    possible = [place for place, chance in begins.items() if chance >= POSSIBLE]
    places = sorted(sorted(possible, key=lambda place: -begins[place])[:MOST_PLACES])
    found = []
    for count in range(1, MOST_QUESTIONS):
        for chosen in combinations(places, count):
            stretches = tuple(_stretch(text, *ends) for ends in pairwise([0, *chosen, len(text)]))
            if all(sum(map(str.isalnum, stretch.text)) >= FEWEST_LETTERS for stretch in stretches):
                passed_over = tuple(begins[place] for place in places if place not in chosen)
                found.append(Way(stretches, tuple(begins[place] for place in chosen), passed_over))
    return found


def _stretch(text: str, start: int, end: int) -> Stretch:
    words = text[start:end].strip(_MARGIN)
    while (shorter := _JOINING.sub("", words, count=1).strip(_MARGIN)) != words and _JOINING.match(words):
        words = shorter
    return Stretch(words, start, end)
