"""Softmax regression on dense and sparse features side by side.

scikit-learn's would do, but wants one matrix: with the sentence vectors made sparse it takes six times as long, and
the review loop waits for it. The dense half goes through BLAS here (bench/understanding.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from bot.understanding.preconditioner import Preconditioner

Matrix = NDArray[np.float32]

# A step on the dense features alone costs a quarter of one on all, and goes most of the way (bench/nlu-notes.md).
STEPS_ON_DENSE, STEPS_ON_ALL = 25, 12


@dataclass(frozen=True)
class Problem:
    """Features of the examples, the class of each and how much it counts; `strength`: 1 / regularisation."""

    dense: Matrix  # [examples, dense features]
    pieces: sparse.csr_matrix  # [examples, sparse features], of which there may be none
    classes: NDArray[np.intp]  # [examples], from 0
    sample_weights: NDArray[np.float32]  # [examples]
    strength: float

    @property
    def shape(self) -> tuple[int, int]:
        """Features and the constant, by classes."""
        return self.dense.shape[1] + self.pieces.shape[1] + 1, int(self.classes.max()) + 1


def fit_softmax(problem: Problem) -> tuple[Matrix, Matrix]:
    """Weights [features, classes] and bias [classes]. The same examples always give the same numbers."""
    alone = replace(problem, pieces=problem.pieces[:, :0])
    weights = _descend(alone, np.zeros(alone.shape), STEPS_ON_DENSE)
    if problem.pieces.shape[1]:
        without_pieces = np.zeros((problem.pieces.shape[1], weights.shape[1]))
        weights = _descend(problem, np.concatenate([weights[:-1], without_pieces, weights[-1:]]), STEPS_ON_ALL)
    found = weights.astype(np.float32)
    return np.ascontiguousarray(found[:-1]), found[-1]


def _descend(problem: Problem, start: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Nearer to the weights of the least loss, from `start`: [features and the constant, classes]."""
    chance = 1 / max(2, problem.shape[1])
    bends = problem.sample_weights * chance * (1 - chance)  # as long as all classes are equally likely
    even = Preconditioner.of(problem.dense, problem.pieces, bends, problem.strength)
    transposed = problem.pieces.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, gradient = _loss(problem, transposed, even.weights(flat.reshape(problem.shape)))
        return value, even.gradient(gradient).ravel()

    result = minimize(loss, even.variables(start).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return even.weights(result.x.reshape(problem.shape))


def _loss(
    problem: Problem, transposed: sparse.csr_matrix, exact: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """The penalised negative log-likelihood of the examples, and its gradient along the weights."""
    weights = exact.astype(np.float32)
    width = problem.dense.shape[1]
    rows = np.arange(len(problem.classes))
    scores = problem.dense @ weights[:width] + problem.pieces @ weights[width:-1] + weights[-1]
    scores -= scores.max(axis=1, keepdims=True)
    odds = np.exp(scores)
    total = odds.sum(axis=1, keepdims=True)
    likelihoods = scores[rows, problem.classes] - np.log(total[:, 0])
    likelihood = (problem.sample_weights * likelihoods).sum(dtype=np.float64)

    residual = odds / total
    residual[rows, problem.classes] -= 1
    residual *= problem.sample_weights[:, np.newaxis]
    gradient = np.concatenate(
        [problem.dense.T @ residual, transposed @ residual, residual.sum(axis=0, keepdims=True)]
    ).astype(np.float64)
    gradient[:-1] += exact[:-1] / problem.strength
    return 0.5 / problem.strength * float((exact[:-1] ** 2).sum()) - likelihood, gradient
