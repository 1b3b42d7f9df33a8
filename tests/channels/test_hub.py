"""A wake-up reaches everybody who listens to the conversation, and nobody else."""

from __future__ import annotations

import anyio
import pytest

from bot.channels.hub import MOST_LISTENERS, Hub, Listener
from bot.database.database import Database
from tests.desk import a_desk
from tests.stand_ins import ScriptedThinker

pytestmark = pytest.mark.anyio


async def rings(listener: Listener) -> bool:
    with anyio.move_on_after(0.02):
        await listener.wait()
        return True
    return False


async def test_who_listens_is_woken_when_the_answer_is_stored(database: Database, thinker: ScriptedThinker) -> None:
    async with a_desk(database, thinker) as desk:
        dana, other = Listener(), Listener()
        with desk.hub.listening("web-dana", dana), desk.hub.listening("web-omar", other):
            await desk.receive("hello")
            with anyio.fail_after(5):
                await dana.wait()

            assert await desk.said("web-dana") == ["hello", "You said hello"]
            assert not await rings(other)


async def test_a_ring_that_nobody_waited_for_is_not_lost() -> None:
    hub, dana = Hub(), Listener()

    with hub.listening("web-dana", dana):
        hub.wake("web-dana")
        hub.wake("web-dana")

        assert await rings(dana)
        assert not await rings(dana), "two rings are one wake-up: what is new is read then"


async def test_who_has_left_is_not_woken() -> None:
    hub, dana = Hub(), Listener()
    with hub.listening("web-dana", dana):
        pass

    hub.wake("web-dana")

    assert not await rings(dana)


async def test_one_listener_too_many_makes_the_oldest_leave() -> None:
    hub, listeners = Hub(), [Listener() for _ in range(MOST_LISTENERS + 1)]

    blocks = [hub.listening("web-dana", listener) for listener in listeners]
    for block in blocks:
        block.__enter__()

    assert [listener.ended for listener in listeners] == [True] + [False] * MOST_LISTENERS
    for block in blocks:
        block.__exit__(None, None, None)
    hub.wake("web-dana")
    assert not await rings(listeners[-1])
