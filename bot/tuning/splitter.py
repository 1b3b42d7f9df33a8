"""Learns how to tell several questions from one: the weights of `bot.understanding.splitter`.

From written messages with several questions, and from examples, which ask one thing each and were held out of what
ranks their parts. A way to cut a message is right where there are as many parts as questions, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bot.tuning.conversations import SeveralQuestions
from bot.understanding.classifier import Classifier
from bot.understanding.logistic import Weights
from bot.understanding.sentence_vectors import SentenceVectors
from bot.understanding.splitter import features
from bot.understanding.understanding import meant_by

STRENGTH = 0.3  # inverse of the regularisation


def learn_splitter(
    messages: Sequence[SeveralQuestions], ranker: Classifier, encoder: SentenceVectors
) -> tuple[Weights, int]:
    """The weights, and how many ways to cut a message they were learnt from."""
    rows, right = [], []
    for message in messages:
        for described, is_right in _ways(message, ranker, encoder):
            rows.append(described)
            right.append(is_right)
    names = sorted(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(scaler.transform(values), right)
    counts = model.coef_[0] / scaler.scale_
    weights = dict(zip(names, counts.tolist(), strict=True))
    weights["always"] = float(model.intercept_[0] - (counts * scaler.mean_).sum())
    return Weights(weights), len(rows)


def _ways(
    message: SeveralQuestions, ranker: Classifier, encoder: SentenceVectors
) -> Iterator[tuple[dict[str, float], bool]]:
    read = encoder.read(message.text)
    whole, meant = meant_by(message.text, read, ranker)
    for way in read.ways:
        parts = [meant[stretch] for stretch in way.stretches]
        yield features(whole, way, parts), is_right([part.id for part in parts], message.accepted)


def is_right(ids: Sequence[str], accepted: Sequence[frozenset[str]]) -> bool:
    """Whether the message is cut as it should be: one of the parts may still be misunderstood."""
    if len(accepted) < 2 or len(ids) != len(accepted) or len(set(ids)) != len(ids):
        return False
    return sum(id in wanted for id, wanted in zip(ids, accepted, strict=True)) >= len(accepted) - 1
