"""A loaded model with its content: thinks about one turn at a time, and leaves nothing behind.

To publish another model, a new one of these is built in full and takes this one's place between two turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor

from actions.answers import ActionAnswer
from actions.forms import ValidateBookingForm, ValidateCallBackForm
from actions.requests import ActionDropRequest, ActionSubmitBooking, ActionSubmitCallBack
from bot.content import Content
from bot.engine.action_endpoint import InProcessActions
from bot.engine.failures import Failures, TurnFailed
from bot.engine.form_context import in_context, service_words
from bot.engine.outcome import replies_from, requests_from, understood_from
from bot.engine.tracker_store import TurnTrackerStore
from bot.engine.turn import Turn, TurnResult, VisitorMessage
from bot.engine.wording import ContentWording
from bot.understanding.parsed import understood_as


class _Silent(OutputChannel):
    """Replies are read from the turn's events; nothing is sent while Rasa thinks."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        return None


class Assistant:
    """Rasa's processor over our tracker store, wording and actions. Not for several turns at once."""

    def __init__(self, model: Path, content: Content) -> None:
        """Loads the model, which takes a second or two."""
        self.content = content
        self._services = service_words(content.entities)
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

    async def think(self, turn: Turn) -> TurnResult:
        """Raises TurnFailed when an action, a wording or Rasa itself went wrong, or nothing was said."""
        with self._open(turn):
            for message in turn.messages:
                await self._hear(message, turn)
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

    async def _hear(self, message: VisitorMessage, turn: Turn) -> None:
        now = turn.now.astimezone(self._timezone).replace(tzinfo=None)
        metadata = {"turn": turn.number, "now": now.isoformat()}
        tracker = await self._store.retrieve(turn.conversation)
        if message.choice is None:
            spoken = UserMessage(_spoken(message.text), sender_id=turn.conversation, metadata=metadata)
            parse = await self._processor.parse_message(spoken, tracker)
        else:
            parse = in_context(
                _chosen(message, message.choice),
                tracker,
                now=now,
                services=self._services,
                date_order=self.content.profile.date_order,
                choice=message.choice,
            )
        await self._processor.handle_message(
            UserMessage(
                message.text,
                _Silent(),
                turn.conversation,
                parse_data={**parse, "text": message.text},
                input_channel=turn.channel,
                metadata=metadata,
            )
        )


def _spoken(text: str) -> str:
    """A visitor's words are never commands: "/restart i can't feel my legs" is about legs."""
    return text.lstrip("/ \t\r\n") or "?"


def _chosen(message: VisitorMessage, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The parse data of a pressed button: nothing to guess."""
    if "answer" in payload or payload.get("intent") == "human":
        parse = understood_as(payload.get("answer", "handoff/human"), message.text)
    else:
        intent = {"name": payload.get("intent", "inform"), "confidence": 1.0}
        parse = {"intent": intent, "entities": [], "questions": []}
    return {**parse, "text": message.text}
