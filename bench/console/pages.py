"""What a page takes, from outside and on the server's processor."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
import psutil

from bench.console.database import NAME

SAMPLES = 60  # of each kind of page


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
