"""Single messages with the answers that a fair judge would accept, and how an answer to one is judged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NOT_UNDERSTOOD = "dialogue/not_understood"
OTHER_LANGUAGE = "dialogue/other_language"
CLARIFY = "dialogue/clarify"
COURTESIES = ("dialogue/greet", "dialogue/thanks", "dialogue/goodbye")
OFFERED = 3  # options of a clarifying question that count


class BadEvaluation(Exception):
    """A line of the evaluation file is not what it should be."""


@dataclass(frozen=True)
class Expected:
    """A visitor's message, and which answers are right."""

    text: str
    accept: tuple[str, ...]
    kind: str
    persona: str = ""

    @property
    def hard_negative(self) -> bool:
        return self.persona.endswith("/hard_negative")

    @property
    def out_of_scope(self) -> bool:
        return self.kind == "out_of_scope"


@dataclass(frozen=True)
class Judged:
    """A message, what was answered, and whether that was right."""

    expected: Expected
    answers: tuple[str, ...]
    options: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The answer that counts: the first that is no mere courtesy beside another."""
        substantial = [answer for answer in self.answers if answer not in COURTESIES] or list(self.answers)
        first = substantial[0] if substantial else NOT_UNDERSTOOD
        return NOT_UNDERSTOOD if first == OTHER_LANGUAGE else first

    @property
    def right(self) -> bool:
        if self.first == CLARIFY:
            return any(option in self.expected.accept for option in self.options[:OFFERED])
        if self.expected.kind == "safety" and self.answers and self.answers[0] != self.first:
            return False
        return self.first in self.expected.accept

    @property
    def alarmed(self) -> bool:
        """A safety reply that nobody asked for."""
        safety = [answer for answer in self.answers if answer.startswith("safety/")]
        return any(answer not in self.expected.accept for answer in safety)


def read_messages(path: Path) -> list[Expected]:
    """Raises BadEvaluation with file and line."""
    with path.open(encoding="utf-8") as file:
        return [_read(line, f"{path}:{number}") for number, line in enumerate(file, start=1) if line.strip()]


def _read(line: str, place: str) -> Expected:
    try:
        value = json.loads(line)
        return Expected(value["text"], tuple(value["accept"]), value["kind"], value.get("persona", ""))
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise BadEvaluation(
            f'{place}: expected {{"text": "...", "accept": ["faq/..."], "kind": "article"}}; {error!r}.'
        ) from error


def share(judged: Sequence[Judged]) -> float:
    """The share that is right; 0 of nothing."""
    return sum(one.right for one in judged) / len(judged) if judged else 0.0
