"""Fifty updates, each three times, in a muddle across conversations: each is answered once, in its order."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.channels.telegram.bot_api import Platform, eventually
from tests.channels.telegram.conftest import Assistant
from tests.channels.telegram.visitors import Visitor
from tests.stand_ins import ScriptedThinker

PEOPLE = 5
EACH_SAYS = 10
TIMES = 3


def visitors(platform: Platform) -> list[Visitor]:
    return [Visitor(platform, id=600 + number, name=f"visitor {number}") for number in range(PEOPLE)]


def words(visitor: Visitor) -> list[str]:
    return [f"{visitor.name} says {number}" for number in range(EACH_SAYS)]


def shuffled(
    platform: Platform, chance: random.Random, words: Callable[[Visitor], Sequence[str]] = words
) -> list[dict[str, Any]]:
    """Of each chat the first deliveries keep their order, as with Telegram; repeats come at any time after."""
    waiting = {visitor.id: [visitor.update(text) for text in words(visitor)] for visitor in visitors(platform)}
    repeats: list[dict[str, Any]] = []
    order: list[dict[str, Any]] = []
    while waiting or repeats:
        if repeats and (not waiting or chance.random() < 0.6):
            order.append(repeats.pop(chance.randrange(len(repeats))))
            continue
        chat = chance.choice(list(waiting))
        update = waiting[chat].pop(0)
        order.append(update)
        repeats += [update] * (TIMES - 1)
        if not waiting[chat]:
            del waiting[chat]
    return order


def each_is_answered_once_and_in_order(platform: Platform, thinker: ScriptedThinker) -> None:
    for visitor in visitors(platform):
        eventually(lambda visitor=visitor: len(visitor.sees) >= EACH_SAYS, so_far=lambda: thinker.heard)  # type: ignore[misc]
        assert [text.partition("\n")[0] for text in visitor.sees] == [f"You said {text}" for text in words(visitor)]
    assert len(thinker.heard) == PEOPLE * EACH_SAYS


@pytest.mark.parametrize("seed", range(3))
def test_by_webhook(assistant: Assistant, platform: Platform, thinker: ScriptedThinker, seed: int) -> None:
    updates = shuffled(platform, random.Random(seed))
    assert len(updates) == PEOPLE * EACH_SAYS * TIMES

    with assistant.by_webhook():
        for update in updates:
            platform.bring(update)
        each_is_answered_once_and_in_order(platform, thinker)


def test_by_webhook_over_many_connections_at_once(
    assistant: Assistant, platform: Platform, thinker: ScriptedThinker
) -> None:
    """Chats side by side, as Telegram delivers them; each update over three connections at the same moment."""

    def delivers(visitor: Visitor) -> None:
        with ThreadPoolExecutor(TIMES) as connections:
            for text in words(visitor):
                list(connections.map(platform.bring, [visitor.update(text)] * TIMES))

    with assistant.by_webhook(), ThreadPoolExecutor(PEOPLE) as chats:
        list(chats.map(delivers, visitors(platform)))
        each_is_answered_once_and_in_order(platform, thinker)


def test_by_polling(assistant: Assistant, platform: Platform, thinker: ScriptedThinker) -> None:
    """A Telegram that forgets what it has given: each update comes three times, in one answer after another."""
    platform.times = TIMES
    updates = {update["update_id"]: update for update in shuffled(platform, random.Random(7))}
    with assistant.polling():
        for update in updates.values():
            platform.bring(update)
        each_is_answered_once_and_in_order(platform, thinker)
        eventually(lambda: set(platform.given.values()) == {TIMES}, so_far=lambda: platform.given)

    assert len(platform.given) == len(updates) == PEOPLE * EACH_SAYS
    assert len(thinker.heard) == PEOPLE * EACH_SAYS
