"""The tracker store serves what was loaded and hands over what was added; it keeps nothing."""

from __future__ import annotations

import json

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered

from bot.engine.tracker_store import TurnTrackerStore, event_from
from bot.engine.turn import PastTurn


@pytest.fixture
def store() -> TurnTrackerStore:
    return TurnTrackerStore(Domain.load("domain.yml"))


def test_a_turn_hands_over_just_what_was_added(store: TurnTrackerStore) -> None:
    tracker = store.begin("dana", ())
    tracker.update(UserUttered("hello", {"name": "dialogue"}))

    done = store.finish("dana")

    assert [event["event"] for event in done.events] == ["user"]
    assert done.state == {"slots": {}, "loop": None}


def test_the_state_before_a_turn_opens_the_next_bounded_tracker(store: TurnTrackerStore) -> None:
    past = PastTurn({"slots": {"name": "Dana", "requested_slot": "contact"}, "loop": "booking_form"}, [])

    tracker = store.begin("dana", [past])

    assert tracker.get_slot("name") == "Dana"
    assert tracker.get_slot("requested_slot") == "contact"
    assert tracker.active_loop_name == "booking_form"


def test_what_is_stored_survives_json(store: TurnTrackerStore) -> None:
    tracker = store.begin("dana", ())
    for event in (UserUttered("hi"), SlotSet("name", "Dana"), ActiveLoop("booking_form"), BotUttered("hello")):
        tracker.update(event)
    done = store.finish("dana")

    stored = json.loads(json.dumps({"state": done.state, "events": done.events}))
    again = store.begin("dana", [PastTurn(stored["state"], stored["events"])])

    assert again.get_slot("name") == "Dana"
    assert again.latest_message.text == "hi"


def test_a_dropped_turn_leaves_nothing(store: TurnTrackerStore) -> None:
    store.begin("dana", ()).update(UserUttered("hello"))
    store.drop("dana")

    assert store.begin("dana", ()).latest_message.text is None


@pytest.mark.parametrize("event", [UserUttered("hi"), SlotSet("name", "Dana"), ActionExecuted("action_listen")])
def test_an_event_comes_back_as_it_was(event: object) -> None:
    assert event_from(event.as_dict()) == event  # type: ignore[attr-defined]


def test_an_event_of_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="teleported"):
        event_from({"event": "teleported"})
