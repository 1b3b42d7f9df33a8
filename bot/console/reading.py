"""A conversation as its page shows it: turn by turn, with what was understood in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from bot.console.knowledge import Knowledge
from bot.console.times import span
from bot.log.message import LoggedMessage

GAP_SECONDS = 60  # a shorter pause is none
WEB_LINK = re.compile(r"https?://\S+")

ENTITY_NAMES: Mapping[str, str] = {
    "condition": "Complaint",
    "service": "Treatment",
    "when_said": "When",
    "when_start": "Understood as",
    "name": "Name",
    "contact": "Contact",
    "message": "Message",
    "confirmed": "Confirmed",
}


@dataclass(frozen=True)
class Guess:
    """An answer that was, or might have been, meant."""

    name: str
    id: str
    percent: int


@dataclass(frozen=True)
class Detail:
    """Something that was picked out of a message."""

    name: str
    value: str
    is_moment: bool = False  # an ISO 8601 time of the clinic's


@dataclass(frozen=True)
class Basis:
    """A fact that a reply rests on; without a text where the content has it no longer."""

    id: str
    text: str | None
    article: str | None


@dataclass(frozen=True)
class Understanding:
    """What was made of a message. No guesses where a form was waiting for a value."""

    summary: str
    guesses: Sequence[Guess]
    runners_up: Sequence[Guess]
    details: Sequence[Detail]


@dataclass(frozen=True)
class Said:
    """One message; `understanding` of a visitor's, `basis` of a reply."""

    message: LoggedMessage
    understanding: Understanding | None = None
    goes_on: bool = False  # it was understood together with the visitor's next message
    basis: Sequence[Basis] = field(default_factory=tuple)

    @property
    def link(self) -> str | None:
        """Where the reply's article can be read."""
        link = (self.message.source or {}).get("link") or ""
        return link if WEB_LINK.fullmatch(link) else None


@dataclass(frozen=True)
class Turn:
    """What the visitor said, and what was said to it; `pause` tells how long after the turn before."""

    said: Sequence[Said]
    pause: str | None


def turns_in(messages: Sequence[LoggedMessage], knowledge: Knowledge) -> list[Turn]:
    """The turns of a conversation: each begins with a message of the visitor's."""
    turns: list[Turn] = []
    last: LoggedMessage | None = None
    for group in _grouped(messages):
        said = [_said(message, knowledge) for message in group]
        turns.append(Turn([*map(_with_next, said, said[1:]), said[-1]], _pause(last, group[0])))
        last = group[-1]
    return turns


def _grouped(messages: Sequence[LoggedMessage]) -> list[list[LoggedMessage]]:
    groups: list[list[LoggedMessage]] = []
    for sender, run in groupby(messages, key=lambda message: message.sender):
        if sender == "visitor" or not groups:
            groups.append(list(run))
        else:
            groups[-1] += run
    return groups


def _pause(before: LoggedMessage | None, first: LoggedMessage) -> str | None:
    if before is None:
        return None
    seconds = (first.at - before.at).total_seconds()
    return span(seconds) if seconds >= GAP_SECONDS else None


def _said(message: LoggedMessage, knowledge: Knowledge) -> Said:
    if message.sender == "visitor":
        return Said(message, understanding=_understanding(message, knowledge))
    return Said(message, basis=[_basis(id, knowledge) for id in message.facts or ()])


def _with_next(said: Said, following: Said) -> Said:
    goes_on = said.message.sender == following.message.sender == "visitor" and said.understanding is None
    return replace(said, goes_on=goes_on)


def _understanding(message: LoggedMessage, knowledge: Knowledge) -> Understanding | None:
    """None where the assistant failed before it had understood anything."""
    if message.intent is None:
        return None
    percent = _percent(message.confidence or 0)
    guesses = [Guess(knowledge.name_of(id), id, percent) for id in message.answers or ()]
    return Understanding(
        summary=guesses[0].name if guesses else knowledge.name_of(message.intent),
        guesses=guesses,
        runners_up=[Guess(knowledge.name_of(id), id, _percent(sure)) for id, sure in message.runners_up or ()],
        details=[detail for entity in message.entities or () if (detail := _detail(entity))],
    )


def _detail(entity: Mapping[str, Any]) -> Detail | None:
    """What a form took from the message goes by the field that it filled; its flags are no news."""
    name, value = str(entity.get("role") or entity.get("entity") or ""), entity.get("value")
    if isinstance(value, bool) or value in (None, ""):
        return None
    return Detail(ENTITY_NAMES.get(name, name), str(value), is_moment=name == "when_start")


def _basis(id: str, knowledge: Knowledge) -> Basis:
    fact = knowledge.facts.get(id)
    if fact is None:
        return Basis(id, None, None if "/" in id else "The clinic's profile")
    return Basis(id, fact.text, fact.article)


def _percent(confidence: float) -> int:
    return round(100 * min(max(confidence, 0), 1))
