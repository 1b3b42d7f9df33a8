"""Which of our examples the adapter never sees, so that there are messages of our own that are new to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.content.examples import Example

HELD_OUT = 1500


def learnt_and_held(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The examples to learn from, and those held out: the same ones whenever the examples are the same."""
    order = np.random.RandomState(0).permutation(len(examples))
    return [examples[index] for index in order[HELD_OUT:]], [examples[index] for index in order[:HELD_OUT]]
