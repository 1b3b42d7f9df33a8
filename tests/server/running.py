"""The server as it really runs, on a free port of this machine, and a visitor's browser."""

from __future__ import annotations

import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from starlette.types import ASGIApp

PATIENCE_SECONDS = 10


@contextmanager
def running(app: ASGIApp) -> Iterator[str]:
    """Serves the application in a thread; gives its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_config=None, access_log=False, ws="none", lifespan="on", timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@dataclass
class Browser:
    """One visitor's browser, with a token of its own."""

    http: httpx.Client
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        token = self.http.post("/chat/conversation", json={}).json()["token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    def send(self, **message: Any) -> httpx.Response:
        body = {"id": str(uuid.uuid4()), **message}
        return self.http.post("/chat/messages", json=body, headers=self.headers)

    def history(self) -> list[dict[str, Any]]:
        return list(self.http.get("/chat/messages", headers=self.headers).json()["messages"])

    def answered(self) -> list[dict[str, Any]]:
        """The history, once every message in it has been answered."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            messages = self.history()
            if messages and messages[-1]["from"] == "bot":
                return messages
            time.sleep(0.005)
        raise AssertionError("no answer came")

    @contextmanager
    def stream(self, after: str = "") -> Iterator[Iterator[dict[str, Any]]]:
        """The messages of the event stream, as they come."""
        address = f"/chat/stream?after={after}"
        with self.http.stream("GET", address, headers=self.headers, timeout=PATIENCE_SECONDS) as response:
            assert response.status_code == 200, response.read()
            yield _messages(response)


def _messages(response: httpx.Response) -> Iterator[dict[str, Any]]:
    event: dict[str, str] = {}
    for line in response.iter_lines():
        name, _, value = line.partition(": ")
        if line:
            event[name] = value
        elif "data" in event:
            message = json.loads(event["data"])
            assert event["event"] == "message"
            assert event["id"] == message["id"]
            yield message
            event = {}
