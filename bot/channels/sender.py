"""Sends what is in the outbox: conversations side by side, each in order, again and again until it is taken.

What a platform refuses for good, or for too long, is given up: the row says why, and the log has an error.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import anyio
import structlog
from anyio.abc import TaskGroup

from bot.channels import outbox
from bot.channels.base import Channel, SendFailed, pieces
from bot.channels.outbox import Delivery
from bot.database.clock import Clock, utc_now
from bot.database.database import PASSING, Database
from bot.logs import failure

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Patience:
    """How long is waited for what. A lease outlasts a try; the twelfth try comes some 45 minutes after the first."""

    try_seconds: float = 30
    lease_seconds: float = 60
    first_pause_seconds: float = 2
    longest_pause_seconds: float = 900
    tries: int = 12

    def pause_seconds(self, failed: SendFailed, tries: int) -> float:
        """How long to wait after so many tries; what the platform asks for counts if it is longer."""
        pause = min(self.first_pause_seconds * 2.0 ** (tries - 1), self.longest_pause_seconds)
        return max(pause, failed.retry_after_seconds or 0)


class Sender:
    """The sending side of all channels."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        *,
        patience: Patience = Patience(),
        at_once: int = 8,
        clock: Clock = utc_now,
    ) -> None:
        self._database = database
        self._channels = channels
        self._patience = patience
        self._at_once = at_once
        self._clock = clock
        self._sending = 0
        self._pieces_taken: dict[int, int] = {}  # of deliveries that are not yet recorded as done
        self._bell = asyncio.Event()

    def wake(self) -> None:
        """Something was added to the outbox, or the way is free for more."""
        self._bell.set()

    async def run(self) -> None:
        """Sends until it is cancelled."""
        if not self._channels:
            await anyio.sleep_forever()
        await self._take_over()
        async with anyio.create_task_group() as tasks:
            while True:
                self._bell.clear()
                try:
                    await self._start_due(tasks)
                    pause = await self._seconds_to_wait()
                except PASSING as error:
                    log.error("outbox not read", **failure(error))
                    pause = self._patience.first_pause_seconds
                with anyio.move_on_after(pause):
                    await self._bell.wait()

    async def _take_over(self) -> None:
        """A file has one server at a time, so what is claimed in it was being sent by one that died. (Of several on
        PostgreSQL another may be sending it now.)"""
        if self._database.file is None:
            return
        try:
            await self._database.write(outbox.release)
        except PASSING as error:  # then the leases end by themselves
            log.error("outbox not read", **failure(error))

    async def _start_due(self, tasks: TaskGroup) -> None:
        if self._sending >= self._at_once:
            return
        claim = partial(
            outbox.claim_due,
            channels=tuple(self._channels),
            now=self._clock(),
            lease=timedelta(seconds=self._patience.lease_seconds),
            limit=self._at_once - self._sending,
        )
        for delivery in await self._database.write(claim):
            self._sending += 1
            tasks.start_soon(self._deliver, delivery)

    async def _seconds_to_wait(self) -> float | None:
        """Until a delivery is due; None to wait for the bell alone."""
        if self._sending >= self._at_once:
            return None
        due = await self._database.read(partial(outbox.next_due, channels=tuple(self._channels)))
        return None if due is None else max(0.0, (due - self._clock()).total_seconds())

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            try:
                await self._send(delivery)
            except SendFailed as failed:
                await self._record_failure(delivery, failed)
            else:
                now = self._clock()
                await self._database.write(partial(outbox.mark_delivered, id=delivery.id, now=now))
                self._pieces_taken.pop(delivery.id, None)
        except PASSING as error:  # it is taken up again when the lease ends
            log.error("delivery not recorded", delivery=delivery.id, **failure(error))
        finally:
            self._sending -= 1
            self.wake()

    async def _send(self, delivery: Delivery) -> None:
        """Raises SendFailed, whatever the adapter raises."""
        channel = self._channels[delivery.channel]
        try:
            with anyio.fail_after(self._patience.try_seconds):
                await self._send_pieces(channel, delivery)
        except SendFailed:
            raise
        except Exception as error:
            log.warning("channel failed", channel=channel.name, delivery=delivery.id, **failure(error))
            raise SendFailed(type(error).__name__) from error

    async def _send_pieces(self, channel: Channel, delivery: Delivery) -> None:
        """A long reply goes out in pieces, its buttons with the last. This process repeats none that was taken."""
        reply = channel.worded(delivery.reply)
        texts = pieces(reply.text, channel.limits.text)
        for number in range(self._pieces_taken.get(delivery.id, 0), len(texts)):
            if number < len(texts) - 1:
                piece = replace(reply, text=texts[number], buttons=(), source=None)
                await channel.send(delivery.chat, piece, (), f"{delivery.key}.{number}")
            else:
                last = replace(reply, text=texts[number])
                await channel.send(delivery.chat, last, delivery.button_ids, delivery.key)
            self._pieces_taken[delivery.id] = number + 1

    async def _record_failure(self, delivery: Delivery, failed: SendFailed) -> None:
        now, tries = self._clock(), delivery.attempts + 1
        facts = {"channel": delivery.channel, "delivery": delivery.id, "attempt": tries, "reason": str(failed)}
        if failed.permanent or tries >= self._patience.tries:
            log.error("delivery given up", **facts)
            record = partial(outbox.give_up, id=delivery.id, now=now, error=str(failed))
            self._pieces_taken.pop(delivery.id, None)
        else:
            pause = self._patience.pause_seconds(failed, tries)
            log.warning("send failed", **facts, retry_seconds=pause)
            due = now + timedelta(seconds=pause)
            record = partial(outbox.try_again, id=delivery.id, due_at=due, error=str(failed))
        await self._database.write(record)
