"""What cross-validation asks of an understanding: learn from examples, then say what it makes of other messages.

Ours stands here; another pipeline is compared with it by being written as such a learner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from bot.understanding.classifier import Classifier, Ranking, Vectors
from bot.understanding.encoder import DIMENSIONS
from bot.understanding.lesson import Lesson
from bot.understanding.pieces import CHARACTERS
from bot.understanding.red_flags import RedFlags
from bot.understanding.sentence_vectors import LEARNING_THREADS, SentenceVectors
from bot.understanding.understanding import Understanding
from bot.understanding.urgency import Urgency


@dataclass(frozen=True)
class Guess:
    """What is made of a message by a model that has not seen it."""

    answers: tuple[str, ...]  # the ids that are acted on, after red flags and thresholds; one at least
    confidence: float  # in the first of them
    ranking: Ranking  # ids with their probabilities, likeliest first
    urgency: float = 0.0  # 0 to 1
    options: tuple[str, ...] = ()  # of a clarifying question

    @property
    def decided(self) -> str:
        return self.answers[0]


Model = Callable[[Sequence[str]], list[Guess]]


class Learner(Protocol):
    """Something that learns ids from examples."""

    def learn(self, texts: Sequence[str], ids: Sequence[str]) -> Model: ...

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, by which near-duplicates are found."""


class OurLearner:
    """The understanding as it is served, message by message: no conversation, and only what is said in English."""

    def __init__(self, *, encoders: Path, red_flags: Path) -> None:
        self.encoder = _Remembering(encoders)
        self._red_flags = RedFlags.load(red_flags)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """By the encoder that our examples have not taught: the other was brought nearer to the ids by them."""
        found = self.encoder.encode(texts)[:, DIMENSIONS:]
        unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
        return unit

    def learn(self, texts: Sequence[str], ids: Sequence[str]) -> Model:
        lesson = Lesson.needed(texts, ids, self.encoder)
        ranker = Classifier.fit(lesson.texts, lesson.ids, lesson.vectors, CHARACTERS, lesson.sample_weights)
        urgency = Urgency.fit(lesson.texts, lesson.ids, lesson.vectors, lesson.sample_weights)
        understanding = Understanding(ranker, urgency, self.encoder, self._red_flags)

        def guess(messages: Sequence[str]) -> list[Guess]:
            seen = self.encoder.encode(messages)
            rankings = ranker.rank_many(messages, seen)
            urgencies = understanding.urgency.of_many(messages, seen)
            return [_guess(understanding, *one) for one in zip(messages, rankings, urgencies, strict=True)]

        return guess


def _guess(understanding: Understanding, text: str, ranking: Ranking, urgency: float) -> Guess:
    decisions = understanding.read(text)
    return Guess(
        answers=tuple(decision.id for decision in decisions),
        confidence=decisions[0].confidence,
        ranking=ranking,
        urgency=urgency,
        options=decisions[0].options,
    )


class _Remembering(SentenceVectors):
    """Turns a text into its vector once, however many folds and sizes it is in."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, threads=LEARNING_THREADS)
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, super().encode(new), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else super().encode(texts)
