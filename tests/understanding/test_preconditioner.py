"""In even variables the loss bends alike in all directions, and they stand for weights both ways."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from bot.understanding.preconditioner import Preconditioner

EXAMPLES, DENSE, PIECES, CLASSES = 60, 5, 3, 4
STRENGTH = 2.0

chance = np.random.default_rng(9)
dense = chance.normal(size=(EXAMPLES, DENSE)).astype(np.float32) + 3  # they lean one way, as sentence vectors do
pieces = sparse.csr_matrix((chance.random((EXAMPLES, PIECES)) < 0.3).astype(np.float32))
bends = chance.random(EXAMPLES).astype(np.float32)
even = Preconditioner.of(dense, pieces, bends, STRENGTH)
some = chance.normal(size=(DENSE + PIECES + 1, CLASSES))


def test_along_the_dense_features_it_bends_alike() -> None:
    bending = dense.T @ (dense * bends[:, np.newaxis]) + np.eye(DENSE) / STRENGTH

    assert np.linalg.cond(bending) > 50
    assert even.dense.T @ bending @ even.dense == pytest.approx(np.eye(DENSE), abs=1e-4)


def test_a_frequent_piece_is_scaled_down() -> None:
    bending = pieces.toarray().T ** 2 @ bends + 1 / STRENGTH

    assert even.pieces[:, 0] ** 2 * bending == pytest.approx(np.ones(PIECES), abs=1e-5)


def test_weights_come_back_from_their_variables() -> None:
    assert even.weights(even.variables(some)) == pytest.approx(some)


def test_a_step_along_the_variables_gains_what_it_gains_along_the_weights() -> None:
    slope = chance.normal(size=some.shape)

    assert (even.gradient(slope) * some).sum() == pytest.approx((slope * even.weights(some)).sum())
