"""Utters the answers that a message asks for, where Rasa's own retrieval action does not."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

Events = list[dict[str, object]]


class ActionAnswer(Action):
    """Each question of the message, in order, each answer once."""

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        questions = tracker.latest_message.get("questions", [])
        for answer_id in dict.fromkeys(question["id"] for question in questions):
            dispatcher.utter_message(response=f"utter_{answer_id}")
        return []
