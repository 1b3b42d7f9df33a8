"""Words: a message's tokens, and the things of the clinic's world that it names (conditions, services).

A blank English spaCy pipeline with the words of `data/dialogue/`; nothing is learnt. A misspelling nobody
listed is found when it is one slip away from a long enough word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import spacy
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

SHORTEST_FUZZY = 6  # letters; in shorter words one slip makes another word
NO_SLIPS = {"message", "messages", "manage", "managed", "passage"}  # common words, one slip from "massage"


@dataclass(frozen=True)
class Entity:
    """Something a message names: `value` is the canonical name, `start` and `end` count characters."""

    kind: str
    value: str
    start: int
    end: int


class Language:
    """Finds entities by their words: `vocabulary` is kind -> canonical name -> words."""

    def __init__(self, vocabulary: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        self._pipeline = spacy.blank("en")
        self._matcher = PhraseMatcher(self._pipeline.vocab, attr="LOWER")
        self._names: dict[str, tuple[str, str]] = {}  # matcher key -> kind, canonical name
        self._single: dict[str, tuple[str, str]] = {}  # one long word -> kind, canonical name
        for kind, values in vocabulary.items():
            for name, words in values.items():
                self._add(kind, name, words)
        self._long_words = sorted(self._single)

    def _add(self, kind: str, name: str, words: Iterable[str]) -> None:
        key = f"{kind}/{name}"
        self._names[key] = (kind, name)
        spoken = {name, *words}
        self._matcher.add(key, [self._pipeline.make_doc(word) for word in sorted(spoken)])
        for word in spoken:
            if len(word) >= SHORTEST_FUZZY and word.isalpha():
                self._single[word.lower()] = (kind, name)

    def tokens(self, text: str) -> Doc:
        """The text as spaCy sees it."""
        return self._pipeline.make_doc(text)

    def entities(self, doc: Doc) -> list[Entity]:
        """What the text names, in order; of overlapping finds the longest."""
        spans = filter_spans([Span(doc, start, end, label=key) for key, start, end in self._matcher(doc)])
        found = [Entity(*self._names[span.label_], span.start_char, span.end_char) for span in spans]
        taken = {index for span in spans for index in range(span.start, span.end)}
        found += [entity for token in doc if token.i not in taken for entity in self._misspelt(token)]
        return sorted(found, key=lambda entity: entity.start)

    def _misspelt(self, token: spacy.tokens.Token) -> list[Entity]:
        word = token.lower_
        if len(word) < SHORTEST_FUZZY or not word.isalpha() or word in NO_SLIPS:
            return []
        slips = 1 if len(word) < 9 else 2
        match = process.extractOne(word, self._long_words, scorer=DamerauLevenshtein.distance, score_cutoff=slips)
        if match is None or match[0][0] != word[0]:
            return []
        kind, name = self._single[match[0]]
        return [Entity(kind, name, token.idx, token.idx + len(token))]
