"""Ends a booking or call-back form: what was collected becomes a request in a slot, or is dropped.

The turn's transaction makes the slot's value a stored request.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.booking.reference import reference
from bot.booking.request import Kind, Request
from bot.booking.values import contact_parts

COLLECTED = ("service", "when_said", "when_start", "name", "contact", "message", "confirmed")

Events = list[dict[str, Any]]


class _Submits:
    """What submitting a booking and a call-back request share."""

    kind: Kind
    response: str

    def name(self) -> str:
        return f"action_submit_{self.kind}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        request = self.request(tracker)
        contact = tracker.get_slot("contact")
        dispatcher.utter_message(response=self.response, reference=request.reference, contact=contact)
        return [SlotSet("request", request.as_slot()), SlotSet("request_status", "submitted"), *_forgotten()]

    def request(self, tracker: Tracker) -> Request:
        phone, email = contact_parts(tracker.get_slot("contact") or "")
        turn = (tracker.latest_message.get("metadata") or {}).get("turn", len(tracker.events))
        return Request(
            kind=self.kind,
            reference=reference(tracker.sender_id, turn),
            name=tracker.get_slot("name"),
            phone=phone,
            email=email,
            service=tracker.get_slot("service"),
            when_said=tracker.get_slot("when_said"),
            when_start=tracker.get_slot("when_start") or None,
            notes=tracker.get_slot("message"),
        )


class ActionSubmitBooking(_Submits, Action):
    """A booking whose summary was confirmed."""

    kind = "booking"
    response = "utter_booking_submitted"


class ActionSubmitCallBack(_Submits, Action):
    """A complete call-back request."""

    kind = "call_back"
    response = "utter_call_back_submitted"


class ActionDropRequest(Action):
    """The visitor changed their mind."""

    def name(self) -> str:
        return "action_drop_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        dispatcher.utter_message(response="utter_request_dropped")
        return [SlotSet("request_status", "cancelled"), *_forgotten()]


def _forgotten() -> Events:
    return [SlotSet(slot, None) for slot in COLLECTED]
