"""From a ranking to what the assistant does with a message: answer, refuse, or raise the alarm.

Red flags come first. A rule that fires decides; beside it the classifier's own suspicion does, at a lower bar than
any other answer, since a missed emergency is the worst mistake. What nobody is sure of is not answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NOT_UNDERSTOOD = "dialogue/not_understood"
URGENT = ("safety/emergency", "safety/crisis")


@dataclass(frozen=True)
class Thresholds:
    """Probabilities, chosen by cross-validation on our own examples (bench/understanding.md)."""

    answer: float = 0.30  # below it, the assistant says that it does not know
    urgent: float = 0.30  # from it on, emergency and crisis together are taken seriously


@dataclass(frozen=True)
class Decision:
    """The id to act on, how sure we are, and the in-scope ids that came closest, likeliest first."""

    id: str
    confidence: float
    runners_up: tuple[tuple[str, float], ...]
    by_rule: str | None = None  # the red-flag phrase that decided


def decide(
    ranking: Sequence[tuple[str, float]], *, red_flag: tuple[str, str] | None = None, thresholds: Thresholds
) -> Decision:
    """`ranking` is likeliest first; `red_flag` the id and the name of the phrase that a rule found."""
    if red_flag is not None:
        flagged, phrase = red_flag
        return Decision(flagged, 1.0, _others(ranking, flagged), by_rule=phrase)
    urgent = [(id, confidence) for id, confidence in ranking if id in URGENT]
    suspicion = sum(confidence for _, confidence in urgent)
    if urgent and suspicion >= thresholds.urgent:
        return Decision(urgent[0][0], suspicion, _others(ranking, urgent[0][0]))
    id, confidence = ranking[0]
    if id == NOT_UNDERSTOOD or confidence < thresholds.answer:
        return Decision(NOT_UNDERSTOOD, _probability(ranking, NOT_UNDERSTOOD), _others(ranking, NOT_UNDERSTOOD))
    return Decision(id, confidence, _others(ranking, id))


def _probability(ranking: Sequence[tuple[str, float]], wanted: str) -> float:
    return next((confidence for id, confidence in ranking if id == wanted), 0.0)


def _others(ranking: Sequence[tuple[str, float]], chosen: str, *, most: int = 3) -> tuple[tuple[str, float], ...]:
    left = [(id, round(confidence, 4)) for id, confidence in ranking if id not in (chosen, NOT_UNDERSTOOD)]
    return tuple(left[:most])
