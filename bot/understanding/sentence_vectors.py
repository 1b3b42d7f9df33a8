"""The vectors that the classifiers look at: two encoders side by side.

One knows English and the clinic's field well, the other many languages; the second weighs less.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.understanding.classifier import Vectors
from bot.understanding.encoder import DIMENSIONS, SentenceEncoder
from bot.understanding.multilingual import MultilingualEncoder

MULTILINGUAL_WEIGHT = 0.7


def multilingual(vectors: Vectors) -> Vectors:
    """The part of the vectors that knows many languages, at unit length: float32 [..., 512]."""
    part: Vectors = vectors[..., DIMENSIONS:] / MULTILINGUAL_WEIGHT
    return part


class SentenceVectors:
    """Turns sentences into rows of numbers."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the converted weights of both are kept."""
        self._english = SentenceEncoder(folder)
        self._multilingual = MultilingualEncoder(folder)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Float32 [len(texts), 384 + 512]; the two parts have the lengths 1 and MULTILINGUAL_WEIGHT."""
        vectors: Vectors = np.hstack(
            [self._english.encode(texts), MULTILINGUAL_WEIGHT * self._multilingual.encode(texts)]
        )
        return vectors
