"""Learns how much the last message counts for the next one: the weights of `bot.understanding.follow_up`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.tuning.conversations import FollowUp
from bot.understanding.classifier import Classifier
from bot.understanding.follow_up import Before, features
from bot.understanding.logistic import Weights
from bot.understanding.sentence_vectors import SentenceVectors
from bot.understanding.understanding import readings_after

PENALTY = 0.02  # on the squared distance from reading each message alone


@dataclass(frozen=True)
class Case:
    """A conversation in numbers: the features of every id, and which ids are right."""

    columns: NDArray[np.float64]  # [ids, features]
    right: NDArray[np.bool_]  # [ids]


def learn_follow_ups(conversations: Sequence[FollowUp], ranker: Classifier, encoder: SentenceVectors) -> Weights:
    """The weights with which the right ids are likeliest."""
    names, cases = described(conversations, ranker, encoder)
    start = np.array([float(name == "alone") for name in names])
    fitted = minimize(_loss, start, args=(cases, start), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return Weights(dict(zip(names, fitted.tolist(), strict=True)))


def described(
    conversations: Sequence[FollowUp], ranker: Classifier, encoder: SentenceVectors
) -> tuple[list[str], list[Case]]:
    """The names of the features, and the conversations of which a right id is known to the ranker."""
    names: list[str] = []
    cases = []
    for conversation in conversations:
        before = Before(conversation.before, "")
        text = conversation.text
        readings = readings_after(before, text, encoder.encode([text])[0], ranker, encoder)
        answered = Before(conversation.before, ranker.labels[int(readings.earlier.argmax())])
        columns = features(ranker.labels, text, answered, readings)
        right = np.array([id in conversation.accepted for id in ranker.labels])
        if right.any():
            names = list(columns)
            cases.append(Case(np.stack([columns[name] for name in names], axis=1), right))
    return names, cases


def _loss(
    weights: NDArray[np.float64], cases: Sequence[Case], start: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """The negative log-likelihood that one of the right ids is chosen, penalised, and its gradient."""
    loss, gradient = 0.0, np.zeros_like(weights)
    for case in cases:
        scores = case.columns @ weights
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        right = np.where(case.right, shares, 0.0)
        total = right.sum() + 1e-12
        loss -= float(np.log(total))
        gradient += case.columns.T @ (shares - right / total)
    moved = weights - start
    count = len(cases)
    return loss / count + PENALTY * float((moved**2).sum()), gradient / count + 2 * PENALTY * moved
