"""The assistant's middle, without a web: messages are put into the inbox, worker and sender do the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import anyio
from sqlalchemy import func, select

from bot.channels import inbox
from bot.channels.base import Channel, Inbound, conversation_id
from bot.channels.hub import Hub
from bot.channels.sender import Patience, Sender
from bot.channels.worker import Worker
from bot.database.clock import Clock, utc_now
from bot.database.database import Database
from bot.database.schema import outbox
from bot.engine.turn import Thinker
from bot.log.message import LoggedMessage
from bot.log.queries import messages

IMPATIENT = Patience(
    try_seconds=0.2, lease_seconds=0.4, first_pause_seconds=0.01, longest_pause_seconds=0.02, tries=4
)
KEY = "the key that makes the names of conversations"
_numbers = count(1)


@dataclass
class Desk:
    """A worker and a sender over a database."""

    database: Database
    worker: Worker
    hub: Hub

    async def receive(
        self, text: str, *, who: str = "dana", message_id: str | None = None, channel: str = "web"
    ) -> str:
        """Stores a visitor's message as a channel would; returns its conversation."""
        inbound = a_message(text, who=who, message_id=message_id, channel=channel)
        await self.database.write(partial(inbox.store, inbound=inbound, now=utc_now()))
        self.worker.wake(inbound.conversation)
        return inbound.conversation

    async def settled(self) -> None:
        """Waits until every message is answered."""

        async def none_waits() -> bool:
            return not await self.database.read(inbox.unanswered)

        await until(none_waits)

    async def all_sent(self) -> None:
        """Waits until every message is answered and nothing is left to send."""
        await self.settled()
        waiting = select(func.count()).where(outbox.c.delivered_at.is_(None), outbox.c.given_up_at.is_(None))

        async def none_waits() -> bool:
            return not await self.database.read(lambda connection: connection.execute(waiting).scalar_one())

        await until(none_waits)

    async def said(self, conversation: str) -> list[str]:
        return [message.text for message in await self.logged(conversation)]

    async def logged(self, conversation: str) -> list[LoggedMessage]:
        return await self.database.read(partial(messages, conversation_id=conversation))

    async def rows(self, table: Any) -> list[Any]:
        return await self.database.read(lambda connection: connection.execute(select(table)).all())


async def until(holds: Callable[[], bool | Awaitable[bool]], *, seconds: float = 5) -> None:
    """Waits until something holds that announces itself to nobody."""
    with anyio.fail_after(seconds):
        while True:
            answer = holds()
            if answer if isinstance(answer, bool) else await answer:
                return
            await anyio.sleep(0.005)


def a_message(
    text: str, *, who: str = "dana", message_id: str | None = None, channel: str = "web", choice: str | None = None
) -> Inbound:
    return Inbound(
        conversation=f"web-{who}" if channel == "web" else conversation_id(channel, who, key=KEY),
        channel=channel,
        message_id=message_id or f"message-{next(_numbers)}",
        text=text,
        choice=choice,
        chat=None if channel == "web" else who,
    )


@asynccontextmanager
async def a_desk(
    database: Database,
    thinker: Thinker,
    *channels: Channel,
    patience: Patience = IMPATIENT,
    clock: Clock = utc_now,
    think_seconds: float = 5,
) -> AsyncIterator[Desk]:
    """A desk that is staffed for as long as the block runs, then dropped, whatever it is doing."""
    hub = Hub()
    sender = Sender(database, {channel.name: channel for channel in channels}, patience=patience, clock=clock)
    worker = Worker(database, thinker, hub, wake_sender=sender.wake, clock=clock, think_seconds=think_seconds)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(worker.run)
        tasks.start_soon(sender.run)
        yield Desk(database, worker, hub)
        tasks.cancel_scope.cancel()
