"""Stand-ins for what is slow or far away: an engine that follows a script, a platform that keeps what it is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio

from bot.booking.request import Request
from bot.channels.base import Channel, Inbound, Limits, SendFailed
from bot.engine.turn import Button, Reply, Source, Turn, TurnResult, Understood


class ScriptedThinker:
    """Answers "You said ..." at once, unless a test says otherwise. Messages of one turn are told with " + "."""

    def __init__(self) -> None:
        self.ready = True
        self.turns: list[Turn] = []
        self.failures: list[Exception] = []  # raised one after the other, before it answers again
        self.requests: tuple[Request, ...] = ()
        self.meanwhile: Callable[[Turn], Awaitable[None]] | None = None
        self.silent = False  # it has nothing to add
        self.settled: Callable[[str], bool] = lambda words: True  # whether no more is to be waited for

    async def handle(self, turn: Turn) -> TurnResult:
        self.turns.append(turn)
        if self.meanwhile is not None:
            await self.meanwhile(turn)
        if self.failures:
            raise self.failures.pop(0)
        if self.silent:
            return TurnResult(understood=(), replies=(), state={}, events=(), aside=True)
        return an_answer(f"You said {words_of(turn)}", turn, requests=self.requests)

    async def handle_if_settled(self, turn: Turn) -> TurnResult | None:
        if turn.messages[0].choice is None and not self.settled(words_of(turn)):
            return None
        return await self.handle(turn)

    @property
    def heard(self) -> list[str]:
        return [words_of(turn) for turn in self.turns]


def words_of(turn: Turn) -> str:
    return " + ".join(message.text for message in turn.messages)


def an_answer(text: str, turn: Turn, *, requests: tuple[Request, ...] = ()) -> TurnResult:
    """A turn's result, about the marks of cupping."""
    return TurnResult(
        understood=(
            Understood("faq", 0.87, answers=("faq/cupping_marks",), runners_up=(("faq/cupping_benefits", 0.08),)),
        ),
        replies=(
            Reply(
                text,
                "utter_faq/cupping_marks",
                buttons=(Button("Talk to a person", {"answer": "handoff/human"}),),
                source=Source("Cupping, explained", "https://example.com/cupping"),
                facts=("cupping/circular_marks",),
            ),
        ),
        state={"slots": {}, "before": turn.number},
        events=[{"event": "user", "text": words_of(turn)}],
        requests=requests,
    )


def a_request(reference: str = "LIV-2K4M", **changes: Any) -> Request:
    values = {"kind": "booking", "name": "Dana Whitfield", "phone": "+15550102233", "service": "cupping"}
    return Request(reference=reference, **{**values, **changes})


@dataclass
class RecordingChannel(Channel):
    """A platform that takes messages of at most forty characters, unless it is told to fail."""

    name: str = "pigeon"
    limits: Limits = field(default_factory=lambda: Limits(text=40, button_data=64))
    sent: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    buttons: list[tuple[str, ...]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    tries: int = 0
    hangs: bool = False

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        return True

    def read(self, update: Mapping[str, Any]) -> list[Inbound]:
        return []

    async def send(self, chat: str, reply: Reply, ids: tuple[str, ...], key: str) -> None:
        self.tries += 1
        if self.hangs:
            await anyio.sleep_forever()
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((chat, reply.text))
        self.keys.append(key)
        self.buttons.append(ids)


def refusing(times: int, **reason: Any) -> list[Exception]:
    """As many failures of a platform."""
    return [SendFailed("the platform said no", **reason) for _ in range(times)]
