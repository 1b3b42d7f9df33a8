"""The figures by which public results are published, computed from labels and scores.

Shares are between 0 and 1. `inside` marks the messages that some intent covers; a score is higher where a system is
surer that one does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

KEPT = 0.9  # of the messages in scope, where the recall of those out of scope is read off

Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Border:
    """How well messages in scope and out of scope are told apart, and the best that a threshold makes of it."""

    auroc: float
    oos_recall: float  # where 90% of the messages in scope are kept
    best_mcc: float


def accuracy(wanted: Sequence[str], given: Sequence[str]) -> float:
    """The share that is right."""
    return sum(one == other for one, other in zip(wanted, given, strict=True)) / len(wanted)


def auroc(scores: Scores, inside: Flags) -> float:
    """How often a message in scope scores above one out of scope; a tie is half a time."""
    ranks = rankdata(scores)
    count = int(inside.sum())
    above = float(ranks[inside].sum()) - count * (count + 1) / 2
    return above / (count * (len(scores) - count))


def oos_recall_at(scores: Scores, inside: Flags, *, kept: float = KEPT) -> float:
    """The share out of scope below the threshold that keeps `kept` of those in scope; it may lie between two."""
    threshold = np.quantile(scores[inside], 1 - kept)
    return float((scores[~inside] < threshold).mean())


def best_mcc(wanted: Sequence[str], given: Sequence[str], scores: Scores, *, oos: str) -> float:
    """The highest multi-class MCC of all thresholds below which a message counts as `oos`, a class like any other."""
    labels = sorted({*wanted, *given, oos})
    number = {label: index for index, label in enumerate(labels)}
    truth = np.array([number[label] for label in wanted])
    guess = np.array([number[label] for label in given])
    outside = np.full_like(guess, number[oos])
    thresholds = [*np.unique(scores), math.inf]
    return max(mcc(truth, np.where(scores < threshold, outside, guess)) for threshold in thresholds)


def mcc(truth: NDArray[np.int64], guess: NDArray[np.int64]) -> float:
    """Matthews' correlation for many classes (Gorodkin 2004); 0 where one side names one class only."""
    size = int(max(truth.max(), guess.max())) + 1
    true_counts = np.bincount(truth, minlength=size).astype(float)
    guess_counts = np.bincount(guess, minlength=size).astype(float)
    total = float(len(truth))
    covariance = float((truth == guess).sum()) * total - float(true_counts @ guess_counts)
    spread = (total**2 - float(true_counts @ true_counts)) * (total**2 - float(guess_counts @ guess_counts))
    return covariance / math.sqrt(spread) if spread > 0 else 0.0


def border(wanted: Sequence[str], given: Sequence[str], scores: Scores, *, oos: str) -> Border:
    """All three figures of one system on one set."""
    inside = np.array([label != oos for label in wanted])
    return Border(auroc(scores, inside), oos_recall_at(scores, inside), best_mcc(wanted, given, scores, oos=oos))
