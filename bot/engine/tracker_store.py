"""Rasa's tracker store, ours: serves what the turn loaded and stages what Rasa adds. It stores nothing.

A turn begins with the events that were loaded for it and ends by handing over the new ones; whoever asked for the
turn commits them. Rasa sees a bounded tracker (what was remembered, and the latest turns), so that turn 500 costs
what turn 5 does. Without a begun turn, as under `rasa shell`, conversations live in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.engine.turn import PastTurn

REMEMBERED_TURNS = 6


@dataclass
class _Open:
    """A conversation whose turn is under way."""

    tracker: DialogueStateTracker
    state: dict[str, Any]
    loaded: int  # events that were there when the turn began


class TurnTrackerStore(TrackerStore):
    """Holds the conversations whose turns are under way, and nothing else."""

    def __init__(self, domain: Domain, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._open: dict[str, _Open] = {}
        self._kept: dict[str, list[PastTurn]] = {}  # only where nobody begins turns

    def begin(self, conversation: str, past: Sequence[PastTurn]) -> DialogueStateTracker:
        """Opens a turn: builds the bounded tracker from the latest turns, oldest first."""
        tracker = self._bounded(conversation, past)
        self._open[conversation] = _Open(tracker, _state(tracker), len(tracker.events))
        return tracker

    def finish(self, conversation: str) -> PastTurn:
        """Closes the turn: what was remembered before it, and the events that it added."""
        turn = self._open.pop(conversation)
        added = list(turn.tracker.events)[turn.loaded :]
        return PastTurn(turn.state, [event.as_dict() for event in added])

    def drop(self, conversation: str) -> None:
        """Closes a turn that failed; nothing of it remains."""
        self._open.pop(conversation, None)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        if sender_id in self._open:
            return self._open[sender_id].tracker
        return self.begin(sender_id, self._kept.setdefault(sender_id, []))

    async def save(self, tracker: DialogueStateTracker) -> None:
        if tracker.sender_id in self._kept:
            self._kept[tracker.sender_id].append(self.finish(tracker.sender_id))
            del self._kept[tracker.sender_id][:-REMEMBERED_TURNS]

    async def keys(self) -> Iterable[str]:
        return list(self._open)

    def _bounded(self, conversation: str, past: Sequence[PastTurn]) -> DialogueStateTracker:
        events = _opening(past[0].state if past else {})
        for turn in past:
            events += [event_from(parameters) for parameters in turn.events]
        return DialogueStateTracker.from_events(conversation, events, self.domain.slots, domain=self.domain)


def _opening(state: Mapping[str, Any]) -> list[Event]:
    """A session's start, with what was remembered then."""
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    events += [SlotSet(key, value) for key, value in state.get("slots", {}).items()]
    if state.get("loop"):
        events.append(ActiveLoop(state["loop"]))
    return [*events, ActionExecuted(ACTION_LISTEN_NAME)]


def _state(tracker: DialogueStateTracker) -> dict[str, Any]:
    slots = {key: slot.value for key, slot in tracker.slots.items() if slot.value is not None}
    return {"slots": slots, "loop": tracker.active_loop_name}


def event_from(parameters: Mapping[str, Any]) -> Event:
    """An event from its stored form. Rasa's own lookup walks all classes for each event; this one does not."""
    name = parameters["event"]
    event_class = _EVENT_CLASSES.get(name)
    if event_class is None:
        raise ValueError(f"a stored event is of the unknown kind {name!r}")
    return event_class._from_parameters(dict(parameters))


_EVENT_CLASSES: dict[str, type[Event]] = {
    event_class.type_name: event_class for event_class in all_subclasses(Event) if hasattr(event_class, "type_name")
}
