"""Which conversations somebody wants to see: what stands in the address of the list.

What can't be read there is left out, and said to be, so that an old or mistyped address still shows a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timezone
from urllib.parse import urlencode

from bot.console.queries.words import LONGEST_SEARCH

FLAGS = ("not_understood", "safety", "handed_off", "booked")
CHANNEL = re.compile(r"[a-z]{1,20}")
CONVERSATION = re.compile(r"[A-Za-z0-9_-]{1,80}")
PLACE = re.compile(r"(\d{1,18})")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True)
class Filters:
    """All of them have to hold."""

    words: str = ""
    channel: str | None = None
    day: date | None = None  # the clinic's, of the latest message
    flags: frozenset[str] = field(default_factory=frozenset)
    unreviewed: bool = False
    unread: tuple[str, ...] = field(default=(), compare=False)  # what stands in the address, but could not be read

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        asked = {name: query.get(name, "") for name in ("channel", "day")}
        channel = asked["channel"] if CHANNEL.fullmatch(asked["channel"]) else None
        day = _day(asked["day"])
        return cls(
            words=_printable(query.get("q", ""))[:LONGEST_SEARCH].strip(),
            channel=channel,
            day=day,
            flags=frozenset(flag for flag in FLAGS if query.get(flag) == "1"),
            unreviewed=query.get("unreviewed") == "1",
            unread=tuple(name for name, read in (("channel", channel), ("day", day)) if asked[name] and read is None),
        )

    @property
    def any(self) -> bool:
        return self != Filters()

    def without_words(self) -> Filters:
        return replace(self, words="")

    def address(self, **more: str) -> str:
        """The list with these filters, as an address; the same filters give the same one."""
        pairs: dict[str, str | None] = {
            "q": self.words,
            "channel": self.channel,
            "day": self.day.isoformat() if self.day else None,
            **{flag: "1" for flag in FLAGS if flag in self.flags},
            "unreviewed": "1" if self.unreviewed else None,
            **more,
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return "/staff/conversations" + (f"?{query}" if query else "")


@dataclass(frozen=True)
class Place:
    """Where a page of the list begins: after this conversation."""

    last_at: datetime
    id: str

    def __str__(self) -> str:
        return f"{self.last_at.astimezone(timezone.utc):%Y%m%dT%H%M%S.%f}~{self.id}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        moment, _, id = text.partition("~")
        if not CONVERSATION.fullmatch(id):
            return None
        try:
            return cls(datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=timezone.utc), id)
        except ValueError:
            return None


def read_message_id(text: str) -> int | None:
    """The id of a message in an address."""
    return int(text) if PLACE.fullmatch(text) and text.isascii() else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
