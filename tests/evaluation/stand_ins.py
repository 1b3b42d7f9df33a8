"""A learner that takes no time: it remembers words, so that what it will guess can be foretold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bot.content import Example
from bot.evaluation.learner import Guess, Model
from bot.understanding.classifier import Vectors

UNSURE = 0.2
NOT_UNDERSTOOD = "dialogue/not_understood"


class WordLearner:
    """Ranks ids by how many of a message's words they were seen with; without any, it does not understand."""

    def __init__(self) -> None:
        self.learnt: list[list[str]] = []  # the texts of each training

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Messages are alike by their words."""
        words = sorted({word for text in texts for word in text.split()})
        counts = np.array([[text.split().count(word) for word in words] for text in texts], dtype=np.float32)
        vectors: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return vectors

    def learn(self, texts: Sequence[str], ids: Sequence[str]) -> Model:
        self.learnt.append(list(texts))
        seen = [(set(text.split()), id) for text, id in zip(texts, ids, strict=True)]

        def guess(messages: Sequence[str]) -> list[Guess]:
            return [_guess(set(message.split()), seen) for message in messages]

        return guess


def _guess(words: set[str], seen: list[tuple[set[str], str]]) -> Guess:
    counts = Counter({id: 1 for _, id in seen})
    for known, id in seen:
        counts[id] += 10 * len(words & known)
    total = sum(counts.values())
    ranking = [(id, count / total) for id, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    best, sure = ranking[0]
    return Guess((best if sure > UNSURE else NOT_UNDERSTOOD,), sure, ranking)


def examples(**texts: Sequence[str]) -> list[Example]:
    """Examples of faq ids, as `prices=["what does it cost"]`."""
    places = [(f"faq/{name}", text) for name, some in texts.items() for text in some]
    return [Example(text, id, "data/examples/clinic.yml", line) for line, (id, text) in enumerate(places, start=1)]
