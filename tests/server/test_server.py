"""The server says how it is, serves the clinic's page safely, and stops when it could only stay silent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy.engine import Connection
from starlette.testclient import TestClient

from bot.channels.chat_config import ChatConfig
from bot.database.database import Database
from bot.server import application
from bot.settings import Settings
from tests.server.running import Browser
from tests.stand_ins import ScriptedThinker

CONFIG = ChatConfig("Harbour Lane Acupuncture", "Hello!", "Kept for 90 days.", ())


def test_it_is_alive_at_once_and_ready_when_the_engine_is(http: TestClient, thinker: ScriptedThinker) -> None:
    assert http.get("/healthz").status_code == 200
    assert http.get("/readyz").status_code == 200

    thinker.ready = False

    assert http.get("/healthz").status_code == 200
    assert http.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/", "/chat/config", "/healthz", "/nowhere", "/chat/messages"])
def test_every_response_keeps_the_page_to_its_own_files(http: TestClient, path: str) -> None:
    headers = http.get(path).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/widget/clinic-chat.js", "text/javascript"),
        ("/widget/clinic-chat.css", "text/css"),
        ("/widget/icon.svg", "image/svg+xml"),
    ],
)
def test_the_page_and_the_widgets_files_are_served_compressed(http: TestClient, path: str, kind: str) -> None:
    response = http.get(path, headers={"Accept-Encoding": "gzip"})

    assert response.status_code == 200
    assert response.headers["content-type"].startswith(kind)
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["cache-control"] == "no-cache"


def test_a_file_that_has_not_changed_is_not_sent_again(http: TestClient) -> None:
    etag = http.get("/widget/clinic-chat.js").headers["etag"]

    again = http.get("/widget/clinic-chat.js", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/widget/../server.py",
        "/widget/%2e%2e/server.py",
        "/widget/..%2fserver.py",
        "/widget/__init__.py",
        "/widget/package.json",
    ],
)
def test_nothing_else_is_served(http: TestClient, path: str) -> None:
    assert http.get(path).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_method_that_a_path_does_not_have_is_refused(http: TestClient, method: str) -> None:
    assert http.request(method, "/chat/messages").status_code == 405


def test_when_a_task_dies_the_process_is_stopped_and_the_log_says_which(
    settings: Settings,
    database: Database,
    thinker: ScriptedThinker,
    monkeypatch: pytest.MonkeyPatch,
    printed: Callable[[], str],
) -> None:
    read, stopped = database.read, []

    async def broken(ask: Any) -> Any:
        if isinstance(ask, partial) and ask.func.__name__ == "next_work":
            raise KeyError("my back hurts")
        return await read(ask)

    monkeypatch.setattr(database, "read", broken)
    app = application(settings, database, thinker, CONFIG, stop=lambda: stopped.append(True))
    with TestClient(app) as http:
        dana = Browser(http)
        assert dana.send(text="my back hurts").status_code == 202
        while not stopped:
            http.get("/healthz")

    lines = printed()
    assert 'level=error event="task died" task=worker error=KeyError' in lines
    assert "my back hurts" not in lines


def test_stopping_keeps_what_was_taken(app: Any, database: Database) -> None:
    def texts(connection: Connection) -> list[str]:
        return list(connection.exec_driver_sql("SELECT text FROM inbox").scalars())

    with TestClient(app) as http:
        Browser(http).send(text="hello")

    with database.transaction() as connection:
        assert texts(connection) == ["hello"]
