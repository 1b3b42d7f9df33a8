"""Finds examples that say the same in almost the same words, so that a fold never tests what another has learnt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sklearn.model_selection import StratifiedGroupKFold

NEAR = 0.85  # cosine of two near-duplicates; at 0.8 a chain of neighbours joins 142 examples (of 18,776)
ROWS = 1024  # compared at a time: all of them at once would need a gigabyte


def groups_of(vectors: NDArray[np.float32], *, near: float = NEAR) -> NDArray[np.int64]:
    """A group number for each unit vector; vectors that a chain of near neighbours joins have the same."""
    count = len(vectors)
    rows, columns = [], []
    for start in range(0, count, ROWS):
        alike = vectors[start : start + ROWS] @ vectors.T >= near
        found = np.argwhere(alike)
        rows.append(found[:, 0] + start)
        columns.append(found[:, 1])
    if not rows:
        return np.zeros(0, dtype=np.int64)
    row, column = np.concatenate(rows), np.concatenate(columns)
    links = sparse.csr_matrix((np.ones(len(row), dtype=np.int8), (row, column)), shape=(count, count))
    _, numbers = connected_components(links, directed=False)
    return np.asarray(numbers, dtype=np.int64)


def folds_of(ids: Sequence[str], groups: NDArray[np.int64], folds: int, *, seed: int = 0) -> NDArray[np.int64]:
    """The fold of each example: a group stays together, and each id is spread as evenly as that allows."""
    splitter = StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=seed)
    fold = np.empty(len(ids), dtype=np.int64)
    for number, (_, held) in enumerate(splitter.split(np.zeros(len(ids)), list(ids), groups)):
        fold[held] = number
    return fold
