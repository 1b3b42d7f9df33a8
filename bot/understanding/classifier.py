"""The classifier: which of some labels a message belongs to, learnt from examples in seconds.

A linear model (softmax) on the sentence vector and, beside it, weighted pieces of the text: of characters, which know
the clinic's words even when they are misspelt, or of words, which know "can't feel" from "feel". Stored as plain
numbers and JSON; loading one runs no code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.understanding.pieces import Cutter, Pieces
from bot.understanding.softmax import Problem, fit_softmax

STRENGTH = 8.0  # inverse of the regularisation, as measured in bench/nlu-notes.md

Vectors = NDArray[np.float32]
SampleWeights = NDArray[np.float32]
Ranking = list[tuple[str, float]]


class Classifier:
    """Ranks labels by probability."""

    def __init__(self, labels: Sequence[str], cutter: Cutter | None, weights: Vectors, bias: Vectors) -> None:
        self.labels = list(labels)
        self._cutter = cutter
        self._weights = weights  # [dimensions + pieces, labels]
        self._bias = bias

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        vectors: Vectors,
        pieces: Pieces | None = None,
        sample_weights: SampleWeights | None = None,
    ) -> Classifier:
        """Learns from examples: `vectors` are those of `texts`, float32 [examples, dimensions].

        Without `pieces` it looks at the vectors alone. `sample_weights`, [examples], say how much each
        counts: the same, if left out.
        """
        nothing = sparse.csr_matrix((len(texts), 0), dtype=np.float32)
        cutter, found = pieces.learn(texts) if pieces else (None, nothing)
        known, classes = np.unique(list(labels), return_inverse=True)
        sample_weights = np.ones(len(texts), dtype=np.float32) if sample_weights is None else sample_weights
        weights, bias = fit_softmax(Problem(vectors, found, classes, sample_weights, STRENGTH))
        return cls([str(label) for label in known], cutter, weights, bias)

    def rank(self, text: str, vector: Vectors) -> Ranking:
        """All labels with their probabilities, likeliest first."""
        return self.rank_many([text], vector[np.newaxis, :])[0]

    def rank_many(self, texts: Sequence[str], vectors: Vectors) -> list[Ranking]:
        """`rank` for many texts at once."""
        return [self.ranked(row) for row in self.shares(texts, vectors)]

    def shares(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        """The probabilities of the labels, in their order: float32 [texts, labels]."""
        width = vectors.shape[1]
        scores = vectors @ self._weights[:width] + self._bias
        if self._cutter:
            scores += self._cutter.cut(texts) @ self._weights[width:]
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Vectors = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def ranked(self, row: Vectors) -> Ranking:
        """A row of `shares` as a ranking."""
        order = np.argsort(-row, kind="stable")
        return [(self.labels[index], float(row[index])) for index in order]

    def save(self, folder: Path, name: str) -> None:
        """Writes NAME.npz and NAME.json into the folder."""
        described: dict[str, object] = {"labels": self.labels}
        arrays = {"weights": self._weights, "bias": self._bias}
        if self._cutter:
            described |= {"pieces": asdict(self._cutter.pieces), "vocabulary": self._cutter.vocabulary}
            arrays["idf"] = self._cutter.idf
        (folder / f"{name}.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        np.savez(folder / f"{name}.npz", **arrays)

    @classmethod
    def load(cls, folder: Path, name: str) -> Classifier:
        """Reads what `save` wrote."""
        described = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        with np.load(folder / f"{name}.npz", allow_pickle=False) as file:
            arrays = dict(file)
        cutter = None
        if "pieces" in described:
            cutter = Pieces(**described["pieces"]).knowing(described["vocabulary"], arrays["idf"])
        return cls(described["labels"], cutter, arrays["weights"], arrays["bias"])
