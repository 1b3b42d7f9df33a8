"""Where the internet can't reach it the assistant asks for its news, and forgets none that it has not stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.base import Take
from bot.channels.inbox import TooManyWaiting
from bot.channels.telegram.api import BotApi
from bot.channels.telegram.polling import Patience, poll
from tests.channels.telegram.bot_api import TOKEN, Platform, eventually
from tests.channels.telegram.conftest import Assistant
from tests.channels.telegram.visitors import Visitor, an_update
from tests.stand_ins import ScriptedThinker

IMPATIENT = Patience(news_seconds=1, idle_seconds=0.05, first_pause_seconds=0.01, longest_pause_seconds=0.05)


class Enough(Exception):
    """Ends a trial of something that goes on for ever."""


async def asks_until_enough(api: str, take: Take, *, token: str = TOKEN) -> None:
    bot_api = BotApi(token, address=api)
    try:
        with pytest.raises(Enough):
            await poll(bot_api, take, IMPATIENT)
    finally:
        await bot_api.close()


def offsets(platform: Platform) -> list[int | None]:
    return [call.get("offset") for call in platform.of("getUpdates")]


@pytest.mark.anyio
async def test_telegram_is_told_to_forget_only_what_was_stored(api: str, platform: Platform) -> None:
    for number in (5, 6, 7):
        platform.bring(an_update(number))
    stored: list[int] = []

    async def take(update: Any) -> None:
        if update["update_id"] == 7:
            raise Enough
        stored.append(update["update_id"])

    await asks_until_enough(api, take)

    assert stored == [5, 6]
    assert offsets(platform) == [None], "it dies before it asks again, so Telegram still has all three"


@pytest.mark.anyio
@pytest.mark.parametrize("error", [OperationalError("COMMIT", {}, Exception("disk is full")), TooManyWaiting()])
async def test_what_could_not_be_stored_is_asked_for_again(
    api: str, platform: Platform, error: Exception, printed: Callable[[], str]
) -> None:
    for number in (5, 6):
        platform.bring(an_update(number))
    failures, stored = [error], []

    async def take(update: Any) -> None:
        if update["update_id"] == 6 and failures:
            raise failures.pop()
        stored.append(update["update_id"])
        if update["update_id"] == 6:
            raise Enough

    await asks_until_enough(api, take)

    assert stored == [5, 6], "in their order, and the first one once"
    assert offsets(platform) == [None, 6]
    assert 'level=warning event="news not taken"' in printed()


@pytest.mark.anyio
async def test_a_request_for_news_names_the_kinds_that_it_can_read(api: str, platform: Platform) -> None:
    platform.bring(an_update())

    async def take(_update: Any) -> None:
        raise Enough

    await asks_until_enough(api, take)

    (asked,) = platform.of("getUpdates") or [platform.calls[-1].parameters]
    assert asked["allowed_updates"] == ["message", "edited_message", "callback_query"]


def test_a_webhook_that_is_still_set_is_named_as_what_stands_in_the_way(
    assistant: Assistant, platform: Platform, dana: Visitor, printed: Callable[[], str]
) -> None:
    platform.webhook = {"url": "https://clinic.example/channels/telegram"}
    with assistant.polling():
        eventually(lambda: any(call.method == "getUpdates" for call in platform.calls))
        platform.webhook = None
        dana.says("hello")
        dana.sees_in_time("You said hello")

    lines = printed()
    assert 'level=error event="news not taken" channel=telegram reason="getUpdates: Conflict:' in lines
    assert TOKEN not in lines


def test_a_token_that_telegram_does_not_know_is_told_and_the_rest_goes_on(
    assistant: Assistant, platform: Platform, printed: Callable[[], str]
) -> None:
    assistant.environ["TELEGRAM_TOKEN"] = "987654321:another-token-that-telegram-does-not-know"
    with assistant.polling():
        lines = ""

        def is_told() -> bool:
            nonlocal lines
            lines += printed()
            return 'level=error event="telegram not reached" reason="getMe: Unauthorized"' in lines

        eventually(is_told)

    assert "another-token" not in lines


def test_what_comes_while_it_is_stopped_is_answered_after_the_start(
    assistant: Assistant, dana: Visitor, thinker: ScriptedThinker
) -> None:
    with assistant.polling():
        dana.says("one")
        dana.sees_in_time("You said one")
    dana.says("two")
    dana.says("three")
    with assistant.polling():
        dana.sees_in_time("You said two", "You said three")

    assert thinker.heard == ["one", "two", "three"]


def test_an_update_that_is_delivered_again_after_a_restart_is_answered_once(
    assistant: Assistant, platform: Platform, dana: Visitor, thinker: ScriptedThinker
) -> None:
    update = dana.update("hello")
    platform.bring(update)
    with assistant.polling():
        dana.sees_in_time("You said hello")
    platform.bring(update)
    with assistant.polling():
        dana.says("and now?")
        dana.sees_in_time("You said and now?")

    assert thinker.heard == ["hello", "and now?"]
