"""Replies reach Telegram as it documents them, and what it refuses is tried again, or given up in the open."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.channels.base import Inbound, SendFailed
from bot.channels.telegram.api import BotApi
from bot.channels.telegram.channel import Telegram
from bot.database.database import Database
from bot.database.schema import outbox
from bot.engine.turn import Button, Reply, Source
from tests.channels.telegram.bot_api import TOKEN, Platform, eventually, refusal, too_many_requests
from tests.channels.telegram.conftest import Assistant
from tests.channels.telegram.visitors import Visitor
from tests.stand_ins import ScriptedThinker

pytestmark = pytest.mark.anyio

CHAT = "501"
INBOUND = Inbound("telegram-dana", "telegram", "17", text="hello", chat=CHAT)


def a_reply(text: str = "It can ache a little.", **changes: object) -> Reply:
    return replace(Reply(text, "utter_faq/do_needles_hurt"), **changes)  # type: ignore[arg-type]


def a_channel(api: str, *, token: str = TOKEN) -> Telegram:
    return Telegram(BotApi(token, address=api), secret="s", key="k", webhook=None)


@pytest.fixture
async def channel(api: str) -> AsyncIterator[Telegram]:
    opened = a_channel(api)
    yield opened
    await opened.close()


async def refused(channel: Telegram, chat: str = CHAT) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await channel.send(chat, a_reply("my back hurts"), (), "key")
    assert "my back hurts" not in str(caught.value)
    return caught.value


async def test_a_reply_is_plain_text_whatever_stands_in_it(channel: Telegram, platform: Platform) -> None:
    await channel.send(CHAT, a_reply("<b>1 < 2</b> & *no* _markup_ [here](https://example.com)"), (), "key")

    assert platform.of("sendMessage") == [
        {
            "chat_id": 501,
            "text": "<b>1 < 2</b> & *no* _markup_ [here](https://example.com)",
            "link_preview_options": {"is_disabled": True},
        }
    ]


async def test_buttons_stand_below_each_other_and_carry_what_they_were_given(
    channel: Telegram, platform: Platform
) -> None:
    buttons = (Button("Yes, send it", {"intent": "affirm"}), Button("Cancel", {"intent": "cancel"}))

    await channel.send(CHAT, a_reply(buttons=buttons), ("t1.0.0", "t1.0.1"), "key")

    (sent,) = platform.of("sendMessage")
    assert sent["reply_markup"] == {
        "inline_keyboard": [
            [{"text": "Yes, send it", "callback_data": "t1.0.0"}],
            [{"text": "Cancel", "callback_data": "t1.0.1"}],
        ]
    }
    assert "affirm" not in str(sent)


async def test_the_longest_id_of_a_button_fits(channel: Telegram) -> None:
    await channel.send(CHAT, a_reply(buttons=(Button("Cupping", {}),)), ("t999999999.999.999",), "key")


async def test_in_a_forum_the_reply_goes_to_its_topic(channel: Telegram, platform: Platform) -> None:
    await channel.send("-1001234567890/44", a_reply(), (), "key")
    await channel.show_receipt(replace(INBOUND, chat="-1001234567890/44"), refused=False)

    (sent,), (typing,) = platform.of("sendMessage"), platform.of("sendChatAction")
    assert (sent["chat_id"], sent["message_thread_id"]) == (-1001234567890, 44)
    assert (typing["chat_id"], typing["message_thread_id"]) == (-1001234567890, 44)


def test_the_source_is_named_at_the_end_of_the_text(api: str) -> None:
    with_link = a_reply(source=Source("Cupping, explained", "https://example.com/cupping"))
    channel = a_channel(api)

    worded = channel.worded(with_link)

    assert worded.text == "It can ache a little.\n\nFrom: Cupping, explained\nhttps://example.com/cupping"
    assert worded.source is None
    assert channel.worded(a_reply(source=Source("Cupping, explained"))).text.endswith("\n\nFrom: Cupping, explained")
    assert channel.worded(a_reply()) == a_reply()


@pytest.mark.parametrize(
    ("code", "description", "reason"),
    [
        (403, "Forbidden: bot was blocked by the user", "HTTP 403 bot was blocked by the user"),
        (403, "Forbidden: user is deactivated", "HTTP 403 user is deactivated"),
        (403, "Forbidden: bot was kicked from the supergroup chat", "HTTP 403 bot was kicked"),
        (400, "Bad Request: chat not found", "HTTP 400 chat not found"),
        (400, "Bad Request: can't parse 'my back hurts'", "HTTP 400"),
    ],
)
async def test_what_can_never_succeed_is_final(
    channel: Telegram, platform: Platform, code: int, description: str, reason: str
) -> None:
    platform.refusals = [refusal(code, description)]

    failed = await refused(channel)

    assert (failed.permanent, str(failed)) == (True, reason)


@pytest.mark.parametrize("code", [401, 404, 500, 502])
async def test_what_may_succeed_later_is_not_final(channel: Telegram, platform: Platform, code: int) -> None:
    platform.refusals = [refusal(code, "Something else")]

    failed = await refused(channel)

    assert (failed.permanent, str(failed)) == (False, f"HTTP {code}")


async def test_how_long_telegram_asks_to_wait_is_passed_on(channel: Telegram, platform: Platform) -> None:
    platform.refusals = [too_many_requests(7)]

    failed = await refused(channel)

    assert (failed.permanent, failed.retry_after_seconds) == (False, 7)


async def test_a_platform_that_is_away_is_no_final_failure() -> None:
    channel = a_channel("http://127.0.0.1:9")

    failed = await refused(channel)

    assert (failed.permanent, str(failed)) == (False, "ConnectError")
    await channel.close()


async def test_a_press_is_answered_and_one_that_came_too_late_is_told_why(
    channel: Telegram, platform: Platform
) -> None:
    press = replace(INBOUND, press="4382", choice="t1.0.0")

    await channel.show_receipt(press, refused=False)
    await channel.show_receipt(press, refused=True)

    assert platform.of("answerCallbackQuery") == [
        {"callback_query_id": "4382"},
        {
            "callback_query_id": "4382",
            "text": "That button can no longer be pressed. Please write your question instead.",
        },
    ]


async def test_a_receipt_that_fails_is_no_failure(api: str) -> None:
    channel = a_channel(api, token="987654321:another-token-that-telegram-does-not-know")

    await channel.show_receipt(replace(INBOUND, press="4382"), refused=False)

    await channel.close()


def test_typing_is_shown_before_the_reply_and_not_after(
    assistant: Assistant, platform: Platform, dana: Visitor
) -> None:
    platform.slow_methods = {"sendChatAction": 0.2}
    with assistant.polling():
        dana.says("hello")
        dana.sees_in_time("You said hello")

    order = [call.method for call in platform.calls if call.method.startswith("send")]
    assert order == ["sendChatAction", "sendMessage"]


def test_a_typing_sign_that_hangs_does_not_keep_the_reply(
    assistant: Assistant, platform: Platform, dana: Visitor
) -> None:
    platform.slow_methods = {"sendChatAction": 4}
    with assistant.polling():
        dana.says("hello")
        dana.sees_in_time("You said hello", seconds=3)


def rows(database: Database) -> list[object]:
    with database.transaction() as connection:
        return list(connection.execute(select(outbox).order_by(outbox.c.id)).all())


def test_a_visitor_who_has_blocked_the_bot_is_given_up_in_the_open_and_others_are_answered(
    assistant: Assistant, platform: Platform, dana: Visitor, omar: Visitor, printed: Callable[[], str]
) -> None:
    platform.refusals = [refusal(403, "Forbidden: bot was blocked by the user")]
    with assistant.polling() as database:
        dana.says("my back hurts")
        eventually(lambda: any(row.given_up_at for row in rows(database)))  # type: ignore[attr-defined]
        omar.says("hello")
        omar.sees_in_time("You said hello")

    assert dana.sees == []
    lines = printed()
    assert 'level=error event="delivery given up" channel=telegram' in lines
    assert 'reason="HTTP 403 bot was blocked by the user"' in lines
    assert "my back hurts" not in lines


def test_telegram_is_given_the_time_that_it_asks_for(
    assistant: Assistant, platform: Platform, dana: Visitor, printed: Callable[[], str]
) -> None:
    platform.refusals = [too_many_requests(3)]
    with assistant.polling():
        dana.says("hello")
        dana.sees_in_time("You said hello")

    assert "retry_seconds=3" in printed()


def test_a_long_reply_comes_in_pieces_of_4096_and_none_twice_when_one_was_refused(
    assistant: Assistant, platform: Platform, thinker: ScriptedThinker, dana: Visitor
) -> None:
    platform.refusals = [None, too_many_requests(1)]
    words = ("It can ache a little. " * 185).strip()  # with what is said around it too long by a few characters
    with assistant.polling():
        dana.says(words)
        dana.sees_in_time("You said", "From: Cupping, explained")

    assert dana.sees == [f"You said {words}", "From: Cupping, explained\nhttps://example.com/cupping"]
    first, second = platform.of("sendMessage")
    assert "reply_markup" not in first
    assert "reply_markup" in second
