"""A desk whose time stands still until a test lets it go on: seconds of waiting take none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import partial

import anyio

from bot.channels import inbox
from bot.channels.base import Inbound
from bot.channels.hub import Hub
from bot.channels.worker import Worker
from bot.channels.writing import Writing
from bot.database.database import Database
from bot.engine.turn import Thinker, Turn, TurnResult
from tests.desk import Desk, a_message, until

BEGIN = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)


@dataclass
class Pause:
    """A worker's pause, up to a moment or until its bell rings."""

    end: datetime
    bell: anyio.Event
    over: anyio.Event = field(default_factory=anyio.Event)

    @property
    def goes_on(self) -> bool:
        return not self.bell.is_set() and not self.over.is_set()


class Overheard:
    """A thinker that notes what was answered, and when."""

    def __init__(self, thinker: Thinker, time: SlowMotion) -> None:
        self._thinker = thinker
        self._time = time

    @property
    def ready(self) -> bool:
        return self._thinker.ready

    async def handle(self, turn: Turn) -> TurnResult:
        return self._noted(turn, await self._thinker.handle(turn))

    async def handle_if_settled(self, turn: Turn) -> TurnResult | None:
        result = await self._thinker.handle_if_settled(turn)
        return result and self._noted(turn, result)

    def _noted(self, turn: Turn, result: TurnResult) -> TurnResult:
        self._time.results.append(result)
        words = " + ".join(message.text for message in turn.messages)
        self._time.answered.append((words, round((self._time.now - BEGIN).total_seconds(), 3)))
        return result


class SlowMotion:
    """The clock, the desk in front of it, and what has been answered when, in seconds since the beginning."""

    desk: Desk

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.answered: list[tuple[str, float]] = []
        self.results: list[TurnResult] = []
        self.writing = Writing()
        self._pauses: list[Pause] = []

    async def pause(self, bell: anyio.Event, seconds: float) -> None:
        """What the worker is given for its pauses."""
        pause = Pause(self.now + timedelta(seconds=seconds), bell)
        self._pauses.append(pause)
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(_pass_on, bell, pause.over)
                await pause.over.wait()
                tasks.cancel_scope.cancel()
        finally:
            self._pauses.remove(pause)

    async def says(
        self,
        text: str,
        *,
        at: float,
        who: str = "dana",
        message_id: str | None = None,
        edition: int | None = None,
        wait: bool = True,
    ) -> None:
        said = a_message(text, who=who, message_id=message_id)
        await self._receive(Inbound(**{**vars(said), "edition": edition}), at, wait=wait)

    async def presses(self, choice: str, *, at: float) -> None:
        await self._receive(a_message("", choice=choice), at, wait=True)

    async def writes(self, *, at: float, who: str = "dana") -> None:
        await self.until(at)
        self.writing.note(f"web-{who}", self.now)

    async def until(self, second: float) -> None:
        """Lets time go on, with all that is due meanwhile."""
        end = BEGIN + timedelta(seconds=second)
        await self._idle()
        while due := [pause for pause in self._pauses if pause.end <= end]:
            first = min(due, key=lambda pause: pause.end)
            self.now = max(self.now, first.end)
            first.over.set()
            await until(partial(self._is_over, first))
            await self._idle()
        self.now = max(self.now, end)

    def _is_over(self, pause: Pause) -> bool:
        return pause not in self._pauses

    async def _receive(self, inbound: Inbound, at: float, *, wait: bool) -> None:
        await self.until(at)
        await self.desk.database.write(partial(inbox.store, inbound=inbound, now=self.now))
        self.desk.worker.wake(inbound.conversation)
        if wait:
            await self._idle()

    async def _idle(self) -> None:
        """Waits until the worker has nothing to do but to wait."""

        async def nothing_to_do() -> bool:
            waiting = await self.desk.database.read(inbox.unanswered)
            return len(waiting) == len(self._pauses) and all(pause.goes_on for pause in self._pauses)

        await until(nothing_to_do, seconds=20)


async def _pass_on(bell: anyio.Event, over: anyio.Event) -> None:
    await bell.wait()
    over.set()


@asynccontextmanager
async def a_timed_desk(database: Database, thinker: Thinker, *, at: float = 0) -> AsyncIterator[SlowMotion]:
    """A desk at which it is so many seconds after the beginning; dropped at the end, whatever it is doing."""
    time = SlowMotion(BEGIN + timedelta(seconds=at))
    hub = Hub()
    worker = Worker(
        database,
        Overheard(thinker, time),
        hub,
        wake_sender=lambda: None,
        clock=lambda: time.now,
        writing=time.writing,
        pause=time.pause,
    )
    time.desk = Desk(database, worker, hub)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(worker.run)
        yield time
        tasks.cancel_scope.cancel()
