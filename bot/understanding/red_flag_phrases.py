"""Reads the clinic's red-flag phrases and refuses what cannot be meant, naming file, line and field.

The head of data/dialogue/red_flags.yml tells how they are written. Nothing is looked for in a message here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.content.intents import CRISIS, EMERGENCY
from bot.understanding.spelling import END, Spelling, without_apostrophes

DEFAULT_WINDOW = 8
ANYWHERE = "message"
DESPITE = ("negation", "past", "question")
SET_ASIDE = (
    "sayings",
    "negations",
    "may_stand_between",
    "ends_a_negation",
    "new_all_the_same",
    "past",
    "still",
    "general_questions",
    "what_ifs",
    "owners",
)
# Of these a file in another language than English has its own.
ENGLISH = {"alternatives": ("or", "nor"), "turns": ("but", "now"), "links": ("and",)}

_PARTS = ("spelling", "words", "set_aside", "phrases")
_NEEDED = ("name", "id", "all", "catches", "leaves")
_PATTERN_WORD = re.compile(r"[a-z]+\*?|[0-9#]+(?:\.[0-9#]+)?|<[a-z_]+>|\.\.\.|\.|_")


class RedFlagsError(Exception):
    """The phrases cannot be used as they are written; the message says where and why."""


@dataclass(frozen=True)
class Phrase:
    """One way in which a red flag is said: a pattern of each group, close together."""

    name: str
    id: str
    groups: tuple[re.Pattern[str], ...]
    within: int | None  # words from the first to the last, in one sentence; None is anywhere in the message
    unless: re.Pattern[str] | None
    despite: frozenset[str]
    catches: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    """All that the file says. A pattern's group 1 is what it found; a message is spelt by `spelling` first."""

    phrases: tuple[Phrase, ...]
    spelling: Spelling
    set_aside: Mapping[str, re.Pattern[str]]


def read_phrases(path: Path) -> Phrases:
    """Raises RedFlagsError."""
    return _Reader(path).read()


