"""Answers what is in the inbox: conversations side by side, within one a turn at a time and in order.

What is understood is answered at once; what may well go on is held for a moment, and what follows is joined to it
(see `bursts`). Beyond that, nothing is stored before a turn's one commit, so a worker that dies leaves its messages
to the next one, unanswered. A turn that fails is tried once more; then the visitor gets an apology instead.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import anyio
import structlog
from anyio.abc import TaskGroup

from bot.channels import inbox, turns
from bot.channels.apology import apology
from bot.channels.hub import Hub
from bot.channels.turns import Work
from bot.channels.writing import Writing
from bot.database.clock import Clock, utc_now
from bot.database.database import PASSING, Database
from bot.engine.failures import TurnFailed
from bot.engine.turn import Thinker, TurnResult
from bot.logs import failure

log = structlog.get_logger(__name__)

THINK_SECONDS = 20
TRIES = 2
LONGEST_PAUSE_SECONDS = 30

Asked = tuple[str, ...]
Pause = Callable[[anyio.Event, float], Awaitable[None]]


async def pause(bell: anyio.Event, seconds: float) -> None:
    """Returns when the bell rings, or after so many seconds."""
    with anyio.move_on_after(seconds):
        await bell.wait()


class Worker:
    """Takes messages from the inbox to the engine and stores what comes of them."""

    def __init__(
        self,
        database: Database,
        thinker: Thinker,
        hub: Hub,
        *,
        wake_sender: Callable[[], None],
        clock: Clock = utc_now,
        think_seconds: float = THINK_SECONDS,
        writing: Writing | None = None,
        pause: Pause = pause,
    ) -> None:
        self._database = database
        self._thinker = thinker
        self._hub = hub
        self._wake_sender = wake_sender
        self._clock = clock
        self._think_seconds = think_seconds
        self._writing = writing or Writing()
        self._pause = pause
        self._tasks: TaskGroup | None = None
        self._look_again: dict[str, bool] = {}  # of the conversations that are being answered
        self._bells: dict[str, anyio.Event] = {}  # rung when more has come to them

    async def run(self) -> None:
        """Answers until it is cancelled, beginning with what an earlier worker has left."""
        try:
            async with anyio.create_task_group() as tasks:
                self._tasks = tasks
                for conversation in await self._database.read(inbox.unanswered):
                    self.wake(conversation)
                await anyio.sleep_forever()
        finally:
            self._tasks = None
            self._look_again.clear()
            self._bells.clear()

    def wake(self, conversation: str) -> None:
        """A message of this conversation was stored."""
        if self._tasks is None:
            return  # `run` begins with everything that is stored
        is_answered = conversation in self._look_again
        self._look_again[conversation] = True
        if conversation in self._bells:
            self._bells[conversation].set()
        if not is_answered:
            self._tasks.start_soon(self._answer_all, conversation)

    async def _answer_all(self, conversation: str) -> None:
        try:
            while self._look_again[conversation]:
                self._look_again[conversation] = False
                await self._answer_waiting(conversation)
        finally:
            self._look_again.pop(conversation, None)
            self._bells.pop(conversation, None)

    async def _answer_waiting(self, conversation: str) -> None:
        """Answers until no message is known to wait. While the database is away, messages keep their place."""
        failures = 0
        while True:
            try:
                if not await self._answer_next(conversation):
                    return
                failures = 0
            except PASSING as error:
                failures += 1
                log.error("turn not stored", conversation=conversation, attempt=failures, **failure(error))
                await anyio.sleep(min(2 ** (failures - 1), LONGEST_PAUSE_SECONDS))

    async def _answer_next(self, conversation: str) -> bool:
        """Answers what has waited longest, once it is complete; True when it has seen others behind it."""
        attempt = 0
        unsettled: Asked | None = None  # the messages of which the engine has said that more may follow
        while True:
            bell = self._bells[conversation] = anyio.Event()  # before the look, so that nothing slips by
            work = await self._next_work(conversation)
            if work is None:
                return False
            try:
                result = None
                if unsettled != _asked(work):
                    result = await self._think_if_settled(work)
                    unsettled = _asked(work)
                if result is None and not await self._is_complete(work, bell):
                    continue
                await self._store(work, result or await self._think(work))
            except PASSING:
                raise
            except Exception as error:
                attempt += 1
                unsettled = None
                log.warning("turn not answered", **_ids(work), attempt=attempt, **_reason(error))
                if attempt < TRIES:
                    continue
                await self._store(work, apology(_reason(error)["error"]))
            return work.more

    async def _next_work(self, conversation: str) -> Work | None:
        writing_at = self._writing.last(conversation)
        return await self._database.read(partial(turns.next_work, conversation=conversation, writing_at=writing_at))

    async def _is_complete(self, work: Work, bell: anyio.Event) -> bool:
        """Whether nothing more belongs to the turn. If not, takes in what has come, or waits for it."""
        if work.burst.takes_the_next:
            await self._database.write(partial(turns.join_next, work=work))
            return False
        now = self._clock()
        if work.burst.is_over(now):
            return True
        await self._pause(bell, (work.burst.until - now).total_seconds())
        return False

    async def _think(self, work: Work) -> TurnResult:
        with anyio.fail_after(self._think_seconds):
            return await self._thinker.handle(work.as_turn(self._clock()))

    async def _think_if_settled(self, work: Work) -> TurnResult | None:
        with anyio.fail_after(self._think_seconds):
            return await self._thinker.handle_if_settled(work.as_turn(self._clock()))

    async def _store(self, work: Work, result: TurnResult) -> None:
        stored = await self._database.write(partial(turns.commit, work=work, result=result, now=self._clock()))
        if not stored:
            log.info("turn dropped", **_ids(work), reason="erased or edited meanwhile")
            return
        self._hub.wake(work.conversation)
        if work.chat is not None:
            self._wake_sender()
        if result.failure:
            log.error("turn failed", **_ids(work), error=result.failure)
        answers = [answer for understood in result.understood for answer in understood.answers]
        log.info("turn stored", **_ids(work), answers=",".join(answers))


def _ids(work: Work) -> dict[str, Any]:
    return {"conversation": work.conversation, "turn": work.number, "message": work.messages[-1].id}


def _asked(work: Work) -> Asked:
    """An edited message has another id."""
    return tuple(message.message_id for message in work.messages)


def _reason(error: Exception) -> dict[str, str]:
    """The kind of error; the engine's own errors say more, and hold no words."""
    return failure(error) | ({"error": str(error)} if isinstance(error, TurnFailed) else {})
