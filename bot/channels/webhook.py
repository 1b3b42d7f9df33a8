"""The addresses at which platforms deliver: /channels/NAME.

A request is verified before anything else is done with it, and acknowledged once all that it brings is stored. Until
then the platform keeps it, and delivers it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import Channel
from bot.channels.inbox import TooManyWaiting
from bot.channels.intake import Intake
from bot.channels.strict_json import parsed, read_body

log = structlog.get_logger(__name__)

MOST_BYTES = 1024 * 1024  # a message of 4,096 characters, with the one that it replies to, takes some 100 KiB
TRY_AGAIN_SECONDS = 3


class Webhooks:
    """The routes of the channels that have a webhook."""

    def __init__(self, channels: Iterable[Channel], intake: Intake) -> None:
        self._channels = [channel for channel in channels if channel.webhook is not None]
        self._intake = intake

    def routes(self) -> list[Route]:
        return [
            Route(path(channel.name), partial(self._receive, channel), methods=["POST"]) for channel in self._channels
        ]

    async def _receive(self, channel: Channel, request: Request) -> Response:
        body = b"" if channel.secret_in_header else await read_body(request, most_bytes=MOST_BYTES)
        if not channel.verify(request.headers, body):
            log.warning("webhook refused", channel=channel.name, reason="not signed by the platform")
            return Response(status_code=403)
        if not channel.ready:
            return _later(503)
        update = parsed(body or await read_body(request, most_bytes=MOST_BYTES))
        if not isinstance(update, dict):
            return Response(status_code=400)
        try:
            await self._intake.take(channel, update)
        except TooManyWaiting:
            return _later(429)
        return Response(status_code=200)


def path(name: str) -> str:
    """The path of a channel's webhook."""
    return f"/channels/{name}"


def _later(status: int) -> Response:
    """The platform keeps the message, and delivers it again."""
    return Response(status_code=status, headers={"Retry-After": str(TRY_AGAIN_SECONDS)})
