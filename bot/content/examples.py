"""Examples: how visitors ask for an id, one message each."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.content.files import DataFolder
from bot.content.problems import Place, Problems
from bot.content.yaml_lines import Node

_PUNCTUATION = string.punctuation + "‘’“”„«»–—…¿¡·"
_FOLD = str.maketrans({mark: None if mark in "'’‘`" else " " for mark in _PUNCTUATION})


@dataclass(frozen=True)
class Example:
    """A message as a visitor may write it, and the id that it asks for."""

    text: str
    id: str
    file: str
    line: int

    @property
    def place(self) -> Place:
        return Place(self.file, self.line)


@dataclass(frozen=True)
class ExampleGroup:
    """All examples of an id, as they stand together in a file."""

    id: str
    place: Place
    examples: tuple[Example, ...]


def read_examples(topics: list[tuple[str, Node]]) -> Iterator[ExampleGroup]:
    """Every group of every file, also one whose id stands twice."""
    for topic, node in topics:
        for fields in node.entries(f"the examples on {topic}", "an entry of the examples"):
            fields.only(("id", "examples"))
            texts = fields.texts("examples")
            examples = (Example(text.value, fields.owner, text.place.file, text.place.line) for text in texts)
            yield ExampleGroup(fields.owner, fields.place, tuple(examples))


def load_examples(path: Path) -> list[Example]:
    """The examples of one file under data/. Raises a ContentError that lists everything to mend."""
    problems = Problems()
    node = DataFolder(path.parent.parent, problems).document(path)
    groups = list(read_examples([(path.stem, node)])) if node else []
    if problems.found:
        raise problems.error()
    return [example for group in groups for example in group.examples]


def folded(text: str) -> str:
    """The text without what makes no other message of it: case, spaces and punctuation."""
    return " ".join(text.casefold().translate(_FOLD).split()) or text.strip()
