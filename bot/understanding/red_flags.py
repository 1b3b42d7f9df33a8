"""Finds a red flag in a visitor's words, before anything else looks at them.

It knows words, not medicine: the phrases are the clinic's, in data/dialogue/red_flags.yml, whose head explains how
they are written. It is precise rather than complete; the classifier beside it knows situations that have no fixed
words. Each language has a file of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.content.intents import CRISIS
from bot.understanding.red_flag_phrases import Phrase, Phrases, read_phrases
from bot.understanding.spelling import END, words_of

LONGEST_LIST_UNDER_A_NEGATION = 8
# A word said forty times has no forty meanings: what multiplies in a message of one symptom has a bound.
MOST_PLACES_ANYWHERE = 12
MOST_MATCHES = 24
FARTHEST_BEFORE = 240  # letters, to a negation or to when it was

Span = tuple[int, int]


@dataclass(frozen=True)
class RedFlag:
    """What was found: the safety reply it asks for, and the phrase by which it was found."""

    id: str
    phrase: str


@dataclass(frozen=True)
class _Surroundings:
    """A match, and the rest of its sentence on either side. Each begins with a space; "|" is the sentence's end."""

    before: str
    inside: str
    after: str

    @classmethod
    def of(cls, words: str, start: int, end: int) -> _Surroundings:
        opening, closing = words.rfind(f" {END}", 0, start), words.find(f" {END}", end)
        return cls(words[opening:start], f" {words[start:end]} ", words[end : closing + len(END) + 2])


class RedFlags:
    """The clinic's phrases, ready to be looked for."""

    def __init__(self, read: Phrases) -> None:
        self.phrases = read.phrases
        self._spelling = read.spelling
        self._set_aside = read.set_aside

    @classmethod
    def load(cls, path: Path) -> RedFlags:
        """Raises RedFlagsError where the file is not as its head describes."""
        return cls(read_phrases(path))

    def find(self, text: str) -> RedFlag | None:
        """The first phrase of the file that the message says and means, if there is one."""
        words = self._without_sayings(self._spelling.sentence((END, *words_of(text), END)))
        counted = _Counted.of(words)
        for phrase in self.phrases:
            matches = islice(_matches(phrase, words, counted), MOST_MATCHES)
            if any(self._is_meant(phrase, words, match) for match in matches):
                return RedFlag(phrase.id, phrase.name)
        return None

    def _without_sayings(self, words: str) -> str:
        """A "~" stays in place of each, so that its neighbours do not become one phrase."""
        kept, end = "", 0
        for saying in self._set_aside["sayings"].finditer(words):
            if saying.start() >= end - 1:
                kept += words[end : saying.start(1)] + "~"
                end = saying.end(1)
        return kept + words[end:]

    def _is_meant(self, phrase: Phrase, words: str, match: Sequence[Span]) -> bool:
        around = _Surroundings.of(words, min(span[0] for span in match), max(span[1] for span in match))
        if phrase.unless and phrase.unless.search(around.before + around.inside[1:-1] + around.after):
            return False
        if "past" not in phrase.despite and self._is_past(around):
            return False
        # A crisis is never asked in general: there the asking counts.
        if phrase.id != CRISIS and "question" not in phrase.despite and self._is_asked_in_general(around):
            return False
        return "negation" in phrase.despite or not any(self._is_negated(words, span, match) for span in match)

    def _is_negated(self, words: str, span: Span, match: Sequence[Span]) -> bool:
        """By a negation outside the match: the "no" of "no bladder control" is what was looked for."""
        around = _Surroundings.of(words, *span)
        if self._set_aside["new_all_the_same"].search(f" {' '.join(around.after.split()[:6])} "):
            return False
        opening = span[0] - len(around.before)
        for negation in self._set_aside["negations"].finditer(around.before, _near(around.before)):
            start = opening + negation.start(1)
            if any(first <= start < last for first, last in match):
                continue
            if self._reaches(around.before[negation.end(1) :].split()):
                return True
        return False

    def _reaches(self, between: Sequence[str]) -> bool:
        """Whether a negation still holds after these words: "no [real] numbness", "no [fever or] numbness"."""
        if all(self._is(word, "may_stand_between") for word in between):
            return True
        if len(between) > LONGEST_LIST_UNDER_A_NEGATION or any(self._is(word, "ends_a_negation") for word in between):
            return False
        ors = [place for place, word in enumerate(between) if self._is(word, "alternatives")]
        return bool(ors) and "," not in between[ors[-1] :]

    def _is_past(self, around: _Surroundings) -> bool:
        """Told of a time that is over. Said first, it must lead straight in; said last, it covers what precedes."""
        if self._set_aside["still"].search(around.before + around.inside[1:-1] + around.after):
            return False
        turn = self._set_aside["turns"].search(around.after)
        covered_by_after = around.after[: turn.start()] if turn else around.after
        if self._set_aside["past"].search(f"{around.inside[:-1]}{covered_by_after} "):
            return True
        told_before = self._set_aside["past"].finditer(around.before, _near(around.before))
        leads = (around.before[told.end(1) :] for told in told_before)
        return any(not self._leads_elsewhere(re.sub("^ ,", "", lead)) for lead in leads)

    def _leads_elsewhere(self, words: str) -> bool:
        return any(word == "," or self._is(word, "links") or self._is(word, "turns") for word in words.split())

    def _is_asked_in_general(self, around: _Surroundings) -> bool:
        """ "Can it cause chest pain", of nobody in particular, or "what if I faint"."""
        if self._set_aside["what_ifs"].search(around.before):
            return True
        asked = self._set_aside["general_questions"].finditer(around.before)
        about = (around.before[question.end(1) : -1] + around.inside for question in asked)
        return any(not self._set_aside["owners"].search(told) for told in about)

    def _is(self, word: str, kind: str) -> bool:
        return self._set_aside[kind].search(f" {word} ") is not None


