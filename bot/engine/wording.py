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

from bot.content import Content, Fact, Rendered, load_content
from bot.content.intents import ASK_A_CLINICIAN, FROM_ARTICLE
from bot.content.other_languages import ENGLISH
from bot.engine.failures import Failures

HELP = "utter_form_help"
ASK_THE_TEAM = "Ask the team for me"
TALK_TO_A_PERSON = "Talk to a person"
QUOTE = "I don't have an answer of my own to that. This is from our article:"
NOTED = "Thanks, I've noted that."
CONFIRMED = "confirmed"  # the summary shows by itself what was noted
OPTIONS = 3
NOT_UNDERSTOOD = "utter_dialogue/not_understood"
OTHER_LANGUAGE = "utter_dialogue/other_language"
OFFERS_THE_NEAREST = (NOT_UNDERSTOOD, OTHER_LANGUAGE)
CLARIFY = "utter_dialogue/clarify"
UNKNOWN_SERVICE = "utter_unknown_service"
OFFERED_AS = {
    "handoff/book": "Request a booking",
    "handoff/change_booking": "Change or cancel a booking",
    "handoff/human": TALK_TO_A_PERSON,
    ASK_A_CLINICIAN: "Whether it's right for me",
    "dialogue/capabilities": "What you can do",
    "dialogue/are_you_a_bot": "Who I'm talking to",
    "dialogue/greet": "Just saying hello",
    "dialogue/thanks": "Just saying thanks",
    "dialogue/goodbye": "Goodbye",
}


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
            reply = await self._reply(utter_action, tracker, output_channel, **kwargs)
            return self._introduced(utter_action, reply, tracker)
        except Exception as error:  # Rasa would log it, with the visitor's words, and stay silent
            if self._failures is None:
                raise
            self._failures.record(utter_action, error)
            return None

    async def _reply(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        answer_id = utter_action.removeprefix("utter_")
        if answer_id == FROM_ARTICLE and (fact := self._quoted(tracker)) is not None:
            return self._from_article(fact, tracker)
        if answer_id in self._content.answers:
            return self._answer(answer_id, tracker)
        line = NOT_UNDERSTOOD if answer_id == FROM_ARTICLE else utter_action  # the fact has gone meanwhile
        return await self._line(line, tracker, output_channel, **kwargs)

    def _introduced(self, utter_action: str, reply: dict[str, Any], tracker: DialogueStateTracker) -> dict[str, Any]:
        """To somebody who wrote in another language, in that language: that answers are in English, if they are."""
        language = self._content.other_languages.get(_asked(utter_action, tracker).get("language") or "")
        if language is None or self._content.is_written_in(language.code, utter_action.removeprefix("utter_")):
            return reply
        if utter_action == OTHER_LANGUAGE:
            return {**reply, "text": language.not_understood}
        return {**reply, "text": f"{language.answers_in_english}\n\n{reply['text']}"}

    async def _line(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        named = self._named(utter_action, tracker)
        unknown = self._unknown_service(tracker) if utter_action == NOT_UNDERSTOOD else None
        if unknown:
            named, kwargs = UNKNOWN_SERVICE, {**kwargs, "name": unknown}
        line: dict[str, Any] | None = await super().generate(named, tracker, output_channel, **kwargs)
        if line is None:
            raise LookupError(named)
        line["buttons"] = [_dialogue_button(button) for button in line.get("buttons") or []]
        if utter_action in OFFERS_THE_NEAREST:
            line["buttons"] = self._nearest(tracker)
        if utter_action == CLARIFY:
            line["buttons"] = self._options(tracker)
        if _asks_again(utter_action, tracker):
            line["text"] = f"{NOTED} {line['text']}"
        return line

    def _named(self, utter_action: str, tracker: DialogueStateTracker) -> str:
        """Help within a form is worded after what was wrong with the value, where that is known."""
        problem = _parsed(tracker).get("problem")
        specific = f"{HELP}_{problem}"
        return specific if utter_action == HELP and specific in self.responses else utter_action

    def _answer(self, answer_id: str, tracker: DialogueStateTracker) -> dict[str, Any]:
        question = _asked(f"utter_{answer_id}", tracker)
        entities = [(entity["entity"], entity["value"]) for entity in question.get("entities", [])]
        rendered = self._content.reply(answer_id, entities, language=question.get("language") or ENGLISH)
        reply: dict[str, Any] = {"text": rendered.text, "facts": [*rendered.facts, *rendered.fields]}
        if rendered.source is not None:
            reply["source"] = {"title": rendered.source.title, "link": rendered.source.link}
        if tracker.active_loop_name is None:
            for_the_team = not rendered.known or answer_id == ASK_A_CLINICIAN
            reply["buttons"] = self._next(rendered, question.get("text") if for_the_team else None)
        return reply

    def _quoted(self, tracker: DialogueStateTracker) -> Fact | None:
        quoted = next((part.get("fact") for part in _questions(tracker) if part["id"] == FROM_ARTICLE), None)
        return self._content.facts.get(quoted) if quoted else None

    def _from_article(self, fact: Fact, tracker: DialogueStateTracker) -> dict[str, Any]:
        """A fact word for word, since nobody has prepared an answer to what was asked."""
        reply: dict[str, Any] = {
            "text": f"{QUOTE} {fact.text}",
            "facts": [fact.id],
            "source": {"title": fact.article.title, "link": fact.article.link},
        }
        if tracker.active_loop_name is None:
            reply["buttons"] = self._nearest(tracker)
        return reply

    def _next(self, rendered: Rendered, for_the_team: str | None) -> list[dict[str, Any]]:
        """What to ask next; before it, where the answer left the question open, an offer to pass it on."""
        buttons = [self._offer(answer_id) for answer_id in rendered.next]
        if for_the_team:
            buttons.insert(0, {"title": ASK_THE_TEAM, "payload": {"intent": "human", "message": for_the_team}})
        return buttons[:OPTIONS]

    def _offer(self, answer_id: str) -> dict[str, Any]:
        title = OFFERED_AS.get(answer_id) or self._content.answers[answer_id].question
        return {"title": title, "payload": {"answer": answer_id}}

    def _options(self, tracker: DialogueStateTracker) -> list[dict[str, Any]]:
        """What may have been meant, and somebody to ask where it was none of it."""
        options = [option for part in _questions(tracker) for option in part.get("options", [])]
        return [
            *(self._offer(option) for option in options if option != "handoff/human"),
            {"title": TALK_TO_A_PERSON, "payload": {"answer": "handoff/human"}},
        ]

    def _unknown_service(self, tracker: DialogueStateTracker) -> str | None:
        """How to name a treatment that was asked for and that the clinic has said nothing about."""
        named = {
            entity["value"]
            for part in _questions(tracker)
            if f"utter_{part['id']}" == NOT_UNDERSTOOD
            for entity in part.get("entities", [])
            if entity["entity"] == "service"
        }
        services = [value for value in self._content.entities.get("service", ()) if value.name in named]
        return None if any(value.facts for value in services) else next((value.say for value in services), None)

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


def _asked(utter_action: str, tracker: DialogueStateTracker) -> Mapping[str, Any]:
    """The question of the last message that a response answers; nothing where there is none."""
    return next((part for part in _questions(tracker) if f"utter_{part['id']}" == utter_action), {})


def _questions(tracker: DialogueStateTracker) -> list[Mapping[str, Any]]:
    return list(_parsed(tracker).get("questions", []))


def _dialogue_button(button: Mapping[str, Any]) -> dict[str, Any]:
    """The domain writes a button's payload as `affirm` or `service=cupping`; it travels as a mapping."""
    field, has_value, value = str(button["payload"]).partition("=")
    payload = {"value": {field: value}} if has_value else {"intent": field}
    return {"title": button["title"], "payload": payload}
