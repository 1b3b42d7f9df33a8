"""How long staff wait for a page with 200,000 conversations in SQLite, and what a visitor notices of their reading.

Run by `make bench-console`. The database is made by `python -m bot demo` in var/bench, once; a later run takes it
again. Pages are timed from outside, on the same machine, so that the figures hold the server's time and a bit more.
The visitor's wait is compared within the run, in turns: staff reading, nobody reading, and so on.
"""

from __future__ import annotations

import asyncio
import os
import platform
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any
from urllib.parse import urlencode

import httpx
import psutil
from sqlalchemy import delete

from bench.visitor import Visitor, a_server, next_reply
from bot.console import members
from bot.console.filters import FLAGS, Place
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.database.schema import conversation
from bot.demo import PREFIX

CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "200000"))
FOLDER = Path(os.environ.get("BENCH_DIR", "var/bench"))
RECORD = Path("bench/console.md")
NAME = "Bench"

SAMPLES = 60  # of each kind of page
AIM_MS = 100
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


@dataclass(frozen=True)
class Sizes:
    """What is in the database."""

    conversations: int
    messages: int
    megabytes: int


class Sample:
    """Draws addresses of pages, as staff would come by them; looks into the database for that."""

    def __init__(self, file: Path) -> None:
        self._chance = random.Random(1)
        with closing(sqlite3.connect(file)) as db:
            self._places = self._drawn(db, "SELECT id, last_at FROM conversation")
            self._days = [row[0] for row in db.execute("SELECT DISTINCT date(last_at) FROM conversation")]
            self._short = [
                row[0] for row in self._drawn(db, "SELECT id FROM conversation WHERE turns BETWEEN 1 AND 10")
            ]
            self._long = [row[0] for row in self._drawn(db, "SELECT id FROM conversation WHERE turns > 100")]
            self._inside = self._drawn(
                db,
                "SELECT conversation_id, id FROM message WHERE conversation_id IN (SELECT id FROM conversation"
                " WHERE turns > 100)",
            )
            self._messages = [row[0] for row in db.execute("SELECT max(id) FROM message")]
            self._requests = self._drawn(db, "SELECT id, reference, name FROM request")
            db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, 'message_words', 'row')")
            self._rare = self._drawn(db, "SELECT term FROM words WHERE doc BETWEEN 1 AND 3 AND length(term) > 4")
            common = "SELECT term FROM words WHERE length(term) > 2 ORDER BY doc DESC LIMIT 25"
            self._common = list(db.execute(common))

    def _drawn(self, db: sqlite3.Connection, query: str) -> list[tuple[str, ...]]:
        return list(db.execute(f"SELECT * FROM ({query}) ORDER BY random() LIMIT 400"))  # noqa: S608 - ours

    def kinds(self) -> Mapping[str, Callable[[], str]]:
        """Of each kind of page a function that draws an address."""
        one_flag = {f"list, {flag.replace('_', ' ')}": self._with(flag) for flag in FLAGS}
        return {
            "list, first page": lambda: self._list(),
            "list, a page deep inside": lambda: self._list(after=self._place()),
            **one_flag,
            "list, to review": self._with("unreviewed"),
            "list, a channel": lambda: self._list(channel=self._chance.choice(("web", "telegram"))),
            "list, a channel without any": lambda: self._list(channel="whatsapp"),
            "list, a day": lambda: self._list(day=self._day()),
            "list, two flags": lambda: self._list(**self._flags(2)),
            "list, two flags, deep inside": lambda: self._list(**self._flags(2), after=self._place()),
            "list, all flags": lambda: self._list(**self._flags(4)),
            "list, flag, channel and to review": lambda: self._list(
                **self._flags(1), unreviewed="1", channel=self._chance.choice(("web", "telegram"))
            ),
            "list, everything at once": lambda: self._list(
                **self._flags(3), unreviewed="1", channel="telegram", day=self._day()
            ),
            "search, rare word": lambda: self._list(q=self._word(self._rare)),
            "search, common word": lambda: self._list(q=self._word(self._common)),
            "search, common word, deep inside": lambda: self._list(q=self._word(self._common), after=self._message()),
            "search, two common words": lambda: self._list(q=self._words(self._common, self._common)),
            "search, common and rare word": lambda: self._list(q=self._words(self._common, self._rare)),
            "search, no hit": lambda: self._list(q=f"zq{self._chance.randrange(10**6)}x"),
            "search, beginning of a word": lambda: self._list(q=self._word(self._common)[: self._letters()]),
            "search, with a flag": lambda: self._list(q=self._word(self._common), **self._flags(1)),
            "search, with three flags": lambda: self._list(q=self._word(self._common), **self._flags(3)),
            "search, on a day": lambda: self._list(q=self._word(self._common), day=self._day()),
            "search, a reference": lambda: self._list(q=self._chance.choice(self._requests)[1]),
            "search, a name": lambda: self._list(q=self._chance.choice(self._requests)[2]),
            "conversation, up to 10 turns": lambda: f"/staff/conversations/{self._chance.choice(self._short)}",
            "conversation, more than 100 turns": lambda: f"/staff/conversations/{self._chance.choice(self._long)}",
            "conversation, at a message inside": self._at_message,
            "Today": lambda: "/staff/today",
            "Requests, open": lambda: "/staff/requests",
            "Requests, all": lambda: "/staff/requests?status=all",
            "Requests, deep inside": lambda: "/staff/requests?" + urlencode(
                {"status": self._chance.choice(("all", "done")), "before": self._chance.choice(self._requests)[0]}
            ),
            "a request": lambda: f"/staff/requests/{self._chance.choice(self._requests)[1]}",
            "nothing at all, to compare": lambda: "/healthz",
        }  # fmt: skip

    def _with(self, flag: str) -> Callable[[], str]:
        return lambda: self._list(**{flag: "1"})

    def _list(self, **query: str) -> str:
        return f"/staff/conversations?{urlencode(query)}"

    def _flags(self, count: int) -> dict[str, str]:
        return dict.fromkeys(self._chance.sample(FLAGS, count), "1")

    def _place(self) -> str:
        id, at = self._chance.choice(self._places)
        return str(Place(datetime.fromisoformat(at).replace(tzinfo=timezone.utc), id))

    def _day(self) -> str:
        return str(self._chance.choice(self._days))

    def _word(self, words: Sequence[tuple[str, ...]]) -> str:
        return str(self._chance.choice(words)[0])

    def _letters(self) -> int:
        return self._chance.randint(1, 3)

    def _words(self, *lists: Sequence[tuple[str, ...]]) -> str:
        return " ".join(self._word(words) for words in lists)

    def _message(self) -> str:
        return str(self._chance.randrange(1, self._messages[0]))

    def _at_message(self) -> str:
        id, message = self._chance.choice(self._inside)
        return f"/staff/conversations/{id}?message={message}"


