"""Puts the web application together, and owns the tasks that run beside it: worker, sender, purge."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial

import anyio
import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from bot.channels.asides import Asides
from bot.channels.base import Channel
from bot.channels.chat_config import ChatConfig
from bot.channels.hub import Hub
from bot.channels.intake import Intake
from bot.channels.refusal import Refusal, failed, refused
from bot.channels.security_headers import SecurityHeaders
from bot.channels.sender import Sender
from bot.channels.tokens import Tokens
from bot.channels.web import Web
from bot.channels.webhook import Webhooks
from bot.channels.worker import Worker
from bot.channels.writing import Writing
from bot.console.console import console
from bot.console.knowledge import Knowledge
from bot.database.clock import Clock, utc_now
from bot.database.database import Database
from bot.engine.turn import Thinker
from bot.log.retention import purge_daily
from bot.logs import failure
from bot.pages import pages
from bot.secret import signing_key
from bot.settings import Settings

log = structlog.get_logger(__name__)

Tasks = dict[str, Callable[[], Awaitable[None]]]


def stop_process() -> None:
    """Asks the server to shut down, as its service manager would."""
    os.kill(os.getpid(), signal.SIGTERM)


def application(
    settings: Settings,
    database: Database,
    thinker: Thinker,
    config: ChatConfig,
    *,
    channels: Sequence[Channel] = (),
    knowledge: Knowledge | None = None,
    stop: Callable[[], None] = stop_process,
    clock: Clock = utc_now,
) -> Starlette:
    """The assistant as an ASGI application. `stop` is called when one of its tasks has died."""
    hub = Hub()
    sender = Sender(database, {channel.name: channel for channel in channels}, clock=clock)
    writing = Writing()
    worker = Worker(database, Asides(thinker, config), hub, wake_sender=sender.wake, writing=writing, clock=clock)
    intake = Intake(database, wake_worker=worker.wake, clock=clock)
    tokens = Tokens(signing_key(settings.secret_key, settings.state_dir), days=settings.token_days)
    web = Web(database, hub, tokens, config, wake_worker=worker.wake, writing=writing, clock=clock)
    tasks: Tasks = {
        "worker": worker.run,
        "sender": sender.run,
        "intake": intake.run,
        **{channel.name: partial(channel.run, partial(intake.take, channel)) for channel in channels},
        "purge": partial(purge_daily, database, days=settings.retention_days, clock=clock),
    }
    staff = console(
        database,
        hub,
        knowledge or Knowledge(config.clinic),
        always_secure=settings.public_url is not None,
        clock=clock,
    )
    hooks = Webhooks(channels, intake)
    return Starlette(
        routes=[*web.routes(), *hooks.routes(), Mount("/staff", staff), *_health(thinker), *pages()],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={Refusal: refused, Exception: failed},
        lifespan=lambda _app: _running(tasks, stop),
    )


@asynccontextmanager
async def _running(tasks: Tasks, stop: Callable[[], None]) -> AsyncIterator[None]:
    """Runs the tasks for as long as the server does."""
    async with anyio.create_task_group() as group:
        for name, run in tasks.items():
            group.start_soon(_watched, name, run, stop)
        yield
        group.cancel_scope.cancel()


async def _watched(name: str, run: Callable[[], Awaitable[None]], stop: Callable[[], None]) -> None:
    """A server without one of its tasks would take messages and stay silent: better to stop, and be seen to."""
    try:
        await run()
    except Exception as error:
        log.error("task died", task=name, **failure(error))
    else:
        log.error("task ended", task=name)
    stop()


def _health(thinker: Thinker) -> list[Route]:
    async def alive(_request: Request) -> Response:
        return PlainTextResponse("alive")

    async def ready(_request: Request) -> Response:
        return PlainTextResponse("ready") if thinker.ready else PlainTextResponse("not ready", 503)

    return [Route("/healthz", alive), Route("/readyz", ready)]
