"""A message as the widget gets it. What a button carries stays here; the widget sees its id and title."""

from __future__ import annotations

from typing import Any

from bot.channels.inbox import Waiting
from bot.log.message import LoggedMessage


def stored(message: LoggedMessage) -> dict[str, Any]:
    """A message of a stored turn."""
    if message.sender == "visitor":
        return _visitors(str(message.id), message.client_id, message.text, message.at.isoformat())
    return {
        "id": str(message.id),
        "from": "bot",
        "text": message.text,
        "at": message.at.isoformat(),
        "metadata": {"utter_action": message.utter_action},
        "source": message.source,
        "choices": [{"id": button["id"], "title": button["title"]} for button in message.buttons or ()],
    }


def unanswered(message: Waiting) -> dict[str, Any]:
    """A visitor's message whose turn is still to come."""
    return _visitors(None, message.message_id, message.text, message.received_at.isoformat())


def _visitors(id: str | None, client_id: str | None, text: str, at: str) -> dict[str, Any]:
    return {
        "id": id,
        "from": "visitor",
        "text": text,
        "at": at,
        "client_id": client_id,
        "source": None,
        "choices": [],
    }
