"""Our pipeline on the public sets, at the published splits, beside the published numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.nlu.ours import Ours, Vectorizer
from bench.nlu.public_sets import BOTS, CLINC_OOS, FEW_SHOT, HINT3_OOS, NAMES, Examples, PublicSets
from bench.nlu.scoring import Border, accuracy, border

USE_CONVERT = {"banking77": 85.19, "hwu64": 85.83, "clinc150": 93.26}  # Casanueva et al. 2020, table 3
MISSED_BY_AT_MOST = 1.5  # points, the floor of these three
MLP_ON_USE = (93.5, 47.4)  # Larson et al. 2019, table 2, oos-train, full
COST = 0.01  # of the accuracy on validation, which refusing what is out of scope may take
AHEAD, AHEAD_AT_LEAST = 7, 5  # of the nine figures of HINT3: the aim and the floor


@dataclass(frozen=True)
class Line:
    """A figure of ours beside the published one to beat; both in per cent, but for MCC."""

    what: str
    served: float  # by the classifier as it is served
    ours: float  # by it with what helps where an intent has few examples
    published: float
    by: str  # who published it
    digits: int = 1

    @property
    def met(self) -> bool:
        return self.ours > self.published

    @property
    def met_as_served(self) -> bool:
        return self.served > self.published


@dataclass(frozen=True)
class PublicResults:
    """What was measured."""

    few_shot: list[Line]
    clinc150: list[Line]
    hint3: list[Line]

    @property
    def ahead(self) -> int:
        """Figures of HINT3 in which we are ahead of the best rival."""
        return sum(line.met for line in self.hint3)

    @property
    def ahead_as_served(self) -> int:
        return sum(line.met_as_served for line in self.hint3)


def measure_public(sets: PublicSets, vectorizer: Vectorizer) -> PublicResults:
    """Minutes, most of them for encoding. Raises PublicSetMissing."""
    return PublicResults(
        few_shot=[_few_shot(sets, vectorizer, name) for name in FEW_SHOT],
        clinc150=_clinc150(sets, vectorizer),
        hint3=[line for bot in BOTS for line in _hint3(sets, vectorizer, bot)],
    )


def _few_shot(sets: PublicSets, vectorizer: Vectorizer, name: str) -> Line:
    known, asked = sets.few_shot(name)
    served, ours = (
        100 * accuracy(asked.intents, model.guess(asked.texts).intents) for model in _both(vectorizer, known)
    )
    return Line(f"{name}, accuracy", served, ours, USE_CONVERT[name], "USE + ConveRT")


def _both(vectorizer: Vectorizer, known: Examples) -> Iterator[Ours]:
    """As it is served, then with what helps where an intent has few examples."""
    for few_examples in (False, True):
        yield Ours(vectorizer, known.texts, known.intents, few_examples=few_examples)


def _clinc150(sets: PublicSets, vectorizer: Vectorizer) -> list[Line]:
    known, outside = sets.clinc150("train")
    served, ours = (_kept_and_refused(sets, model) for model in _both(vectorizer, known + outside))
    accuracies, recalls = zip(served, ours, strict=True)
    return [
        Line("accuracy on the 150 intents", *accuracies, MLP_ON_USE[0], "MLP on USE"),
        Line("recall of what is out of scope", *recalls, MLP_ON_USE[1], "MLP on USE"),
    ]


def _kept_and_refused(sets: PublicSets, model: Ours) -> tuple[float, float]:
    """Accuracy in scope, and recall out of scope, in per cent."""
    threshold = threshold_costing(*_scored(model, sets.clinc150("val")[0]), cost=COST)
    asked, strange = sets.clinc150("test")
    right, scores = _scored(model, asked)
    refused = model.guess(strange.texts, outside=CLINC_OOS).scores < threshold
    return 100 * float((right & (scores >= threshold)).mean()), 100 * float(refused.mean())


def _scored(model: Ours, asked: Examples) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    found = model.guess(asked.texts, outside=CLINC_OOS)
    return np.array([one == other for one, other in zip(asked.intents, found.intents, strict=True)]), found.scores


def threshold_costing(right: NDArray[np.bool_], scores: NDArray[np.float64], *, cost: float) -> float:
    """The highest threshold below which no more than `cost` of all messages is right, and would be lost."""
    lost = np.sort(scores[right])
    spared = int(cost * len(scores) + 1e-9)
    return float(lost[min(spared, len(lost) - 1)])


def _hint3(sets: PublicSets, vectorizer: Vectorizer, bot: str) -> Iterator[Line]:
    known, asked = sets.hint3(bot)
    found = [model.guess(asked.texts) for model in _both(vectorizer, known)]
    mine = [border(asked.intents, one.intents, one.scores, oos=HINT3_OOS) for one in found]
    rivals = {system: published_border(sets, bot, system) for system in NAMES}
    for what, name, scale, digits in _FIGURES:
        best = max(rivals, key=lambda system: getattr(rivals[system], name))
        served, ours, published = (scale * getattr(one, name) for one in (*mine, rivals[best]))
        yield Line(f"{bot}, {what}", served, ours, published, NAMES[best], digits)


_FIGURES: Sequence[tuple[str, str, float, int]] = (
    ("area under the ROC curve", "auroc", 100, 1),
    ("out of scope refused, 90% in scope kept", "oos_recall", 100, 1),
    ("best MCC", "best_mcc", 1, 3),
)


def published_border(sets: PublicSets, bot: str, system: str) -> Border:
    """The figures of a published system, computed from its predictions as ours are."""
    published = sets.hint3_published(bot, system)
    return border(published.wanted, published.given, np.array(published.scores), oos=HINT3_OOS)
