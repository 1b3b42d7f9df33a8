"""What goes into one turn of a conversation and what comes out: the whole interface between channels and engine.

Nothing here knows Rasa, so that whoever stores and sends messages need not either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.booking.request import Request


@dataclass(frozen=True)
class VisitorMessage:
    """One message as the visitor wrote it, or the button that they pressed."""

    text: str  # the words; for a button its title
    choice: Mapping[str, Any] | None = None  # the payload of the pressed button


@dataclass(frozen=True)
class PastTurn:
    """A turn as it was stored: what was remembered before it, and what happened in it."""

    state: Mapping[str, Any]
    events: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class JustBefore:
    """What was said, and answered, a moment earlier: so close before that what follows may only finish it."""

    texts: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """What the engine needs to think about one turn; `past` holds the latest turns, oldest first."""

    conversation: str
    number: int  # counts from 1 within the conversation
    messages: tuple[VisitorMessage, ...]  # a pressed button, or texts that are understood as one
    past: tuple[PastTurn, ...]
    now: datetime  # aware
    channel: str = "web"
    just_before: JustBefore | None = None


@dataclass(frozen=True)
class Button:
    """A suggestion under a reply. The payload stays on the server; a channel sends an opaque id."""

    title: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """The article that a reply was drawn from."""

    title: str
    link: str | None = None


@dataclass(frozen=True)
class Reply:
    """One message of the assistant."""

    text: str
    utter_action: str | None  # the response it came from: utter_<id>
    buttons: tuple[Button, ...] = ()
    source: Source | None = None
    facts: tuple[str, ...] = ()  # facts and profile fields that it rests on


@dataclass(frozen=True)
class Understood:
    """What was made of a button, or of all the texts of a turn."""

    intent: str
    confidence: float
    answers: tuple[str, ...] = ()  # ids of the spec that were chosen
    runners_up: tuple[tuple[str, float], ...] = ()
    entities: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class TurnResult:
    """Everything that one turn leads to. Whoever asked stores all of it in one transaction, or nothing."""

    understood: tuple[Understood, ...]  # empty where the turn failed
    replies: tuple[Reply, ...]  # empty where the messages only finished what had just been answered
    state: Mapping[str, Any]  # JSON; remembered before this turn: PastTurn.state of the turn to store
    events: Sequence[Mapping[str, Any]]  # JSON; PastTurn.events of the turn to store
    requests: tuple[Request, ...] = ()
    failure: str | None = None  # the kind of error, when the replies are the fixed apology
    aside: bool = False  # said beside the conversation, which goes on as if it had not been
    details: Mapping[str, Any] = field(default_factory=dict)


class Thinker(Protocol):
    """The engine, as a channel knows it."""

    @property
    def ready(self) -> bool: ...

    async def handle(self, turn: Turn) -> TurnResult: ...

    async def handle_if_settled(self, turn: Turn) -> TurnResult | None:
        """`handle`, unless the visitor may well be going on: then None, and nothing has happened."""
