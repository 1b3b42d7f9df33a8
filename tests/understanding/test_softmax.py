"""The weights are those that regularised softmax regression has, with and without pieces of text."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.understanding.softmax import Problem, fit_softmax

EXAMPLES, DENSE, CLASSES = 300, 8, 4


def problem(*, pieces: int) -> Problem:
    """Noisy examples of four classes, with vectors of length one; some count twice."""
    chance = np.random.default_rng(20)
    classes = chance.integers(CLASSES, size=EXAMPLES)
    dense = chance.normal(size=(EXAMPLES, DENSE)) + classes[:, np.newaxis] * chance.normal(size=DENSE)
    dense /= np.linalg.norm(dense, axis=1, keepdims=True)
    found = chance.random((EXAMPLES, pieces)) * (chance.random((EXAMPLES, pieces)) < 0.2)
    sample_weights = np.where(chance.random(EXAMPLES) < 0.3, 2, 1)
    return Problem(
        dense.astype(np.float32),
        sparse.csr_matrix(found.astype(np.float32)),
        classes,
        sample_weights.astype(np.float32),
        strength=3.0,
    )


def shares(problem: Problem, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float64]:
    scores = np.hstack([problem.dense, problem.pieces.toarray()]) @ weights + bias
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("pieces", [0, 6])
def test_it_finds_what_scikit_learn_finds(pieces: int) -> None:
    given = problem(pieces=pieces)
    features = np.hstack([given.dense, given.pieces.toarray()])
    theirs = LogisticRegression(C=given.strength, max_iter=1000).fit(features, given.classes, given.sample_weights)

    found = shares(given, *fit_softmax(given))

    assert found == pytest.approx(theirs.predict_proba(features), abs=0.01)


def test_the_same_examples_always_give_the_same_weights() -> None:
    first, again = fit_softmax(problem(pieces=6)), fit_softmax(problem(pieces=6))

    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))


def test_where_there_is_one_class_it_is_certain() -> None:
    given = replace(problem(pieces=6), classes=np.zeros(EXAMPLES, dtype=np.intp))

    assert shares(given, *fit_softmax(given)) == pytest.approx(np.ones((EXAMPLES, 1)))
