"""Runs conversations through the whole engine without a channel or a database: for `ask`, `evaluate` and tests."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.engine.engine import Engine
from bot.engine.tracker_store import REMEMBERED_TURNS
from bot.engine.turn import PastTurn, Turn, TurnResult, VisitorMessage


@dataclass
class Rehearsal:
    """One conversation. Two with the same id and clock go alike to the letter."""

    engine: Engine
    conversation: str
    now: datetime  # aware
    results: list[TurnResult] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def say(self, *messages: str | VisitorMessage) -> TurnResult:
        """One turn: what the visitor writes, and what comes of it."""
        turn = Turn(
            conversation=self.conversation,
            number=len(self.results) + 1,
            messages=tuple(_message(message) for message in messages),
            past=tuple(PastTurn(result.state, result.events) for result in self.results[-REMEMBERED_TURNS:]),
            now=self.now,
            channel="ask",
        )
        started = time.perf_counter()
        result = self.engine.handle_now(turn)
        self.milliseconds.append((time.perf_counter() - started) * 1000)
        self.results.append(result)
        return result

    @property
    def events(self) -> Sequence[dict[str, object]]:
        """All events of the conversation so far."""
        return [dict(event) for result in self.results for event in result.events]


def _message(message: str | VisitorMessage) -> VisitorMessage:
    """Half characters, which JSON can hold and spaCy cannot, become question marks; channels leave them out."""
    if isinstance(message, VisitorMessage):
        return message
    return VisitorMessage(message.encode("utf-8", "replace").decode("utf-8"))


def given_answers(result: TurnResult) -> list[str]:
    """Ids of the answers that a turn gave, in order; a form's prompts and summaries are none."""
    ids = [(reply.utter_action or "").removeprefix("utter_") for reply in result.replies]
    return [id for id in ids if "/" in id]


def offered_answers(result: TurnResult) -> list[str]:
    """Ids that a clarifying question or an "I don't know" offers, in order."""
    return [
        button.payload["answer"]
        for reply in result.replies
        if reply.utter_action in ("utter_dialogue/not_understood", "utter_dialogue/clarify")
        for button in reply.buttons
        if "answer" in button.payload
    ]
