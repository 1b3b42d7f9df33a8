"""What a visitor sends in pieces is one turn: what is understood is never held, what may go on waits a moment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import inbox
from bot.channels.bursts import LONGEST, MOST_MESSAGES, QUIET, WRITING, burst_of
from bot.channels.inbox import Waiting
from bot.channels.writing import MOST_VISITORS, Writing
from bot.database.database import Database
from bot.database.schema import message, turn
from bot.engine.turn import JustBefore
from tests.channels.slow_motion import BEGIN, SlowMotion, a_timed_desk
from tests.desk import a_message
from tests.stand_ins import ScriptedThinker

pytestmark = pytest.mark.anyio


@pytest.fixture
def thinker(thinker: ScriptedThinker) -> ScriptedThinker:
    """Understands whatever ends with a question mark, or cries for help."""
    thinker.settled = lambda words: words.endswith("?") or "help" in words
    return thinker


@asynccontextmanager
async def timed(database: Database, thinker: ScriptedThinker) -> AsyncIterator[SlowMotion]:
    async with a_timed_desk(database, thinker) as time:
        yield time


async def test_what_is_understood_is_answered_at_once(database: Database, thinker: ScriptedThinker) -> None:
    async with timed(database, thinker) as time:
        await time.says("does it hurt?", at=0)

        assert time.answered == [("does it hurt?", 0.0)]


async def test_a_greeting_waits_for_the_question_and_both_are_one_turn(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        await time.says("quick one", at=1.2)
        assert time.answered == []
        await time.says("does it hurt?", at=2.5)

        assert time.answered == [("hi + quick one + does it hurt?", 2.5)]
        logged = await time.desk.logged("web-dana")
        turns = {row.turn_id for row in await time.desk.rows(message)}
    assert [(one.sender, one.text) for one in logged] == [
        ("visitor", "hi"),
        ("visitor", "quick one"),
        ("visitor", "does it hurt?"),
        ("bot", "You said hi + quick one + does it hurt?"),
    ]
    assert [one.intent for one in logged[:3]] == [None, None, "faq"], "understood where it was complete"
    assert [one.at for one in logged[:3]] == [BEGIN + timedelta(seconds=second) for second in (0, 1.2, 2.5)]
    assert len(turns) == 1


async def test_a_greeting_that_nothing_follows_is_answered_a_second_and_a_half_later(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        await time.until(1.49)
        assert time.answered == []
        await time.until(1.5)

        assert time.answered == [("hi", 1.5)]


async def test_what_comes_later_is_a_turn_of_its_own(database: Database, thinker: ScriptedThinker) -> None:
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        await time.says("does it hurt?", at=1.6)

        assert time.answered == [("hi", 1.5), ("does it hurt?", 1.6)]


async def test_a_cry_for_help_ends_the_wait(database: Database, thinker: ScriptedThinker) -> None:
    async with timed(database, thinker) as time:
        await time.says("so", at=0)
        await time.says("help", at=0.3)
        await time.says("please", at=0.6)
        await time.until(5)

        assert time.answered == [("so + help", 0.3), ("please", 2.1)]


async def test_somebody_who_writes_on_and_on_is_answered_after_eight_seconds(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        for number in range(7):
            await time.says(f"and {number}", at=number * 1.3)
        await time.until(12)

        assert time.answered == [(" + ".join(f"and {number}" for number in range(7)), 8.0)]


async def test_no_more_than_eight_messages_are_joined(database: Database, thinker: ScriptedThinker) -> None:
    async with timed(database, thinker) as time:
        for number in range(MOST_MESSAGES + 1):
            await time.says(f"and {number}", at=number / 10)
        await time.until(5)

        assert [len(heard.split(" + ")) for heard, _ in time.answered] == [MOST_MESSAGES, 1]


async def test_while_the_visitor_is_writing_up_to_four_seconds_are_waited(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        for second in (0.5, 1.5, 2.5):
            await time.writes(at=second)
        await time.says("does it hurt?", at=3.9)

        assert time.answered == [("hi + does it hurt?", 3.9)]


async def test_who_stops_writing_is_answered_a_second_and_a_half_later(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        await time.writes(at=1.0)
        await time.until(6)

        assert time.answered == [("hi", 2.5)]


async def test_who_never_stops_writing_is_answered_after_four_seconds(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        for half in range(1, 12):
            await time.writes(at=half / 2)
        await time.until(6)

        assert time.answered == [("hi", 4.0)]


async def test_a_pressed_button_is_not_held_and_ends_what_was_being_written(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("does it hurt?", at=0)
        await time.says("so", at=5)
        await time.presses("t1.0.0", at=5.4)

        assert time.answered[1:] == [("so", 5.4), ("Talk to a person", 5.4)]


async def test_an_edited_message_is_asked_about_anew(database: Database, thinker: ScriptedThinker) -> None:
    async with timed(database, thinker) as time:
        await time.says("dose it", at=0, message_id="17", edition=1)
        await time.says("does it hurt?", at=0.7, message_id="17", edition=2)

        assert time.answered == [("does it hurt?", 0.7)]


async def test_another_visitor_does_not_wait_meanwhile(database: Database, thinker: ScriptedThinker) -> None:
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        await time.says("does it hurt?", at=0.2, who="omar")

        assert time.answered == [("does it hurt?", 0.2)]


async def test_a_restart_neither_prolongs_the_wait_nor_parts_what_was_joined(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        await time.says("so", at=1.0)
        await time.until(1.2)
    async with a_timed_desk(database, thinker, at=2.4) as time:
        await time.until(2.4)
        assert time.answered == []
        await time.until(2.5)

        assert time.answered == [("hi + so", 2.5)]


async def test_what_was_joined_because_the_visitor_was_writing_stays_joined_after_a_crash(
    database: Database, thinker: ScriptedThinker
) -> None:
    thinking = anyio.Event()

    async def hang(_turn: object) -> None:
        thinking.set()
        await anyio.sleep_forever()

    thinker.meanwhile = hang
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        await time.writes(at=1)
        await time.writes(at=2)
        await time.says("does it hurt?", at=3, wait=False)
        await thinking.wait()

    thinker.meanwhile = None
    thinker.turns.clear()
    async with a_timed_desk(database, thinker, at=60) as time:
        await time.until(60)

        assert thinker.heard == ["hi + does it hurt?"]
        assert len(await time.desk.rows(turn)) == 1


async def test_what_came_in_while_nobody_worked_is_parted_by_its_own_times(
    database: Database, thinker: ScriptedThinker
) -> None:
    for text, second in (("hi", 0.0), ("does it hurt?", 1.0), ("ok", 9.0), ("and", 9.5), ("bye", 20.0)):
        moment = BEGIN + timedelta(seconds=second)
        await database.write(partial(inbox.store, inbound=a_message(text), now=moment))

    async with a_timed_desk(database, thinker, at=60) as time:
        await time.until(60)

        assert thinker.heard == ["hi + does it hurt?", "ok + and", "bye"]


async def test_the_engine_hears_what_was_said_and_answered_just_before(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("is it safe?", at=0)
        await time.says("does it hurt?", at=10)
        await time.says("really?", at=11)
        await time.says("i mean, ever?", at=12.2)
        await time.says("and now?", at=20)

    before = [turn.just_before for turn in thinker.turns]
    assert before[:2] == [None, None]
    assert before[2] == JustBefore(("does it hurt?",), ("faq/cupping_marks",))
    assert before[3] == JustBefore(("does it hurt?", "really?"), ("faq/cupping_marks", "faq/cupping_marks"))
    assert before[4] is None, "that was a while ago"


async def test_a_message_to_which_there_is_nothing_to_add_is_answered_by_what_was_said_before(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with timed(database, thinker) as time:
        await time.says("does it hurt?", at=0)
        thinker.silent = True
        await time.says("hurt?", at=1)
        said = await time.desk.said("web-dana")
        waiting = await time.desk.database.read(partial(inbox.waiting, conversation="web-dana"))

    assert said == ["does it hurt?", "You said does it hurt?", "hurt?"]
    assert waiting == []


async def test_a_turn_of_several_messages_that_fails_twice_gets_one_apology(
    database: Database, thinker: ScriptedThinker
) -> None:
    thinker.failures = [RuntimeError(), RuntimeError()]
    async with timed(database, thinker) as time:
        await time.says("hi", at=0)
        await time.says("does it hurt?", at=1)
        said = await time.desk.said("web-dana")

    assert said[:2] == ["hi", "does it hurt?"]
    assert len(said) == 3
    assert "something went wrong" in said[2]


moments = st.lists(st.floats(0, 3), min_size=1, max_size=12)


@given(pauses=moments, writes=st.floats(0, 60) | st.none())
def test_the_wait_ends_within_four_seconds_of_the_latest_message_and_eight_of_the_first(
    pauses: list[float], writes: float | None
) -> None:
    waiting = [_waiting(number, sum(pauses[: number + 1])) for number in range(len(pauses))]
    writing_at = None if writes is None else BEGIN + timedelta(seconds=writes)

    burst = burst_of(waiting, 1, writing_at)

    last, first = burst.messages[-1].received_at, burst.messages[0].received_at
    assert min(last + QUIET, first + LONGEST) <= burst.until <= min(last + WRITING, first + LONGEST)


def _waiting(number: int, second: float, *, joined: bool = False) -> Waiting:
    at: datetime = BEGIN + timedelta(seconds=second)
    return Waiting(number, str(number), "so", None, at, joined_to=1 if joined else None)


def test_what_was_joined_to_an_earlier_turn_is_not_joined_to_this_one() -> None:
    waiting = [_waiting(1, 0), _waiting(2, 30, joined=True)]

    assert len(burst_of(waiting, 1, None).messages) == 2
    assert len(burst_of(waiting, 2, None).messages) == 1


def test_signs_of_writing_that_come_too_fast_are_refused_and_none_are_kept_for_long() -> None:
    writing = Writing()

    assert writing.note("dana", BEGIN)
    assert not writing.note("dana", BEGIN + timedelta(seconds=0.4))
    assert writing.last("dana") == BEGIN
    for number in range(MOST_VISITORS):
        assert writing.note(f"visitor {number}", BEGIN)
    assert writing.last("dana") is None
