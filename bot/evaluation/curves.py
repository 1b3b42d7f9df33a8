"""What the plots show: whether confidence is what it says, what a stricter threshold does, what more examples do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content import Example
from bot.content.intents import CLARIFY, NOT_UNDERSTOOD
from bot.evaluation.cross_validation import CrossValidation, Validated, accuracy, cross_validate
from bot.evaluation.figures import Share, share_of
from bot.evaluation.learner import Learner
from bot.evaluation.messages import Judged

BINS = 10
THRESHOLDS = tuple(step / 50 for step in range(51))
PARTS = (0.125, 0.25, 0.5, 0.75, 1.0)  # of the examples; a doubling a step, and one between
ALWAYS, NEVER = 2.0, -1.0  # confidence of what is said at any threshold, and at none


@dataclass(frozen=True)
class Bin:
    """Answers given with about the same confidence, and how many of them are right."""

    low: float
    high: float
    confidence: float  # the mean
    right: Share


@dataclass(frozen=True)
class Scored:
    """A message as a threshold sees it."""

    confidence: float
    right: bool  # the answer would be, were it given
    in_scope: bool


@dataclass(frozen=True)
class Setting:
    """What a threshold leads to."""

    threshold: float
    refused: Share  # of the messages in scope
    wrong: Share  # of all messages: answered, and wrongly


@dataclass(frozen=True)
class Size:
    """What is learnt from so many examples."""

    examples: int
    right: Share  # decided as it should be
    first: Share
    among_three: Share


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """Answers only: a refusal's confidence says how sure it is of nothing."""
    answered = [(one.confidence, one.right) for one in judged if one.answered and one.confidence is not None]
    bins = []
    for number in range(BINS):
        inside = [(sure, right) for sure, right in answered if min(int(sure * BINS), BINS - 1) == number]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            bins.append(Bin(number / BINS, (number + 1) / BINS, mean, share_of(inside, lambda one: one[1])))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: by how much confidence and share differ, on average over the answers."""
    count = sum(one.right.total for one in bins)
    return sum(abs(one.confidence - one.right.value) * one.right.total for one in bins) / count if count else 0.0


def scored_messages(judged: Sequence[Judged]) -> list[Scored]:
    """What was refused stays so, since nobody knows what else would have been said; a question back is no answer."""
    return [_scored(one) for one in judged]


def _scored(one: Judged) -> Scored:
    in_scope = one.expected.in_scope
    if one.refused:
        return Scored(NEVER, False, in_scope)
    if not one.answered or one.confidence is None:
        return Scored(ALWAYS, True, in_scope)
    return Scored(one.confidence, one.right, in_scope)


def scored_examples(validated: Sequence[Validated]) -> list[Scored]:
    """Where it was refused or asked back, the answer that would have been given."""
    scored = []
    for one in validated:
        best, confidence = _candidate(one)
        scored.append(Scored(confidence, best == one.example.id, one.example.id != NOT_UNDERSTOOD))
    return scored


def _candidate(one: Validated) -> tuple[str, float]:
    if one.guess.decided not in (NOT_UNDERSTOOD, CLARIFY):
        return one.guess.decided, one.guess.confidence
    return next(((id, sure) for id, sure in one.guess.ranking if id != NOT_UNDERSTOOD), (NOT_UNDERSTOOD, 0.0))


def threshold_curve(scored: Sequence[Scored]) -> list[Setting]:
    """One setting for each threshold, from none to certainty."""
    return [_setting(scored, threshold) for threshold in THRESHOLDS]


def _setting(scored: Sequence[Scored], threshold: float) -> Setting:
    inside = [one for one in scored if one.in_scope]
    return Setting(
        threshold=threshold,
        refused=share_of(inside, lambda one: one.confidence < threshold),
        wrong=share_of(scored, lambda one: one.confidence >= threshold and not one.right),
    )


def in_use(judged: Sequence[Judged]) -> Setting:
    """Where the decisions stand that were taken."""
    inside = [one for one in judged if one.expected.in_scope]
    return Setting(
        threshold=0.0,
        refused=share_of(inside, lambda one: one.refused),
        wrong=share_of(judged, lambda one: one.answered and not one.right),
    )


def learning_curve(
    examples: Sequence[Example], learner: Learner, *, whole: CrossValidation, folds: int
) -> list[Size]:
    """Cross-validated at several sizes; `whole` is that of all examples. Takes three times as long as one."""
    parts = {part: cross_validate(examples, learner, folds=folds, part=part) for part in PARTS if part < 1}
    return [_size(len(examples), part, found, folds) for part, found in {**parts, 1.0: whole}.items()]


def _size(examples: int, part: float, found: CrossValidation, folds: int) -> Size:
    return Size(
        examples=round(examples * part * (folds - 1) / folds),
        right=accuracy(found),
        first=share_of(found.validated, lambda one: one.among_first(1)),
        among_three=share_of(found.validated, lambda one: one.among_first(3)),
    )
