"""The intent classifier: which answer a message asks for, learnt from the examples in seconds.

A linear model (softmax) on the sentence vector and, beside it, weighted character pieces, which know the clinic's
words even when they are misspelt. Stored as plain numbers and JSON; loading one runs no code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

STRENGTH = 10.0  # inverse of the regularisation, as measured in bench/understanding.md
CHARACTERS = 0.5  # weight of the character pieces beside the sentence vector
SMALLEST_COUNT = 3  # a piece that hardly occurs teaches nothing and costs time

Ranking = list[tuple[str, float]]


class AnswerClassifier:
    """Ranks answer ids by probability."""

    def __init__(
        self, labels: Sequence[str], pieces: TfidfVectorizer, weights: NDArray[np.float32], bias: NDArray[np.float32]
    ) -> None:
        self.labels = list(labels)
        self._pieces = pieces
        self._weights = weights  # float32 [384 + pieces, labels]
        self._bias = bias

    @classmethod
    def fit(cls, texts: Sequence[str], ids: Sequence[str], vectors: NDArray[np.float32]) -> AnswerClassifier:
        """Learns from examples: `vectors` are those of `texts`, unit length, float32 [examples, 384]."""
        pieces = _vectorizer(min_df=SMALLEST_COUNT)
        found = pieces.fit_transform(texts) * CHARACTERS
        rows = sparse.hstack([sparse.csr_matrix(vectors), found], format="csr")
        model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-2, random_state=0)
        model.fit(rows, list(ids))
        weights = np.ascontiguousarray(model.coef_.T.astype(np.float32))
        return cls(list(model.classes_), pieces, weights, model.intercept_.astype(np.float32))

    def rank(self, text: str, vector: NDArray[np.float32]) -> Ranking:
        """All ids with their probabilities, likeliest first."""
        return self.rank_many([text], vector[np.newaxis, :])[0]

    def rank_many(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> list[Ranking]:
        """`rank` for many texts at once."""
        width = vectors.shape[1]
        pieces = self._pieces.transform(texts) * CHARACTERS
        scores = vectors @ self._weights[:width] + pieces @ self._weights[width:] + self._bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        scores /= scores.sum(axis=1, keepdims=True)
        return [self._sorted(row) for row in scores]

    def _sorted(self, row: NDArray[np.float32]) -> Ranking:
        order = np.argsort(-row, kind="stable")
        return [(self.labels[index], float(row[index])) for index in order]

    def save(self, folder: Path) -> None:
        """Writes classifier.npz and classifier.json into the folder."""
        words = self._pieces.vocabulary_
        described = {"labels": self.labels, "pieces": sorted(words, key=words.__getitem__)}
        (folder / "classifier.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / "classifier.npz", weights=self._weights, bias=self._bias, idf=self._pieces.idf_)

    @classmethod
    def load(cls, folder: Path) -> AnswerClassifier:
        """Reads what `save` wrote."""
        described = json.loads((folder / "classifier.json").read_text(encoding="utf-8"))
        with np.load(folder / "classifier.npz", allow_pickle=False) as arrays:
            weights, bias, idf = arrays["weights"], arrays["bias"], arrays["idf"]
        pieces = _vectorizer(vocabulary={piece: index for index, piece in enumerate(described["pieces"])})
        pieces.idf_ = idf
        return cls(described["labels"], pieces, weights, bias)


def _vectorizer(**options: object) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32, **options)
