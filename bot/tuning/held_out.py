"""What the adapter never sees, so that there are examples and messages of our own that are new to it.

Chosen by the words alone: what is held out stays held out, whatever is added or taken away around it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar

EXAMPLES, SEVERAL, FOLLOW_UPS = 0.075, 0.2, 0.17  # the share of each that is held out

Thing = TypeVar("Thing")


def learnt_and_held(
    things: Sequence[Thing], share: float, words: Callable[[Thing], str]
) -> tuple[list[Thing], list[Thing]]:
    """The things to learn from, and about that share of them held out."""
    held = [_drawn(words(thing)) < share for thing in things]
    return (
        [thing for thing, is_held in zip(things, held, strict=True) if not is_held],
        [thing for thing, is_held in zip(things, held, strict=True) if is_held],
    )


def _drawn(words: str) -> float:
    """A number from 0 to 1 that the words have for ever."""
    return int.from_bytes(hashlib.sha256(words.encode("utf-8", "replace")).digest()[:4], "big") / 2**32
