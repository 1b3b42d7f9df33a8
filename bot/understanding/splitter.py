"""Whether a message asks several things: chosen among the ways to cut it, by where the encoder hears a question begin
and by what the parts would mean.

"Does it hurt and how much is it" is two questions, "back and neck pain" one, and so is a story with a question at its
end. How much each of the signs counts was learnt from written messages (learned/splitter.json).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from bot.content.intents import NOT_UNDERSTOOD, SMALL_TALK
from bot.understanding.classifier import Ranking, Vectors
from bot.understanding.logistic import Weights
from bot.understanding.parts import MOST_QUESTIONS, Stretch, Way

LIKELY = 0.13  # from this probability on the message is cut
HIGHEST = 0.995  # beyond, one probability is as good as another
CALL_FOR_HELP = "dialogue/capabilities"  # in few words, "can you help", it asks about the rest of the message
FEW_WORDS = 3


@dataclass(frozen=True, eq=False)
class Meant:
    """A stretch of a message, or all of it, with the ids it may stand for, likeliest first."""

    text: str
    ranking: Ranking
    vector: Vectors  # [dimensions]

    def as_a_part(self) -> Meant:
        """The same where a greeting, thanks or a call for help in the words does not hide what they ask."""
        hidden = {*SMALL_TALK, CALL_FOR_HELP} if len(self.text.split()) <= FEW_WORDS else SMALL_TALK
        return replace(self, ranking=[(id, share) for id, share in self.ranking if id not in hidden])

    @property
    def id(self) -> str:
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        return self.ranking[0][1]

    @property
    def margin(self) -> float:
        return self.confidence - self.ranking[1][1]

    def probability(self, wanted: str) -> float:
        return next((share for id, share in self.ranking if id == wanted), 0.0)


class Splitter:
    """Chooses how to cut a message."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @classmethod
    def load(cls) -> Splitter:
        return cls(Weights.load("splitter"))

    def split(self, whole: Meant, ways: Sequence[Way], meant: Mapping[Stretch, Meant]) -> tuple[Stretch, ...]:
        """The stretches that are questions of their own, in order; none where the message is one question."""
        best: tuple[Stretch, ...] = ()
        likely = LIKELY
        for way in ways:
            chance = self.chance(whole, way, [meant[stretch] for stretch in way.stretches])
            if chance >= likely:
                best, likely = way.stretches, chance
        return best

    def chance(self, whole: Meant, way: Way, parts: Sequence[Meant]) -> float:
        """The probability that these are the questions of the message."""
        return 1 / (1 + math.exp(-self._weights.score(features(whole, way, parts))))


def features(whole: Meant, way: Way, parts: Sequence[Meant]) -> dict[str, float]:
    """What is known of a way to cut a message."""
    ids = [part.id for part in parts]
    words = [max(1, len(part.text.split())) for part in parts]
    sure = [part.confidence for part in parts]
    begins = [_logit(chance) for chance in way.begins]
    return {
        "always": 1.0,
        "three parts": float(len(parts) == MOST_QUESTIONS),
        "least surely begun": min(begins),
        "surely begun": sum(begins),
        "passed over": -sum(math.log(1 - min(chance, HIGHEST)) for chance in way.passed_over),
        "least sure": min(sure),
        "sure on average": sum(sure) / len(sure),
        "least margin": min(part.margin for part in parts),
        "most out of scope": max(part.probability(NOT_UNDERSTOOD) for part in parts),
        "out of scope": float(NOT_UNDERSTOOD in ids),
        "safety": float(any(id.startswith("safety/") for id in ids)),
        "least heard in the whole": min(math.log(whole.probability(id) + 1e-3) for id in ids),
        "whole agrees with one": float(whole.id in ids),
        "whole sure": whole.confidence,
        "all different": float(len(set(ids)) == len(ids)),
        "unlike": 1 - max(_alike(one, other) for one, other in combinations(parts, 2)),
        "in common": max(_in_common(one, other) for one, other in combinations(parts, 2)),
        "shortest": math.log(min(words)),
        "words": math.log(sum(words)),
    }


def _in_common(one: Meant, other: Meant) -> float:
    """How far two may mean the same: the probability that their rankings share."""
    shares = dict(other.ranking)
    return sum(min(share, shares.get(id, 0.0)) for id, share in one.ranking)


def _alike(one: Meant, other: Meant) -> float:
    """The cosine of the two, as the sentence vectors have it."""
    return float(one.vector @ other.vector / (np.linalg.norm(one.vector) * np.linalg.norm(other.vector)))


def _logit(chance: float) -> float:
    bounded = min(max(chance, 1 - HIGHEST), HIGHEST)
    return math.log(bounded / (1 - bounded))
