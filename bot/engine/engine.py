"""The engine: the assistant in a thread with an event loop of its own.

Rasa holds its loop from the start of a message to its end, so whoever asks waits on another loop, where a page, a
stream or a webhook goes on meanwhile.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from datetime import datetime, timezone
from pathlib import Path

from bot.content import Content
from bot.engine.assistant import Assistant
from bot.engine.failures import TurnFailed
from bot.engine.turn import Turn, TurnResult, VisitorMessage

START_SECONDS = 120


class Engine:
    """Handles turns. `start` and `stop` block; `handle` is awaited on the caller's event loop."""

    def __init__(self, model: Path, content: Content) -> None:
        self.content = content
        self._model = model
        self._assistant: Assistant | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="engine", daemon=True)

    @property
    def ready(self) -> bool:
        return self._assistant is not None and self._thread.is_alive()

    def start(self) -> None:
        """Loads the model. Raises what loading raised."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._load(), self._loop).result(START_SECONDS)

    def stop(self) -> None:
        self._assistant = None
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def handle(self, turn: Turn) -> TurnResult:
        """Raises TurnFailed; nothing of the turn remains then."""
        return await asyncio.wrap_future(self._submit(turn))

    async def handle_if_settled(self, turn: Turn) -> TurnResult | None:
        """`handle`, unless the visitor may well be going on: then None, and nothing has happened."""
        return await asyncio.wrap_future(self._submit_if_settled(turn))

    def handle_now(self, turn: Turn) -> TurnResult:
        """`handle` for a caller without an event loop."""
        return self._submit(turn).result()

    def handle_now_if_settled(self, turn: Turn) -> TurnResult | None:
        """`handle_if_settled` for a caller without an event loop."""
        return self._submit_if_settled(turn).result()

    def _submit_if_settled(self, turn: Turn) -> Future[TurnResult | None]:
        return asyncio.run_coroutine_threadsafe(self._ready_assistant().think_if_settled(turn), self._loop)

    def _submit(self, turn: Turn) -> Future[TurnResult]:
        return asyncio.run_coroutine_threadsafe(self._ready_assistant().think(turn), self._loop)

    def _ready_assistant(self) -> Assistant:
        if self._assistant is None:
            raise TurnFailed("the engine is not ready")
        return self._assistant

    async def _load(self) -> None:
        assistant = Assistant(self._model, self.content)
        # The first message pays for what is made lazily; better now than by a visitor.
        await assistant.think(Turn("warm-up", 1, (VisitorMessage("hello"),), (), datetime.now(timezone.utc)))
        self._assistant = assistant
