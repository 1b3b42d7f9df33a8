"""One message of a conversation, as it is logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Flag = Literal["safety", "not_understood"]


@dataclass(frozen=True)
class LoggedMessage:
    """What a visitor wrote and how it was understood, or what the assistant said and what that rests on."""

    sender: Literal["visitor", "bot"]
    at: datetime
    text: str
    client_id: str | None = None  # the visitor's side only, as is what was understood
    intent: str | None = None
    confidence: float | None = None
    answers: Sequence[str] | None = None
    runners_up: Sequence[Sequence[Any]] | None = None  # pairs of id and confidence
    entities: Sequence[Mapping[str, Any]] | None = None
    flag: Flag | None = None
    utter_action: str | None = None  # the assistant's side only, as is what follows
    source: Mapping[str, Any] | None = None
    buttons: Sequence[Mapping[str, Any]] | None = None  # {id, title, payload}
    facts: Sequence[str] | None = None
    id: int | None = None  # given by the database