def a_filled_database() -> Path:
    """The database of an earlier run, or a new one."""
    file = FOLDER / f"console-{CONVERSATIONS}.db"
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        making = file.with_suffix(".making")
        command = [sys.executable, "-m", "bot", "demo", "--conversations", str(CONVERSATIONS)]
        started = time.monotonic()
        subprocess.run([*command, "--database", f"sqlite:///{making}"], check=True)
        print(f"filled in {time.monotonic() - started:.0f} s")
        making.rename(file)
    return file


def an_account(file: Path) -> str:
    """The password of an account for this run. Visitors of an earlier run are forgotten."""
    with closing(Database(f"sqlite:///{file}")) as database, database.transaction() as connection:
        connection.execute(delete(conversation).where(~conversation.c.id.startswith(PREFIX)))
        return members.reset(connection, NAME) or members.add(connection, NAME, utc_now())


def sizes_of(file: Path) -> Sizes:
    with closing(sqlite3.connect(file)) as db:
        counts = db.execute("SELECT (SELECT count(*) FROM conversation), (SELECT count(*) FROM message)").fetchone()
    conversations, messages = counts
    return Sizes(conversations, messages, round(file.stat().st_size / 2**20))


async def sign_in(client: httpx.AsyncClient, password: str) -> None:
    page = await client.get("/staff/sign-in")
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert csrf
    form = {"name": NAME, "password": password, "csrf": csrf[1], "next": ""}
    assert (await client.post("/staff/sign-in", data=form)).status_code == 303


@dataclass
class Taken:
    """What the pages of a kind took, in milliseconds."""

    times: list[float] = field(default_factory=list)
    processor: float = 0  # of the server's, all together


async def page_times(
    client: httpx.AsyncClient, server: psutil.Process, kinds: Mapping[str, Callable[[], str]]
) -> dict[str, Taken]:
    """What each kind of page takes, one of each in turn."""
    found = {kind: Taken() for kind in kinds}
    for _ in range(SAMPLES):
        for kind, draw in kinds.items():
            address, before, started = draw(), _processor(server), time.perf_counter()
            response = await client.get(address)
            found[kind].times.append((time.perf_counter() - started) * 1000)
            found[kind].processor += _processor(server) - before
            assert response.status_code == 200, f"{address}: {response.status_code}"
    return found


