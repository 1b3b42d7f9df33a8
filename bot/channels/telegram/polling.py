"""Asks Telegram for its news, again and again: for trying the bot where the internet can't reach it.

Telegram forgets an update once it is asked for later ones, which happens only after the update was stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import anyio
import structlog

from bot.channels.base import Take
from bot.channels.inbox import TooManyWaiting
from bot.channels.telegram.api import BotApi, CallFailed
from bot.channels.telegram.updates import KINDS
from bot.database.database import PASSING
from bot.logs import failure

log = structlog.get_logger(__name__)

SOMEBODY_MUST_ACT = (401, 404, 409)  # another token is needed; a webhook is set, or another process asks as this bot


@dataclass(frozen=True)
class Patience:
    """How long is waited for what."""

    news_seconds: int = 50  # Telegram holds a request for as long when there is no news
    idle_seconds: float = 1  # after an empty answer that came at once, as from a proxy that can't hold one
    first_pause_seconds: float = 1
    longest_pause_seconds: float = 60

    def pause_seconds(self, failures: int) -> float:
        return min(self.first_pause_seconds * 2.0 ** (failures - 1), self.longest_pause_seconds)


PATIENCE = Patience()


async def poll(api: BotApi, take: Take, patience: Patience) -> None:
    """Hands all news to `take` until it is cancelled. What could not be stored is asked for again."""
    offset: int | None = None
    failures = 0
    while True:
        began = anyio.current_time()
        try:
            updates = await _news(api, offset, patience)
            for update in updates:
                await take(update)
                offset = max(offset or 0, int(update["update_id"]) + 1)
            failures = 0
            if not updates and anyio.current_time() - began < patience.idle_seconds:
                await anyio.sleep(patience.idle_seconds)
        except (CallFailed, TooManyWaiting, PASSING) as error:
            failures += 1
            pause = patience.pause_seconds(failures)
            tell = log.error if isinstance(error, CallFailed) and error.code in SOMEBODY_MUST_ACT else log.warning
            tell("news not taken", channel="telegram", **_reason(error), attempt=failures, retry_seconds=pause)
            await anyio.sleep(pause)


async def _news(api: BotApi, offset: int | None, patience: Patience) -> list[dict[str, Any]]:
    """The updates from `offset` on, or an empty list when none came. Raises CallFailed."""
    updates = await api.call(
        "getUpdates",
        timeout_seconds=patience.news_seconds + 10,
        offset=offset,
        timeout=patience.news_seconds,
        allowed_updates=KINDS,
    )
    if not isinstance(updates, list) or not all(_is_update(update) for update in updates):
        raise CallFailed("getUpdates", "not a list of updates")
    return updates


def _is_update(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("update_id"), int)


def _reason(error: Exception) -> dict[str, str]:
    """What stood in the way, without a visitor's word."""
    if isinstance(error, CallFailed):
        return {"reason": str(error)}
    if isinstance(error, TooManyWaiting):
        return {"reason": "too many messages wait in a conversation"}
    return failure(error)
