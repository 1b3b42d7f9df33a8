"""Answers what is in the inbox: conversations side by side, within one a message at a time and in order.

Nothing is stored before a turn's one commit, so a worker that dies leaves its messages to the next one, unanswered. A
turn that fails is tried once more; then the visitor gets an apology instead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import anyio
import structlog
from anyio.abc import TaskGroup

from bot.channels import inbox, turns
from bot.channels.apology import apology
from bot.channels.hub import Hub
from bot.channels.turns import Work
from bot.database.clock import Clock, utc_now
from bot.database.database import PASSING, Database
from bot.engine.failures import TurnFailed
from bot.engine.turn import Thinker, TurnResult
from bot.logs import failure

log = structlog.get_logger(__name__)

THINK_SECONDS = 20
TRIES = 2
LONGEST_PAUSE_SECONDS = 30


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
    ) -> None:
        self._database = database
        self._thinker = thinker
        self._hub = hub
        self._wake_sender = wake_sender
        self._clock = clock
        self._think_seconds = think_seconds
        self._tasks: TaskGroup | None = None
        self._look_again: dict[str, bool] = {}  # of the conversations that are being answered

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

    def wake(self, conversation: str) -> None:
        """A message of this conversation was stored."""
        if self._tasks is None:
            return  # `run` begins with everything that is stored
        is_answered = conversation in self._look_again
        self._look_again[conversation] = True
        if not is_answered:
            self._tasks.start_soon(self._answer_all, conversation)

    async def _answer_all(self, conversation: str) -> None:
        try:
            while self._look_again[conversation]:
                self._look_again[conversation] = False
                await self._answer_waiting(conversation)
        finally:
            self._look_again.pop(conversation, None)

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
        """Answers the message that has waited longest; True when it has seen others behind it."""
        attempt = 0
        while True:
            attempt += 1
            work = await self._database.read(partial(turns.next_work, conversation=conversation))
            if work is None:
                return False
            try:
                await self._store(work, await self._think(work))
            except PASSING:
                raise
            except Exception as error:
                log.warning("turn not answered", **_ids(work), attempt=attempt, **_reason(error))
                if attempt < TRIES:
                    continue
                await self._store(work, apology(_reason(error)["error"]))
            return work.more

    async def _think(self, work: Work) -> TurnResult:
        with anyio.fail_after(self._think_seconds):
            return await self._thinker.handle(work.as_turn(self._clock()))

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
    return {"conversation": work.conversation, "turn": work.number, "message": work.message.id}


def _reason(error: Exception) -> dict[str, str]:
    """The kind of error; the engine's own errors say more, and hold no words."""
    return failure(error) | ({"error": str(error)} if isinstance(error, TurnFailed) else {})
