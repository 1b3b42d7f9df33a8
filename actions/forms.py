"""Answers a question that came along with a value: "friday at 3, and does it hurt?"

These stand where Rasa validates a form. The values are sound already, since FormContext has read them.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

Events = list[dict[str, Any]]


class _AnswersBesideAValue:
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        message = tracker.latest_message
        given = any(entity["entity"] == "form_value" for entity in message.get("entities", []))
        if given and message["intent"].get("name") in ("faq", "several"):
            for question in message.get("questions", []):
                dispatcher.utter_message(response=f"utter_{question['id']}")
        return []


class ValidateBookingForm(_AnswersBesideAValue, Action):
    """In the middle of a booking."""

    def name(self) -> str:
        return "validate_booking_form"


class ValidateCallBackForm(_AnswersBesideAValue, Action):
    """In the middle of a call-back request."""

    def name(self) -> str:
        return "validate_call_back_form"
