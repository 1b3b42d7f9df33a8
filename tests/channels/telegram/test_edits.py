"""Somebody who corrects a message is answered for what it says now, and is not answered twice for the same."""

from __future__ import annotations

import itertools
from functools import partial
from typing import Any

import anyio
import pytest

from bot.channels import inbox
from bot.channels.telegram.updates import Bot, read
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.engine.turn import Turn
from tests.channels.telegram.bot_api import BOT, Platform
from tests.channels.telegram.conftest import Assistant
from tests.channels.telegram.visitors import Visitor, a_message, an_update
from tests.desk import Desk, a_desk
from tests.fixtures import database, settings
from tests.stand_ins import RecordingChannel, ScriptedThinker

__all__ = ["database", "settings"]

LIV = Bot(id=BOT["id"], username=BOT["username"])


async def takes(desk: Desk, update: dict[str, Any]) -> bool:
    (inbound,) = read(update, LIV, key="key")
    stored = await desk.database.write(partial(inbox.store, inbound=inbound, now=utc_now()))
    desk.worker.wake(inbound.conversation)
    return bool(stored)


def written(number: int, text: str, *, message_id: int = 17) -> dict[str, Any]:
    return an_update(number, message=a_message(text, message_id=message_id))


def edited(number: int, text: str, *, message_id: int = 17) -> dict[str, Any]:
    return an_update(number, edited_message=a_message(text, message_id=message_id, edit_date=9))


@pytest.fixture
def pigeon() -> RecordingChannel:
    return RecordingChannel(name="telegram")


@pytest.mark.anyio
async def test_a_message_that_is_edited_while_it_waits_is_answered_once_as_it_is_now(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    release = anyio.Event()

    async def hold_the_first(turn: Turn) -> None:
        if turn.number == 1:
            await release.wait()

    thinker.meanwhile = hold_the_first
    async with a_desk(database, thinker, pigeon) as desk:
        await takes(desk, written(1, "hello", message_id=16))
        await takes(desk, written(2, "dose it hrut"))
        await takes(desk, written(3, "and how much is it?", message_id=18))
        await takes(desk, edited(4, "does it hurt?"))
        release.set()
        await desk.all_sent()

    assert thinker.heard == ["hello", "does it hurt?", "and how much is it?"], "it keeps its place"


@pytest.mark.anyio
async def test_a_message_that_is_edited_while_it_is_thought_about_is_thought_about_anew(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    async with a_desk(database, thinker, pigeon) as desk:

        async def edit_once(_turn: Turn) -> None:
            thinker.meanwhile = None
            await takes(desk, edited(2, "does it hurt?"))

        thinker.meanwhile = edit_once
        await takes(desk, written(1, "dose it hrut"))
        await desk.all_sent()

    assert [text for _, text in pigeon.sent] == ["You said does it hurt?"]
    assert thinker.heard == ["dose it hrut", "does it hurt?"]


@pytest.mark.anyio
async def test_a_message_that_is_edited_after_its_answer_is_a_new_one(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    async with a_desk(database, thinker, pigeon) as desk:
        await takes(desk, written(1, "dose it hrut"))
        await desk.all_sent()
        await takes(desk, edited(2, "does it hurt?"))
        await desk.all_sent()

    assert thinker.heard == ["dose it hrut", "does it hurt?"]


@pytest.mark.anyio
async def test_an_edit_that_leaves_the_words_alone_is_no_message(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    """Telegram reports a link's preview as an edit."""
    async with a_desk(database, thinker, pigeon) as desk:
        await takes(desk, written(1, "see example.com"))
        await desk.all_sent()

        assert not await takes(desk, edited(2, "see example.com"))


@pytest.mark.anyio
@pytest.mark.parametrize("order", list(itertools.permutations([0, 1, 2])))
async def test_in_whatever_order_editions_come_the_newest_counts(
    database: Database, thinker: ScriptedThinker, order: tuple[int, ...]
) -> None:
    updates = [written(1, "a"), edited(2, "b"), edited(3, "c")]
    async with a_desk(database, thinker) as desk:
        thinker.meanwhile = lambda _turn: anyio.sleep_forever()
        for index in [*order, *order]:
            await takes(desk, updates[index])

        assert [row.text for row in await desk.rows(inbox.inbox)] == ["c"]


def test_an_edit_on_a_telephone_is_answered(assistant: Assistant, platform: Platform, dana: Visitor) -> None:
    with assistant.by_webhook():
        dana.says("dose it hrut")
        dana.sees_in_time("You said dose it hrut")
        dana.edits("dose it hrut", "does it hurt?")
        dana.sees_in_time("You said does it hurt?")

    assert len(dana.sees) == 2
