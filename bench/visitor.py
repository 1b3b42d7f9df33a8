"""A visitor as a program: starts a server of its own, talks to the web channel, reads the replies from the stream."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, Any

import httpx

START_SECONDS = 240  # seconds are enough, unless the machine is busy


@contextmanager
def a_server(
    state: Path, *, prints_to: IO[bytes] | None = None, **settings: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A real `python -m bot serve` on a free port, with its database under `state`. Yields its address."""
    port = free_port()
    environment = {
        **os.environ,
        "STATE_DIR": str(state),
        "DATABASE_URL": f"sqlite:///{state}/assistant.db",
        "BOT_PORT": str(port),
        **settings,
    }
    command = [sys.executable, "-m", "bot", "serve"]
    process = subprocess.Popen(command, env=environment, stdout=prints_to, stderr=prints_to)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_ready(address, process)
        yield address, process
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_ready(address: str, process: subprocess.Popen[bytes], *, seconds: float = START_SECONDS) -> None:
    """Returns when /readyz says so; raises when the process ended or took too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            if httpx.get(f"{address}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError("the server did not get ready")


class Visitor:
    """One conversation on the web channel."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}

    @classmethod
    async def arrive(cls, client: httpx.AsyncClient) -> Visitor:
        response = await client.post("/chat/conversation", json={})
        return cls(client, response.raise_for_status().json()["token"])

    async def write(self, text: str) -> None:
        message = {"id": str(uuid.uuid4()), "text": text}
        response = await self._client.post("/chat/messages", json=message, headers=self._headers)
        response.raise_for_status()

    async def history(self) -> list[dict[str, Any]]:
        response = await self._client.get("/chat/messages", headers=self._headers)
        return list(response.raise_for_status().json()["messages"])

    @asynccontextmanager
    async def listening(self, after: str = "") -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """The messages that arrive on the stream, from when it is open."""
        request = self._client.stream(
            "GET", "/chat/stream", params={"after": after}, headers=self._headers, timeout=60
        )
        async with request as response:
            response.raise_for_status()
            yield _messages(response)


async def _messages(response: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    async for line in response.aiter_lines():
        if line.startswith("data:"):
            yield json.loads(line.removeprefix("data:"))


async def next_reply(stream: AsyncIterator[dict[str, Any]]) -> dict[str, Any]:
    """The next message of the assistant's."""
    async for message in stream:
        if message["from"] == "bot":
            return message
    raise RuntimeError("the stream ended before a reply came")


async def first_reply(client: httpx.AsyncClient, question: str) -> float:
    """Milliseconds from a new visitor's message to its reply."""
    visitor = await Visitor.arrive(client)
    async with visitor.listening() as stream:
        started = time.perf_counter()
        await visitor.write(question)
        await next_reply(stream)
        return (time.perf_counter() - started) * 1000
