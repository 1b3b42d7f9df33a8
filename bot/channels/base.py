"""What a messaging platform has to offer to become a channel: verify, read, send.

Storing, acknowledging, ordering, retrying and splitting are not its business. The web is no `Channel`: its visitors
fetch their replies, so nothing is sent there (see `web`).
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.engine.turn import Reply


@dataclass(frozen=True)
class Limits:
    """What a platform takes in one message, in characters."""

    text: int
    button_data: int


@dataclass(frozen=True)
class Inbound:
    """One message as a platform sent it, before anyone has interpreted it."""

    conversation: str  # ours, made from channel and sender
    channel: str
    message_id: str  # the platform's: what makes a repeat a repeat
    text: str = ""
    choice: str | None = None  # the id of the button that was pressed, instead of a text
    chat: str | None = None  # where the replies are sent; None where they are fetched


class SendFailed(Exception):
    """A platform did not take a message. The text is logged and stored: it holds no words of the message."""

    def __init__(self, reason: str, *, permanent: bool = False, retry_after_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.permanent = permanent  # another try could not help
        self.retry_after_seconds = retry_after_seconds  # as the platform asked


class Channel(ABC):
    """An adapter to one messaging platform."""

    name: str
    limits: Limits

    @abstractmethod
    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether the request comes from the platform."""

    @abstractmethod
    def read(self, update: Mapping[str, Any]) -> list[Inbound]:
        """The messages in a request of the platform; news of other kinds is an empty list."""

    @abstractmethod
    async def send(self, chat: str, reply: Reply, ids: tuple[str, ...], key: str) -> None:
        """Sends a reply that keeps within the limits; `ids` are those of its buttons. Raises SendFailed.

        `key` is the same for each try at the same message, for platforms that drop repeats by it.
        """


def conversation_id(channel: str, chat: str) -> str:
    """The conversation of a platform's visitor; it names the channel and hides the address, often a phone number."""
    return f"{channel}-{hashlib.sha256(f'{channel}:{chat}'.encode()).hexdigest()[:24]}"


def pieces(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` characters, cut at the last line, else space, that fits."""
    rest, cut = text, []
    while len(rest) > most:
        end = max(rest.rfind("\n", 1, most + 1), 0) or max(rest.rfind(" ", 1, most + 1), 0) or most
        cut.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*cut, rest]
