"""What a visitor waits for a reply while staff read, and while nobody does."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence

import httpx

from bench.console.addresses import Addresses
from bench.visitor import first_reply

ROUNDS, REPLIES = 32, 12  # in each of which staff read, or nobody does
READERS = 3  # staff, each with a page open that renews itself at every news
READING_SECONDS = 2.0  # until each opens another page
BETWEEN_SECONDS = (0.1, 1.9)  # from a reply to the next message, of another visitor
QUESTIONS = (  # such as are answered at once; others wait a moment for what may follow
    "will the needles hurt me?",
    "how much is it?",
    "what happens at the first visit",
    "where are you located?",
)


async def waits(client: httpx.AsyncClient, staff: httpx.AsyncClient, addresses: Addresses) -> dict[bool, list[float]]:
    """Milliseconds from a visitor's message to its reply, while staff read (True) and while nobody does (False)."""
    found: dict[bool, list[float]] = {True: [], False: []}
    draws = list(addresses.kinds().values())
    chance = random.Random(3)
    for number in range(ROUNDS):
        reads = number % 2 == 1
        async with _Readers(staff, draws if reads else []):
            for question in range(REPLIES):
                found[reads].append(await first_reply(client, QUESTIONS[question % len(QUESTIONS)]))
                await asyncio.sleep(chance.uniform(*BETWEEN_SECONDS))
    return found


class _Readers:
    """Staff who read: each has a page open, which is fetched again at every news, and now and then opens another."""

    def __init__(self, client: httpx.AsyncClient, draws: Sequence[Callable[[], str]]) -> None:
        self._client = client
        self._draws = draws
        self._chance = random.Random(2)
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> None:
        if self._draws:
            pages = ["/staff/conversations", "/staff/today", "/staff/requests"]
            self._tasks = [asyncio.create_task(self._watch(pages[number % 3])) for number in range(READERS)]
            self._tasks += [asyncio.create_task(self._read(number)) for number in range(READERS)]
            await asyncio.sleep(0.5)

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        failed = [error for error in ended if not isinstance(error, asyncio.CancelledError)]
        assert not failed, failed

    async def _watch(self, page: str) -> None:
        async with self._client.stream("GET", "/staff/events", timeout=60) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    (await self._client.get(page, headers={"HX-Request": "true"})).raise_for_status()

    async def _read(self, number: int) -> None:
        await asyncio.sleep(READING_SECONDS * number / READERS)
        while True:
            (await self._client.get(self._chance.choice(self._draws)())).raise_for_status()
            await asyncio.sleep(READING_SECONDS)
