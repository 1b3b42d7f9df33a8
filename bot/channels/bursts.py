"""The burst rule: which of the waiting messages are one turn, and how long more of it are waited for.

It is worked out from the times of arrival alone, so that neither a restart nor a worker that is late changes what
belongs together. Whether it has to wait at all is the engine's to say: what is understood is answered at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.inbox import Waiting

QUIET = timedelta(seconds=1.5)  # after the latest message, or the latest sign that the visitor is writing
WRITING = timedelta(seconds=4)  # after the latest message, however long the visitor writes
LONGEST = timedelta(seconds=8)  # after the first message, so that somebody who writes on and on is answered
MOST_MESSAGES = 8


@dataclass(frozen=True)
class Burst:
    """The messages of one turn as far as they have come, and until when what follows still belongs to them."""

    messages: tuple[Waiting, ...]
    following: Waiting | None  # the next message that waits
    until: datetime

    @property
    def takes_the_next(self) -> bool:
        """Whether the next message belongs to it, unless it is settled as it is."""
        return self._is_open and self.following is not None and self.following.received_at <= self.until

    def is_over(self, now: datetime) -> bool:
        """Whether nothing more is waited for."""
        return not self._is_open or self.following is not None or now >= self.until

    @property
    def _is_open(self) -> bool:
        """A pressed button stands for itself, and ends what was being written before it."""
        alone = self.messages[0].choice is not None
        pressed = self.following is not None and self.following.choice is not None
        return not alone and not pressed and len(self.messages) < MOST_MESSAGES


def burst_of(waiting: Sequence[Waiting], number: int, writing_at: datetime | None) -> Burst:
    """The burst with which the next turn, of this number, begins; `waiting` is in order and not empty.

    `writing_at` is when the visitor was last seen writing, if that is known.
    """
    count = 1
    while count < len(waiting) and waiting[count].joined_to == number:
        count += 1
    messages = tuple(waiting[:count])
    following = waiting[count] if count < len(waiting) else None
    return Burst(messages, following, _until(messages, writing_at))


def _until(messages: Sequence[Waiting], writing_at: datetime | None) -> datetime:
    first, last = messages[0].received_at, messages[-1].received_at
    quiet = max(last, writing_at or last) + QUIET
    return min(quiet, last + WRITING, first + LONGEST)
