"""Telegram's Bot API as a channel, by webhook where it has an address on the internet, else by asking for its news.

Texts go out as plain text, so that nothing in them is markup, and a source is named at their end. Telegram has no key
for sending: if the process dies between sending a reply and noting it, the visitor gets it twice.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import anyio
import structlog

from bot.channels.base import Channel, Inbound, Limits, Report, SendFailed, Take
from bot.channels.refusal import ANSWERS
from bot.channels.telegram import registration
from bot.channels.telegram.api import BotApi, CallFailed
from bot.channels.telegram.polling import PATIENCE, Patience, poll
from bot.channels.telegram.updates import Bot, read
from bot.engine.turn import Button, Reply

log = structlog.get_logger(__name__)

SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
TYPING_SECONDS = 1

# What is known to be final, by a part of Telegram's description. Only these parts are logged: the rest might quote.
FINAL = (
    "bot was blocked by the user",
    "bot was kicked",
    "bot is not a member",
    "user is deactivated",
    "chat not found",
    "group chat was upgraded",
    "not enough rights",
    "have no rights",
    "message thread not found",
    "TOPIC_CLOSED",
)


class Telegram(Channel):
    """One bot. Exists only when its token is set."""

    name = "telegram"
    limits = Limits(text=4096, button_data=64)
    secret_in_header = True

    def __init__(
        self, api: BotApi, *, secret: str, key: str, webhook: str | None, patience: Patience = PATIENCE
    ) -> None:
        """`key` makes the names of conversations; without `webhook` the news is asked for."""
        self.webhook = webhook
        self._api = api
        self._secret = secret
        self._key = key
        self._patience = patience
        self._bot: Bot | None = None
        self._typing: dict[str, anyio.Event] = {}

    @property
    def ready(self) -> bool:
        """Whether the bot knows its own name, by which it is addressed in groups."""
        return self._bot is not None

    def verify(self, headers: Mapping[str, str], body: bytes) -> bool:
        return hmac.compare_digest(headers.get(SECRET_HEADER, "").encode(), self._secret.encode())

    def read(self, update: Mapping[str, Any]) -> list[Inbound]:
        if self._bot is None:
            raise RuntimeError("asked to read before it is ready")
        return read(update, self._bot, key=self._key)

    def worded(self, reply: Reply) -> Reply:
        if reply.source is None:
            return reply
        source = "\n".join(part for part in (f"From: {reply.source.title}", reply.source.link) if part)
        return replace(reply, text=f"{reply.text}\n\n{source}", source=None)

    async def send(self, chat: str, reply: Reply, ids: tuple[str, ...], key: str) -> None:
        await self._typing_shown(chat)
        try:
            await self._api.call(
                "sendMessage",
                **_place(chat),
                text=reply.text,
                link_preview_options={"is_disabled": True},
                reply_markup=_keyboard(reply.buttons, ids),
            )
        except CallFailed as failed:
            raise _as_send_failed(failed) from None

    async def show_receipt(self, inbound: Inbound, *, refused: bool) -> None:
        if inbound.press is not None:
            text = ANSWERS["unknown_choice"][1] if refused else None
            await self._best_effort("answerCallbackQuery", callback_query_id=inbound.press, text=text)
        if inbound.chat is not None and not refused:
            await self._type(inbound.chat)

    async def run(self, take: Take) -> None:
        try:
            await self._meet()
            if self.webhook is None:
                await poll(self._api, take, self._patience)
            else:
                await self._check_webhook(self.webhook)
                await anyio.sleep_forever()
        finally:
            with anyio.CancelScope(shield=True):
                await self.close()

    async def report(self) -> Report:
        return await registration.report(self._api, self.webhook)

    async def register(self, about: str) -> str:
        return await registration.register(self._api, self.webhook, self._secret, about)

    async def unregister(self) -> str:
        return await registration.unregister(self._api)

    async def close(self) -> None:
        await self._api.close()

    async def _meet(self) -> None:
        """Asks for the bot's name until Telegram tells it: a slow network must not keep the web waiting."""
        failures = 0
        while self._bot is None:
            try:
                me = await self._api.call("getMe")
                self._bot = Bot(id=int(me["id"]), username=str(me["username"]))
            except (CallFailed, KeyError, TypeError, ValueError) as error:
                failures += 1
                pause = self._patience.pause_seconds(failures)
                log.error("telegram not reached", reason=_reason(error), attempt=failures, retry_seconds=pause)
                await anyio.sleep(pause)
        log.info("telegram ready", bot=self._bot.username, by="webhook" if self.webhook else "polling")

    async def _check_webhook(self, address: str) -> None:
        try:
            info = await registration.webhook_info(self._api)
        except CallFailed as failed:
            log.warning("webhook not checked", channel=self.name, reason=str(failed))
            return
        if info.address != address:
            log.warning("webhook not registered", channel=self.name, use="python -m bot channels register telegram")

    async def _type(self, chat: str) -> None:
        """Shows that somebody types; a reply waits for it to be over, because it would show on after the reply."""
        over = self._typing.setdefault(chat, anyio.Event())
        try:
            with anyio.move_on_after(TYPING_SECONDS):
                await self._best_effort("sendChatAction", **_place(chat), action="typing")
        finally:
            over.set()
            self._typing.pop(chat, None)

    async def _typing_shown(self, chat: str) -> None:
        over = self._typing.get(chat)
        if over is not None:
            with anyio.move_on_after(TYPING_SECONDS):
                await over.wait()

    async def _best_effort(self, method: str, **parameters: Any) -> None:
        try:
            await self._api.call(method, timeout_seconds=TYPING_SECONDS, **parameters)
        except CallFailed as failed:
            log.debug("receipt not shown", channel=self.name, method=method, code=failed.code)


def _place(chat: str) -> dict[str, int]:
    """The chat, and within a forum the topic, of an address that `updates` has made."""
    chat_id, _, topic = chat.partition("/")
    return {"chat_id": int(chat_id)} | ({"message_thread_id": int(topic)} if topic else {})


def _keyboard(buttons: tuple[Button, ...], ids: tuple[str, ...]) -> dict[str, Any] | None:
    """A button a row: next to each other, telephones cut their titles."""
    rows = [[{"text": button.title, "callback_data": id}] for button, id in zip(buttons, ids, strict=True)]
    return {"inline_keyboard": rows} if rows else None


def _as_send_failed(failed: CallFailed) -> SendFailed:
    known = next((part for part in FINAL if part in failed.reason), "")
    is_final = failed.code in (400, 403)
    reason = f"HTTP {failed.code} {known}".strip() if failed.code else failed.reason
    return SendFailed(reason, permanent=is_final, retry_after_seconds=failed.retry_after_seconds)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, CallFailed) else f"getMe: {type(error).__name__}"
