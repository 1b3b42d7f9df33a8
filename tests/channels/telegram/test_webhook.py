"""The webhook takes what Telegram has signed, acknowledges what it has stored, and does nothing for anybody else."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from bot.channels import strict_json, webhook
from bot.channels.telegram.api import BotApi
from bot.channels.telegram.channel import Telegram
from bot.database.database import Database
from bot.database.schema import inbox, metadata
from bot.engine.turn import Turn
from tests.channels.telegram.bot_api import SECRET_HEADER, TOKEN, Platform, eventually
from tests.channels.telegram.conftest import PUBLIC_URL, SECRET, Assistant
from tests.channels.telegram.visitors import Visitor, a_message, a_press, an_update
from tests.stand_ins import ScriptedThinker

PATH = "/channels/telegram"


@pytest.fixture
def database(assistant: Assistant) -> Iterator[Database]:
    assistant.environ["PUBLIC_URL"] = PUBLIC_URL
    with assistant.database() as opened:
        yield opened


@pytest.fixture
def http(assistant: Assistant, platform: Platform, database: Database) -> Iterator[TestClient]:
    with TestClient(assistant.app(database), raise_server_exceptions=False) as client:
        eventually(lambda: bool(platform.of("getWebhookInfo")))
        yield client


def post(http: TestClient, body: Any = None, *, secret: str | bytes | None = SECRET) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(an_update() if body is None else body).encode()
    headers = {} if secret is None else {SECRET_HEADER: secret}
    return http.post(PATH, content=content, headers=headers)  # type: ignore[arg-type]


def stored_rows(database: Database) -> int:
    with database.transaction() as connection:
        counts = [select(func.count()).select_from(table) for table in metadata.tables.values()]
        return sum(connection.execute(count).scalar_one() for count in counts)


def texts(database: Database) -> list[str]:
    with database.transaction() as connection:
        return list(connection.execute(select(inbox.c.text).order_by(inbox.c.id)).scalars())


@pytest.mark.parametrize(
    "secret",
    [None, "", "wrong", SECRET[:-1], f"{SECRET}x", SECRET.upper(), f" {SECRET} x", "ü".encode(), b"\xff" * 300],
)
def test_without_the_secret_nothing_is_done(
    http: TestClient,
    database: Database,
    thinker: ScriptedThinker,
    monkeypatch: pytest.MonkeyPatch,
    secret: str | bytes | None,
) -> None:
    async def never(*_: object, **__: object) -> None:
        raise AssertionError("somebody without the secret was listened to")

    monkeypatch.setattr(webhook, "read_body", never)
    monkeypatch.setattr(database, "write", never)

    response = post(http, secret=secret)

    assert (response.status_code, response.content) == (403, b"")
    assert thinker.turns == []
    monkeypatch.undo()
    assert stored_rows(database) == 0


class Guarded(str):
    """A text that may be compared in no way which takes longer for a better guess."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        raise AssertionError("compared letter by letter")

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = startswith = __eq__  # type: ignore[assignment]


@pytest.mark.parametrize("secret", [SECRET, SECRET[:-1], "", "ü"])
def test_how_long_it_takes_does_not_tell_how_good_the_guess_was(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(given: bytes, expected: bytes) -> bool:
        compared.append((given, expected))
        return given == expected

    monkeypatch.setattr(hmac, "compare_digest", compare)
    channel = Telegram(BotApi(TOKEN), secret=Guarded(SECRET), key="k", webhook=None)

    assert channel.verify({SECRET_HEADER.lower(): Guarded(secret)}, b"") == (secret == SECRET)
    assert compared == [(secret.encode(), SECRET.encode())]


def test_a_forger_is_seen_in_the_log(http: TestClient, printed: Callable[[], str]) -> None:
    post(http, secret="guessed")

    lines = printed()
    assert 'level=warning event="webhook refused" channel=telegram' in lines
    assert "guessed" not in lines


def test_the_secret_is_made_from_the_secret_key_if_none_is_given(assistant: Assistant, http: TestClient) -> None:
    del assistant.environ["TELEGRAM_SECRET"]
    with assistant.database() as database, TestClient(assistant.app(database)) as other:
        assert post(other, secret="").status_code == 403
        assert post(other, secret=SECRET).status_code == 403


def test_a_message_is_acknowledged_once_it_is_stored(http: TestClient, database: Database) -> None:
    response = post(http)

    assert (response.status_code, response.content) == (200, b""), "what an answer holds, Telegram takes for a call"
    assert texts(database) == ["does it hurt?"]


def test_what_could_not_be_stored_is_not_acknowledged(
    http: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_ask: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk is full"))

    monkeypatch.setattr(database, "write", away)
    assert post(http).status_code == 500
    monkeypatch.undo()
    assert post(http).status_code == 200

    assert texts(database) == ["does it hurt?"]


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "poll_answer": {}},
        {"update_id": 1, "something_new": {"text": "my back hurts"}},
        {"update_id": 1},
        {},
        {"update_id": "one", "message": {"text": "my back hurts"}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"chat": {"id": "x"}, "text": "my back hurts"}},
        {"update_id": 1, "callback_query": {"data": [], "message": []}},
    ],
)
def test_what_it_does_not_know_is_acknowledged_and_named_in_the_log(
    http: TestClient, database: Database, update: dict[str, Any], printed: Callable[[], str]
) -> None:
    response = post(http, update)

    assert response.status_code == 200, "or it would be delivered for ever"
    assert stored_rows(database) == 0
    lines = printed()
    assert 'event="update ignored"' in lines or 'event="update not read"' in lines
    assert "my back hurts" not in lines


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"hello", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"\xff\xfe", 400),
        pytest.param(b"[" * 100_000, 400, id="nested"),
        pytest.param(b'{"update_id": 1, "x": "' + b"a" * webhook.MOST_BYTES + b'"}', 413, id="too large"),
    ],
)
def test_what_is_no_update_is_refused(http: TestClient, database: Database, body: bytes, status: int) -> None:
    assert post(http, body).status_code == status
    assert stored_rows(database) == 0


