"""Whoever has the token speaks as the bot: it is in nothing that the assistant prints, shows, raises or stores."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.channels.telegram.api import BotApi, CallFailed
from bot.database.database import Database
from bot.database.schema import outbox
from tests.channels.telegram.bot_api import TOKEN, Platform, eventually, refusal, too_many_requests
from tests.channels.telegram.conftest import PUBLIC_URL, SECRET, Assistant
from tests.channels.telegram.visitors import Visitor
from tests.conftest import ROOT

KEY = TOKEN.partition(":")[2]  # the rest is the bot's number, which anybody may know
ADDRESS = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
UNKNOWN_KEY = "another-token-that-telegram-does-not-know"
PATHS = ("/", "/channels/telegram", "/channels/", f"/bot{TOKEN[:9]}", "/chat/config", "/healthz", "/staff/sign-in")

# What is raised on the way to Telegram: of its own accord httpx puts the address into some of them.
RAISED = [
    httpx.ConnectError(f"All connection attempts to {ADDRESS} failed", request=httpx.Request("POST", ADDRESS)),
    httpx.HTTPStatusError(
        f"Client error '404 Not Found' for url '{ADDRESS}'",
        request=httpx.Request("POST", ADDRESS),
        response=httpx.Response(404),
    ),
    httpx.InvalidURL(f"Invalid URL: {ADDRESS}"),
    ValueError(ADDRESS),
]


@pytest.fixture
def everything_is_logged() -> Iterator[None]:
    """Libraries are asked for every line, as somebody might who looks for an error."""
    loggers = [logging.getLogger(name) for name in ("httpx", "httpcore", "asyncio", "uvicorn")]
    before = [logger.level for logger in loggers]
    yield
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def listen_to_libraries() -> None:
    for name in ("httpx", "httpcore", "asyncio", "uvicorn"):
        logging.getLogger(name).setLevel(logging.DEBUG)


def is_kept(assistant: Assistant, printed: str, *, key: str = KEY) -> None:
    """Neither the token nor the webhook's secret is in these lines, nor in anything that is stored."""
    assert key not in printed
    assert SECRET not in printed
    file = assistant.settings.database_url.removeprefix("sqlite:///")
    with open(file, "rb") as stored:
        content = stored.read()
    assert key.encode() not in content
    assert SECRET.encode() not in content
    assert key not in repr(assistant.settings)


def rows(database: Database) -> list[Any]:
    with database.transaction() as connection:
        return list(connection.execute(select(outbox)).all())


@pytest.mark.usefixtures("everything_is_logged")
def test_a_visit_leaves_it_in_no_line_page_or_row(
    assistant: Assistant, platform: Platform, dana: Visitor, printed: Callable[[], str]
) -> None:
    platform.slow_methods = {"sendChatAction": 3}  # a call that is broken off
    with assistant.by_webhook():
        listen_to_libraries()
        dana.says("my back hurts")
        dana.sees_in_time("You said my back hurts")
        dana.presses("Talk to a person")
        dana.sees_in_time("You said Talk to a person")
        pages = [
            httpx.request(method, f"{platform.assistant}{path}", content=b"{}")
            for method in ("GET", "POST")
            for path in PATHS
        ]
    platform.slow_methods = {}

    lines = printed()
    is_kept(assistant, lines)
    assert all(KEY not in page.text and SECRET not in page.text for page in pages)
    assert "my back hurts" not in lines
    assert "501" not in lines, "nor the chat"


@pytest.mark.usefixtures("everything_is_logged")
def test_a_platform_that_quotes_its_address_is_not_quoted(
    assistant: Assistant, platform: Platform, dana: Visitor, printed: Callable[[], str]
) -> None:
    platform.refusals = [
        too_many_requests(1),
        refusal(502, f"Bad Gateway: {ADDRESS}"),
        refusal(400, f"Bad Request: {ADDRESS}"),
    ]
    with assistant.polling() as database:
        listen_to_libraries()
        dana.says("my back hurts")
        eventually(lambda: any(row.given_up_at for row in rows(database)))
        (given_up,) = rows(database)

    assert given_up.error == "HTTP 400"
    lines = printed()
    assert 'level=error event="delivery given up" channel=telegram' in lines
    is_kept(assistant, lines)


def test_a_token_that_telegram_does_not_know_is_not_shown(
    assistant: Assistant, platform: Platform, printed: Callable[[], str]
) -> None:
    assistant.environ["TELEGRAM_TOKEN"] = f"987654321:{UNKNOWN_KEY}"
    lines = ""

    def is_told() -> bool:
        nonlocal lines
        lines += printed()
        return 'reason="getMe: Unauthorized"' in lines

    with assistant.polling():
        listen_to_libraries()
        eventually(is_told)

    is_kept(assistant, lines + printed(), key=UNKNOWN_KEY)


@pytest.mark.anyio
@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
async def test_whatever_is_raised_on_the_way_is_told_by_its_kind(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def post(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(httpx.AsyncClient, "post", post)
    api = BotApi(TOKEN)

    with pytest.raises(CallFailed) as caught:
        await api.call("getMe")

    await api.close()
    assert str(caught.value) == f"getMe: {type(error).__name__}"
    assert (caught.value.__cause__, caught.value.__context__) == (None, None), "which a traceback would print"


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_an_error_with_the_address_in_it_is_not_printed(
    assistant: Assistant, error: Exception, printed: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def post(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(httpx.AsyncClient, "post", post)
    lines = ""

    def is_told() -> bool:
        nonlocal lines
        lines += printed()
        return f'event="telegram not reached" reason="getMe: {type(error).__name__}"' in lines

    with assistant.polling():
        eventually(is_told)

    is_kept(assistant, lines + printed())


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("status", "content"),
    [
        (404, b'{"ok": false, "error_code": 404, "description": "Not Found: /bot%s/getMe"}'),
        (502, b"<h1>502 Bad Gateway</h1> http://127.0.0.1:8081/bot%s/getMe"),
        (200, b'"%s"'),
        (200, b"[" * 100_000 + b"%s"),
    ],
    ids=["quoted", "a proxy's page", "no object", "nested"],
)
async def test_an_answer_that_holds_it_is_told_without(
    status: int, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def post(*_: object, **__: object) -> httpx.Response:
        return httpx.Response(status, content=content.replace(b"%s", TOKEN.encode()))

    monkeypatch.setattr(httpx.AsyncClient, "post", post)
    api = BotApi(TOKEN)

    with pytest.raises(CallFailed) as caught:
        await api.call("getMe")

    await api.close()
    assert KEY not in str(caught.value)
    assert caught.value.code == status


def told(assistant: Assistant, *arguments: str) -> str:
    """All that `python -m bot channels` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "channels", *arguments],
        env={**os.environ, **assistant.environ, "LOG_LEVEL": "debug"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout + done.stderr


def test_the_commands_show_it_nowhere(assistant: Assistant, platform: Platform) -> None:
    """An earlier program of the owner's has put it into its webhook, as many do."""
    platform.webhook = {"url": f"https://earlier.example/{TOKEN}"}
    assistant.environ["PUBLIC_URL"] = PUBLIC_URL

    shown = told(assistant)
    assert "Telegram delivers to https://earlier.example/" in shown
    registered = told(assistant, "register", "telegram")
    assert f"Telegram now delivers to {PUBLIC_URL}/channels/telegram." in registered
    assistant.environ["TELEGRAM_API"] = "http://127.0.0.1:9"
    away = told(assistant)
    assert "It was not reached (ConnectError)" in away

    for printed in (shown, registered, away):
        assert KEY not in printed
        assert SECRET not in printed
