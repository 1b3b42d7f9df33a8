"""`python -m bot serve` starts, refuses what can't work in one line, and stops when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.fixtures import environment
from tests.server.running import Browser

PATIENCE_SECONDS = 20


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start(folder: Path, port: int, **environ: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.server.scripted_serve", "--port", str(port)]
    variables = {**os.environ, **environment(folder), **environ}
    return subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@contextmanager
def serving(folder: Path, **environ: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server that answers."""
    port = free_port()
    process = start(folder, port, **environ)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not answers(http):
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < deadline
                time.sleep(0.05)
            yield process, http
    finally:
        process.kill()
        process.communicate()


def answers(http: httpx.Client) -> bool:
    try:
        return http.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_in_order_when_it_is_told_to_although_a_visitor_looks_on(
    tmp_path: Path, how: signal.Signals
) -> None:
    with serving(tmp_path) as (process, http):
        dana = Browser(http)
        with dana.stream() as stream:
            dana.send(text="my back hurts")
            assert next(stream)["text"] == "my back hurts"
            began = time.monotonic()
            process.send_signal(how)
            rest = list(stream)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 0, err
    assert time.monotonic() - began < 5
    assert [message["text"] for message in rest] in ([], ["You said my back hurts"])
    assert "the engine was stopped" in err
    assert "event=stopped" in err
    assert "level=error" not in err
    assert "my back hurts" not in out + err
    assert not list(tmp_path.glob("assistant.db-wal")), "the database was closed"


def test_it_stops_with_an_error_when_it_could_only_stay_silent(tmp_path: Path) -> None:
    with serving(tmp_path, BROKEN="1") as (process, http):
        Browser(http).send(text="my back hurts")
        _, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 1
    assert 'level=error event="task died" task=worker error=KeyError' in err
    assert "the engine was stopped" in err
    assert "my back hurts" not in err


def test_a_second_server_on_the_same_file_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, http):
        second = start(tmp_path, free_port())
        out, err = second.communicate(timeout=PATIENCE_SECONDS)

        assert second.returncode == 1
        assert out == ""
        assert err.count("\n") == 1
        assert "assistant.db is in use by another `python -m bot serve`" in err
        assert answers(http), "and the first one goes on"


def test_a_server_that_was_killed_leaves_the_file_to_the_next(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, http):
        dana = Browser(http)
        dana.send(text="hello")
        process.kill()

    with serving(tmp_path) as (_, http):
        again = Browser(http)
        again.headers = dana.headers
        assert [message["text"] for message in again.answered()] == ["hello", "You said hello"]


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        process = start(tmp_path, listener.getsockname()[1])
        _, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 1
    assert "address already in use" in err


def test_a_setting_that_is_wrong_is_told_in_one_line(tmp_path: Path) -> None:
    process = start(tmp_path, 80_000)
    _, err = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 1
    assert err == 'BOT_PORT is "80000". Use a whole number from 1 to 65535.\n'
