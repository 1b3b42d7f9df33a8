"""Softmax regression on dense and sparse features side by side.

scikit-learn's would do, but wants one matrix: with the sentence vectors made sparse it takes six times as long, and
the review loop waits for it. The dense half goes through BLAS here (bench/understanding.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Problem:
    """Features of the examples, the class of each and how often it counts; `strength`: 1 / regularisation."""

    dense: Matrix  # [examples, dense features]
    pieces: sparse.csr_matrix  # [examples, sparse features]
    classes: NDArray[np.intp]  # [examples], from 0
    counts: NDArray[np.float32]  # [examples]
    strength: float

    @property
    def shape(self) -> tuple[int, int]:
        """Features and the constant, by classes."""
        return self.dense.shape[1] + self.pieces.shape[1] + 1, int(self.classes.max()) + 1


def fit_softmax(problem: Problem, *, iterations: int) -> tuple[Matrix, Matrix]:
    """Weights [features, classes] and bias [classes]. The same examples always give the same numbers."""
    transposed = problem.pieces.T.tocsr()
    result = minimize(
        lambda flat: _loss(problem, transposed, flat),
        np.zeros(problem.shape[0] * problem.shape[1]),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": iterations},
    )
    fitted = result.x.reshape(problem.shape).astype(np.float32)
    return np.ascontiguousarray(fitted[:-1]), fitted[-1]


def _loss(
    problem: Problem, transposed: sparse.csr_matrix, flat: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """The penalised negative log-likelihood of the examples, and its gradient."""
    weights = flat.reshape(problem.shape).astype(np.float32)
    width = problem.dense.shape[1]
    rows = np.arange(len(problem.classes))
    scores = problem.dense @ weights[:width] + problem.pieces @ weights[width:-1] + weights[-1]
    scores -= scores.max(axis=1, keepdims=True)
    odds = np.exp(scores)
    total = odds.sum(axis=1, keepdims=True)
    likelihoods = scores[rows, problem.classes] - np.log(total[:, 0])
    likelihood = (problem.counts * likelihoods).sum(dtype=np.float64)

    residual = odds / total
    residual[rows, problem.classes] -= 1
    residual *= problem.counts[:, np.newaxis]
    gradient = np.concatenate(
        [problem.dense.T @ residual, transposed @ residual, residual.sum(axis=0, keepdims=True)]
    ).astype(np.float64)
    penalised = weights[:-1].astype(np.float64)
    gradient[:-1] += penalised / problem.strength
    return 0.5 / problem.strength * float((penalised**2).sum()) - likelihood, gradient.ravel()