@dataclass(frozen=True)
class _Reader:
    """Goes through the YAML's nodes, which know their lines."""

    path: Path

    def read(self) -> Phrases:
        parts = self._fields(self._root(), "the file", needed=_PARTS)
        spelling = Spelling.listed(self._lists(parts["spelling"], "spelling"))
        writer = _Patterns(self._lists(parts["words"], "words"), spelling)
        aside = self._fields(parts["set_aside"], "set_aside", needed=SET_ASIDE, optional=tuple(ENGLISH))
        set_aside = {name: writer.compile(words) for name, words in ENGLISH.items()}
        set_aside |= {name: self._pattern(node, name, writer) for name, node in aside.items()}
        phrases = self._phrases(parts["phrases"], writer)
        return Phrases(phrases, spelling.knowing(writer.literals), set_aside)

    def _root(self) -> Node:
        try:
            root = yaml.compose(self.path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise RedFlagsError(f"{self.path} cannot be read: {error}") from error
        if root is None:
            raise RedFlagsError(f"{self.path}:1: the file is empty. It needs {', '.join(_PARTS)}.")
        return root

    def _phrases(self, node: Node, writer: _Patterns) -> tuple[Phrase, ...]:
        phrases: dict[str, Phrase] = {}
        for item in self._items(node, "phrases"):
            phrase = self._phrase(item, writer)
            if phrase.name in phrases:
                self._refuse(item, f'the name "{phrase.name}" is taken by an earlier phrase')
            phrases[phrase.name] = phrase
        return tuple(phrases.values())

    def _phrase(self, node: Node, writer: _Patterns) -> Phrase:
        fields = self._fields(node, "a phrase", needed=_NEEDED, optional=("within", "unless", "despite"))
        name = self._text(fields["name"], "name")
        unless, despite = fields.get("unless"), fields.get("despite")
        return Phrase(
            name=name,
            id=self._one_of(fields["id"], f"{name}: id", (EMERGENCY, CRISIS)),
            groups=tuple(
                self._pattern(group, f"{name}: all", writer) for group in self._items(fields["all"], f"{name}: all")
            ),
            within=self._window(fields.get("within"), f"{name}: within"),
            unless=self._pattern(unless, f"{name}: unless", writer) if unless else None,
            despite=frozenset(
                self._one_of(item, f"{name}: despite", DESPITE)
                for item in (self._items(despite, f"{name}: despite") if despite else ())
            ),
            catches=self._texts(fields["catches"], f"{name}: catches"),
            leaves=self._texts(fields["leaves"], f"{name}: leaves"),
        )

    def _window(self, node: Node | None, field: str) -> int | None:
        if node is None:
            return DEFAULT_WINDOW
        text = self._text(node, field)
        if text == ANYWHERE:
            return None
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            self._refuse(node, f'{field} is "{text}". Use a number of words, or {ANYWHERE}')
        return int(text)

    def _pattern(self, node: Node, field: str, writer: _Patterns) -> re.Pattern[str]:
        try:
            return writer.compile(self._texts(node, field))
        except ValueError as error:
            self._refuse(node, f"{field}: {error}")

    def _fields(
        self, node: Node, what: str, *, needed: Sequence[str], optional: Sequence[str] = ()
    ) -> dict[str, Node]:
        fields = self._mapping(node, what)
        for key, value in fields.items():
            if key not in (*needed, *optional):
                self._refuse(
                    value, f'{what} has an unknown field "{key}". Known are {", ".join((*needed, *optional))}'
                )
        for key in needed:
            if key not in fields:
                self._refuse(node, f'{what} has no field "{key}"')
        return fields

    def _lists(self, node: Node, what: str) -> dict[str, tuple[str, ...]]:
        return {key: self._texts(value, f"{what}: {key}") for key, value in self._mapping(node, what).items()}

    def _mapping(self, node: Node, what: str) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            self._refuse(node, f"{what} must be made of fields with values")
        fields: dict[str, Node] = {}
        for key, value in node.value:
            name = self._text(key, f"a field of {what}")
            if name in fields:
                self._refuse(key, f'{what} has the field "{name}" twice')
            fields[name] = value
        return fields

    def _texts(self, node: Node, field: str) -> tuple[str, ...]:
        return tuple(self._text(item, field) for item in self._items(node, field))

    def _items(self, node: Node, field: str) -> list[Node]:
        if not isinstance(node, SequenceNode) or not node.value:
            self._refuse(node, f"{field} must be a list with at least one entry")
        return list(node.value)

    def _one_of(self, node: Node, field: str, allowed: Sequence[str]) -> str:
        text = self._text(node, field)
        if text not in allowed:
            self._refuse(node, f'{field} has "{text}". Use {" or ".join(allowed)}')
        return text

    def _text(self, node: Node, field: str) -> str:
        # The node's own text: an unquoted `no` is the word here, not a truth value.
        if not isinstance(node, ScalarNode) or not str(node.value).strip():
            self._refuse(node, f"{field} must be a text")
        return str(node.value).strip()

    def _refuse(self, node: Node, problem: str) -> NoReturn:
        raise RedFlagsError(f"{self.path}:{node.start_mark.line + 1}: {problem}.")


class _Patterns:
    """Turns what is written in the file into regular expressions over a message in our spelling."""

    def __init__(self, lists: Mapping[str, Sequence[str]], spelling: Spelling) -> None:
        self.literals: set[str] = set()
        self._lists = lists
        self._spelling = spelling

    def compile(self, alternatives: Sequence[str]) -> re.Pattern[str]:
        """Matches at every place where an alternative begins. Raises ValueError."""
        return re.compile(f" (?=({self._any_of(alternatives, ())}) )")

    def _any_of(self, alternatives: Iterable[str], inside: tuple[str, ...]) -> str:
        longest_first = sorted(alternatives, key=len, reverse=True)
        return "(?:" + "|".join(self._sequence(text, inside) for text in longest_first) + ")"

    def _sequence(self, text: str, inside: tuple[str, ...]) -> str:
        # A phrase may say "cannot", too, although messages reach it with "cant".
        words = self._spelling.sentence(without_apostrophes(text).split()).split()
        expression = ""
        for word in words:
            if not _PATTERN_WORD.fullmatch(word):
                raise ValueError(f'"{text}" has "{word}", which is neither a word nor one of * # _ . ... <list>')
            if word == "...":
                expression += rf"(?: [^ {re.escape(END)}]+){{0,3}}?"
            else:
                expression += ("(?: ,)? " if expression else "") + self._one(word, inside)
        return expression

    def _one(self, word: str, inside: tuple[str, ...]) -> str:
        if word == "_":
            return rf"[^ {re.escape(END)}]+"
        if word == ".":
            return re.escape(END)
        if word.startswith("<"):
            return self._list(word[1:-1], inside)
        if word.isalpha():
            self.literals.add(word)
        return re.escape(word).replace(r"\*", "[a-z]*").replace(r"\#", r"\d")

    def _list(self, name: str, inside: tuple[str, ...]) -> str:
        if name not in self._lists:
            raise ValueError(f"<{name}> is not among the words. There are {', '.join(sorted(self._lists))}")
        if name in inside:
            raise ValueError(f"<{name}> contains itself")
        return self._any_of(self._lists[name], (*inside, name))
