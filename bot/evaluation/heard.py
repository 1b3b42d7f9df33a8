"""What a visitor hears in one turn, as far as it is judged, and which answer in it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.intents import CLARIFY, NOT_UNDERSTOOD, OTHER_LANGUAGE, SMALL_TALK

SAFETY = "safety/"
OFFERED = 3  # options of a clarifying question that count


@dataclass(frozen=True)
class Heard:
    """The answers of a turn, in order, and the options that it offered."""

    answers: tuple[str, ...]
    options: tuple[str, ...] = ()
    confidence: float | None = None  # of the understanding, 0 to 1

    @property
    def first(self) -> str:
        """The answer that counts: the first that is no mere courtesy beside another. None is "not understood"."""
        beside = [answer for answer in self.answers if answer not in SMALL_TALK] or list(self.answers)
        return plain(beside[0]) if beside else NOT_UNDERSTOOD

    @property
    def substantial(self) -> tuple[str, ...]:
        """The answers that tell something: courtesies and "not understood" left out."""
        return tuple(answer for answer in self.answers if plain(answer) not in (*SMALL_TALK, NOT_UNDERSTOOD))

    @property
    def safety(self) -> tuple[str, ...]:
        return tuple(answer for answer in self.answers if answer.startswith(SAFETY))

    @property
    def safety_leads(self) -> bool:
        """A safety reply comes before anything else; also true where there is none."""
        return not self.safety or self.answers[0].startswith(SAFETY)

    @property
    def asks(self) -> bool:
        """The turn asks which was meant."""
        return self.first == CLARIFY

    def accepted_by(self, accept: Sequence[str]) -> bool:
        """Whether the answer that counts is right; a clarifying question is, with one of its first options."""
        wanted = {plain(answer) for answer in accept}
        if self.asks:
            return bool(wanted & set(self.options[:OFFERED]))
        return self.first in wanted


def plain(answer: str) -> str:
    """Noticing another language is a way not to understand."""
    return NOT_UNDERSTOOD if answer == OTHER_LANGUAGE else answer
