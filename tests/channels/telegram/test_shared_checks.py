"""Telegram keeps what every channel has to keep, by webhook and where the news is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

import pytest

from bot.database.database import Database
from tests.channels.shared_checks import (
    WORDS,
    ChannelChecks,
    Headers,
    SendingChecks,
    SendingClient,
    SignedChecks,
    SignedClient,
)
from tests.channels.telegram.bot_api import SECRET_HEADER, Platform, refusal
from tests.channels.telegram.conftest import SECRET, Assistant
from tests.channels.telegram.visitors import Visitor, a_message, an_update
from tests.stand_ins import ScriptedThinker

Update = Mapping[str, Any]

PEOPLE = {"dana": 501, "omar": 502}


class ByPolling(SendingClient):
    """The assistant asks for its news, so nobody has to be told from Telegram."""

    name = "telegram"
    assistant: Assistant

    def __init__(self, assistant: Assistant, thinker: ScriptedThinker, platform: Platform) -> None:
        super().__init__(assistant, thinker)
        self._platform = platform
        self._visitors = {name: Visitor(platform, id, name.title()) for name, id in PEOPLE.items()}

    def serving(self) -> AbstractContextManager[Database]:
        return self.assistant.polling()

    def message(self, text: str, *, who: str = "dana") -> Update:
        return self._visitors[who].update(text)

    def deliver(self, message: Update, *, headers: Headers | None = None) -> int:
        self._platform.bring(message)
        return 200

    def unknown(self) -> list[Update]:
        return [
            an_update(self._platform.next_update_id(), **kind)
            for kind in (
                {"poll_answer": {"poll_id": "5", "option_ids": [0]}},
                {"something_new": {"text": WORDS}},
                {"channel_post": a_message(WORDS, chat={"id": -5, "type": "channel"})},
                {"message": a_message(None, new_chat_title=WORDS)},
            )
        ]

    def seen(self, who: str = "dana") -> list[str]:
        return [text.partition("\n")[0] for text in self._visitors[who].sees]

    def disturb(self, times: int) -> None:
        self._platform.refusals += [refusal(500, "Internal Server Error") for _ in range(times)]

    def refuse(self) -> None:
        self._platform.refusals.append(refusal(403, "Forbidden: bot was blocked by the user"))


class ByWebhook(ByPolling, SignedClient):
    """Telegram delivers."""

    def serving(self) -> AbstractContextManager[Database]:
        return self.assistant.by_webhook()

    def deliver(self, message: Update, *, headers: Headers | None = None) -> int:
        return self._platform.deliver(message, headers=headers)

    def forgeries(self, message: Update) -> dict[str, Headers]:
        guesses: dict[str, str | bytes] = {
            "empty": "",
            "guessed": "guessed",
            "cut": SECRET[:-1],
            "longer": f"{SECRET}x",
            "in capitals": SECRET.upper(),
            "no text": b"\xff\xfe",
        }
        in_another_place: dict[str, Headers] = {"missing": {}, "as a token": {"Authorization": f"Bearer {SECRET}"}}
        return in_another_place | {name: {SECRET_HEADER: guess} for name, guess in guesses.items()}


class TestByWebhook(ChannelChecks, SignedChecks, SendingChecks):
    @pytest.fixture
    def client(self, assistant: Assistant, thinker: ScriptedThinker, platform: Platform) -> ByWebhook:
        return ByWebhook(assistant, thinker, platform)


class TestByPolling(ChannelChecks, SendingChecks):
    @pytest.fixture
    def client(self, assistant: Assistant, thinker: ScriptedThinker, platform: Platform) -> ByPolling:
        return ByPolling(assistant, thinker, platform)
