"""What a messaging platform has to offer to become a channel: verify, read, send.

Storing, acknowledging, ordering, retrying and splitting are not its business. The web is no `Channel`: its visitors
fetch their replies, so nothing is sent there (see `web`). `docs/channels/new.md` lists the files of a new one.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import anyio

from bot.engine.turn import Reply

Take = Callable[[Mapping[str, Any]], Awaitable[None]]

BARRED = ("Cc", "Cs")
# What a piece may end with, the best first, and how much of that still belongs to it.
BORDERS = (("\n\n", 0), ("\n", 0), (". ", 1), ("? ", 1), ("! ", 1), (" ", 0))
SMALLEST_PART = 4


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
    payload: Mapping[str, Any] | None = None  # what the channel itself makes of it, as if a button had been pressed
    edition: int | None = None  # grows with each edit, where visitors can edit what they have sent
    press: str | None = None  # the platform's own id of the press of a button, where it wants to hear of it


@dataclass(frozen=True)
class Report:
    """How a channel is, told to its operator."""

    state: str
    notes: tuple[str, ...] = ()  # what is missing or wrong, each with what to do about it


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
    secret_in_header = False  # the body is no part of what is verified, so it is not read before
    webhook: str | None = None  # the address at which the platform delivers; None if it delivers nothing by itself

    @property
    def ready(self) -> bool:
        """False while it can't read yet: the platform is asked to deliver again."""
        return True

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

    def worded(self, reply: Reply) -> Reply:
        """The reply as the platform can show it, before it is cut into pieces: some know nothing but text."""
        return reply

    async def show_receipt(self, inbound: Inbound, *, refused: bool) -> None:
        """Shows the visitor at once that something came of it; best effort, since the reply follows anyway.

        `refused` is a button that was never offered, or no longer is.
        """
        return None

    async def run(self, take: Take) -> None:
        """What the channel does for as long as the server runs, such as asking for news, which it hands to `take`."""
        await anyio.sleep_forever()

    async def report(self) -> Report:
        """How the channel is, as far as the platform tells."""
        return Report("on")

    async def register(self, about: str) -> str:
        """Tells the platform where to deliver, and what visitors read there about the assistant.

        Returns what was done, in a sentence; raises NotRegistered.
        """
        raise NotRegistered(f"{self.name} has nothing to register.")

    async def unregister(self) -> str:
        """Takes that back. Returns what was done, in a sentence; raises NotRegistered."""
        raise NotRegistered(f"{self.name} has nothing to take back.")

    async def close(self) -> None:
        """Ends the channel's connections; `run` does so by itself."""
        return None


class NotRegistered(Exception):
    """The platform could not be told where to deliver. Says why, and what to do."""


def conversation_id(channel: str, chat: str, *, key: str) -> str:
    """The conversation of a platform's visitor. It names the channel and hides the address, often a phone number.

    The key matters: there are so few phone numbers that a plain hash of one is found by trying them all.
    """
    digest = hmac.new(key.encode(), f"{channel}:{chat}".encode(), hashlib.sha256).hexdigest()
    return f"{channel}-{digest[:24]}"


def cleaned(text: str) -> str:
    """The text without outer space, and without control characters and half characters, which no database likes."""
    kept = (character for character in text if character in "\n\t" or unicodedata.category(character) not in BARRED)
    return "".join(kept).strip()


def pieces(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` characters, cut where a reader would pause: see `BORDERS`."""
    rest, cut = text, []
    while len(rest) > most:
        end = _border(rest, most)
        cut.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*cut, rest] if rest or not cut else cut


def _border(text: str, most: int) -> int:
    """Where the first piece ends: at the best border that doesn't leave it tiny."""
    for border, length in BORDERS:
        end = text.rfind(border, 1, most + len(border) - length)
        if end >= most // SMALLEST_PART:
            return end + length
    return most
