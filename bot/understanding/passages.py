"""The last resort: a fact of an article that says just what was asked, where no prepared answer does.

A fact is found when it has the words that matter in the question and lies close to it in meaning, with a clear lead
over all other facts. A question on another treatment than the fact's, or after a number or a name that the fact does
not give, is left alone. `bench/passages.md` has the figures that the bars are chosen by.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.content import Fact
from bot.understanding.classifier import Vectors
from bot.understanding.lesson import Encoder

SHARED = 0.6  # of the weight of the question's words, those that the fact has, too
CLOSE = 0.7  # the cosine of question and fact
LEAD = 0.2  # over the next fact, of both figures together

_WORD = re.compile(r"[a-z0-9]+")
_ASKS_FOR_A_FIGURE = re.compile(
    r"^\W*(?:who|when|where)\b|\bhow (?:many|much|long|often|old|far|deep|big|fast|soon)\b"
)
_GIVES_A_FIGURE = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|centur)")
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
_SHORTEST_STEM = 4
_SAY_NOTHING = frozenset(
    _WORD.findall(
        """a an and are as at be been but by can do does did for from get has have how i if in is it its may me
        mine my of off on one or our out so than that the their them then there these they this those to
        up was we were what whats when where which who why will with would you your s t don doesn not no
        only also all any more most much many some such other go goes going like really about called
        call calls article articles says say said list people person us am name names use used uses
        using help helps need make makes mean means"""
    )
)


@dataclass(frozen=True)
class Found:
    """A fact by its id, and how close it lies to the question, from 0 to 1."""

    fact: str
    closeness: float


class Passages:
    """The facts, ready to be asked."""

    def __init__(self, facts: Sequence[Fact], encoder: Encoder) -> None:
        self._facts = tuple(facts)
        # One by one: a batch of so long texts would take memory that is not given back.
        self._vectors = _of_length_one(
            np.vstack([encoder.encode([]), *(encoder.encode([fact.text]) for fact in facts)])
        )  # [facts, dimensions]
        self._words = [words_of(fact.text) | words_of(fact.article.title) for fact in facts]
        self._subjects = frozenset().union(*(words_of(fact.article.title) for fact in facts))
        self._weights = _weights(self._words)
        self._unknown = float(np.log(2 * (len(facts) + 1)))  # the weight of a word that no fact has

    def find(self, text: str, vector: Vectors) -> Found | None:
        """The fact that answers `text`, whose vector is float32 [dimensions]; None where no one fact surely does."""
        if len(self._facts) < 2:
            return None
        asked = words_of(text)
        shared = np.array([self._shared(asked, words) for words in self._words])
        close = self._vectors @ _of_length_one(vector[np.newaxis, :])[0]
        second, first = np.sort(shared + close)[-2:]
        best = int(np.argmax(shared + close))
        is_sure = shared[best] >= SHARED and close[best] >= CLOSE and first - second >= LEAD
        if not is_sure or not self._fits(text, asked, best):
            return None
        return Found(self._facts[best].id, min(float(close[best]), 1.0))

    def _shared(self, asked: frozenset[str], words: frozenset[str]) -> float:
        """How much of what was asked for the fact speaks of, from 0 to 1; rare words weigh more."""
        whole = sum(self._weight(word) for word in asked)
        return sum(self._weight(word) for word in asked & words) / whole if whole else 0.0

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._unknown)

    def _fits(self, text: str, asked: frozenset[str], place: int) -> bool:
        if not asked & self._subjects <= self._words[place]:
            return False
        return not _ASKS_FOR_A_FIGURE.search(text.lower()) or bool(_GIVES_A_FIGURE.search(self._facts[place].text))


def words_of(text: str) -> frozenset[str]:
    """The words that say something, without their endings."""
    return frozenset(
        _stem(word) for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in _SAY_NOTHING
    )


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST_STEM else word


def _weights(spoken: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """By word: the fewer facts have it, the more it weighs."""
    count = Counter(word for words in spoken for word in words)
    return {word: float(np.log((len(spoken) + 1) / (times + 0.5))) for word, times in count.items()}


def _of_length_one(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = vectors / np.where(lengths > 0, lengths, 1)
    return scaled
