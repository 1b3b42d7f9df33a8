"""The web channel: a widget posts messages and follows its conversation on an event stream.

The visitor fetches the replies, so nothing is sent: a turn's commit wakes the stream, which reads what is new.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from functools import partial
from typing import Any, cast

from sqlalchemy.engine import Connection
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels import inbox
from bot.channels.base import Inbound, cleaned
from bot.channels.chat_config import ChatConfig
from bot.channels.hub import Hub, Listener
from bot.channels.inbox import TooManyWaiting, UnknownChoice
from bot.channels.refusal import Refusal
from bot.channels.strict_json import read_object
from bot.channels.tokens import Tokens
from bot.channels.web_message import stored, unanswered
from bot.channels.writing import Writing
from bot.database.clock import Clock, utc_now
from bot.database.database import Database
from bot.log.queries import messages

MOST_CHARACTERS = 1000
PING_SECONDS = 15
FAREWELL_SECONDS = 2
CLIENT_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
MESSAGE_ID = re.compile(r"[0-9]{0,15}")


class Stream(Listener):
    """Listens for one stream; sse-starlette takes it for an event, and sets it when the server stops."""

    set = Listener.end


class Web:
    """The routes under /chat."""

    def __init__(
        self,
        database: Database,
        hub: Hub,
        tokens: Tokens,
        config: ChatConfig,
        *,
        wake_worker: Callable[[str], None],
        writing: Writing,
        clock: Clock = utc_now,
    ) -> None:
        self._database = database
        self._hub = hub
        self._tokens = tokens
        self._config = config
        self._wake_worker = wake_worker
        self._writing = writing
        self._clock = clock

    def routes(self) -> list[Route]:
        return [
            Route("/chat/config", self._show_config),
            Route("/chat/conversation", self._begin, methods=["POST"]),
            Route("/chat/messages", self._receive, methods=["POST"]),
            Route("/chat/messages", self._show_messages),
            Route("/chat/typing", self._note_typing, methods=["POST"]),
            Route("/chat/stream", self._stream),
        ]

    async def _show_config(self, _request: Request) -> Response:
        return JSONResponse(asdict(self._config))

    async def _begin(self, request: Request) -> Response:
        await read_object(request, fields=())
        token = self._tokens.issue(self._clock())
        return JSONResponse({"token": token.text, "expires": token.expires.isoformat()})

    async def _receive(self, request: Request) -> Response:
        """Acknowledges a message once it is stored."""
        conversation = self._conversation(request)
        inbound = read_message(conversation, await read_object(request, fields=("id", "text", "choice")))
        try:
            await self._database.write(partial(inbox.store, inbound=inbound, now=self._clock()))
        except UnknownChoice:
            raise Refusal("unknown_choice") from None
        except TooManyWaiting:
            raise Refusal("busy") from None
        self._wake_worker(conversation)
        return JSONResponse({"id": inbound.message_id}, 202)

    async def _note_typing(self, request: Request) -> Response:
        """The visitor is writing: what they have sent may go on. Nothing is stored."""
        conversation = self._conversation(request)
        await read_object(request, fields=())
        if not self._writing.note(conversation, self._clock()):
            raise Refusal("busy")
        return Response(status_code=204)

    async def _show_messages(self, request: Request) -> Response:
        """The whole conversation, also what is not yet answered."""
        conversation = self._conversation(request)

        def ask(connection: Connection) -> list[dict[str, Any]]:
            answered = [stored(message) for message in messages(connection, conversation)]
            return answered + [unanswered(message) for message in inbox.waiting(connection, conversation)]

        return JSONResponse({"messages": await self._database.read(ask)})

    async def _stream(self, request: Request) -> Response:
        conversation = self._conversation(request)
        after = request.query_params.get("after", "")
        if not MESSAGE_ID.fullmatch(after):
            raise Refusal("malformed")
        stream = Stream()
        return EventSourceResponse(
            self._events(conversation, int(after or 0), stream),
            ping=PING_SECONDS,
            sep="\n",
            shutdown_event=cast(Any, stream),
            shutdown_grace_period=FAREWELL_SECONDS,
        )

    async def _events(self, conversation: str, after: int, stream: Stream) -> AsyncIterator[ServerSentEvent]:
        """Every message with a higher id than `after`, now and from now on. Listens first, so that none slips by."""
        with self._hub.listening(conversation, stream):
            while not stream.ended:
                ask = partial(messages, conversation_id=conversation, after=after)
                for message in await self._database.read(ask):
                    after = message.id or after
                    data = json.dumps(stored(message), ensure_ascii=False)
                    yield ServerSentEvent(data, event="message", id=str(message.id), sep="\n")
                await stream.wait()

    def _conversation(self, request: Request) -> str:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Refusal("bad_token")
        return self._tokens.read(token.strip())


def read_message(conversation: str, body: dict[str, str]) -> Inbound:
    """The message in a request's body: a text, or the id of a pressed button. Raises Refusal."""
    if not CLIENT_ID.fullmatch(body.get("id", "")) or ("text" in body) == ("choice" in body):
        raise Refusal("malformed")
    if "choice" in body:
        return Inbound(conversation, "web", body["id"], choice=body["choice"])
    return Inbound(conversation, "web", body["id"], text=visitors_text(body["text"]))


def visitors_text(raw: str) -> str:
    """The text as it is stored. Raises Refusal."""
    text = cleaned(raw)
    if not text:
        raise Refusal("empty")
    if len(text) > MOST_CHARACTERS:
        raise Refusal("too_long")
    return text
