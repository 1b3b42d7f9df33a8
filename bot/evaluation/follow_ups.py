"""Messages that need what came before, and new subjects that must not be bent by it; the last turn is judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.content.intents import NOT_UNDERSTOOD
from bot.evaluation.figures import Figure, share_of
from bot.evaluation.heard import Heard, plain
from bot.evaluation.lines import Line
from bot.evaluation.messages import given_as
from bot.evaluation.outcome import Outcome, key_of, told

KINDS = ("needs_context", "unrelated")


@dataclass(frozen=True)
class ExpectedFollowUp:
    """A conversation, and the answers accepted for its last turn."""

    turns: tuple[str, ...]
    accept: tuple[str, ...]
    kind: str

    @classmethod
    def read(cls, line: Line) -> ExpectedFollowUp:
        """Raises BadEvaluation."""
        expected = cls(line.texts("turns"), line.texts("accept"), line.one_of("kind", KINDS))
        if len(expected.turns) < 2:
            line.refuse('"turns" has one text, which follows nothing. Write what came before it, too.')
        return expected


@dataclass(frozen=True)
class JudgedFollowUp:
    """The conversation, what the last turn was answered, and whether that was right."""

    expected: ExpectedFollowUp
    heard: Heard  # in the last turn

    @property
    def right(self) -> bool:
        """The rules for this set name no clarifying question: asking back is not answering."""
        return self.heard.first in {plain(answer) for answer in self.expected.accept}

    @property
    def outcome(self) -> Outcome:
        expected = self.expected
        return Outcome(
            key=key_of(expected.turns, expected.accept, expected.kind),
            said=told(expected.turns),
            wanted=" | ".join(expected.accept),
            given=given_as(self.heard),
            right=self.right,
            kind=expected.kind,
        )


def follow_up_figures(judged: Sequence[JudgedFollowUp]) -> Iterator[Figure]:
    """The two kinds apart, and how the last turn failed."""
    yield Figure("right", share_of(judged, lambda one: one.right))
    for kind in KINDS:
        if of_kind := [one for one in judged if one.expected.kind == kind]:
            yield Figure(kind, share_of(of_kind, lambda one: one.right), inset=True)
    wanting = [one for one in judged if NOT_UNDERSTOOD not in map(plain, one.expected.accept)]
    yield Figure("last turn not understood", share_of(wanting, lambda one: one.heard.first == NOT_UNDERSTOOD))
    yield Figure("last turn answered by a question back", share_of(judged, lambda one: one.heard.asks))
