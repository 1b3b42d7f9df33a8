"""What is wrong with the content: every problem says what, where, and what to do.

Problems are collected, so that somebody who edits the files sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

CLOSE_ENOUGH = 55  # of 100; below it a suggestion is more confusing than none


class ContentError(Exception):
    """The content can't be used; `problems` holds one line for each thing to mend."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file as the reader knows it, and a line counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass
class Problems:
    """Collects problems while the content is read and checked."""

    found: list[tuple[Place, str]] = field(default_factory=list)
    unreadable: bool = False  # a file that is no YAML hides ids that others name

    def add(self, place: Place, sentence: str) -> None:
        self.found.append((place, sentence))

    def add_unreadable(self, place: Place, sentence: str) -> None:
        self.unreadable = True
        self.add(place, sentence)

    def error(self) -> ContentError:
        """Everything that was found, in the order of the files."""
        return ContentError(f"{place}: {sentence}" for place, sentence in sorted(set(self.found)))


def quoted(words: Iterable[str]) -> str:
    """The words as a list to read: "a", "b", "c"."""
    return ", ".join(f'"{word}"' for word in words)


def did_you_mean(word: str, choices: Iterable[str], *, otherwise: str) -> str:
    """A suggestion to end a problem with: the choice closest to the word, or else `otherwise`."""
    best = process.extractOne(word, sorted(choices), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return f'Did you mean "{best[0]}"?' if best else otherwise
