"""A whole visit, with the whole engine, on an emulator of the Bot API that others wrote.

It is used as it is. Since it sends no secret with a delivery, something in between adds it; and since it doesn't know
sendChatAction and getWebhookInfo, the visit goes on without a typing sign and a check of the webhook. What else it
lacks (see `emulator`) is tested against `bot_api`, in `test_visit` the same visit too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.engine.engine import Engine
from tests.channels.assistant import Assistant
from tests.channels.telegram.bot_api import TOKEN
from tests.channels.telegram.conftest import PUBLIC_URL, SECRET
from tests.channels.telegram.emulator import EmulatedVisitor, a_visitor, an_emulator, signing
from tests.channels.telegram.whole_visit import a_whole_visit


@pytest.fixture
def emulator() -> Iterator[str]:
    with an_emulator() as address:
        yield address


@pytest.fixture
def dana(emulator: str) -> EmulatedVisitor:
    return a_visitor(emulator)


@pytest.fixture
def clinic(engine: Engine, emulator: str, tmp_path: Path) -> Assistant:
    return Assistant(tmp_path, engine, TELEGRAM_TOKEN=TOKEN, TELEGRAM_SECRET=SECRET, TELEGRAM_API=emulator)


def test_by_webhook(clinic: Assistant, emulator: str, dana: EmulatedVisitor) -> None:
    clinic.environ["PUBLIC_URL"] = PUBLIC_URL
    with clinic.served() as (address, database), signing(f"{address}/channels/telegram", SECRET) as outside:
        httpx.post(f"{emulator}/bot{TOKEN}/setWebhook", json={"url": outside}).raise_for_status()

        a_whole_visit(dana, database)


def test_by_polling(clinic: Assistant, dana: EmulatedVisitor) -> None:
    with clinic.served() as (_, database):
        a_whole_visit(dana, database)
