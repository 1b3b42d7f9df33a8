"""What a message means after the one before it: "and sciatica?", "how long do they stay", "is that dearer".

A message that leans on the last one is read twice, alone and together with it; which reading counts, and how much
staying with the last answer counts, was learnt from written conversations (learned/follow_up.json). A message that
stands on its own is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.content.intents import NOT_UNDERSTOOD
from bot.understanding.logistic import Weights

FLOOR = 1e-4

_OPENERS = (
    r"and|what about|how about|but|or|then|so|even|also|why|how so|how come|in what|which|what if|"
    r"the (?:first|second|third|last|other)|that|those|it|they|she|he|same|for how long|ok|yes|yeah|sure|none|really|"
    r"more|go on|tell me more|after"
)
_SOUNDS = r"ok|so|oh|right|great|cool|hmm|um|yeah|thanks|and|but|like|also|wait|sorry|actually"
_LEANS = re.compile(rf"(?:(?:{_SOUNDS}) )*(?:{_OPENERS})\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:it|that|those|them|they|these|this|she|he|her|his|ones?|there|same|either|both|"
    r"the (?:first|second|third|fourth|fifth|last|other|former|latter)|then|else|more|instead|tho|though|each|"
    r"all that)\b",
    re.IGNORECASE,
)

MOST_BEFORE = 400  # characters

Shares = NDArray[np.float32]  # [ids], probabilities


@dataclass(frozen=True)
class Before:
    """What the visitor said last, small talk aside, and the id of what they were answered with."""

    text: str
    id: str


@dataclass(frozen=True, eq=False)
class Readings:
    """What a message and the one before it may ask: the probabilities of the ids."""

    alone: Shares
    joined: Shares  # of both as one
    within: Shares  # of the message, as it is meant after the one before
    earlier: Shares  # of the one before


def together(before: Before, text: str) -> tuple[str, str]:
    """The two pieces of one message that says both; of a long story its end, so that the second is read as well."""
    told = before.text.rstrip(" ?.!")
    if len(told) > MOST_BEFORE:
        told = told[-MOST_BEFORE:].partition(" ")[2] or told[-MOST_BEFORE:]
    return f"{told}. ", text


class FollowUps:
    """Weighs the readings of a message against each other."""

    def __init__(self, ids: Sequence[str], weights: Weights) -> None:
        self.ids = list(ids)
        self._weights = weights

    @classmethod
    def load(cls, ids: Sequence[str]) -> FollowUps:
        return cls(ids, Weights.load("follow_up"))

    def weigh(self, text: str, before: Before, readings: Readings) -> Shares:
        """The probabilities of the ids after `before`."""
        scores = np.zeros(len(self.ids))
        for name, column in features(self.ids, text, before, readings).items():
            scores += self._weights.of.get(name, 0.0) * column
        odds = np.exp(scores - scores.max())
        shares: Shares = (odds / odds.sum()).astype(np.float32)
        return shares


def features(ids: Sequence[str], text: str, before: Before, readings: Readings) -> dict[str, NDArray[np.float64]]:
    """A column for each feature: its value for every id."""
    circumstances = _circumstances(text)
    sure = float(readings.alone.max())
    lost = float(readings.alone[ids.index(NOT_UNDERSTOOD)]) if NOT_UNDERSTOOD in ids else 0.0
    staying = np.array([float(id == before.id) for id in ids])
    topic = float(before.id.startswith("faq/"))
    by_itself, with_last, within = map(_logs, (readings.alone, readings.joined, readings.within))
    evidence = {
        "with the last": with_last,
        "within the two": within,
        "the last": _logs(readings.earlier),
        "staying": staying * topic,
        "staying off topic": staying * (1 - topic),
        "not understood": np.array([float(id == NOT_UNDERSTOOD) for id in ids]),
    }
    columns = {"alone": by_itself, "alone, sure": by_itself * sure}
    for name, column in evidence.items():
        for circumstance, holds in circumstances.items():
            columns[f"{name}, {circumstance}"] = column * holds
        columns[f"{name}, unsure"] = column * (1 - sure)
    columns["with the last, lost"] = with_last * lost
    columns["within the two, lost"] = within * lost
    columns["staying, lost"] = staying * topic * lost
    return columns


def _logs(shares: Shares) -> NDArray[np.float64]:
    logs: NDArray[np.float64] = np.log(shares.astype(np.float64) + FLOOR)
    return logs


def _circumstances(text: str) -> dict[str, float]:
    words = len(text.split())
    return {
        "always": 1.0,
        "leaning": float(bool(_LEANS.match(text))),
        "pointing": float(bool(_POINTS.search(text))),
        "two words": float(words <= 2),
        "four words": float(words <= 4),
        "seven words": float(words <= 7),
    }
