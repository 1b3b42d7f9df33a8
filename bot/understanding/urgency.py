"""How much a message sounds like an emergency or a crisis, learnt from the examples.

A classifier of its own, beside the one that ranks the answers: with two classes and whole words to go by, it raises
fewer false alarms at "my back is killing me" for the same share of emergencies caught (bench/understanding.md). The
two have to agree; a rule of `red_flags` is enough by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.content.intents import URGENT_IDS
from bot.understanding.classifier import Classifier, SampleWeights, Vectors
from bot.understanding.pieces import WORDS

URGENT, ORDINARY = "urgent", "ordinary"
NAME = "urgency"


class Urgency:
    """The probability that somebody needs help now."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    @classmethod
    def fit(
        cls, texts: Sequence[str], ids: Sequence[str], vectors: Vectors, sample_weights: SampleWeights | None = None
    ) -> Urgency:
        """Learns from the same examples as the ranking of answers."""
        labels = [URGENT if id in URGENT_IDS else ORDINARY for id in ids]
        return cls(Classifier.fit(texts, labels, vectors, WORDS, sample_weights))

    def of(self, text: str, vector: Vectors) -> float:
        """From 0 to 1."""
        return self.of_many([text], vector[np.newaxis, :])[0]

    def of_many(self, texts: Sequence[str], vectors: Vectors) -> list[float]:
        """`of` for many texts at once."""
        column = self._classifier.labels.index(URGENT)
        return [float(share) for share in self._classifier.shares(texts, vectors)[:, column]]

    def save(self, folder: Path) -> None:
        self._classifier.save(folder, NAME)

    @classmethod
    def load(cls, folder: Path) -> Urgency:
        return cls(Classifier.load(folder, NAME))
