"""The vectors that the classifiers look at: two encoders side by side.

One knows English and the clinic's field well, the other many languages; the second weighs less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.understanding.classifier import Vectors
from bot.understanding.encoder import DIMENSIONS, SentenceEncoder
from bot.understanding.multilingual import MultilingualEncoder
from bot.understanding.parts import Stretch, Way, ways

MULTILINGUAL_WEIGHT = 0.7
WITHIN = 0.7  # how much what a part means within the message counts, beside what it means alone
MANY = 1000  # texts: from here on they are shared out among threads
LEARNING_THREADS = 2  # for whoever encodes thousands at once


def multilingual(vectors: Vectors) -> Vectors:
    """The part of the vectors that knows many languages, at unit length: float32 [..., 512]."""
    part: Vectors = vectors[..., DIMENSIONS:] / MULTILINGUAL_WEIGHT
    return part


@dataclass(frozen=True, eq=False)
class Read:
    """A message, read closely."""

    vector: Vectors  # [384 + 512]
    ways: Sequence[Way]  # in which it may be cut into several questions
    parts: Mapping[Stretch, Vectors]  # of the stretches in these: [384 + 512]


class SentenceVectors:
    """Turns sentences into rows of numbers."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """`folder` is where the converted weights of both are kept.

        More than one of the `threads` pays where many texts are encoded at once; each takes some memory.
        """
        self._threads = threads
        self._english = SentenceEncoder(folder, threads=threads)
        self.in_many_languages = MultilingualEncoder(folder)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Float32 [len(texts), 384 + 512]; the two parts have the lengths 1 and MULTILINGUAL_WEIGHT."""
        if self._threads == 1 or len(texts) < MANY:
            return np.hstack([self._english.encode(texts), self._many_languages(texts)])
        with ThreadPoolExecutor(max_workers=self._threads) as pool:
            beside = pool.submit(self._many_languages, texts)
            shares = [texts[start : start + MANY] for start in range(0, len(texts), MANY)]
            english = list(pool.map(self._english.encode, shares))
        return np.hstack([np.vstack(english), beside.result()])

    def read(self, text: str) -> Read:
        """One message with all that it may ask."""
        reading = self._english.read(text)
        found = ways(text, reading.begins)
        stretches = list(dict.fromkeys(stretch for way in found for stretch in way.stretches))
        words = [stretch.text for stretch in stretches]
        within = [reading.within(stretch.start, stretch.end) for stretch in stretches]
        # Alone a part has lost what it leans on, within the whole it has caught too much of the rest.
        alone = self._english.encode(words)
        parts = [WITHIN * one + (1 - WITHIN) * other for one, other in zip(within, alone, strict=True)]
        many = self._many_languages([text, *words])
        vectors = np.hstack([np.stack([reading.vector, *parts]), many])
        return Read(vectors[0], found, dict(zip(stretches, vectors[1:], strict=True)))

    def after(self, pieces: tuple[str, str], vector: Vectors) -> tuple[Vectors, Vectors]:
        """Two messages as one, and the second as it is meant after the first; `vector` is the second's alone."""
        before, text = pieces
        reading = self._english.read(before + text)
        both = self._many_languages([before + text])[0]
        meant = reading.within(len(before), len(before) + len(text))
        return np.concatenate([reading.vector, both]), np.concatenate([meant, vector[DIMENSIONS:]])

    def _many_languages(self, texts: Sequence[str]) -> Vectors:
        weighed: Vectors = MULTILINGUAL_WEIGHT * self.in_many_languages.encode(texts)
        return weighed
