"""YAML that knows its lines: texts, lists and mappings, each with the place where it stands.

A file is read by libyaml and taken apart field by field, as the reader of its kind asks for them; a value of the
wrong shape is noted as a problem and read as empty. Every value is the text as it was written, so that `no`,
`09:00` or a phone number without quotes stay what they look like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from bot.content.problems import Place, Problems, did_you_mean, quoted

EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Text:
    """A text and where it stands."""

    value: str
    place: Place


@dataclass(frozen=True)
class Node:
    """A value in a YAML file, not yet looked at."""

    yaml: yaml.Node
    file: str
    problems: Problems

    @property
    def place(self) -> Place:
        return Place(self.file, self.yaml.start_mark.line + 1)

    def text(self, owner: str, *, may_be_empty: bool = False) -> Text | None:
        """The value as a text without outer space; None, with a problem, where it is no text or an empty one."""
        if not isinstance(self.yaml, yaml.ScalarNode):
            self.problems.add(self.place, f"{owner} is to be a text, not a list or a mapping.")
            return None
        is_null = self.yaml.style is None and self.yaml.value in EMPTY
        text = "" if is_null else self.yaml.value.strip()
        if not text and not may_be_empty:
            self.problems.add(self.place, f"{owner} is empty. Fill it in, or leave it out.")
            return None
        return Text(text, self.place)

    def items(self, owner: str) -> list[Node]:
        """The items of a list; none, with a problem, where it is no list or an empty one."""
        if not isinstance(self.yaml, yaml.SequenceNode):
            self.problems.add(self.place, f'{owner} is to be a list: one item a line, each after "- ".')
            return []
        if not self.yaml.value:
            self.problems.add(self.place, f"{owner} is an empty list. Fill it in, or leave it out.")
        return [Node(item, self.file, self.problems) for item in self.yaml.value]

    def entries(self, owner: str, entry: str) -> Iterator[Fields]:
        """The items of a list of mappings, each named by its id; one without an id is noted and left out."""
        for item in self.items(owner):
            fields = item.fields(entry)
            if fields and (id := fields.text("id")):
                fields.owner = id
                yield fields

    def fields(self, owner: str) -> Fields | None:
        """The value as a mapping; None, with a problem, where it is none."""
        if not isinstance(self.yaml, yaml.MappingNode):
            self.problems.add(self.place, f"{owner} is to be a mapping: `field: value`, one a line.")
            return None
        nodes: dict[str, Node] = {}
        for key, value in self.yaml.value:
            name = Node(key, self.file, self.problems)
            if not isinstance(key, yaml.ScalarNode):
                self.problems.add(name.place, f"a field of {owner} has a list or a mapping as its name.")
            elif key.value in nodes:
                self.problems.add(name.place, f'{owner} has "{key.value}" twice. Keep one.')
            else:
                nodes[key.value] = Node(value, self.file, self.problems)
        return Fields(owner, self.place, nodes, self.problems)


@dataclass
class Fields:
    """A mapping, to be read field by field; `owner` is how problems name it."""

    owner: str
    place: Place
    nodes: dict[str, Node]
    problems: Problems

    def only(self, known: Iterable[str]) -> None:
        """Notes every field that isn't known here."""
        known = tuple(known)
        for name in self.nodes.keys() - set(known):
            remedy = did_you_mean(name, known, otherwise=f"It may have {quoted(known)}.")
            place = self.nodes[name].place
            self.problems.add(place, f'{self.owner} has a field "{name}", which is not known here. {remedy}')

    def has(self, name: str) -> bool:
        return name in self.nodes

    def text(self, name: str, *, may_be_empty: bool = False) -> str:
        """A text that must be there; empty, with a problem, where it isn't."""
        node = self._required(name)
        found = node.text(self._of(name), may_be_empty=may_be_empty) if node else None
        return found.value if found else ""

    def optional_text(self, name: str) -> str | None:
        found = self.nodes[name].text(self._of(name)) if name in self.nodes else None
        return found.value if found else None

    def texts(self, name: str, *, required: bool = True) -> list[Text]:
        """A list of texts; what is no text is noted and left out."""
        found = (item.text(f"an item of {self._of(name)}") for item in self._items(name, required=required))
        return [text for text in found if text]

    def one_or_more(self, name: str) -> list[Text]:
        """A text, or a list of texts."""
        if isinstance(self.nodes[name].yaml, yaml.SequenceNode):
            return self.texts(name)
        text = self.nodes[name].text(self._of(name))
        return [text] if text else []

    def mappings(self, name: str, *, required: bool = True) -> list[Fields]:
        """A list of mappings; what is no mapping is noted and left out."""
        found = (item.fields(f"an item of {self._of(name)}") for item in self._items(name, required=required))
        return [fields for fields in found if fields]

    def mapping(self, name: str) -> Fields | None:
        return self.nodes[name].fields(self._of(name)) if name in self.nodes else None

    def place_of(self, name: str) -> Place:
        return self.nodes[name].place if name in self.nodes else self.place

    def problem(self, sentence: str, *, at: str | Text = "") -> None:
        """Notes a problem of this mapping, at one of its fields or at a text in it."""
        place = at.place if isinstance(at, Text) else self.place_of(at)
        self.problems.add(place, f"{self.owner} {sentence}")

    def _of(self, name: str) -> str:
        return f'"{name}" of {self.owner}'

    def _required(self, name: str) -> Node | None:
        if name not in self.nodes:
            self.problem(f'has no "{name}". Add it.')
        return self.nodes.get(name)

    def _items(self, name: str, *, required: bool) -> list[Node]:
        node = self._required(name) if required else self.nodes.get(name)
        return node.items(self._of(name)) if node else []


def parse(source: str, file: str, problems: Problems) -> Node | None:
    """The one document of a file; None, with a problem, where it is no YAML or there is nothing in it."""
    try:
        root = yaml.compose(source, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be read"
        line = mark.line + 1 if mark else 1
        problems.add_unreadable(
            Place(file, line), f"This is no YAML: {reason}. Look at this line and the one above it."
        )
        return None
    if root is None:
        problems.add_unreadable(Place(file, 1), "There is nothing in this file. Fill it in, or delete it.")
        return None
    return Node(root, file, problems)