def _processor(server: psutil.Process) -> float:
    """Milliseconds that the server has had a processor so far, counted in steps of ten."""
    used = server.cpu_times()
    return (used.user + used.system) * 1000


async def waits(client: httpx.AsyncClient, staff: httpx.AsyncClient, sample: Sample) -> dict[bool, list[float]]:
    """Milliseconds from a visitor's message to its reply, while staff read (True) and while nobody does (False)."""
    found: dict[bool, list[float]] = {True: [], False: []}
    draws = list(sample.kinds().values())
    for number in range(ROUNDS):
        reads = number % 2 == 1
        async with _Readers(staff, draws if reads else []):
            for question in range(REPLIES):
                found[reads].append(await _one_reply(client, QUESTIONS[question % len(QUESTIONS)]))
                await asyncio.sleep(random.uniform(*BETWEEN_SECONDS))
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
                    await self._client.get(page, headers={"HX-Request": "true"})

    async def _read(self, number: int) -> None:
        await asyncio.sleep(READING_SECONDS * number / READERS)
        while True:
            await self._client.get(self._chance.choice(self._draws)())
            await asyncio.sleep(READING_SECONDS)


async def _one_reply(client: httpx.AsyncClient, question: str) -> float:
    visitor = await Visitor.arrive(client)
    async with visitor.listening() as stream:
        started = time.perf_counter()
        await visitor.write(question)
        await next_reply(stream)
        return (time.perf_counter() - started) * 1000


async def measure(
    address: str, server: psutil.Process, password: str, sample: Sample
) -> tuple[dict[str, Taken], dict[bool, list[float]]]:
    async with (
        httpx.AsyncClient(base_url=address, timeout=60) as staff,
        httpx.AsyncClient(base_url=address) as client,
    ):
        await sign_in(staff, password)
        pages = await page_times(staff, server, sample.kinds())
        return pages, await waits(client, staff, sample)


def main() -> None:
    file = a_filled_database()
    password, sizes, sample = an_account(file), sizes_of(file), Sample(file)
    settings: dict[str, Any] = {"DATABASE_URL": f"sqlite:///{file}", "RETENTION_DAYS": "3650", "LOG_LEVEL": "warning"}
    with tempfile.TemporaryDirectory() as state, a_server(Path(state), **settings) as (address, process):
        pages, replies = asyncio.run(measure(address, psutil.Process(process.pid), password, sample))
    text = "".join([*_head(sizes), *_pages(pages), *_replies(replies)])
    print(text)
    RECORD.write_text(text, encoding="utf-8")


def _head(sizes: Sizes) -> Iterator[str]:
    yield (
        f"# Staff pages with very many conversations\n\n`make bench-console` on {date.today()}, "
        f"{psutil.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version}: {sizes.conversations:,} conversations, {sizes.messages:,} messages, "
        f"{sizes.megabytes:,} MiB.\n"
    )


def _pages(found: Mapping[str, Taken]) -> Iterator[str]:
    yield (
        f"\n## A page\n\nMilliseconds from the request to the whole page, {SAMPLES} drawn of each kind, each kind in "
        f"turn. Aim: 95th percentile at most {AIM_MS} ms. Beside it what the server's processors did for a page, on "
        f"average, which hardly depends on what else the machine does (its load was {os.getloadavg()[1]:.0f})."
        "\n\n| Page | median | 95th percentile | processor |\n|---|---|---|---|\n"
    )
    for kind, taken in found.items():
        late = _late(taken.times)
        mark = "" if late <= AIM_MS else " (missed)"
        yield f"| {kind} | {median(taken.times):.0f} | {late:.0f}{mark} | {taken.processor / SAMPLES:.0f} |\n"


def _replies(found: Mapping[bool, Sequence[float]]) -> Iterator[str]:
    alone, beside = found[False], found[True]
    yield (
        f"\n## A visitor's reply meanwhile\n\nMilliseconds from a message to its reply, {len(alone)} each, in "
        f"{ROUNDS} alternating rounds. {READERS} members of staff read: each has a page open that renews itself at "
        f"every news, and opens another one every {READING_SECONDS:.0f} s. Visitors write once a second. Aim: at "
        "most 1.1 times as long.\n\n"
        "| | nobody reads | staff read | ratio |\n|---|---|---|---|\n"
    )
    for name, of in (("median", median), ("mean", mean), ("95th percentile", _late)):
        yield f"| {name} | {of(alone):.1f} | {of(beside):.1f} | {of(beside) / of(alone):.2f} |\n"


def _late(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
