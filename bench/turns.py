"""How long a visitor waits: from the POST of a message to its reply on the stream, on a server of its own.

Run by `make bench`. Beside it stand the bare encoder pass and a bare commit, so that a noisy machine shows.
"""

from __future__ import annotations

import asyncio
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles

import httpx
import psutil

from bench.visitor import Visitor, a_server, first_reply, next_reply
from bot.understanding.encoder import SentenceEncoder

CONVERSATIONS = 200
LONG_CONVERSATIONS, LONG_TURNS = 4, 205
EARLY, LATE = slice(2, 8), slice(LONG_TURNS - 8, LONG_TURNS - 2)  # around turn 5 and turn 200
QUESTIONS = (
    "will the needles hurt me?",
    "cuping bruises how long",
    "how much is it?",
    "what happens at the first visit",
    "is it safe",
)
RECORD = Path("bench/turns.md")


async def fresh_conversations(address: str) -> list[float]:
    """Milliseconds to the first reply, one message in each conversation."""
    async with httpx.AsyncClient(base_url=address) as client:
        return [await first_reply(client, QUESTIONS[number % len(QUESTIONS)]) for number in range(CONVERSATIONS)]


async def long_conversations(address: str) -> tuple[float, float]:
    """Median milliseconds around turn 5 and around turn 200."""
    early: list[float] = []
    late: list[float] = []
    async with httpx.AsyncClient(base_url=address) as client:
        for _ in range(LONG_CONVERSATIONS):
            times = await _long(client)
            early += times[EARLY]
            late += times[LATE]
    return median(early), median(late)


async def _long(client: httpx.AsyncClient) -> list[float]:
    visitor = await Visitor.arrive(client)
    times = []
    async with visitor.listening() as stream:
        for number in range(LONG_TURNS):
            started = time.perf_counter()
            await visitor.write(QUESTIONS[number % len(QUESTIONS)])
            await next_reply(stream)
            times.append((time.perf_counter() - started) * 1000)
    return times


def bare_encoder() -> float:
    """Median milliseconds of encoding one question."""
    encoder = SentenceEncoder(Path("models/encoder"))
    return _median_of(lambda: encoder.encode([QUESTIONS[0]]))


def bare_commit(folder: Path) -> float:
    """Median milliseconds of a one-row commit on SQLite as the assistant sets it (WAL, synchronous=FULL)."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (text TEXT)")
    return _median_of(lambda: connection.execute("INSERT INTO row VALUES (?)", ("x" * 200,)))


def _median_of(work: Callable[[], object], times: int = 200) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def main() -> None:
    with tempfile.TemporaryDirectory() as name, a_server(Path(name)) as (address, process):
        waits = asyncio.run(fresh_conversations(address))
        early, late = asyncio.run(long_conversations(address))
        memory = psutil.Process(process.pid).memory_info().rss / 2**20
        commit = bare_commit(Path(name))
    rows = [
        ("POST to reply, median", f"{median(waits):.1f} ms", "at most 30 ms"),
        ("POST to reply, 95th percentile", f"{quantiles(waits, n=20)[-1]:.1f} ms", ""),
        ("bare encoder pass, median", f"{bare_encoder():.1f} ms", ""),
        ("bare commit, median", f"{commit:.1f} ms", ""),
        ("around turn 5 / around turn 200", f"{early:.1f} ms / {late:.1f} ms", ""),
        ("turn 200 against turn 5", f"{late / early:.2f}", "at most 1.3"),
        ("resident memory of the server", f"{memory:.0f} MiB", "at most 700 MiB"),
    ]
    text = _table(rows)
    print(text)
    RECORD.write_text(text, encoding="utf-8")


def _table(rows: list[tuple[str, str, str]]) -> str:
    head = (
        f"# A visitor's wait\n\n`make bench` on {date.today()}, {psutil.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}, SQLite, one visitor, "
        f"{CONVERSATIONS} fresh conversations.\n\n| What | Measured | Aim |\n|---|---|---|\n"
    )
    return head + "".join(f"| {what} | {measured} | {aim} |\n" for what, measured, aim in rows)


if __name__ == "__main__":
    main()
