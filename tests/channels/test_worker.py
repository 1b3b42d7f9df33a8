"""Each message is answered once and in its order, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import anyio
import pytest
from sqlalchemy.exc import OperationalError

from bot.channels import inbox, worker
from bot.channels.hub import Listener
from bot.channels.inbox import TooManyWaiting, UnknownChoice
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.database.schema import conversation, message, outbox, request, turn
from bot.engine.failures import TurnFailed
from bot.engine.turn import Turn
from tests.desk import a_desk, a_message
from tests.stand_ins import ScriptedThinker, a_request

pytestmark = pytest.mark.anyio


async def test_a_message_is_answered(database: Database, thinker: ScriptedThinker) -> None:
    async with a_desk(database, thinker) as desk:
        dana = await desk.receive("why the rings")
        await desk.settled()

        assert await desk.said(dana) == ["why the rings", "You said why the rings"]


async def test_the_log_keeps_what_was_understood_and_what_the_answer_rests_on(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with a_desk(database, thinker) as desk:
        dana = await desk.receive("why the rings", message_id="from-the-browser")
        await desk.settled()

        asked, answered = await desk.logged(dana)

    assert (asked.sender, asked.client_id, asked.intent, asked.confidence) == (
        "visitor",
        "from-the-browser",
        "faq",
        0.87,
    )
    assert asked.answers == ["faq/cupping_marks"]
    assert asked.runners_up == [["faq/cupping_benefits", 0.08]]
    assert (answered.sender, answered.utter_action) == ("bot", "utter_faq/cupping_marks")
    assert answered.source == {"title": "Cupping, explained", "link": "https://example.com/cupping"}
    assert answered.facts == ["cupping/circular_marks"]
    assert answered.buttons == [{"id": "t1.0.0", "title": "Talk to a person", "payload": {"answer": "handoff/human"}}]


async def test_a_burst_is_answered_in_its_order(database: Database, thinker: ScriptedThinker) -> None:
    words = [f"message {number}" for number in range(15)]
    async with a_desk(database, thinker) as desk:
        for text in words:
            dana = await desk.receive(text)
        await desk.settled()

        assert await desk.said(dana) == [said for text in words for said in (text, f"You said {text}")]
    assert [turn.number for turn in thinker.turns] == list(range(1, 16))


async def test_a_repeat_is_answered_once(database: Database, thinker: ScriptedThinker) -> None:
    async with a_desk(database, thinker) as desk:
        await desk.receive("hello", message_id="1")
        await desk.receive("hello", message_id="1")
        await desk.settled()
        dana = await desk.receive("hello, edited", message_id="1")
        await desk.settled()

        assert await desk.said(dana) == ["hello", "You said hello"]


async def test_the_same_message_id_from_two_visitors_is_two_messages(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with a_desk(database, thinker) as desk:
        await desk.receive("hello", message_id="1")
        await desk.receive("hello", message_id="1", who="omar")
        await desk.settled()

    assert len(thinker.turns) == 2


async def test_a_slow_turn_keeps_no_other_conversation_waiting(database: Database, thinker: ScriptedThinker) -> None:
    slow = anyio.Event()

    async def wait_for_dana(turn: Turn) -> None:
        if turn.conversation == "web-dana":
            await slow.wait()

    thinker.meanwhile = wait_for_dana
    async with a_desk(database, thinker) as desk:
        await desk.receive("a long question")
        with desk.hub.listening("web-omar", listener := Listener()), anyio.fail_after(5):
            await desk.receive("a short one", who="omar")
            await listener.wait()
        assert await desk.said("web-omar") == ["a short one", "You said a short one"]
        assert await desk.said("web-dana") == []

        slow.set()
        await desk.settled()
        assert await desk.said("web-dana") == ["a long question", "You said a long question"]


async def test_one_conversation_never_has_two_turns_at_once(database: Database, thinker: ScriptedThinker) -> None:
    under_way, most = 0, 0

    async def count(_turn: Turn) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await anyio.sleep(0.005)
        under_way -= 1

    thinker.meanwhile = count
    async with a_desk(database, thinker) as desk:
        async with anyio.create_task_group() as tasks:
            for number in range(8):
                tasks.start_soon(partial(desk.receive, f"message {number}"))
        await desk.settled()

    assert most == 1


async def test_the_engine_is_given_the_latest_six_turns_oldest_first(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with a_desk(database, thinker) as desk:
        for number in range(1, 9):
            await desk.receive(f"message {number}")
        await desk.settled()

    assert thinker.turns[0].past == ()
    past = thinker.turns[-1].past
    assert [turn.events[0]["text"] for turn in past] == [f"message {number}" for number in range(2, 8)]
    assert [turn.state["before"] for turn in past] == list(range(2, 8))


async def test_a_message_stored_before_a_crash_is_answered_once_by_the_next_worker(
    database: Database, thinker: ScriptedThinker
) -> None:
    thinking = anyio.Event()

    async def hang(_turn: Turn) -> None:
        thinking.set()
        await anyio.sleep_forever()

    thinker.meanwhile = hang
    async with a_desk(database, thinker) as desk:
        dana = await desk.receive("will you survive this?")
        await desk.receive("and this?")
        await thinking.wait()

    thinker.meanwhile = None
    async with a_desk(database, thinker) as desk:
        await desk.settled()

        assert await desk.said(dana) == [
            "will you survive this?", "You said will you survive this?", "and this?", "You said and this?"
        ]  # fmt: skip
    async with a_desk(database, thinker) as desk:
        await desk.settled()
        assert len(await desk.rows(turn)) == 2


async def test_a_turn_that_fails_once_is_answered_all_the_same(database: Database, thinker: ScriptedThinker) -> None:
    thinker.failures = [RuntimeError("no")]
    async with a_desk(database, thinker) as desk:
        dana = await desk.receive("hello")
        await desk.settled()

        assert await desk.said(dana) == ["hello", "You said hello"]
        assert len(await desk.rows(turn)) == 1


async def test_a_turn_that_fails_twice_ends_in_an_apology_that_offers_a_person(
    database: Database, thinker: ScriptedThinker, printed: Callable[[], str]
) -> None:
    thinker.failures = [RuntimeError("my back hurts"), TurnFailed("action_answer: KeyError")]
    async with a_desk(database, thinker) as desk:
        dana = await desk.receive("my back hurts")
        await desk.receive("hello?")
        await desk.settled()
        asked, sorry, *later = await desk.logged(dana)

    assert asked.text == "my back hurts"
    assert asked.intent is None
    assert "something went wrong on my side" in sorry.text
    assert [button["payload"] for button in sorry.buttons or ()] == [{"answer": "handoff/human"}]
    assert [message.text for message in later] == ["hello?", "You said hello?"], "and the conversation goes on"

    lines = printed()
    assert 'level=error event="turn failed"' in lines
    assert "action_answer: KeyError" in lines
    assert "my back hurts" not in lines


async def test_the_engine_never_hears_of_a_turn_that_failed(database: Database, thinker: ScriptedThinker) -> None:
    async with a_desk(database, thinker) as desk:
        await desk.receive("one")
        await desk.settled()
        thinker.failures = [RuntimeError(), RuntimeError()]
        await desk.receive("two")
        await desk.settled()
        await desk.receive("three")
        await desk.settled()

    last = thinker.turns[-1]
    assert [past.events[0]["text"] for past in last.past] == ["one"]
    assert last.number == 3


async def test_an_engine_that_hangs_counts_as_failed(database: Database, thinker: ScriptedThinker) -> None:
    async def hang(_turn: Turn) -> None:
        await anyio.sleep_forever()

    thinker.meanwhile = hang
    async with a_desk(database, thinker, think_seconds=0.05) as desk:
        dana = await desk.receive("hello")
        await desk.settled()

        assert "something went wrong" in (await desk.said(dana))[1]


async def test_an_answer_that_cannot_be_stored_counts_as_failed(database: Database, thinker: ScriptedThinker) -> None:
    thinker.requests = (a_request(), a_request(kind=["no", "kind"]))
    async with a_desk(database, thinker) as desk:
        dana = await desk.receive("yes, book it")
        await desk.settled()

        assert "something went wrong" in (await desk.said(dana))[1]
        assert await desk.rows(request) == [], "nor is half of it"


async def test_a_database_that_is_away_for_a_moment_delays_the_answer(
    database: Database, thinker: ScriptedThinker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "LONGEST_PAUSE_SECONDS", 0.01)
    write, failures = database.write, [OperationalError("COMMIT", {}, Exception("disk is full")) for _ in range(3)]

    async def unreliable(ask):  # type: ignore[no-untyped-def]
        if failures and "commit" in repr(ask):
            raise failures.pop()
        return await write(ask)

    monkeypatch.setattr(database, "write", unreliable)
    async with a_desk(database, thinker) as desk:
        dana = await desk.receive("hello")
        await desk.settled()

        assert failures == []
        assert await desk.said(dana) == ["hello", "You said hello"]


async def test_a_booking_is_stored_with_its_turn(database: Database, thinker: ScriptedThinker) -> None:
    thinker.requests = (a_request("LIV-2K4M"),)
    async with a_desk(database, thinker) as desk:
        await desk.receive("yes, book it")
        await desk.settled()

        (stored,) = await desk.rows(request)
        (its_turn,) = await desk.rows(turn)
    assert (stored.reference, stored.name, stored.status) == ("LIV-2K4M", "Dana Whitfield", "new")
    assert (stored.conversation_id, stored.turn_id) == ("web-dana", its_turn.id)


async def test_no_visitor_reads_of_a_booking_that_was_not_stored(
    database: Database, thinker: ScriptedThinker
) -> None:
    thinker.requests = (a_request("LIV-2K4M"),)
    async with a_desk(database, thinker) as desk:
        await desk.receive("yes, book it", who="omar")
        await desk.settled()
        dana = await desk.receive("yes, book it", who="dana")
        await desk.settled()

        assert "something went wrong" in (await desk.said(dana))[1]
        assert [row.conversation_id for row in await desk.rows(request)] == ["web-omar"]


async def test_on_the_web_nothing_is_put_into_the_outbox(database: Database, thinker: ScriptedThinker) -> None:
    async with a_desk(database, thinker) as desk:
        await desk.receive("hello")
        await desk.settled()

        assert await desk.rows(outbox) == []


async def test_a_pressed_button_says_its_title_and_carries_its_payload(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with a_desk(database, thinker) as desk:
        dana = await desk.receive("hello")
        await desk.settled()
        pressed = a_message("", choice="t1.0.0")
        await database.write(partial(inbox.store, inbound=pressed, now=utc_now()))
        desk.worker.wake(dana)
        await desk.settled()

        assert "Talk to a person" in await desk.said(dana)
    (said,) = thinker.turns[-1].messages
    assert (said.text, said.choice) == ("Talk to a person", {"answer": "handoff/human"})


@pytest.mark.parametrize("choice", ["t1.0.9", "t9.0.0", "t1.0.0\n", "", "t1", "t٣.0.0", "t99999999999999999999.0.0"])
async def test_a_button_that_was_never_offered_is_refused(
    database: Database, thinker: ScriptedThinker, choice: str
) -> None:
    async with a_desk(database, thinker) as desk:
        await desk.receive("hello")
        await desk.settled()

        with pytest.raises(UnknownChoice):
            await database.write(partial(inbox.store, inbound=a_message("", choice=choice), now=utc_now()))


async def test_a_button_of_someone_elses_conversation_is_refused(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with a_desk(database, thinker) as desk:
        await desk.receive("hello")
        await desk.settled()
        pressed = a_message("", who="omar", choice="t1.0.0")

        with pytest.raises(UnknownChoice):
            await database.write(partial(inbox.store, inbound=pressed, now=utc_now()))
        assert len(await desk.rows(conversation)) == 1


async def test_more_than_twenty_messages_that_wait_are_refused(database: Database) -> None:
    for _ in range(20):
        await database.write(partial(inbox.store, inbound=a_message("hello"), now=utc_now()))

    with pytest.raises(TooManyWaiting):
        await database.write(partial(inbox.store, inbound=a_message("hello"), now=utc_now()))

    async with a_desk(database, ScriptedThinker()) as desk:
        await desk.settled()
        await desk.receive("hello")
        await desk.settled()
        assert len(await desk.rows(message)) == 42
