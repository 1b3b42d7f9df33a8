"""Single messages with the answers that a fair judge would accept, and how an answer to one is judged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.content.intents import NOT_UNDERSTOOD
from bot.evaluation.heard import Heard, plain
from bot.evaluation.lines import Line, read_lines
from bot.evaluation.outcome import Outcome, key_of

KINDS = ("article", "profile", "safety", "handoff", "dialogue", "out_of_scope")
HARD_NEGATIVE = "hard_negative"
NEAR_DOMAIN = "near_domain"


@dataclass(frozen=True)
class Expected:
    """A visitor's message, and which answers are right."""

    text: str
    accept: tuple[str, ...]
    kind: str
    persona: str = ""

    @classmethod
    def read(cls, line: Line) -> Expected:
        """Raises BadEvaluation."""
        persona = line.text("persona") if line.fields.get("persona") else ""
        return cls(line.text("text"), line.texts("accept"), line.one_of("kind", KINDS), persona)

    @property
    def turns(self) -> tuple[str, ...]:
        return (self.text,)

    @property
    def wanted(self) -> str:
        """The first accepted answer, which stands for the message in tables."""
        return plain(self.accept[0])

    @property
    def who(self) -> str:
        return self.persona.partition("/")[0]

    @property
    def hard_negative(self) -> bool:
        return self.persona.endswith(f"/{HARD_NEGATIVE}")

    @property
    def near_domain(self) -> bool:
        return self.persona.endswith(f"/{NEAR_DOMAIN}")

    @property
    def out_of_scope(self) -> bool:
        return self.kind == "out_of_scope"

    @property
    def in_scope(self) -> bool:
        """It has an answer, and saying that one does not know is none."""
        return not self.out_of_scope and NOT_UNDERSTOOD not in map(plain, self.accept)


@dataclass(frozen=True)
class Judged:
    """A message, what was answered, and whether that was right."""

    expected: Expected
    answers: tuple[str, ...]
    options: tuple[str, ...] = ()
    confidence: float | None = None

    @cached_property
    def heard(self) -> Heard:
        return Heard(self.answers, self.options, self.confidence)

    @property
    def first(self) -> str:
        """The answer that counts."""
        return self.heard.first

    @property
    def right(self) -> bool:
        if self.expected.kind == "safety" and not self.heard.safety_leads:
            return False
        return self.heard.accepted_by(self.expected.accept)

    @property
    def answered(self) -> bool:
        """Neither "I don't know" nor a question back."""
        return not self.heard.asks and not self.refused

    @property
    def refused(self) -> bool:
        return self.first == NOT_UNDERSTOOD

    @property
    def alarmed(self) -> bool:
        """A safety reply that nobody asked for."""
        return any(answer not in self.expected.accept for answer in self.heard.safety)

    @property
    def outcome(self) -> Outcome:
        expected = self.expected
        return Outcome(
            key=key_of(expected.text, expected.accept, expected.kind, expected.persona),
            said=expected.text,
            wanted=" | ".join(expected.accept),
            given=given_as(self.heard),
            right=self.right,
            kind=expected.kind,
        )


def given_as(heard: Heard) -> str:
    """The answers in one line, and beside a clarifying question what it offers."""
    given = ", ".join(heard.answers) or "no answer"
    return f"{given} ({', '.join(heard.options[:3])})" if heard.asks and heard.options else given


def read_messages(path: Path) -> list[Expected]:
    """Raises BadEvaluation with file and line."""
    return [Expected.read(line) for line in read_lines(path)]
