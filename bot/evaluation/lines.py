"""Reads an evaluation file: JSON objects, one a line; what is wrong is told with the line and what it should be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn


class BadEvaluation(Exception):
    """A file, or a line of it, is not what it should be. Says which, why, and what to do."""


@dataclass(frozen=True)
class Line:
    """One object of the file, asked for its fields; every refusal names file, line and field."""

    fields: Mapping[str, Any]
    place: str  # file:line

    def refuse(self, problem: str) -> NoReturn:
        raise BadEvaluation(f"{self.place}: {problem}")

    def text(self, name: str) -> str:
        value = self._get(name, '"..."')
        if not isinstance(value, str) or not value.strip():
            self.refuse(f'"{name}" is {_shown(value)}. Write a text between quotation marks.')
        return value

    def text_or_none(self, name: str) -> str | None:
        return None if self._get(name, '"..." or null') is None else self.text(name)

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        value = self._get(name, f'"{choices[0]}"')
        if value not in choices:
            self.refuse(f'"{name}" is {_shown(value)}. Use one of: {", ".join(choices)}.')
        return str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._get(name, '["..."]')
        if not _is_texts(value):
            self.refuse(f'"{name}" is {_shown(value)}. Write a list with a text or more: ["..."].')
        return tuple(value)

    def lists_of_texts(self, name: str) -> tuple[tuple[str, ...], ...]:
        value = self._get(name, '[["faq/..."]]')
        if not isinstance(value, list) or not value or not all(map(_is_texts, value)):
            self.refuse(f'"{name}" is {_shown(value)}. Write a list for each question: [["faq/..."], ["faq/..."]].')
        return tuple(tuple(one) for one in value)

    def inner(self, name: str) -> Line:
        value = self._get(name, "{...}")
        if not isinstance(value, dict):
            self.refuse(f'"{name}" is {_shown(value)}. Write an object: {{...}}.')
        return Line(value, self.place)

    def _get(self, name: str, example: str) -> Any:
        if name not in self.fields:
            self.refuse(f'"{name}" is missing. Add "{name}": {example}.')
        return self.fields[name]


def read_lines(path: Path) -> list[Line]:
    """Raises BadEvaluation for what is no JSON object, and for a file without any."""
    try:
        lines = list(_objects(path))
    except UnicodeDecodeError as error:
        raise BadEvaluation(f"{path}: this is not UTF-8 ({error.reason}). Save it as UTF-8 text.") from error
    except OSError as error:
        raise BadEvaluation(f"{path}: it can't be read: {error.strerror}. Name a file of JSON lines.") from error
    if not lines:
        raise BadEvaluation(f"{path}: there is nothing in it. Write one JSON object a line.")
    return lines


def _objects(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _object(line, f"{path}:{number}")


def _object(line: str, place: str) -> Line:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadEvaluation(
            f"{place}: this is no JSON: {error.msg} at column {error.colno}. Write one object a line, on one line."
        ) from error
    if not isinstance(value, dict):
        raise BadEvaluation(f"{place}: this is {_shown(value)}. Write one object a line: {{...}}.")
    return Line(value, place)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)


def _shown(value: object, *, most: int = 60) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
