"""What the classifiers learn from: examples with their vectors, and which of the examples they need.

Of most examples they are sure once they have learnt them all. A few of these stand for the rest, so that a
correction is learnt in a third of the time (docs/decisions). Which examples are settled is found by `python -m bot
tune` and shipped. Never settled: what has come or was put under another id since, so that it counts from that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.classifier import SampleWeights, Vectors
from bot.understanding.sentence_vectors import multilingual

SETTLED = Path(__file__).parent / "learned" / "settled.npy"
REPEATED, WEIGHT = 0.06, 5.0  # the share of the settled examples that is learnt, and how much each of them counts
FEW = 100  # examples of an id: all are learnt


class Encoder(Protocol):
    """Turns texts into rows of numbers."""

    def encode(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, eq=False)
class Lesson:
    """Examples, the id of each, its vector, and how much it counts."""

    texts: Sequence[str]
    ids: Sequence[str]
    vectors: Vectors  # [examples, dimensions]
    sample_weights: SampleWeights  # [examples]

    @classmethod
    def of(cls, texts: Sequence[str], ids: Sequence[str], encoder: Encoder) -> Lesson:
        """All of the examples."""
        return cls(texts, ids, encoder.encode(texts), np.ones(len(texts), dtype=np.float32))

    @classmethod
    def needed(cls, texts: Sequence[str], ids: Sequence[str], encoder: Encoder) -> Lesson:
        """As many of the examples as it takes, in their order."""
        kept, sample_weights = chosen(texts, ids)
        return replace(
            cls.of([texts[index] for index in kept], [ids[index] for index in kept], encoder),
            sample_weights=sample_weights,
        )

    def in_many_languages(self) -> Lesson:
        """With the multilingual vectors alone."""
        return replace(self, vectors=multilingual(self.vectors))

    def without(self, id: str) -> Lesson:
        """All examples but those of an id."""
        kept = [index for index, one in enumerate(self.ids) if one != id]
        texts, ids = [self.texts[index] for index in kept], [self.ids[index] for index in kept]
        return Lesson(texts, ids, self.vectors[kept], self.sample_weights[kept])

    def and_also(self, other: Lesson) -> Lesson:
        """The examples of both."""
        return Lesson(
            [*self.texts, *other.texts],
            [*self.ids, *other.ids],
            np.vstack([self.vectors, other.vectors]),
            np.concatenate([self.sample_weights, other.sample_weights]),
        )


def chosen(texts: Sequence[str], ids: Sequence[str]) -> tuple[NDArray[np.intp], SampleWeights]:
    """Which examples to learn from, and how much each counts.

    Chosen by words and id: whatever else comes or goes, an example that is in stays in. Of an id with few examples,
    all are.
    """
    found = signatures(texts, ids)
    is_settled = np.isin(found, np.load(SETTLED, allow_pickle=False))
    is_rare = np.isin(ids, [id for id, count in Counter(ids).items() if count < FEW])
    is_settled &= ~is_rare
    kept = np.flatnonzero(~is_settled | (found < REPEATED * 2**32))
    return kept, np.where(is_settled[kept], WEIGHT, 1).astype(np.float32)


def signatures(texts: Sequence[str], ids: Sequence[str]) -> NDArray[np.uint32]:
    """A number for each example, by which it is known again."""
    examples = zip(texts, ids, strict=True)
    return np.array([crc32(f"{id} {text}".encode("utf-8", "replace")) for text, id in examples], dtype=np.uint32)