def test_the_longest_message_that_telegram_knows_fits(http: TestClient, database: Database) -> None:
    longest = a_message("🙂" * 4096, entities=[{"type": "bold", "offset": n, "length": 1} for n in range(100)])
    update = an_update(message={**longest, "reply_to_message": longest})

    assert len(json.dumps(update)) > strict_json.MOST_BYTES
    assert post(http, update).status_code == 200
    assert texts(database) == ["🙂" * 4096]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_it_is_only_posted_to(http: TestClient, method: str) -> None:
    assert http.request(method, PATH, headers={SECRET_HEADER: SECRET}).status_code == 405


def test_without_a_token_there_is_no_such_address(assistant: Assistant, database: Database) -> None:
    del assistant.environ["TELEGRAM_TOKEN"]
    with TestClient(assistant.app(database)) as http:
        assert post(http).status_code == 404


def test_before_it_knows_its_name_telegram_is_asked_to_come_again(
    assistant: Assistant, database: Database, platform: Platform
) -> None:
    platform.slow_methods = {"getMe": 30}
    with TestClient(assistant.app(database)) as http:
        response = post(http)

        assert (response.status_code, response.headers["retry-after"]) == (503, "3")
        assert post(http, secret="wrong").status_code == 403, "which is none of a forger's business"
    platform.slow_methods = {}
    assert stored_rows(database) == 0


def test_an_update_that_comes_again_is_answered_once(
    assistant: Assistant, platform: Platform, dana: Visitor, thinker: ScriptedThinker
) -> None:
    with assistant.by_webhook():
        update = dana.update("hello")
        for _ in range(3):
            platform.bring(update)
        dana.sees_in_time("You said hello")
        platform.bring(update)
        dana.says("and now?")
        dana.sees_in_time("You said and now?")

    assert thinker.heard == ["hello", "and now?"]


def test_who_writes_too_much_at_once_is_not_lost(http: TestClient, thinker: ScriptedThinker) -> None:
    async def never(_turn: Turn) -> None:
        await anyio.sleep_forever()

    thinker.meanwhile = never
    responses = [post(http, an_update(number, message=a_message(message_id=number))) for number in range(22)]

    assert [response.status_code for response in responses] == [200] * 20 + [429] * 2
    assert responses[-1].headers["retry-after"] == "3", "Telegram keeps it, and delivers it again"


def test_a_button_that_was_never_offered_is_taken_and_answered(
    assistant: Assistant, platform: Platform, dana: Visitor
) -> None:
    with assistant.by_webhook():
        dana.says("hello")
        dana.sees_in_time("You said hello")
        platform.bring(an_update(platform.next_update_id(), callback_query=a_press("t9.9.9", id="forged")))
        eventually(lambda: bool(platform.of("answerCallbackQuery")))

    (answered,) = platform.of("answerCallbackQuery")
    assert answered["callback_query_id"] == "forged"
    assert "can no longer be pressed" in answered["text"]


def test_somebody_elses_button_does_nothing(
    assistant: Assistant, platform: Platform, dana: Visitor, thinker: ScriptedThinker
) -> None:
    with assistant.by_webhook():
        dana.says("hello")
        dana.sees_in_time("You said hello")
        other = {"id": 777, "is_bot": False, "first_name": "Mallory"}
        platform.bring(an_update(platform.next_update_id(), callback_query=a_press("t1.0.0", **{"from": other})))
        eventually(lambda: bool(platform.of("answerCallbackQuery")))

    assert thinker.heard == ["hello"]


def test_an_unregistered_webhook_is_told_at_the_start(
    assistant: Assistant, platform: Platform, database: Database, printed: Callable[[], str]
) -> None:
    with TestClient(assistant.app(database)) as http:
        eventually(lambda: bool(platform.of("getWebhookInfo")))
        http.get("/healthz")  # by then the answer has been read

    assert 'level=warning event="webhook not registered" channel=telegram' in printed()
