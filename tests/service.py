"""The assistant as an operator runs it, in a process of its own: killed without warning, started again as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.visitor import free_port, wait_until_ready

START_SECONDS = 300  # at most, on a machine that has much other work; on an idle one it takes five


class Service:
    """`python -m bot serve`, whose files are all under `state`."""

    def __init__(self, state: Path, **environ: str) -> None:
        self.database = state / "assistant.db"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.is_up = threading.Event()
        self._log = state / "printed.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._environ = {
            **os.environ,
            "STATE_DIR": str(state),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "BOT_PORT": str(self.port),
            **environ,
        }

    def start(self) -> None:
        """Returns when it can answer."""
        with self._log.open("ab") as log:
            command = [sys.executable, "-m", "bot", "serve"]
            self._process = subprocess.Popen(command, env=self._environ, stdout=log, stderr=log)
        wait_until_ready(self.address, self._process, seconds=START_SECONDS)
        self.is_up.set()

    def kill(self) -> None:
        """As `kill -9` does."""
        self.is_up.clear()
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query, values).fetchall()

    def printed(self) -> str:
        """Everything that it has printed, over all its lives."""
        return self._log.read_text(encoding="utf-8")


@contextmanager
def a_service(state: Path, **environ: str) -> Iterator[Service]:
    """It runs, and is killed in the end."""
    service = Service(state, **environ)
    try:
        service.start()
        yield service
    finally:
        service.kill()
