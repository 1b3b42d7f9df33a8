"""Whatever is sent that is not a message is refused in a plain sentence, and nothing of it is stored."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import func, select
from starlette.testclient import TestClient

from bot.channels.refusal import ANSWERS
from bot.channels.tokens import Tokens
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.database.schema import metadata
from bot.secret import signing_key
from bot.settings import Settings

ID = "3f2c1a52-6a1e-4f0e-9a65-0d7c6f0a5f11"


@pytest.fixture
def token(http: TestClient) -> str:
    return str(http.post("/chat/conversation", json={}).json()["token"])


def post(http: TestClient, token: str, body: Any) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return http.post("/chat/messages", content=content, headers={"Authorization": f"Bearer {token}"})


def stored_rows(database: Database) -> int:
    with database.transaction() as connection:
        counts = [select(func.count()).select_from(table) for table in metadata.tables.values()]
        return sum(connection.execute(count).scalar_one() for count in counts)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed"),
        (b"hello", 400, "malformed"),
        (b'{"id": ', 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        pytest.param(b"[" * 8000, 400, "malformed", id="nested"),
        (b'{"id": "1", "text": NaN}', 400, "malformed"),
        (b'{"id": "1", "text": "a", "text": "b"}', 400, "malformed"),
        (b'{"id": "1", "text": "half a smile \\ud83d"}', 400, "malformed"),
        ([], 400, "malformed"),
        ("hello", 400, "malformed"),
        (None, 400, "malformed"),
        ({}, 400, "malformed"),
        ({"id": ID}, 400, "malformed"),
        ({"text": "hello"}, 400, "malformed"),
        ({"id": "", "text": "hello"}, 400, "malformed"),
        ({"id": "a b", "text": "hello"}, 400, "malformed"),
        ({"id": "1\n", "text": "hello"}, 400, "malformed"),
        ({"id": "x" * 65, "text": "hello"}, 400, "malformed"),
        ({"id": 1, "text": "hello"}, 400, "malformed"),
        ({"id": ID, "text": 1}, 400, "malformed"),
        ({"id": ID, "text": None}, 400, "malformed"),
        ({"id": ID, "text": ["hello"]}, 400, "malformed"),
        ({"id": ID, "choice": {"id": "t1.0.0"}}, 400, "malformed"),
        ({"id": ID, "text": "hello", "choice": "t1.0.0"}, 400, "malformed"),
        ({"id": ID, "text": "hello", "admin": "yes"}, 400, "unknown_field"),
        ({"id": ID, "text": ""}, 422, "empty"),
        ({"id": ID, "text": " \n\t "}, 422, "empty"),
        ({"id": ID, "text": "\x00\x07"}, 422, "empty"),
        pytest.param({"id": ID, "text": "a" * 1001}, 422, "too_long", id="too long by one"),
        pytest.param({"id": ID, "text": "é" * 5000}, 413, "too_large", id="five thousand letters of two bytes"),
        pytest.param({"id": ID, "text": "a" * 9000}, 413, "too_large", id="nine thousand letters"),
        ({"id": ID, "choice": "t1.0.0"}, 422, "unknown_choice"),
        ({"id": ID, "choice": ""}, 422, "unknown_choice"),
        ({"id": ID, "choice": "/restart"}, 422, "unknown_choice"),
    ],
)
def test_what_is_no_message_is_refused_and_not_stored(
    http: TestClient, token: str, database: Database, body: Any, status: int, code: str
) -> None:
    response = post(http, token, body)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.json()["error"] == ANSWERS[code][1]
    assert stored_rows(database) == 0


def test_a_body_without_an_end_is_cut_off(http: TestClient, token: str, database: Database) -> None:
    sent = 0

    def endless():  # type: ignore[no-untyped-def]
        nonlocal sent
        while sent < 1_000_000:
            sent += 1024
            yield b"x" * 1024

    response = http.post("/chat/messages", content=endless(), headers={"Authorization": f"Bearer {token}"})

    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    assert stored_rows(database) == 0


@pytest.mark.parametrize(
    "text",
    ["a", "a" * 1000, f"  {'a' * 1000}\n", "/restart", "🙂" * 1000, "<b>hi</b>", "a\x00b"],
    ids=["short", "longest", "longest within spaces", "command", "emoji", "markup", "with a zero"],
)
def test_what_is_a_message_is_taken(http: TestClient, token: str, text: str) -> None:
    response = post(http, token, {"id": ID, "text": text})

    assert (response.status_code, response.json()) == (202, {"id": ID})
    history = http.get("/chat/messages", headers={"Authorization": f"Bearer {token}"}).json()["messages"]
    assert history[0]["text"] == text.strip().replace("\x00", "")


def test_a_conversation_is_begun_with_an_empty_object_and_leaves_no_row(http: TestClient, database: Database) -> None:
    begun = http.post("/chat/conversation", json={})

    assert begun.status_code == 200
    assert set(begun.json()) == {"token", "expires"}
    assert http.post("/chat/conversation", json={"name": "Dana"}).json()["code"] == "unknown_field"
    assert http.post("/chat/conversation", content=b"").json()["code"] == "malformed"
    assert stored_rows(database) == 0


@pytest.mark.parametrize("path", ["/chat/messages", "/chat/stream?after="])
@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic ZGFuYTpkYW5h", "Bearer \xe9\xff", "Bearer x" * 900],
)
def test_a_token_that_is_none_is_refused(http: TestClient, path: str, header: str) -> None:
    response = http.get(path, headers={"Authorization": header.encode("latin-1")})  # type: ignore[dict-item]

    assert (response.status_code, response.json()["code"]) == (401, "bad_token")


def test_without_a_token_nothing_is_stored(http: TestClient, database: Database) -> None:
    response = http.post("/chat/messages", json={"id": ID, "text": "hello"})

    assert (response.status_code, response.json()["code"]) == (401, "bad_token")
    assert stored_rows(database) == 0


def test_a_forged_token_is_refused(http: TestClient, token: str) -> None:
    name, stamp, signature = token.split(".")
    other = http.post("/chat/conversation", json={}).json()["token"].split(".")[0]

    for forged in (f"{other}.{stamp}.{signature}", f"{name}.{stamp}.{signature[:-2]}aa", f"{name}.{stamp}", name):
        assert post(http, forged, {"id": ID, "text": "hello"}).json()["code"] == "bad_token"


def test_a_token_of_another_clinic_is_refused(http: TestClient) -> None:
    foreign = Tokens("some other clinic's secret", days=30).issue(utc_now()).text

    assert post(http, foreign, {"id": ID, "text": "hello"}).json()["code"] == "bad_token"


def test_a_token_that_was_signed_for_something_else_is_refused(http: TestClient, settings: Settings) -> None:
    key = signing_key(settings.secret_key, settings.state_dir)
    other = str(URLSafeTimedSerializer(key, salt="another purpose").dumps("web-dana"))

    assert post(http, other, {"id": ID, "text": "hello"}).json()["code"] == "bad_token"


def test_a_token_expires_when_it_said_it_would(http: TestClient, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + timedelta(days=29, hours=23).total_seconds())
    assert post(http, token, {"id": ID, "text": "hello"}).status_code == 202

    monkeypatch.setattr(time, "time", lambda: now + timedelta(days=30, minutes=1).total_seconds())
    response = post(http, token, {"id": ID, "text": "hello"})
    assert (response.status_code, response.json()["code"]) == (401, "expired_token")


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "1" * 16, "٣", "1 OR 1=1"])
def test_a_stream_from_nowhere_is_refused(http: TestClient, token: str, after: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}

    response = http.get("/chat/stream", params={"after": after}, headers=headers)

    assert (response.status_code, response.json()["code"]) == (400, "malformed")


def test_too_many_messages_at_once_are_asked_to_wait(http: TestClient, token: str, thinker: Any) -> None:
    async def never(_turn: object) -> None:
        await anyio.sleep_forever()

    thinker.meanwhile = never
    statuses = [post(http, token, {"id": f"m{number}", "text": "hi"}).status_code for number in range(22)]

    assert statuses == [202] * 20 + [429] * 2
    assert post(http, token, {"id": "m0", "text": "hi"}).status_code == 202, "a repeat is no further message"


def test_a_fault_of_ours_is_told_kindly(app: Any, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(app, raise_server_exceptions=False) as http:
        token = http.post("/chat/conversation", json={}).json()["token"]

        async def broken(_ask: object) -> None:
            raise RuntimeError("my back hurts")

        monkeypatch.setattr(database, "write", broken)
        response = post(http, token, {"id": ID, "text": "hello"})
        monkeypatch.undo()

    assert (response.status_code, response.json()["code"]) == (500, "failed")
    assert response.json()["error"] == "Something went wrong on our side. Please try again in a moment."


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
bodies = (
    st.binary(max_size=200)
    | json_values.map(lambda value: json.dumps(value).encode())
    | st.fixed_dictionaries({"id": json_values, "text": json_values}).map(lambda value: json.dumps(value).encode())
    | st.fixed_dictionaries({"id": st.just(ID), "text": st.text()}).map(lambda value: json.dumps(value).encode())
    | st.fixed_dictionaries({"id": st.just(ID), "choice": st.text()}).map(lambda value: json.dumps(value).encode())
)


@given(body=bodies)
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_no_body_whatever_is_a_fault_of_ours(http: TestClient, token: str, body: bytes) -> None:
    assert post(http, token, body).status_code in (202, 400, 413, 422, 429)
    assert http.post("/chat/conversation", content=body).status_code in (200, 400, 413)
    headers = {"Authorization": f"Bearer {token}"}
    assert http.post("/chat/typing", content=body, headers=headers).status_code in (204, 400, 413, 429)
