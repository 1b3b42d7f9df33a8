"""From a ranking to what the assistant does with a message: answer, refuse, or raise the alarm.

Red flags come first: a rule that fires decides, and beside it the urgency that was learnt, at a low bar, since a
missed emergency is the worst mistake. What nobody is sure of is not answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.urgency import URGENT_IDS

NOT_UNDERSTOOD = "dialogue/not_understood"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities, chosen by cross-validation on our own examples (bench/understanding.md)."""

    answer: float = 0.25  # below it, the assistant says that it does not know
    doubt: float = 0.5  # nor does it answer where "not understood" is at least this share of the best guess
    urgent: float = 0.3  # from it on, a message is taken for an emergency or a crisis


@dataclass(frozen=True)
class Decision:
    """The id to act on, how sure we are, and the ids that came closest, likeliest first."""

    id: str
    confidence: float
    runners_up: tuple[tuple[str, float], ...]
    by_rule: str | None = None  # the red-flag phrase that decided


def decide(
    ranking: Sequence[tuple[str, float]],
    *,
    urgency: float,
    red_flag: tuple[str, str] | None = None,
    thresholds: Thresholds,
) -> Decision:
    """`ranking` is likeliest first; `red_flag` the id and the name of the phrase that a rule found."""
    if red_flag is not None:
        flagged, phrase = red_flag
        return Decision(flagged, 1.0, _others(ranking, flagged), by_rule=phrase)
    if urgency >= thresholds.urgent:
        likelier = next(id for id, _ in ranking if id in URGENT_IDS)
        return Decision(likelier, urgency, _others(ranking, likelier))
    calm = [(id, confidence) for id, confidence in ranking if id not in URGENT_IDS]
    id, confidence = calm[0]
    doubt = _probability(ranking, NOT_UNDERSTOOD)
    if confidence < thresholds.answer or doubt >= thresholds.doubt * confidence:
        return Decision(NOT_UNDERSTOOD, doubt, _others(calm, NOT_UNDERSTOOD))
    return Decision(id, confidence, _others(calm, id))


def _probability(ranking: Sequence[tuple[str, float]], wanted: str) -> float:
    return next((confidence for id, confidence in ranking if id == wanted), 0.0)


def _others(ranking: Sequence[tuple[str, float]], chosen: str, *, most: int = 3) -> tuple[tuple[str, float], ...]:
    left = [(id, round(confidence, 4)) for id, confidence in ranking if id not in (chosen, NOT_UNDERSTOOD)]
    return tuple(left[:most])
