"""A second classifier beside the linear one: ridge regression on how like a message is to known examples.

Likeness falls off with distance (a Gaussian of the vectors' angle), so that it tells what the linear model cannot;
with few examples an intent the two together are right more often than either (nlu-notes.md). Of many examples some
stand for all (Nystroem's approximation), and training stays a matter of seconds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.understanding.classifier import Vectors

MOST_LANDMARKS = 2000
NARROW = 3.0  # the larger, the nearer an example has to be to count
RIDGE = 0.3
MULTILINGUAL = 0.5  # beside the English encoder's 1
PIECES = 0.1  # each of characters and words

Matrix = NDArray[np.float64]


class SecondOpinion:
    """Scores labels; learns by solving one system of equations, so the same examples always give the same numbers."""

    def __init__(
        self, texts: Sequence[str], classes: NDArray[np.intp], english: Vectors, multilingual: Vectors
    ) -> None:
        """`classes` count from 0; the vectors are those of `texts`, of length one."""
        chosen = np.unique(np.linspace(0, len(texts) - 1, MOST_LANDMARKS).astype(int))
        self._english, self._multilingual = english[chosen], multilingual[chosen]
        self._vectorizers = [
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32),
            TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"[\w']+", sublinear_tf=True, dtype=np.float32),  # noqa: S106
        ]
        self._pieces = [one.fit_transform(texts)[chosen] for one in self._vectorizers]
        landmarks = [texts[index] for index in chosen]
        among = self._likeness(landmarks, self._english, self._multilingual)
        self._root = np.linalg.cholesky(among + 1e-4 * np.eye(len(chosen)))
        self._weights, self._mean = self._fitted(self._features(texts, english, multilingual), classes)

    def scores(self, texts: Sequence[str], english: Vectors, multilingual: Vectors) -> Matrix:
        """About 1 for the label of a message like its examples, about 0 for the others: [texts, labels]."""
        found: Matrix = self._features(texts, english, multilingual) @ self._weights + self._mean
        return found

    def _fitted(self, features: Matrix, classes: NDArray[np.intp]) -> tuple[Matrix, Matrix]:
        wanted = np.eye(int(classes.max()) + 1)[classes]
        mean = wanted.mean(axis=0)
        penalised = features.T @ features + RIDGE * np.eye(features.shape[1])
        return cho_solve(cho_factor(penalised), features.T @ (wanted - mean)), mean

    def _features(self, texts: Sequence[str], english: Vectors, multilingual: Vectors) -> Matrix:
        likeness = self._likeness(texts, english, multilingual)
        found: Matrix = solve_triangular(self._root, likeness.T, lower=True).T
        return found

    def _likeness(self, texts: Sequence[str], english: Vectors, multilingual: Vectors) -> Matrix:
        """To each landmark: [texts, landmarks]."""
        likeness: Matrix = np.exp(NARROW * (english @ self._english.T - 1)).astype(np.float64)
        likeness += MULTILINGUAL * np.exp(NARROW * (multilingual @ self._multilingual.T - 1))
        for vectorizer, pieces in zip(self._vectorizers, self._pieces, strict=True):
            likeness += PIECES * (vectorizer.transform(texts) @ pieces.T).toarray()
        return likeness
