"""Our pipeline on any set of intents: the encoders and the classifier that are served.

What other fields have no use for is left out: red flags, questions in one message, the adapter to our own field. How
sure it is that some intent covers a message is told by the probability of its best guess and by how close the message
is to a known example.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from bench.nlu.second_opinion import SecondOpinion
from bot.understanding import adapter
from bot.understanding.classifier import STRENGTH, Classifier, Vectors
from bot.understanding.encoder import DIMENSIONS
from bot.understanding.lesson import Encoder
from bot.understanding.pieces import CHARACTERS
from bot.understanding.sentence_vectors import multilingual

# Chosen without any test set (nlu-notes.md).
FAMILIARITY = 1.0  # what the two cosines count beside a logarithm of probabilities
FEW_STRENGTH = 10.0  # the classifier's STRENGTH where an intent has few examples
SECOND_OPINION = 8.0  # what its scores count beside logarithms of probabilities
ROWS = 512  # compared at a time


@contextmanager
def without_adapter() -> Iterator[None]:
    """Encoders made meanwhile have the published weights: the adapter knows our field, and all our examples.

    Where another question begins is something that it alone has learnt: such an encoder hears none begin.
    """
    nowhere = {"begins.weight": np.zeros((1, DIMENSIONS), np.float32), "begins.bias": np.array([-20], np.float32)}
    with tempfile.TemporaryDirectory() as folder:
        nothing = Path(folder) / "nothing.safetensors"
        save_file(nowhere, str(nothing))
        with patch.object(adapter, "ADAPTER", nothing):
            yield


class Vectorizer:
    """Encodes a text once; can keep what it has encoded in a file between runs."""

    def __init__(self, encoder: Encoder, kept: Path | None = None) -> None:
        self._encoder = encoder
        self._kept = kept
        self._known: dict[str, Vectors] = {}
        if kept is not None and kept.exists():
            with np.load(kept, allow_pickle=False) as arrays:
                self._known = dict(zip(arrays["texts"].tolist(), arrays["vectors"], strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Float32 [len(texts), dimensions]."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])

    def keep(self) -> None:
        """Writes what is known into the file, where one is named."""
        if self._kept is not None and self._known:
            np.savez(self._kept, texts=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))


@dataclass(frozen=True)
class Guessed:
    """The likeliest intents of some messages, and how surely each message is covered by one."""

    intents: list[str]
    scores: NDArray[np.float64]


class Ours:
    """A classifier for one set of intents, as it is served or with what helps where an intent has few examples."""

    def __init__(
        self, vectorizer: Vectorizer, texts: Sequence[str], intents: Sequence[str], *, few_examples: bool = False
    ) -> None:
        """Learns from examples.

        `few_examples`: regularised less, each intent's name taken for an example of it, and a second opinion.
        """
        self._vectorizer = vectorizer
        self._known = vectorizer.encode(texts)
        self._scale = (FEW_STRENGTH / STRENGTH) ** 0.5 if few_examples else 1.0  # long features are regularised less
        names = sorted(set(intents)) if few_examples else []
        taught, meant = [*texts, *map(in_words, names)], [*intents, *names]
        vectors = vectorizer.encode(taught)
        pieces = replace(CHARACTERS, weight=self._scale * CHARACTERS.weight)
        self._classifier = Classifier.fit(taught, meant, self._scale * vectors, pieces)
        self._second: SecondOpinion | None = None
        if few_examples:
            classes = np.searchsorted(self._classifier.labels, meant)
            self._second = SecondOpinion(taught, classes, *parts_of(vectors))

    def guess(self, texts: Sequence[str], *, outside: str | None = None) -> Guessed:
        """The best guess whether or not it is covered; never `outside`, the label of messages that no intent covers.

        Where there is such a label, its probability counts against the score.
        """
        vectors = self._vectorizer.encode(texts)
        shares = self._classifier.shares(texts, self._scale * vectors).astype(np.float64)
        covered = np.array([label != outside for label in self._classifier.labels])
        scores = FAMILIARITY * self._familiarity(vectors) + np.log(shares[:, covered].max(axis=1))
        if outside is not None:
            scores -= np.log(shares[:, ~covered][:, 0])
        weighed = np.log(shares)
        if self._second is not None:
            weighed += SECOND_OPINION * self._second.scores(texts, *parts_of(vectors))
        weighed[:, ~covered] = -np.inf
        return Guessed([self._classifier.labels[index] for index in weighed.argmax(axis=1)], scores)

    def _familiarity(self, vectors: Vectors) -> NDArray[np.float64]:
        """The cosines to the nearest example, by one encoder and by the other, together: from -2 to 2."""
        return np.concatenate(list(self._nearest(vectors)))

    def _nearest(self, vectors: Vectors) -> Iterator[NDArray[np.float64]]:
        known = parts_of(self._known)
        for start in range(0, len(vectors), ROWS):
            asked = parts_of(vectors[start : start + ROWS])
            english, multilingual = ((mine @ theirs.T).max(axis=1) for mine, theirs in zip(asked, known, strict=True))
            yield (english + multilingual).astype(np.float64)


def parts_of(vectors: Vectors) -> tuple[Vectors, Vectors]:
    """The English encoder's vectors and the multilingual one's, of length one each."""
    return vectors[:, :DIMENSIONS], multilingual(vectors)


def in_words(label: str) -> str:
    """A label as somebody would say it: CALL_CENTER is "call center"."""
    return re.sub(r"[_/]+", " ", label).strip().lower()
