"""Which channels there are, and which of them the settings turn on. A new channel gets a line in `ADAPTERS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.base import Channel
from bot.channels.telegram.api import BotApi
from bot.channels.telegram.channel import Telegram
from bot.channels.webhook import path
from bot.secret import derived, signing_key
from bot.settings import Settings


@dataclass(frozen=True)
class Adapter:
    """A channel that can be turned on: `build` gives None while one of the variables that it needs is not set."""

    name: str
    needs: tuple[str, ...]
    build: Callable[[Settings], Channel | None]


def configured(settings: Settings) -> list[Channel]:
    """The channels that are turned on. The web is none of them: it is always there."""
    built = (adapter.build(settings) for adapter in ADAPTERS)
    return [channel for channel in built if channel is not None]


def _telegram(settings: Settings) -> Channel | None:
    if settings.telegram_token is None:
        return None
    key = signing_key(settings.secret_key, settings.state_dir)
    return Telegram(
        BotApi(settings.telegram_token, address=settings.telegram_api),
        secret=settings.telegram_secret or derived(key, "telegram webhook"),
        key=derived(key, "names of conversations"),
        webhook=_webhook(settings, "telegram"),
    )


def _webhook(settings: Settings, name: str) -> str | None:
    return None if settings.public_url is None else settings.public_url + path(name)


ADAPTERS = (Adapter("telegram", ("TELEGRAM_TOKEN",), _telegram),)
