"""`telegram-test-api`, an emulator of the Bot API that others wrote, as a process, and a visitor who uses it.

`make test` installs it. What version 4.2.1 does and lacks, by its source:

- getMe, sendMessage with inline keyboards, answerCallbackQuery, setWebhook, deleteWebhook and getUpdates are there.
- getUpdates takes no notice of `offset`, `limit` and `timeout`: it gives each update once, and answers at once.
- A delivery to the webhook carries no secret, and one that is not taken ends the emulator: `signing` stands between.
- sendChatAction, getWebhookInfo, setMyCommands and setMyDescription are unknown to it, and answered with a 500.
- It checks neither types nor lengths, never refuses a message, and knows no edits, groups or media.

For those there is `bot_api`, which checks what is documented.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import anyio
import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.visitor import free_port
from tests.channels.telegram.bot_api import PATIENCE_SECONDS, SECRET_HEADER, TOKEN, eventually
from tests.conftest import ROOT
from tests.server.running import running

FOLDER = ROOT / ".tools" / "telegram-test-api"
START = """
const Emulator = require("telegram-test-api")
new Emulator({ host: "127.0.0.1", port: Number(process.argv[1]), storeTimeout: 600 }).start()
"""

_numbers = count(701)


@dataclass
class EmulatedVisitor:
    """Somebody in a private chat; what they do is put as the emulator's own client puts it."""

    emulator: str
    id: int
    name: str = "Dana"

    def says(self, text: str) -> None:
        if text.startswith("/"):
            command = {"offset": 0, "length": len(text), "type": "bot_command"}
            self._does("sendCommand", text=text, entities=[command])
        else:
            self._does("sendMessage", text=text)

    def presses(self, title: str) -> None:
        """Presses a button under the latest message."""
        common = self._common()
        self._does("sendCallback", data=self.buttons[title], message=common)

    @property
    def sees(self) -> list[str]:
        return [message["text"] for message in self._sent()]

    @property
    def buttons(self) -> dict[str, str]:
        """The titles under the latest message, with their data."""
        rows = self._sent()[-1].get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button["callback_data"] for row in rows for button in row}

    def sees_in_time(self, *texts: str) -> list[str]:
        """Everything that the bot has sent, once each of the texts is found at the end of it, in this order."""

        def at_the_end() -> bool:
            latest = self.sees[-len(texts) :]
            return len(latest) == len(texts) and all(text in seen for text, seen in zip(texts, latest, strict=True))

        eventually(at_the_end, so_far=lambda: self.sees)
        return self.sees

    def _does(self, what: str, **parts: Any) -> None:
        common = self._common() if what != "sendCallback" else {"from": self._common()["from"]}
        body = {**common, "botToken": TOKEN, "date": int(time.time()), **parts}
        httpx.post(f"{self.emulator}/{what}", json=body).raise_for_status()

    def _common(self) -> dict[str, Any]:
        person = {"id": self.id, "first_name": self.name, "username": self.name.lower()}
        return {
            "from": {**person, "is_bot": False},
            "chat": {**person, "title": self.name, "type": "private"},
        }

    def _sent(self) -> list[dict[str, Any]]:
        """What the bot has sent to this chat, oldest first."""
        history = httpx.post(f"{self.emulator}/getUpdatesHistory", json={"token": TOKEN}).raise_for_status()
        messages = [update["message"] for update in history.json()["result"] if "message" in update]
        return [message for message in messages if message.get("chat_id") == self.id]


@contextmanager
def an_emulator() -> Iterator[str]:
    """The emulator runs; gives its address."""
    assert (FOLDER / "ready").exists(), f"It is not installed. Run: make {FOLDER.relative_to(ROOT)}/ready"
    port = free_port()
    process = subprocess.Popen(["node", "-e", START, str(port)], cwd=FOLDER)
    address = f"http://127.0.0.1:{port}"
    try:
        eventually(lambda: answers(address))
        yield address
        assert process.poll() is None, "it has ended on its own"
    finally:
        process.kill()
        process.wait()


def a_visitor(emulator: str) -> EmulatedVisitor:
    return EmulatedVisitor(emulator, next(_numbers))


def answers(address: str) -> bool:
    try:
        return httpx.post(f"{address}/bot{TOKEN}/getMe").status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def signing(webhook: str, secret: str) -> Iterator[str]:
    """An address that passes deliveries on to the webhook: with the secret that Telegram would send with them, and
    again until they are taken."""

    async def deliver(request: Request) -> Response:
        update = await request.body()
        headers = {SECRET_HEADER: secret, "Content-Type": request.headers["content-type"]}
        async with httpx.AsyncClient() as client:
            with anyio.fail_after(PATIENCE_SECONDS):
                while not (await client.post(webhook, content=update, headers=headers)).is_success:  # noqa: ASYNC110
                    await anyio.sleep(0.02)
        return Response()

    with running(Starlette(routes=[Route("/", deliver, methods=["POST"])])) as address:
        yield address
