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

Matrix = NDArray[np.float32]

# A step on the dense features alone costs a quarter of one on all, and goes most of the way: this is as close to the
# end as 60 steps on all, in 70% of the time (bench/nlu-notes.md).
STEPS_ON_DENSE, STEPS_ON_ALL = 40, 30


@dataclass(frozen=True)
class Problem:
    """Features of the examples, the class of each and how often it counts; `strength`: 1 / regularisation."""

    dense: Matrix  # [examples, dense features]
    pieces: sparse.csr_matrix  # [examples, sparse features], of which there may be none
    classes: NDArray[np.intp]  # [examples], from 0
    counts: NDArray[np.float32]  # [examples]
    strength: float

    @property
    def shape(self) -> tuple[int, int]:
        """Features and the constant, by classes."""
        return self.dense.shape[1] + self.pieces.shape[1] + 1, int(self.classes.max()) + 1


def fit_softmax(problem: Problem) -> tuple[Matrix, Matrix]:
    """Weights [features, classes] and bias [classes]. The same examples always give the same numbers."""
    alone = replace(problem, pieces=problem.pieces[:, :0])
    fitted = _descend(alone, np.zeros(alone.shape), STEPS_ON_DENSE)
    if problem.pieces.shape[1]:
        start = np.zeros(problem.shape)
        start[: problem.dense.shape[1]], start[-1] = fitted[:-1], fitted[-1]
        fitted = _descend(problem, start, STEPS_ON_ALL)
    weights = fitted.astype(np.float32)
    return np.ascontiguousarray(weights[:-1]), weights[-1]


def _descend(problem: Problem, start: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    """Nearer to the weights of the least loss, from `start`: [features and the constant, classes]."""
    transposed = problem.pieces.T.tocsr()
    result = minimize(
        lambda flat: _loss(problem, transposed, flat),
        start.ravel(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps},
    )
    found: NDArray[np.float64] = result.x.reshape(problem.shape)
    return found


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
