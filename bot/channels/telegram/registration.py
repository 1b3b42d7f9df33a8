"""Tells Telegram where to deliver, and what it shows of the bot; asks how the delivery is going."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from bot.channels.base import NotRegistered, Report
from bot.channels.telegram.api import BotApi, CallFailed
from bot.channels.telegram.updates import COMMANDS, KINDS

MOST_DESCRIBED = 512  # characters of the text that a visitor sees before the first message
REGISTER = "python -m bot channels register telegram"
UNREGISTER = "python -m bot channels unregister telegram"


@dataclass(frozen=True)
class WebhookInfo:
    """The webhook as Telegram knows it."""

    address: str  # empty if none is set
    waiting: int
    last_error: str | None
    last_error_at: datetime | None


async def webhook_info(api: BotApi) -> WebhookInfo:
    """Raises CallFailed."""
    info = await api.call("getWebhookInfo")
    if not isinstance(info, Mapping):
        raise CallFailed("getWebhookInfo", "no answer")
    at = info.get("last_error_date")
    return WebhookInfo(
        address=str(info.get("url") or ""),
        waiting=int(info.get("pending_update_count") or 0),
        last_error=info.get("last_error_message"),
        last_error_at=datetime.fromtimestamp(at, timezone.utc) if isinstance(at, int) else None,
    )


async def register(api: BotApi, webhook: str | None, secret: str, about: str) -> str:
    """Sets the webhook, then what Telegram shows of the bot. Raises NotRegistered."""
    if webhook is None:
        raise NotRegistered(
            "PUBLIC_URL is not set, so the assistant asks for the news. There is nothing to register."
        )
    try:
        await api.call("setWebhook", url=webhook, secret_token=secret, allowed_updates=KINDS)
    except CallFailed as failed:
        raise NotRegistered(f"Telegram did not take it. {_explained(failed)}") from None
    return " ".join([f"Telegram now delivers to {webhook}.", *await _introduce(api, about)])


async def unregister(api: BotApi) -> str:
    """Takes the webhook back; what waits at Telegram is kept. Raises NotRegistered."""
    try:
        await api.call("deleteWebhook", drop_pending_updates=False)
    except CallFailed as failed:
        raise NotRegistered(f"Telegram did not take it back. {_explained(failed)}") from None
    return "Telegram no longer delivers; without PUBLIC_URL the assistant asks for the news."


async def report(api: BotApi, webhook: str | None) -> Report:
    """Never raises: what could not be asked is one of the notes."""
    try:
        info = await webhook_info(api)
    except CallFailed as failed:
        return Report("unknown", (f"Telegram could not be asked. {_explained(failed)}",))
    if webhook is None:
        conflict = f"A webhook is set ({info.address}), so asking for news fails. Run: {UNREGISTER}"
        return Report("asks Telegram for the news", (conflict,) if info.address else ())
    if info.address != webhook:
        found = f"delivers to {info.address}" if info.address else "has no address to deliver to"
        return Report("not registered", (f"Telegram {found}. Run: {REGISTER}",))
    return Report("Telegram delivers", tuple(_delivery(info)))


def _delivery(info: WebhookInfo) -> list[str]:
    notes = [f"{info.waiting} updates wait at Telegram."] if info.waiting else []
    if info.last_error and info.last_error_at:
        notes.append(f"The last failure was at {info.last_error_at:%Y-%m-%d %H:%M} UTC: {info.last_error}")
    return notes


async def _introduce(api: BotApi, about: str) -> list[str]:
    """Sets the bot's menu and the text of an empty chat. Without them the bot works as well, so a failure is told."""
    menu: list[dict[str, Any]] = [
        {"command": name, "description": command.purpose} for name, command in COMMANDS.items()
    ]
    try:
        await api.call("setMyCommands", commands=menu)
        await api.call("setMyDescription", description=about[:MOST_DESCRIBED])
    except CallFailed as failed:
        return [f"Its menu of commands could not be set. {_explained(failed)}"]
    return []


def _explained(failed: CallFailed) -> str:
    if failed.code in (401, 404):
        return "It does not know this token. Take the one that @BotFather shows, and put it into TELEGRAM_TOKEN."
    if failed.code is None:
        return f"It was not reached ({failed.reason}). Is this machine connected to the internet?"
    return f"It said: {failed.reason}"
