"""Cuts texts into pieces, of characters or of words, and weighs these by how telling they are (TF-IDF)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer


@dataclass(frozen=True)
class Pieces:
    """How a text is cut into pieces, and how much these weigh beside the sentence vector."""

    analyzer: str
    shortest: int
    longest: int
    smallest_count: int  # a piece that hardly occurs teaches nothing and costs time
    weight: float

    def learn(self, texts: Sequence[str]) -> tuple[Cutter, sparse.csr_matrix]:
        """Which pieces occur and how telling each is, with the features of the texts: [texts, pieces]."""
        vectorizer = self._vectorizer(min_df=self.smallest_count)
        return Cutter(self, vectorizer), vectorizer.fit_transform(texts) * self.weight

    def knowing(self, vocabulary: Sequence[str], idf: NDArray[np.float32]) -> Cutter:
        """What `learn` found before: the pieces, and how telling each is."""
        vectorizer = self._vectorizer(vocabulary={piece: index for index, piece in enumerate(vocabulary)})
        vectorizer.idf_ = idf
        return Cutter(self, vectorizer)

    def _vectorizer(self, **options: object) -> TfidfVectorizer:
        return TfidfVectorizer(
            analyzer=self.analyzer,
            ngram_range=(self.shortest, self.longest),
            token_pattern=r"[\w']+",  # noqa: S106 - words, with their apostrophes
            sublinear_tf=True,
            dtype=np.float32,
            **options,
        )


CHARACTERS = Pieces("char_wb", 2, 4, smallest_count=3, weight=0.5)
WORDS = Pieces("word", 1, 3, smallest_count=2, weight=1.0)


class Cutter:
    """Knows the pieces of some texts, and finds them in others."""

    def __init__(self, pieces: Pieces, vectorizer: TfidfVectorizer) -> None:
        self.pieces = pieces
        self._vectorizer = vectorizer

    def cut(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The features of the texts: [texts, pieces]."""
        return self._vectorizer.transform(texts) * self.pieces.weight

    @property
    def vocabulary(self) -> list[str]:
        """The pieces in their order."""
        words: dict[str, int] = self._vectorizer.vocabulary_
        return sorted(words, key=words.__getitem__)

    @property
    def idf(self) -> NDArray[np.float32]:
        """How telling each piece is."""
        found: NDArray[np.float32] = self._vectorizer.idf_
        return found
