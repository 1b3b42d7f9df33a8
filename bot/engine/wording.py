"""Words a response: answers from the content, the dialogue's own lines from the domain.

A changed wording in `data/` needs no training. A reply carries what it rests on and what to ask next.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.content import Content, Rendered, load_content
from bot.engine.failures import Failures

HELP = "utter_form_help"
ASK_THE_TEAM = "Ask the team for me"
TALK_TO_A_PERSON = "Talk to a person"
ASK_A_CLINICIAN = "safety/ask_a_clinician"
NOTED = "Thanks, I've noted that."
CONFIRMED = "confirmed"  # the summary shows by itself what was noted
OPTIONS = 3
OFFERS_THE_NEAREST = ("utter_dialogue/not_understood", "utter_dialogue/other_language")


class ContentWording(TemplatedNaturalLanguageGenerator):
    """Rasa's language generator over our content; what is no answer is worded by the domain, as Rasa does it."""

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        domain: Domain | None = None,
        *,
        content: Content | None = None,
        failures: Failures | None = None,
    ) -> None:
        """Rasa's own commands pass endpoint and domain; loading a model hands over the domain's responses later."""
        super().__init__(domain.responses if domain else {})
        self._content = content or load_content(Path("data"))
        self._failures = failures

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        try:
            answer_id = utter_action.removeprefix("utter_")
            if answer_id in self._content.answers:
                return self._answer(answer_id, tracker)
            return await self._line(utter_action, tracker, output_channel, **kwargs)
        except Exception as error:  # Rasa would log it, with the visitor's words, and stay silent
            if self._failures is None:
                raise
            self._failures.record(utter_action, error)
            return None

    async def _line(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        named = self._named(utter_action, tracker)
        line: dict[str, Any] | None = await super().generate(named, tracker, output_channel, **kwargs)
        if line is None:
            raise LookupError(named)
        line["buttons"] = [_dialogue_button(button) for button in line.get("buttons") or []]
        if utter_action in OFFERS_THE_NEAREST:
            line["buttons"] = self._nearest(tracker)
        if _asks_again(utter_action, tracker):
            line["text"] = f"{NOTED} {line['text']}"
        return line

    def _named(self, utter_action: str, tracker: DialogueStateTracker) -> str:
        """Help within a form is worded after what was wrong with the value, where that is known."""
        problem = _parsed(tracker).get("problem")
        specific = f"{HELP}_{problem}"
        return specific if utter_action == HELP and specific in self.responses else utter_action

    def _answer(self, answer_id: str, tracker: DialogueStateTracker) -> dict[str, Any]:
        question = next((part for part in _questions(tracker) if part["id"] == answer_id), None)
        entities = [(entity["entity"], entity["value"]) for entity in (question or {}).get("entities", [])]
        rendered = self._content.reply(answer_id, entities)
        reply: dict[str, Any] = {"text": rendered.text, "facts": [*rendered.facts, *rendered.fields]}
        if rendered.source is not None:
            reply["source"] = {"title": rendered.source.title, "link": rendered.source.link}
        if tracker.active_loop_name is None:
            for_the_team = not rendered.known or answer_id == ASK_A_CLINICIAN
            reply["buttons"] = self._next(rendered, (question or {}).get("text") if for_the_team else None)
        return reply

    def _next(self, rendered: Rendered, for_the_team: str | None) -> list[dict[str, Any]]:
        """What to ask next; before it, where the answer left the question open, an offer to pass it on."""
        buttons = [self._offer(answer_id) for answer_id in rendered.next]
        if for_the_team:
            buttons.insert(0, {"title": ASK_THE_TEAM, "payload": {"intent": "human", "message": for_the_team}})
        return buttons[:OPTIONS]

    def _offer(self, answer_id: str) -> dict[str, Any]:
        if answer_id == "handoff/book":
            return {"title": "Request a booking", "payload": {"answer": answer_id}}
        return {"title": self._content.answers[answer_id].question, "payload": {"answer": answer_id}}

    def _nearest(self, tracker: DialogueStateTracker) -> list[dict[str, Any]]:
        near = [id for part in _questions(tracker) for id, _ in part.get("runners_up", []) if id.startswith("faq/")]
        return [
            *(self._offer(answer_id) for answer_id in near[: OPTIONS - 1]),
            {"title": TALK_TO_A_PERSON, "payload": {"answer": "handoff/human"}},
        ]


def _asks_again(utter_action: str, tracker: DialogueStateTracker) -> bool:
    """Whether a form asks what it asked before, although it was told something else meanwhile."""
    asked = tracker.get_slot("requested_slot")
    told = tracker.latest_message is not None and tracker.latest_message.intent.get("name") == "inform"
    return bool(
        told and asked and utter_action == f"utter_ask_{tracker.active_loop_name}_{asked}" and asked != CONFIRMED
    )


def _parsed(tracker: DialogueStateTracker) -> Mapping[str, Any]:
    return tracker.latest_message.parse_data if tracker.latest_message else {}


def _questions(tracker: DialogueStateTracker) -> list[Mapping[str, Any]]:
    return list(_parsed(tracker).get("questions", []))


def _dialogue_button(button: Mapping[str, Any]) -> dict[str, Any]:
    """The domain writes a button's payload as `affirm` or `service=cupping`; it travels as a mapping."""
    field, has_value, value = str(button["payload"]).partition("=")
    payload = {"value": {field: value}} if has_value else {"intent": field}
    return {"title": button["title"], "payload": payload}
