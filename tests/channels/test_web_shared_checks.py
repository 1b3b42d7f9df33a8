"""The website's chat keeps what every channel has to keep."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer

from bot.channels.tokens import Tokens
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.secret import signing_key
from tests.channels.assistant import Assistant
from tests.channels.shared_checks import WORDS, ChannelChecks, Headers, SignedChecks, SignedClient
from tests.server.running import Browser
from tests.stand_ins import ScriptedThinker


@dataclass(frozen=True)
class Message:
    """One request of a visitor's browser."""

    who: str
    body: Mapping[str, Any]


class Website(SignedClient):
    """A browser for each visitor. Replies are fetched, so what can fail on their way is the visitor's connection."""

    name = "web"

    def __init__(self, assistant: Assistant, thinker: ScriptedThinker) -> None:
        super().__init__(assistant, thinker)
        self._browsers: dict[str, Browser] = {}

    @contextmanager
    def serving(self) -> Iterator[Database]:
        with self.assistant.served() as (address, database), httpx.Client(base_url=address) as http:
            self._http = http
            for browser in self._browsers.values():  # which keep their tokens
                browser.http = http
            yield database

    def message(self, text: str, *, who: str = "dana") -> Message:
        return Message(who, {"id": str(uuid.uuid4()), "text": text})

    def deliver(self, message: Message, *, headers: Headers | None = None) -> int:
        given: Any = self._browser(message.who).headers if headers is None else headers
        return self._http.post("/chat/messages", json=message.body, headers=given).status_code

    def forgeries(self, message: Message) -> dict[str, Headers]:
        settings = self.assistant.settings
        key = signing_key(settings.secret_key, settings.state_dir)
        genuine = self._browser(message.who).headers["Authorization"]
        tokens = {
            "guessed": "guessed",
            "of another clinic": Tokens("some other clinic's secret", days=30).issue(utc_now()).text,
            "signed for something else": str(URLSafeTimedSerializer(key, salt="other").dumps("web-dana")),
        }
        known: dict[str, Headers] = {
            "missing": {},
            "empty": {"Authorization": ""},
            "cut": {"Authorization": genuine[:-1]},
            "no text": {"Authorization": b"Bearer \xff\xfe"},
        }
        return known | {name: {"Authorization": f"Bearer {token}"} for name, token in tokens.items()}

    def unknown(self) -> list[Message]:
        bodies: list[dict[str, Any]] = [
            {"photo": WORDS},
            {"text": WORDS, "photo": "x"},
            {"text": [WORDS]},
            {"choice": WORDS},
            {},
        ]
        return [Message("dana", {"id": str(uuid.uuid4()), **body}) for body in bodies]

    def seen(self, who: str = "dana") -> list[str]:
        return [message["text"] for message in self._browser(who).history() if message["from"] == "bot"]

    def disturb(self, times: int) -> None:
        for _ in range(times):
            with self._browser("dana").stream():
                pass

    def _browser(self, who: str) -> Browser:
        if who not in self._browsers:
            self._browsers[who] = Browser(self._http)
        return self._browsers[who]


@pytest.fixture
def client(tmp_path: Path, thinker: ScriptedThinker) -> Website:
    return Website(Assistant(tmp_path, thinker), thinker)


class TestWebsite(ChannelChecks, SignedChecks):
    pass
