"""Whether a message asks several things, and which: chosen among the ways to cut it by what its parts would mean.

"Does it hurt and how much is it" is two questions, "back and neck pain" one, and so is a story with a question at its
end. What tells them apart was learnt from written messages (learned/splitter.json): how sure each part is, whether it
is put as a question, and whether the whole message hears the same things in itself.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from bot.understanding.classifier import Ranking, Vectors
from bot.understanding.logistic import Weights
from bot.understanding.parts import Cut, Stretch

MOST_QUESTIONS = 3
LIKELY = 0.55  # from this probability on the message is cut
FOR_THREE = 0.15  # so much less will do for three questions, which are understood in part where two are taken
SMALL_TALK = frozenset({"dialogue/greet", "dialogue/goodbye", "dialogue/thanks"})
NOT_UNDERSTOOD = "dialogue/not_understood"

_FILLERS = (
    r"so|ok|okay|um|er|well|hi|hello|hey|like|also|and|oh|btw|tbh|please|pls|just|now|wait|plus|second|secondly|first|"
    r"firstly|but|then|if (?:so|not|yes)"
)
_OPENERS = (
    r"what|whats|what's|what'll|what'd|wots?|wat|how|hows|how's|who|whos|who's|who'd|when|whens|when's|where|wheres|"
    r"where's|whereabouts|why|which|do|does|did|d'you|dyou|can|could|is|are|r|am|was|were|will|would|wud|should|shall|"
    r"have|has|had|any|anyone|anything|may|might|must|need|got|u|ya|you|whether|if"
)
_ASKS = re.compile(rf"(?:(?:{_FILLERS})[\s,.:]+)*(?:{_OPENERS})\b", re.IGNORECASE)
_REQUESTS = re.compile(
    r"\b(?:tell me|explain|wants? to know|wondering|book|sign me|put me|pop me|squeeze me|call me|ring me|cancel|"
    r"move|let me|get me|i'd like|i need|list|describe|talk me|show me|send me|pls|please)\b",
    re.IGNORECASE,
)
_ASKS_WITHIN = re.compile(
    r"\b(?:what|whats|how|who|when|where|why|which|does|can|could|is it|are you|will i|would|do you|do i|should)\b",
    re.IGNORECASE,
)


_JOINTS: Mapping[str, Callable[[str, str], bool]] = {
    "also": lambda before, part: bool(re.match(r"(?i)\W*(?:and\s+)?(?:also|plus|oh and|&|another|second|2\))", part)),
    "and": lambda before, part: bool(re.match(r"(?i)\W*(?:and|n|an)\b", part)),
    "if so": lambda before, part: bool(re.match(r"(?i)\W*(?:and |but )?if (?:so|not|yes|no)\b", part)),
    "a question mark": lambda before, part: before == "?",
    "a stop": lambda before, part: before in tuple(".;!"),
    "a line": lambda before, part: before == "\n",
    "a comma": lambda before, part: before == ",",
}


@dataclass(frozen=True, eq=False)
class Meant:
    """A stretch of a message, or all of it, with the ids it may stand for, likeliest first."""

    text: str
    ranking: Ranking
    vector: Vectors  # [dimensions]

    def without_small_talk(self) -> Meant:
        """The same where a greeting or thanks in the words does not hide what they ask."""
        return replace(self, ranking=[(id, share) for id, share in self.ranking if id not in SMALL_TALK])

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


Way = tuple[Stretch, ...]


class Splitter:
    """Chooses how to cut a message."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @classmethod
    def load(cls) -> Splitter:
        return cls(Weights.load("splitter"))

    def split(self, whole: Meant, message: Cut, meant: Mapping[Stretch, Meant]) -> Way:
        """The stretches that are questions of their own, in order; none where the message is one question."""
        best: Way = ()
        likely = LIKELY
        for way in ways(message):
            chance = self.chance(whole, message, way, meant)
            if chance >= likely:
                best, likely = way, chance
        return best

    def chance(self, whole: Meant, message: Cut, way: Way, meant: Mapping[Stretch, Meant]) -> float:
        """The probability that these are the questions of the message; three make up for being rarer."""
        chance = 1 / (1 + math.exp(-self._weights.score(features(whole, message, way, meant))))
        return chance + FOR_THREE if len(way) == MOST_QUESTIONS and chance >= LIKELY - FOR_THREE else chance


def meant_by(message: Cut, vectors: Vectors, rankings: Sequence[Ranking]) -> tuple[Meant, dict[Stretch, Meant]]:
    """The message and its stretches, with what they may mean; `vectors` and `rankings` are of these, in order."""
    whole = Meant(message.text, rankings[0], vectors[0])
    return whole, {
        stretch: Meant(stretch.text, rankings[row], vectors[row]).without_small_talk()
        for row, stretch in enumerate(message.stretches, start=1)
    }


