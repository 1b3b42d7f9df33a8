"""Visitors on Telegram, and the updates that what they do leads to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.channels.telegram.bot_api import BOT, PATIENCE_SECONDS, Platform, eventually, now

GROUP = {"id": -1001234567890, "type": "supergroup", "title": "Running club"}


def a_person(id: int = 501, name: str = "Dana", **changes: Any) -> dict[str, Any]:
    return {"id": id, "is_bot": False, "first_name": name, **changes}


def a_message(text: str | None = "does it hurt?", **changes: Any) -> dict[str, Any]:
    """A message to the bot in a private chat."""
    sender = changes.get("from", a_person())
    message = {
        "message_id": 17,
        "date": now(),
        "chat": {"id": sender["id"], "type": "private"},
        "from": sender,
        **({"text": text} if text is not None else {}),
    }
    return {**message, **changes}


def an_update(update_id: int = 870_000_001, **kind: Any) -> dict[str, Any]:
    """An update that brings a message, unless another kind is given."""
    return {"update_id": update_id, **(kind or {"message": a_message()})}


def in_group(text: str | None, **changes: Any) -> dict[str, Any]:
    return a_message(text, **{"chat": GROUP, **changes})


def a_press(data: str = "t1.0.0", **changes: Any) -> dict[str, Any]:
    """A pressed button under a message of the bot."""
    presser = changes.pop("from", a_person())
    message = a_message("It can ache a little.", **{"from": BOT, "chat": {"id": presser["id"], "type": "private"}})
    press = {"id": "4382bfdwdsb323b2d9", "from": presser, "chat_instance": "1", "message": message, "data": data}
    return {**press, **changes}


@dataclass
class Visitor:
    """Somebody with Telegram on their telephone."""

    platform: Platform
    id: int = 501
    name: str = "Dana"
    written: dict[str, int] = field(default_factory=dict)  # message ids by text

    def update(self, text: str | None, **changes: Any) -> dict[str, Any]:
        """The update of a new message."""
        message_id = self.platform.next_message_id()
        if text is not None:
            self.written[text] = message_id
        message = a_message(text, **{"from": self.person, "message_id": message_id, **changes})
        return an_update(self.platform.next_update_id(), message=message)

    def says(self, text: str | None, **changes: Any) -> None:
        self.platform.bring(self.update(text, **changes))

    def edits(self, earlier: str, text: str) -> None:
        message_id = self.written[text] = self.written[earlier]
        message = a_message(text, **{"from": self.person, "message_id": message_id, "edit_date": now()})
        self.platform.bring(an_update(self.platform.next_update_id(), edited_message=message))

    def presses(self, title: str) -> None:
        """Presses a button under the latest message."""
        data = self.buttons[title]
        number = self.platform.next_update_id()
        press = a_press(data, **{"from": self.person, "id": f"press{number}"})
        self.platform.bring(an_update(number, callback_query=press))

    @property
    def person(self) -> dict[str, Any]:
        return a_person(self.id, self.name)

    @property
    def buttons(self) -> dict[str, str]:
        """The titles under the latest message, with their data."""
        return self.platform.buttons(self.id)

    @property
    def sees(self) -> list[str]:
        return self.platform.shown(self.id)

    def sees_in_time(self, *texts: str, seconds: float = PATIENCE_SECONDS) -> list[str]:
        """Everything that the bot has sent, once each of the texts is found at the end of it, in this order."""

        def at_the_end() -> bool:
            latest = self.sees[-len(texts) :]
            return len(latest) == len(texts) and all(text in shown for text, shown in zip(texts, latest, strict=True))

        eventually(at_the_end, seconds=seconds, so_far=lambda: self.sees)
        return self.sees
