"""What a messaging app's visitor hears without the engine: at the start, when asking for help, after a picture.

An aside leaves the conversation where it was: a booking that was begun goes on with the next message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.chat_config import ChatConfig
from bot.engine.turn import Button, Reply, Thinker, Turn, TurnResult

HELP = (
    'Ask me in your own words, such as "does it hurt?", and I look it up in the clinic\'s articles. '
    'Say "book" to send the clinic a booking request, and "cancel" to drop one that you have begun. '
    "If you'd rather hear from a person, tell me, and I take a message."
)
UNREADABLE = "I can only read text, so I haven't looked at what you sent. Could you tell me in words?"
UNSEEN = "I can only read text, so I go by your words and haven't looked at what came with them."


def aside(name: str) -> Mapping[str, Any]:
    """The payload of a message that one of these answers: welcome, help, unreadable or unseen."""
    return {"aside": name}


class Asides:
    """A thinker that answers these itself, and leaves everything else to the engine."""

    def __init__(self, thinker: Thinker, config: ChatConfig) -> None:
        self._thinker = thinker
        suggestions = (
            *(Button(starter, {"typed": True}) for starter in config.starters),
            Button("Request a booking", {"answer": "handoff/book"}),
        )
        self._replies = {
            "welcome": _reply("welcome", f"{config.greeting}\n\n{config.privacy}", suggestions),
            "help": _reply("help", HELP, suggestions),
            "unreadable": _reply("unreadable", UNREADABLE),
            "unseen": _reply("unseen", UNSEEN),
        }

    @property
    def ready(self) -> bool:
        return self._thinker.ready

    async def handle(self, turn: Turn) -> TurnResult:
        return self._aside(turn) or await self._thinker.handle(turn)

    async def handle_if_settled(self, turn: Turn) -> TurnResult | None:
        return self._aside(turn) or await self._thinker.handle_if_settled(turn)

    def _aside(self, turn: Turn) -> TurnResult | None:
        name = (turn.messages[0].choice or {}).get("aside")
        if name not in self._replies:
            return None
        return TurnResult(understood=(), replies=(self._replies[name],), state={}, events=(), aside=True)


def _reply(name: str, text: str, buttons: tuple[Button, ...] = ()) -> Reply:
    return Reply(text, f"utter_aside_{name}", buttons=buttons)
