"""Entities: the conditions and services that a message may name, and which of them the articles know about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.answer import Mention, read_mentions
from bot.content.problems import Place
from bot.content.yaml_lines import Fields, Node, Text


@dataclass(frozen=True)
class EntityValue:
    """Something that a message may name. `say` is how a reply names it; without facts it is outside the articles."""

    kind: str
    name: str
    say: str
    facts: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class EntityEntry:
    """A value as it stands in its file, with the places of its words."""

    value: EntityValue
    place: Place
    words: tuple[Text, ...]

    def spoken(self) -> Iterator[tuple[str, Place]]:
        """Everything that stands for the value in a message: its name, and its words."""
        yield self.value.name, self.place
        for word in self.words:
            yield word.value, word.place


def read_entities(topics: list[tuple[str, Node]], mentions: list[Mention]) -> Iterator[EntityEntry]:
    """Every value of every kind, also one that stands twice."""
    for topic, node in topics:
        sheet = node.fields(f"the list of {topic}")
        if sheet:
            sheet.only(("entity", "values"))
            kind = sheet.text("entity")
            for fields in sheet.mappings("values"):
                yield from _entry(kind, fields, mentions)


def _entry(kind: str, fields: Fields, mentions: list[Mention]) -> Iterator[EntityEntry]:
    fields.owner = f"a {kind or 'value'}"
    if name := fields.text("name"):
        fields.owner = f"{kind} {name}"
        fields.only(("name", "say", "facts", "words"))
        words = fields.texts("words", required=False)
        value = EntityValue(
            kind=kind,
            name=name,
            say=fields.text("say"),
            facts=read_mentions(fields, "facts", "fact", mentions, required=False),
            words=tuple(word.value for word in words),
        )
        yield EntityEntry(value, fields.place, tuple(words))
