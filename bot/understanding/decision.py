"""From a ranking to what the assistant does with a question: answer it, ask which was meant, or say it doesn't know.

What nobody is sure of is not answered. Where two or three answers are about equally likely, the visitor is asked.
An alarm comes before all of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.intents import CLARIFY, NOT_UNDERSTOOD, OTHER_LANGUAGE, URGENT_IDS

FEWEST_OPTIONS, MOST_OPTIONS = 2, 3
NEVER_OFFERED = frozenset({NOT_UNDERSTOOD, OTHER_LANGUAGE, *URGENT_IDS})


@dataclass(frozen=True)
class Thresholds:
    """Probabilities, chosen on the samples and on messages of our own that no training saw (bench/nlu-notes.md)."""

    doubt: float = 0.25  # nothing is understood where "not understood" is at least this share of the best guess
    sure: float = 0.55  # from here on the best guess is the answer
    lead: float = 0.25  # and also where it is that far ahead of the next
    offered: float = 0.05  # what is at least that likely is worth offering


@dataclass(frozen=True)
class Decision:
    """The id to act on, how sure we are, and the ids that came closest, likeliest first."""

    id: str
    confidence: float
    runners_up: tuple[tuple[str, float], ...]
    options: tuple[str, ...] = ()  # of a clarifying question, likeliest first
    by_rule: str | None = None  # the red-flag phrase that decided
    text: str = ""  # the part of the message that it is about
    start: int = 0  # where that part stands in the message, in characters
    end: int | None = None
    language: str | None = None  # the code of the language that it is in, if it is not English
    fact: str | None = None  # of an article, which is quoted


def alarm(ranking: Sequence[tuple[str, float]], *, urgency: float, red_flag: tuple[str, str] | None) -> Decision:
    """An emergency or a crisis: by the phrase that a rule found (its id and its name), or by how it sounds."""
    if red_flag is not None:
        flagged, phrase = red_flag
        return Decision(flagged, 1.0, _others(ranking, flagged), by_rule=phrase)
    likelier = next(id for id, _ in ranking if id in URGENT_IDS)
    return Decision(likelier, urgency, _others(ranking, likelier))


def decide(ranking: Sequence[tuple[str, float]], thresholds: Thresholds) -> Decision:
    """`ranking` is likeliest first."""
    calm = [(id, confidence) for id, confidence in ranking if id not in URGENT_IDS]
    likely = [pair for pair in calm if pair[0] != NOT_UNDERSTOOD]
    doubt = _probability(calm, NOT_UNDERSTOOD)
    (id, confidence), (_, second) = likely[0], likely[1]
    if doubt >= thresholds.doubt * confidence:
        return Decision(NOT_UNDERSTOOD, doubt, _others(calm, NOT_UNDERSTOOD))
    if confidence >= thresholds.sure or confidence - second >= thresholds.lead:
        return Decision(id, confidence, _others(calm, id))
    return _in_doubt(likely, calm, doubt, thresholds)


def _in_doubt(
    likely: Sequence[tuple[str, float]],
    calm: Sequence[tuple[str, float]],
    doubt: float,
    thresholds: Thresholds,
) -> Decision:
    offered = [
        (id, confidence)
        for id, confidence in likely[:MOST_OPTIONS]
        if confidence >= thresholds.offered and id not in NEVER_OFFERED
    ]
    if len(offered) < FEWEST_OPTIONS:
        return Decision(NOT_UNDERSTOOD, doubt, _others(calm, NOT_UNDERSTOOD))
    share = sum(confidence for _, confidence in offered)
    return Decision(CLARIFY, share, _others(calm, CLARIFY), options=tuple(id for id, _ in offered))


def _probability(ranking: Sequence[tuple[str, float]], wanted: str) -> float:
    return next((confidence for id, confidence in ranking if id == wanted), 0.0)


def _others(ranking: Sequence[tuple[str, float]], chosen: str, *, most: int = 3) -> tuple[tuple[str, float], ...]:
    left = [(id, round(confidence, 4)) for id, confidence in ranking if id not in (chosen, NOT_UNDERSTOOD)]
    return tuple(left[:most])