def _near(before: str) -> int:
    """From where on the words before a match can bear on it."""
    return max(0, len(before) - FARTHEST_BEFORE)


@dataclass(frozen=True)
class _Counted:
    """How many words, and how many sentence ends, begin before each place of a text."""

    words: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> _Counted:
        words, ends = [0], [0]
        for before, letter in zip(f" {text}", text, strict=False):
            begins = before == " " and letter not in " ,"
            words.append(words[-1] + begins)
            ends.append(ends[-1] + (begins and letter == END))
        return cls(words, ends)

    def are_close(self, spans: Sequence[Span], within: int | None) -> bool:
        """Whether so few words reach from the first of the spans to the last, in one sentence."""
        if within is None or len(spans) == 1:
            return True
        start, end = min(span[0] for span in spans), max(span[1] for span in spans)
        return self.ends[start] == self.ends[end] and self.words[end] - self.words[start] <= within


def _matches(phrase: Phrase, words: str, counted: _Counted) -> Iterator[tuple[Span, ...]]:
    """Every choice of one place a group whose places are close enough together."""
    places: list[list[Span]] = []
    for group in phrase.groups:
        found = [match.span(1) for match in group.finditer(words)]
        if not found:
            return
        places.append(found if phrase.within else found[:MOST_PLACES_ANYWHERE])
    yield from _choices(places, (), phrase.within, counted)


def _choices(
    places: Sequence[Sequence[Span]], chosen: tuple[Span, ...], within: int | None, counted: _Counted
) -> Iterator[tuple[Span, ...]]:
    if len(chosen) == len(places):
        yield chosen
        return
    for span in places[len(chosen)]:
        apart = all(span[1] <= other[0] or other[1] <= span[0] for other in chosen)
        if apart and counted.are_close((*chosen, span), within):
            yield from _choices(places, (*chosen, span), within, counted)
