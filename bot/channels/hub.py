"""Wakes whoever waits for news of a conversation, within this process; the news itself is in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

MOST_LISTENERS = 10  # to one conversation: tabs, and connections whose end nobody has noticed yet


class Listener:
    """One who waits. `ended` tells that it is to leave."""

    def __init__(self) -> None:
        self.ended = False
        self._bell = asyncio.Event()

    def ring(self) -> None:
        self._bell.set()

    def end(self) -> None:
        self.ended = True
        self.ring()

    async def wait(self) -> None:
        """Returns at the next ring, or at once if it rang since the last time."""
        await self._bell.wait()
        self._bell.clear()


class Hub:
    """Who listens to which conversation."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}
        self._watchers: list[Listener] = []

    @contextmanager
    def listening(self, conversation: str, listener: Listener) -> Iterator[None]:
        """Rings the listener at every wake-up while the block runs. One too many makes the oldest leave."""
        listeners = self._listeners.setdefault(conversation, [])
        listeners.append(listener)
        if len(listeners) > MOST_LISTENERS:
            listeners.pop(0).end()
        try:
            yield
        finally:
            if listener in listeners:
                listeners.remove(listener)
            if not listeners:
                self._listeners.pop(conversation, None)

    @contextmanager
    def watching(self) -> Iterator[Listener]:
        """A listener that is rung whenever anybody's is, for staff who watch all conversations."""
        watcher = Listener()
        self._watchers.append(watcher)
        try:
            yield watcher
        finally:
            self._watchers.remove(watcher)

    def wake(self, conversation: str) -> None:
        for listener in self._listeners.get(conversation, ()):
            listener.ring()
        self.wake_watchers()

    def wake_watchers(self) -> None:
        for watcher in self._watchers:
            watcher.ring()
