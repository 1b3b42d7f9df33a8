"""A change of variables in which the loss of softmax regression bends about alike in all directions.

Sentence vectors lean one way: along the mean of all sentences the loss bends a thousand times as much as along most
others, and descent takes many small steps. In variables that even it out, half as many come nearer to the end
(bench/nlu-notes.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Preconditioner:
    """From even variables to weights: the dense features are mixed, each piece and the constant only scaled."""

    dense: Matrix  # [dense features, dense features]
    pieces: Matrix  # [sparse features, 1]
    constant: float

    @classmethod
    def of(
        cls, dense: NDArray[np.float32], pieces: sparse.csr_matrix, bends: NDArray[np.float32], strength: float
    ) -> Preconditioner:
        """`bends`, [examples], is how much each example bends the loss; 1 / `strength`, how much the penalty does."""
        curved = (dense.T @ (dense * bends[:, np.newaxis])).astype(np.float64) + np.eye(dense.shape[1]) / strength
        along_pieces = pieces.power(2).T @ bends + 1 / strength
        return cls(
            dense=np.linalg.inv(np.linalg.cholesky(curved)).T,
            pieces=1 / np.sqrt(along_pieces, dtype=np.float64)[:, np.newaxis],
            constant=float(1 / np.sqrt(bends.sum(dtype=np.float64))),
        )

    def weights(self, even: Matrix) -> Matrix:
        """What the variables stand for: [features and the constant, classes], as they are."""
        width = len(self.dense)
        return np.concatenate([self.dense @ even[:width], self.pieces * even[width:-1], self.constant * even[-1:]])

    def variables(self, weights: Matrix) -> Matrix:
        """The variables that stand for these weights."""
        width = len(self.dense)
        mixed = np.linalg.solve(self.dense, weights[:width])
        return np.concatenate([mixed, weights[width:-1] / self.pieces, weights[-1:] / self.constant])

    def gradient(self, along: Matrix) -> Matrix:
        """The loss's gradient along the variables, from the one along the weights."""
        width = len(self.dense)
        return np.concatenate(
            [self.dense.T @ along[:width], self.pieces * along[width:-1], self.constant * along[-1:]]
        )
