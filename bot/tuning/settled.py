"""Finds the examples that the classifiers are sure of: in `bot.understanding.lesson` a few stand for all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.content.intents import URGENT_IDS
from bot.understanding.classifier import Classifier
from bot.understanding.lesson import Lesson, signatures
from bot.understanding.pieces import CHARACTERS
from bot.understanding.urgency import Urgency

# Which shares of the examples are never settled: those whose own id is the least likely, and those whose urgency is
# the least clear. Chosen by the figures in docs/decisions/2026-11-28-what-is-learnt-again.md.
LEAST_LIKELY, LEAST_CLEAR = 0.2, 0.1


def find_settled(lesson: Lesson) -> NDArray[np.uint32]:
    """The signatures of the settled examples, in rising order, from a lesson with all of them."""
    unsettled = _lowest(_likelihoods(lesson), LEAST_LIKELY) | _lowest(_clarity(lesson), LEAST_CLEAR)
    return np.sort(signatures(lesson.texts, lesson.ids)[~unsettled])


def _likelihoods(lesson: Lesson) -> Sequence[float]:
    """Of each example's own id, after learning from all."""
    ranker = Classifier.fit(lesson.texts, lesson.ids, lesson.vectors, CHARACTERS)
    column = {label: number for number, label in enumerate(ranker.labels)}
    shares = ranker.shares(lesson.texts, lesson.vectors)
    return [float(row[column[id]]) for row, id in zip(shares, lesson.ids, strict=True)]


def _clarity(lesson: Lesson) -> Sequence[float]:
    """How surely each is known to be urgent, or not to be."""
    urgency = Urgency.fit(lesson.texts, lesson.ids, lesson.vectors).of_many(lesson.texts, lesson.vectors)
    return [found if id in URGENT_IDS else 1 - found for found, id in zip(urgency, lesson.ids, strict=True)]


def _lowest(values: Sequence[float], share: float) -> NDArray[np.bool_]:
    lowest: NDArray[np.bool_] = np.array(values) < np.quantile(values, share)
    return lowest
