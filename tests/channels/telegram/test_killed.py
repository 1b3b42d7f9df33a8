"""`kill -9` at random moments while updates come: each is processed once and in order, and no reply is lost.

The process, the model and the file are the real ones. Telegram has no key for sending, so a reply comes twice where a
kill fell between sending it and noting it; one such reply a conversation and kill, and none out of its order.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.channels.telegram.bot_api import TOKEN, Platform, eventually
from tests.channels.telegram.conftest import PUBLIC_URL, SECRET
from tests.channels.telegram.test_many_updates import PEOPLE, TIMES, shuffled, visitors
from tests.channels.telegram.visitors import Visitor
from tests.service import START_SECONDS, Service, a_service

LONGEST_LIFE_SECONDS = 1.0
BETWEEN_UPDATES_SECONDS = 0.02
WORDS = [
    "does it hurt?",
    "how much is it?",
    "book me in",
    "cupping",
    "friday at 3",
    "Rosa Delgado",
    "rosa@example.com",
    "yes",
    "is it safe?",
    "what is cupping?",
]

UNFINISHED = """
    SELECT (SELECT count(*) FROM inbox WHERE turn_id IS NULL)
         + (SELECT count(*) FROM outbox WHERE delivered_at IS NULL)
"""
UNREPLIED = """
    SELECT id FROM inbox WHERE turn_id NOT IN (SELECT turn_id FROM message WHERE sender = 'bot')
"""
LOGGED = """
    SELECT message.sender, message.text FROM message JOIN conversation ON conversation.id = message.conversation_id
     WHERE conversation.chat = ? ORDER BY message.id
"""
BOOKED = """
    SELECT request.kind, request.name FROM request JOIN conversation ON conversation.id = request.conversation_id
     WHERE conversation.chat = ?
"""


@pytest.fixture
def environ(api: str) -> dict[str, str]:
    return {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_SECRET": SECRET, "TELEGRAM_API": api, "LOG_LEVEL": "debug"}


def bring_all(
    updates: Sequence[dict[str, Any]], platform: Platform, service: Service, chance: random.Random, *, kills: int
) -> None:
    """Brings them while the service is killed and started again."""

    def bring() -> None:
        for update in updates:
            assert service.is_up.wait(START_SECONDS)
            platform.bring(update, patience_seconds=START_SECONDS)
            time.sleep(BETWEEN_UPDATES_SECONDS)

    bringer = threading.Thread(target=bring, daemon=True)
    bringer.start()
    for _ in range(kills):
        time.sleep(chance.uniform(0, LONGEST_LIFE_SECONDS))
        service.kill()
        service.start()
    bringer.join()


def each_is_processed_once_and_in_order(service: Service, platform: Platform, *, kills: int) -> None:
    count = PEOPLE * len(WORDS)
    eventually(lambda: service.rows("SELECT count(*) FROM inbox") == [(count,)], seconds=60, so_far=service.printed)
    eventually(lambda: service.rows(UNFINISHED) == [(0,)], seconds=60, so_far=service.printed)
    assert service.rows(UNREPLIED) == []
    for visitor in visitors(platform):
        logged = service.rows(LOGGED, str(visitor.id))
        assert [text for sender, text in logged if sender == "visitor"] == WORDS
        assert service.rows(BOOKED, str(visitor.id)) == [("booking", "Rosa Delgado")]
        assert without_repeats(sent_to(visitor)) == without_repeats(replies(logged)), "none lost, none out of order"
        assert len(sent_to(visitor)) - len(replies(logged)) <= kills


def replies(logged: list[tuple[str, str]]) -> list[str]:
    return [text for sender, text in logged if sender == "bot"]


def sent_to(visitor: Visitor) -> list[str]:
    """As the log has it, which keeps the source apart."""
    return [text.partition("\n\nFrom: ")[0] for text in visitor.sees]


def without_repeats(texts: Sequence[str]) -> list[str]:
    return [text for text, _ in groupby(texts)]


def nothing_secret_is_printed(service: Service, *, lives: int) -> None:
    printed = service.printed()
    assert printed.count("event=listening") == lives
    assert TOKEN.partition(":")[2] not in printed
    assert SECRET not in printed
    assert "level=error" not in printed
    assert "Rosa" not in printed


@pytest.mark.usefixtures("model")
def test_by_webhook(tmp_path: Path, environ: dict[str, str], platform: Platform) -> None:
    chance = random.Random(11)
    updates = shuffled(platform, chance, lambda _visitor: WORDS)
    assert len(updates) == 50 * TIMES
    platform.webhook = {"url": f"{PUBLIC_URL}/channels/telegram", "secret_token": SECRET}
    with a_service(tmp_path, PUBLIC_URL=PUBLIC_URL, **environ) as service:
        platform.assistant = service.address

        bring_all(updates, platform, service, chance, kills=3)

        each_is_processed_once_and_in_order(service, platform, kills=3)
        nothing_secret_is_printed(service, lives=4)


@pytest.mark.usefixtures("model")
def test_by_polling(tmp_path: Path, environ: dict[str, str], platform: Platform) -> None:
    """A Telegram that gives each update three times, whatever it is told to forget."""
    chance = random.Random(12)
    platform.times = TIMES
    updates = list(
        {update["update_id"]: update for update in shuffled(platform, chance, lambda _visitor: WORDS)}.values()
    )
    assert len(updates) == 50
    with a_service(tmp_path, **environ) as service:
        bring_all(updates, platform, service, chance, kills=2)

        each_is_processed_once_and_in_order(service, platform, kills=2)
        eventually(lambda: min(platform.given.values()) >= TIMES, so_far=lambda: platform.given)
        assert service.rows("SELECT count(*) FROM inbox") == [(50,)], "and the last repeats changed nothing"
        nothing_secret_is_printed(service, lives=3)
