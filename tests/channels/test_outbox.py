"""Replies reach a platform in their order, again and again until it takes them, and are given up in the open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import anyio
import pytest
from sqlalchemy import select

from bot.channels import outbox
from bot.channels.base import SendFailed, conversation_id, pieces
from bot.channels.sender import Patience
from bot.database import schema
from bot.database.clock import utc_now
from bot.database.database import Database
from tests.desk import IMPATIENT, KEY, a_desk, until
from tests.stand_ins import RecordingChannel, ScriptedThinker, refusing

pytestmark = pytest.mark.anyio


@pytest.fixture
def pigeon() -> RecordingChannel:
    return RecordingChannel()


async def rows(database: Database) -> list[Any]:
    query = select(schema.outbox).order_by(schema.outbox.c.id)
    return await database.read(lambda connection: connection.execute(query).all())


async def test_a_reply_is_sent_to_the_chat_that_it_came_from(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("hello", who="555", channel="pigeon")
        await desk.all_sent()

    assert pigeon.sent == [("555", "You said hello")]
    assert pigeon.buttons == [("t1.0.0",)]
    (row,) = await rows(database)
    assert row.delivered_at is not None
    assert (row.attempts, row.given_up_at, row.error) == (1, None, None)


async def test_a_platforms_address_does_not_show_in_the_name_of_the_conversation() -> None:
    assert "555" not in conversation_id("pigeon", "555", key=KEY).removeprefix("pigeon-")[:3]
    assert conversation_id("pigeon", "+15550102233", key=KEY) == conversation_id("pigeon", "+15550102233", key=KEY)
    assert conversation_id("pigeon", "+15550102233", key=KEY) != conversation_id("raven", "+15550102233", key=KEY)


async def test_a_failed_reply_is_sent_again_under_the_same_key_and_before_the_next(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    pigeon.failures = refusing(2)
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("one", channel="pigeon")
        await desk.receive("two", channel="pigeon")
        await desk.all_sent()

    assert [text for _, text in pigeon.sent] == ["You said one", "You said two"]
    assert len(set(pigeon.keys)) == 2
    assert [row.attempts for row in await rows(database)] == [3, 1]
    assert pigeon.keys == [row.key for row in await rows(database)]


async def test_a_platform_that_asks_for_time_is_given_it(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    pigeon.failures = refusing(1, retry_after_seconds=0.3)
    began = anyio.current_time()
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("hello", channel="pigeon")
        await desk.all_sent()

    assert pigeon.tries == 2
    assert anyio.current_time() - began >= 0.3


async def test_a_reply_that_is_refused_for_good_is_given_up_and_the_next_goes_out(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel, printed: Callable[[], str]
) -> None:
    pigeon.failures = refusing(1, permanent=True)
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("my back hurts", channel="pigeon")
        await desk.receive("two", channel="pigeon")
        await desk.all_sent()

    assert [text for _, text in pigeon.sent] == ["You said two"]
    first, second = await rows(database)
    assert first.given_up_at is not None
    assert (first.delivered_at, first.error, first.attempts) == (None, "the platform said no", 1)
    assert second.delivered_at is not None
    lines = printed()
    assert 'level=error event="delivery given up"' in lines
    assert "my back hurts" not in lines


async def test_a_reply_that_is_never_taken_is_given_up_after_the_last_try(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    pigeon.failures = refusing(10)
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("hello", channel="pigeon")
        await desk.all_sent()

    assert pigeon.tries == IMPATIENT.tries
    assert (await rows(database))[0].given_up_at is not None


@pytest.mark.parametrize("error", [KeyError("my back hurts"), TimeoutError()])
async def test_an_adapter_that_breaks_counts_as_a_failed_try(
    database: Database,
    thinker: ScriptedThinker,
    pigeon: RecordingChannel,
    error: Exception,
    printed: Callable[[], str],
) -> None:
    pigeon.failures = [error]
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("hello", channel="pigeon")
        await desk.all_sent()

    assert [text for _, text in pigeon.sent] == ["You said hello"]
    assert "my back hurts" not in printed()


async def test_a_platform_that_hangs_counts_as_a_failed_try(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    pigeon.hangs = True
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("hello", channel="pigeon")
        await until(lambda: pigeon.tries >= 2)
        pigeon.hangs = False
        await desk.all_sent()

    assert len(pigeon.sent) == 1
    assert (await rows(database))[0].attempts >= 2


async def test_one_chat_that_fails_keeps_no_other_waiting(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    pigeon.failures = refusing(1, retry_after_seconds=0.5)
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("hello", who="dana", channel="pigeon")
        await until(lambda: pigeon.tries >= 1)
        await desk.receive("hello", who="omar", channel="pigeon")
        await until(lambda: bool(pigeon.sent), seconds=0.4)
        await desk.all_sent()

    assert [chat for chat, _ in pigeon.sent] == ["omar", "dana"]


async def test_what_was_not_sent_before_a_restart_is_sent_after_it(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    pigeon.hangs = True
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("hello", channel="pigeon")
        await until(lambda: pigeon.tries >= 1)

    pigeon.hangs = False
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.all_sent()

    assert [text for _, text in pigeon.sent] == ["You said hello"]


async def test_what_a_server_was_sending_when_it_died_is_sent_by_the_next_at_once(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    a_minute = replace(IMPATIENT, try_seconds=30, lease_seconds=60)
    pigeon.hangs = True
    async with a_desk(database, thinker, pigeon, patience=a_minute) as desk:
        await desk.receive("hello", channel="pigeon")
        await until(lambda: pigeon.tries >= 1)

    pigeon.hangs = False
    async with a_desk(database, thinker, pigeon, patience=a_minute) as desk:
        await desk.all_sent()

    assert [text for _, text in pigeon.sent] == ["You said hello"]


async def test_a_long_reply_goes_out_in_pieces_with_its_buttons_on_the_last(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    async with a_desk(database, thinker, pigeon) as desk:
        await desk.receive("something that takes more than forty letters to say", channel="pigeon")
        await desk.all_sent()

    assert [text for _, text in pigeon.sent] == [
        "You said something that takes more than",
        "forty letters to say",
    ]
    assert pigeon.buttons == [(), ("t1.0.0",)]
    assert len(set(pigeon.keys)) == 2


async def test_a_claim_is_given_to_one_sender_until_its_lease_ends(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with a_desk(database, thinker) as desk:
        await desk.receive("hello", channel="pigeon")
        await desk.settled()
    now = utc_now()
    claim = partial(outbox.claim_due, channels=("pigeon",), lease=timedelta(seconds=60), limit=5)

    assert len(await database.write(partial(claim, now=now))) == 1
    assert len(await database.write(partial(claim, now=now + timedelta(seconds=59)))) == 0
    assert len(await database.write(partial(claim, now=now + timedelta(seconds=61)))) == 1


async def test_what_belongs_to_a_channel_that_is_switched_off_waits(
    database: Database, thinker: ScriptedThinker, pigeon: RecordingChannel
) -> None:
    raven = RecordingChannel(name="raven")
    async with a_desk(database, thinker, raven) as desk:
        await desk.receive("hello", channel="pigeon")
        await desk.receive("hello", channel="raven")
        await desk.settled()

        async def one_is_delivered() -> bool:
            return any(row.delivered_at for row in await rows(database))

        await until(one_is_delivered)
        assert pigeon.sent == []

    async with a_desk(database, thinker, raven, pigeon) as desk:
        await desk.all_sent()
    assert len(pigeon.sent) == len(raven.sent) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", ["short"]),
        ("one two three", ["one two", "three"]),
        ("one\ntwo three", ["one", "two three"]),
        ("unbreakable", ["unbreakabl", "e"]),
    ],
)
async def test_texts_are_cut_where_a_reader_would_pause(text: str, expected: list[str]) -> None:
    assert pieces(text, 10) == expected


async def test_pauses_grow_up_to_a_limit() -> None:
    patience = Patience(first_pause_seconds=2, longest_pause_seconds=20)
    failed, busy = SendFailed("no"), SendFailed("no", retry_after_seconds=30)

    assert [patience.pause_seconds(failed, tries) for tries in (1, 2, 3, 4, 5)] == [2, 4, 8, 16, 20]
    assert patience.pause_seconds(busy, 1) == 30
