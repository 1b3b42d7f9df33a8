"""Takes in what platforms deliver: stored first, then handed to the worker, then shown to the visitor as received.

The same for a webhook and for a channel that asks for its news.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import anyio
import structlog
from anyio.abc import TaskGroup

from bot.channels import inbox
from bot.channels.base import Channel, Inbound
from bot.channels.inbox import UnknownChoice
from bot.database.clock import Clock, utc_now
from bot.database.database import Database
from bot.logs import failure

log = structlog.get_logger(__name__)

RECEIPT_SECONDS = 5
MOST_RECEIPTS = 32  # under way at once; a flood has other needs than to see that somebody types


class Intake:
    """The receiving side of all channels."""

    def __init__(self, database: Database, *, wake_worker: Callable[[str], None], clock: Clock = utc_now) -> None:
        self._database = database
        self._wake_worker = wake_worker
        self._clock = clock
        self._tasks: TaskGroup | None = None
        self._receipts = 0

    async def run(self) -> None:
        """Shows receipts until it is cancelled; without it messages are taken all the same."""
        try:
            async with anyio.create_task_group() as tasks:
                self._tasks = tasks
                await anyio.sleep_forever()
        finally:
            self._tasks = None

    async def take(self, channel: Channel, update: Mapping[str, Any]) -> None:
        """Returns once everything in the update is stored. Raises TooManyWaiting, and what the database raises."""
        for inbound in _read(channel, update):
            try:
                is_new = await self._database.write(partial(inbox.store, inbound=inbound, now=self._clock()))
            except UnknownChoice:
                log.info("button not known", channel=channel.name, conversation=inbound.conversation)
                self._show_receipt(channel, inbound, refused=True)
                continue
            if is_new:
                self._show_receipt(channel, inbound, refused=False)
            self._wake_worker(inbound.conversation)

    def _show_receipt(self, channel: Channel, inbound: Inbound, *, refused: bool) -> None:
        if self._tasks is not None and self._receipts < MOST_RECEIPTS:
            self._receipts += 1
            self._tasks.start_soon(self._receipt, channel, inbound, refused)

    async def _receipt(self, channel: Channel, inbound: Inbound, refused: bool) -> None:
        try:
            with anyio.move_on_after(RECEIPT_SECONDS):
                await channel.show_receipt(inbound, refused=refused)
        except Exception as error:
            log.info("receipt not shown", channel=channel.name, **failure(error))
        finally:
            self._receipts -= 1


def _read(channel: Channel, update: Mapping[str, Any]) -> list[Inbound]:
    """What can't be read is passed over, in the open: the platform would deliver it again and again, and all behind
    it would wait."""
    try:
        found = channel.read(update)
    except Exception as error:
        log.error("update not read", channel=channel.name, **failure(error))
        return []
    if not found:
        log.info("update ignored", channel=channel.name, kind=",".join(key for key in update if key.isidentifier()))
    return found