def ways(message: Cut) -> Iterator[Way]:
    """Every way to cut it into two or three stretches that leave nothing over."""
    starting: dict[int, list[Stretch]] = {}
    for stretch in message.stretches:
        starting.setdefault(stretch.first, []).append(stretch)

    def onwards(first: int, way: Way) -> Iterator[Way]:
        if first == message.pieces:
            if len(way) > 1:
                yield way
            return
        if len(way) < MOST_QUESTIONS:
            for stretch in starting.get(first, []):
                yield from onwards(stretch.last + 1, (*way, stretch))
        if way and first not in starting:  # a piece without letters belongs to nothing
            yield from onwards(first + 1, way)

    yield from onwards(0, ())


def features(whole: Meant, message: Cut, way: Way, meant: Mapping[Stretch, Meant]) -> dict[str, float]:
    """What is known of a way to cut a message."""
    parts = [meant[stretch] for stretch in way]
    ids = [part.id for part in parts]
    return {
        "always": 1.0,
        "three parts": float(len(parts) == MOST_QUESTIONS),
        **_how_sure(whole, parts),
        **_how_put(parts, unlike=1 - max(alike(one, other) for one, other in combinations(parts, 2))),
        **_how_joined(message, way),
        "out of scope": float(NOT_UNDERSTOOD in ids),
        "safety": float(any(id.startswith("safety/") for id in ids)),
        "safety first": float(ids[0].startswith("safety/")),
        "hand-off": float(any(id.startswith("handoff/") for id in ids)),
        "hand-off first": float(ids[0].startswith("handoff/")),
        "all different": float(len(set(ids)) == len(ids)),
        "least like the whole": min(alike(part, whole) for part in parts),
        "most like the whole": max(alike(part, whole) for part in parts),
    }


def alike(one: Meant, other: Meant) -> float:
    """The cosine of the two, as the sentence vectors have it."""
    return float(one.vector @ other.vector / (np.linalg.norm(one.vector) * np.linalg.norm(other.vector)))


def _how_sure(whole: Meant, parts: Sequence[Meant]) -> dict[str, float]:
    sure = [part.confidence for part in parts]
    ids = {part.id for part in parts}
    heard = [math.log(whole.probability(part.id) + 1e-3) for part in parts]
    return {
        "least sure": min(sure),
        "sure on average": sum(sure) / len(sure),
        "least margin": min(part.margin for part in parts),
        "most out of scope": max(part.probability(NOT_UNDERSTOOD) for part in parts),
        "least heard in the whole": min(heard),
        "heard in the whole": sum(heard),
        "share of the whole": sum(whole.probability(id) for id in ids),
        "whole agrees with one": float(whole.id in ids),
        "whole sure": whole.confidence,
        "whole margin": whole.margin,
        "whole out of scope": whole.probability(NOT_UNDERSTOOD),
    }


def _how_put(parts: Sequence[Meant], *, unlike: float) -> dict[str, float]:
    sure = min(part.confidence for part in parts)
    asks = [float(bool(_ASKS.match(part.text))) for part in parts]
    marked = [float("?" in part.text) for part in parts]
    requests = [float(bool(_REQUESTS.search(part.text))) for part in parts]
    wants = [max(three) for three in zip(asks, marked, requests, strict=True)]
    within = [max(want, float(bool(_ASKS_WITHIN.search(part.text)))) for want, part in zip(wants, parts, strict=True)]
    words = [max(1, len(part.text.split())) for part in parts]
    return {
        "question marks": sum(marked),
        "all with question marks": min(marked),
        "all put as questions": min(asks),
        "later ones put as questions": min(asks[1:]),
        "all want something": min(wants),
        "later ones want something": min(wants[1:]),
        "all ask within": min(within),
        "first wants something": wants[0],
        "shortest": math.log(min(words)),
        "longest": math.log(max(words)),
        "words": math.log(sum(words)),
        "a bare word or two": float(min(words) <= 2),
        "unlike": unlike,
        "sure and wanting": sure * min(wants),
        "sure and asking": sure * min(asks),
        "sure and unlike": sure * unlike,
        "asking and unlike": min(asks) * unlike,
        "sure, wanting and unlike": sure * min(wants) * unlike,
    }


def _how_joined(message: Cut, way: Way) -> dict[str, float]:
    """The shares of the later parts that are joined in each manner."""
    joints = [(message.text[: part.start].rstrip(" ")[-1:], message.text[part.start : part.end]) for part in way[1:]]
    return {
        f"joined by {name}": sum(float(is_so(before, part)) for before, part in joints) / len(joints)
        for name, is_so in _JOINTS.items()
    }
