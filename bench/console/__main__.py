"""How long staff wait for a page with 200,000 conversations in SQLite, and what a visitor notices of their reading.

Run by `make bench-console`. The database is made by `python -m bot demo` in var/bench, once; a later run takes it
again. Pages are timed from outside, on the same machine, so that the figures hold the server's time and a bit more.
The visitor's wait is compared within the run, in turns: staff reading, nobody reading, and so on.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import httpx
import psutil

from bench.console.addresses import Addresses
from bench.console.database import a_filled_database, an_account, sizes_of
from bench.console.pages import Taken, page_times, sign_in
from bench.console.record import as_text
from bench.console.replies import waits
from bench.visitor import a_server

RECORD = Path("bench/console.md")


async def measure(
    address: str, server: psutil.Process, password: str, addresses: Addresses
) -> tuple[dict[str, Taken], dict[bool, list[float]]]:
    async with (
        httpx.AsyncClient(base_url=address, timeout=60) as staff,
        httpx.AsyncClient(base_url=address) as client,
    ):
        await sign_in(staff, password)
        pages = await page_times(staff, server, addresses.kinds())
        return pages, await waits(client, staff, addresses)


def main() -> None:
    file = a_filled_database()
    password, addresses = an_account(file), Addresses(file)
    settings: dict[str, Any] = {"DATABASE_URL": f"sqlite:///{file}", "RETENTION_DAYS": "3650", "LOG_LEVEL": "warning"}
    with tempfile.TemporaryDirectory() as state, a_server(Path(state), **settings) as (address, process):
        pages, replies = asyncio.run(measure(address, psutil.Process(process.pid), password, addresses))
    text = as_text(sizes_of(file), pages, replies)
    print(text)
    RECORD.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
