"""Several questions in one message, each with the answers accepted for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluation.figures import Figure, share_of
from bot.evaluation.heard import SAFETY, Heard, plain
from bot.evaluation.lines import Line
from bot.evaluation.messages import given_as
from bot.evaluation.outcome import Outcome, key_of

KINDS = ("two", "three", "looks_like_two", "with_safety")
ONE_QUESTION = "looks_like_two"


@dataclass(frozen=True)
class ExpectedQuestions:
    """A message and, for each question in it, the accepted answers."""

    text: str
    accept_all: tuple[tuple[str, ...], ...]
    kind: str

    @classmethod
    def read(cls, line: Line) -> ExpectedQuestions:
        """Raises BadEvaluation."""
        expected = cls(line.text("text"), line.lists_of_texts("accept_all"), line.one_of("kind", KINDS))
        if expected.kind == ONE_QUESTION and len(expected.accept_all) != 1:
            line.refuse(
                f'"{ONE_QUESTION}" has one question, and here are {len(expected.accept_all)} lists. Keep one.'
            )
        return expected

    @property
    def turns(self) -> tuple[str, ...]:
        return (self.text,)


@dataclass(frozen=True)
class JudgedQuestions:
    """The message, what was answered, and whether every question was."""

    expected: ExpectedQuestions
    heard: Heard

    @property
    def all_answered(self) -> bool:
        """Every question has an answer that is accepted for it; one may serve two."""
        given = {plain(answer) for answer in self.heard.answers}
        return all(given & {plain(answer) for answer in accept} for accept in self.expected.accept_all)

    @property
    def extra(self) -> int:
        """Answers more than questions; courtesies and "not understood" beside them don't count."""
        return max(0, len(self.heard.substantial) - len(self.expected.accept_all))

    @property
    def right(self) -> bool:
        allowed = 0 if self.expected.kind == ONE_QUESTION else 1
        return self.all_answered and self.heard.safety_leads and self.extra <= allowed

    @property
    def outcome(self) -> Outcome:
        expected = self.expected
        return Outcome(
            key=key_of(expected.text, expected.accept_all, expected.kind),
            said=expected.text,
            wanted=" + ".join(" | ".join(accept) for accept in expected.accept_all),
            given=given_as(self.heard),
            right=self.right,
            kind=expected.kind,
        )


def question_figures(judged: Sequence[JudgedQuestions]) -> Iterator[Figure]:
    """All of it; then each kind; then what went wrong."""
    yield Figure("right", share_of(judged, lambda one: one.right))
    for kind in KINDS:
        if of_kind := [one for one in judged if one.expected.kind == kind]:
            yield Figure(kind, share_of(of_kind, lambda one: one.right), inset=True)
    several = [one for one in judged if one.expected.kind != ONE_QUESTION]
    yield Figure("several questions, all answered", share_of(several, lambda one: one.all_answered))
    yield Figure("one answer more than asked for", share_of(judged, lambda one: one.extra == 1))
    yield Figure("two or more than asked for", share_of(judged, lambda one: one.extra > 1))
    alarming = [one for one in judged if one.expected.kind == "with_safety" or one.heard.safety]
    yield Figure("safety reply first, where there is one", share_of(alarming, _safety_first))


def _safety_first(one: JudgedQuestions) -> bool:
    return bool(one.heard.answers) and one.heard.answers[0].startswith(SAFETY)
