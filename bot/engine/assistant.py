"""A loaded model with its content: thinks about one turn at a time, and leaves nothing behind.

To publish another model, a new one of these is built in full and takes this one's place between two turns.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from actions.answers import ActionAnswer
from actions.forms import ValidateBookingForm, ValidateCallBackForm
from actions.requests import ActionDropRequest, ActionSubmitBooking, ActionSubmitCallBack
from bot.content import Content
from bot.engine.action_endpoint import InProcessActions
from bot.engine.failures import Failures, TurnFailed
from bot.engine.form_context import ParseData
from bot.engine.hearing import Hearing, Spoken, metadata_of, spoken_in
from bot.engine.outcome import replies_from, requests_from, understood_from
from bot.engine.tracker_store import TurnTrackerStore
from bot.engine.turn import Turn, TurnResult
from bot.engine.wording import ContentWording


class _Silent(OutputChannel):
    """Replies are read from the turn's events; nothing is sent while Rasa thinks."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        return None


class Assistant:
    """Rasa's processor over our tracker store, wording and actions. Not for several turns at once."""

    def __init__(self, model: Path, content: Content) -> None:
        """Loads the model, which takes a second or two."""
        self.content = content
        self._timezone = ZoneInfo(content.profile.timezone)
        self._failures = Failures()
        actions = [
            ActionAnswer(),
            ActionSubmitBooking(),
            ActionSubmitCallBack(),
            ActionDropRequest(),
            ValidateBookingForm(),
            ValidateCallBackForm(),
        ]
        agent = Agent(
            generator=ContentWording(content=content, failures=self._failures),
            lock_store=InMemoryLockStore(),
            action_endpoint=InProcessActions(actions, self._failures),
        )
        self._store = TurnTrackerStore(agent.domain)
        agent.tracker_store = self._store  # set here: given to the constructor, Rasa would hide its errors
        agent.load_model(str(model))
        self._processor: MessageProcessor = agent.processor
        self._hearing = Hearing(self._processor, content)

    async def think(self, turn: Turn) -> TurnResult:
        """Raises TurnFailed when an action, a wording or Rasa itself went wrong, or nothing was said."""
        result = await self._think(turn, if_settled=False)
        if result is None:
            raise TurnFailed("no result")
        return result

    async def think_if_settled(self, turn: Turn) -> TurnResult | None:
        """`think`, unless the visitor may well be going on: then None, and nothing has happened."""
        return await self._think(turn, if_settled=True)

    async def _think(self, turn: Turn, *, if_settled: bool) -> TurnResult | None:
        with self._open(turn):
            for spoken in spoken_in(turn.messages):
                meant = await self._hearing.hear(spoken, turn, await self._tracker(turn))
                if meant.adds_nothing:
                    return _nothing_to_add(meant.parse)
                if if_settled and not meant.settled:
                    return None
                await self._take(spoken, meant.parse, turn)
            done = self._store.finish(turn.conversation)
        self._failures.raise_first()
        replies = replies_from(done.events)
        if not replies:
            raise TurnFailed("no reply")
        return TurnResult(
            understood=understood_from(done.events),
            replies=replies,
            state=done.state,
            events=done.events,
            requests=requests_from(done.events),
        )

    @contextmanager
    def _open(self, turn: Turn) -> Iterator[None]:
        self._failures.clear()
        try:
            self._store.begin(turn.conversation, turn.past)
            yield
        except Exception as error:
            raise TurnFailed(type(error).__name__) from error
        finally:
            self._store.drop(turn.conversation)

    async def _tracker(self, turn: Turn) -> DialogueStateTracker:
        tracker = await self._store.retrieve(turn.conversation)
        if tracker is None:
            raise LookupError(turn.conversation)
        return tracker

    async def _take(self, spoken: Spoken, parse: ParseData, turn: Turn) -> None:
        await self._processor.handle_message(
            UserMessage(
                spoken.text,
                _Silent(),
                turn.conversation,
                parse_data={**parse, "text": spoken.text},
                input_channel=turn.channel,
                metadata=metadata_of(turn, self._timezone),
            )
        )


def _nothing_to_add(parse: ParseData) -> TurnResult:
    """The messages only finish what has just been answered; the conversation goes on as if they had come with it."""
    understood = understood_from([{"event": "user", "parse_data": parse}])
    return TurnResult(understood=understood, replies=(), state={}, events=(), aside=True)
