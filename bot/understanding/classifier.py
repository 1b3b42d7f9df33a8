"""The classifier: which of some labels a message belongs to, learnt from examples in seconds.

A linear model (softmax) on the sentence vector and, beside it, weighted pieces of the text: of characters, which know
the clinic's words even when they are misspelt, or of words, which know "can't feel" from "feel". Stored as plain
numbers and JSON; loading one runs no code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.understanding.softmax import Problem, fit_softmax

STRENGTH = 3.0  # inverse of the regularisation, as measured in bench/understanding.md
ITERATIONS = 60  # more change nothing that can be measured

Vectors = NDArray[np.float32]
Counts = NDArray[np.float32]
Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class Pieces:
    """How a text is cut into pieces, and how much these weigh beside the sentence vector."""

    analyzer: str
    shortest: int
    longest: int
    smallest_count: int  # a piece that hardly occurs teaches nothing and costs time
    weight: float

    def vectorizer(self, vocabulary: dict[str, int] | None = None) -> TfidfVectorizer:
        return TfidfVectorizer(
            analyzer=self.analyzer,
            ngram_range=(self.shortest, self.longest),
            min_df=1 if vocabulary else self.smallest_count,
            token_pattern=r"[\w']+",  # noqa: S106 - words, with their apostrophes
            vocabulary=vocabulary,
            sublinear_tf=True,
            dtype=np.float32,
        )


CHARACTERS = Pieces("char_wb", 2, 4, smallest_count=3, weight=0.5)
WORDS = Pieces("word", 1, 3, smallest_count=2, weight=1.0)


class Classifier:
    """Ranks labels by probability."""

    def __init__(
        self, labels: Sequence[str], pieces: Pieces, vectorizer: TfidfVectorizer, weights: Vectors, bias: Vectors
    ) -> None:
        self.labels = list(labels)
        self._pieces = pieces
        self._vectorizer = vectorizer
        self._weights = weights  # [dimensions + pieces, labels]
        self._bias = bias

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        vectors: Vectors,
        pieces: Pieces,
        counts: Counts | None = None,
    ) -> Classifier:
        """Learns from examples: `vectors` are those of `texts`, float32 [examples, dimensions].

        `counts` says how often each counts: [examples], once if left out.
        """
        vectorizer = pieces.vectorizer()
        found = vectorizer.fit_transform(texts) * pieces.weight
        known, classes = np.unique(list(labels), return_inverse=True)
        counts = np.ones(len(texts), dtype=np.float32) if counts is None else counts
        weights, bias = fit_softmax(Problem(vectors, found, classes, counts, STRENGTH), iterations=ITERATIONS)
        return cls([str(label) for label in known], pieces, vectorizer, weights, bias)

    def rank(self, text: str, vector: Vectors) -> Ranking:
        """All labels with their probabilities, likeliest first."""
        return self.rank_many([text], vector[np.newaxis, :])[0]

    def rank_many(self, texts: Sequence[str], vectors: Vectors) -> list[Ranking]:
        """`rank` for many texts at once."""
        return [self.ranked(row) for row in self.shares(texts, vectors)]

    def shares(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """The probabilities of the labels, in their order: float32 [texts, labels]."""
        width = vectors.shape[1]
        found = self._vectorizer.transform(texts) * self._pieces.weight
        scores = vectors @ self._weights[:width] + found @ self._weights[width:] + self._bias
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Vectors = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def ranked(self, row: Vectors) -> Ranking:
        """A row of `shares` as a ranking."""
        order = np.argsort(-row, kind="stable")
        return [(self.labels[index], float(row[index])) for index in order]

    def save(self, folder: Path, name: str) -> None:
        """Writes NAME.npz and NAME.json into the folder."""
        words = self._vectorizer.vocabulary_
        described = {
            "labels": self.labels,
            "pieces": asdict(self._pieces),
            "vocabulary": sorted(words, key=words.__getitem__),
        }
        (folder / f"{name}.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / f"{name}.npz", weights=self._weights, bias=self._bias, idf=self._vectorizer.idf_)

    @classmethod
    def load(cls, folder: Path, name: str) -> Classifier:
        """Reads what `save` wrote."""
        described = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        with np.load(folder / f"{name}.npz", allow_pickle=False) as arrays:
            weights, bias, idf = arrays["weights"], arrays["bias"], arrays["idf"]
        pieces = Pieces(**described["pieces"])
        vectorizer = pieces.vectorizer({piece: index for index, piece in enumerate(described["vocabulary"])})
        vectorizer.idf_ = idf
        return cls(described["labels"], pieces, vectorizer, weights, bias)
