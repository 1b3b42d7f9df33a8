"""What a message means while something is being asked: the last step of the pipeline.

It knows from the tracker which form is active and what was asked for, lets `bot.booking` decide, and rewrites the
plain intent and the values that fill slots. Outside a form it only picks up what an opening message already says
("book cupping on friday, I'm Rosa").
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.booking.dialogue import Field, Form, Heard, Move, decide, opening_values
from bot.booking.opening import wants_booking
from bot.content import load_content
from bot.content.intents import ASK_A_CLINICIAN, NOT_UNDERSTOOD, SEVERAL, plain_intent
from bot.understanding.parsed import asking, understood_as

FORM_VALUE = "form_value"
CLEARED = ""  # Rasa sets no slot to None from an entity
FIELDS: Mapping[str, Field] = {
    "service": "service",
    "when_said": "when",
    "name": "name",
    "contact": "contact",
    "message": "message",
    "confirmed": "confirm",
}
SLOTS = ("service", "when_said", "when_start", "name", "contact", "message", "confirmed")

ONLY_IN_FORMS = ("inform", "affirm", "deny", "cancel")
HANDOFFS = ("book", "human", "change_booking")
SURE = 0.5
STARTS = {"booking_form": ("book",), "call_back_form": ("human", "change_booking")}

ParseData = dict[str, Any]
ServiceWords = Mapping[str, tuple[str, ...]]


def in_context(
    parse: ParseData,
    tracker: DialogueStateTracker,
    *,
    now: datetime,
    services: ServiceWords,
    date_order: str,
    choice: Mapping[str, Any] | None = None,
) -> ParseData:
    """The parse data of a message, as it is meant at this point of the conversation. `now` is the clinic's time."""
    if tracker.active_loop_name is None:
        return _outside(parse, now, services, date_order, choice)
    form = _form(tracker)
    parse = _besides_what_is_under_way(parse, form)
    question = (parse.get("questions") or [{}])[0]
    safety = str(question.get("id")).startswith("safety/")
    intent = parse[INTENT]["name"]
    heard = Heard(
        text=parse[TEXT],
        intent="faq" if intent == SEVERAL else intent,
        answer=question.get("id"),
        confidence=parse[INTENT]["confidence"],
        safety=safety,
        choice=choice,
    )
    return _as_moved(parse, _as_the_rules_know(decide(form, heard, now, services, date_order), form))


def _besides_what_is_under_way(parse: ParseData, form: Form) -> ParseData:
    """The other questions of a message that also asks for what the form is doing already."""
    questions = parse.get("questions") or []
    others = [question for question in questions if plain_intent(question["id"]) not in STARTS[form.name]]
    if len(questions) < 2 or not others:
        return parse
    return {**parse, **asking(others)}


def _outside(
    parse: ParseData, now: datetime, services: ServiceWords, date_order: str, choice: Mapping[str, Any] | None
) -> ParseData:
    """Nothing is being asked: a hand-off may bring values along, and a stale button is no answer to anything."""
    if choice is None:
        return _written(parse, now, services, date_order)
    intent = parse[INTENT]["name"]
    if isinstance(choice.get("value"), Mapping):
        return _with_values({**parse, **understood_as("handoff/book", parse[TEXT])}, choice["value"])
    if intent in ONLY_IN_FORMS:
        return {**parse, **understood_as(NOT_UNDERSTOOD, parse[TEXT])}
    return _with_values(parse, {"message": choice["message"]} if "message" in choice else {})


def _written(parse: ParseData, now: datetime, services: ServiceWords, date_order: str) -> ParseData:
    """A message that opens a booking may be all values ("cupping friday 3pm pls"), which no classifier knows."""
    text = parse[TEXT]
    if _open_to_doubt(parse) and wants_booking(text, now, services, date_order):
        parse = {**parse, **understood_as("handoff/book", text), ENTITIES: parse.get(ENTITIES, [])}
    if parse[INTENT]["name"] != "book":
        return parse
    return _with_values(parse, opening_values(text, now, services, date_order))


def _open_to_doubt(parse: ParseData) -> bool:
    """Whether the classifier's word may yet be overruled: never an alarm, nor what is a hand-off already."""
    if parse[INTENT]["name"] == "safety":
        return bool(parse["questions"][0]["id"] == ASK_A_CLINICIAN and parse[INTENT]["confidence"] < SURE)
    return parse[INTENT]["name"] not in (*HANDOFFS, SEVERAL)


def _as_the_rules_know(move: Move, form: Form) -> Move:
    """The rules know yes and no to the summary alone; elsewhere these, and what is under way, are met with help."""
    if move.intent == "deny" and form.asked != "confirm":
        return Move("out_of_scope", move.values, problem="refused")
    if (move.intent == "affirm" and not move.values) or move.intent in STARTS[form.name]:
        return Move("out_of_scope", move.values, problem="agreed")
    return move


def _form(tracker: DialogueStateTracker) -> Form:
    asked = FIELDS.get(tracker.get_slot("requested_slot") or "")
    filled = {slot: tracker.get_slot(slot) for slot in SLOTS if tracker.get_slot(slot) is not None}
    return Form(name=tracker.active_loop_name, asked=asked, filled=filled)


def _as_moved(parse: ParseData, move: Move) -> ParseData:
    moved = _with_values(parse, move.values)
    if parse[INTENT]["name"] == SEVERAL and move.intent == "faq":
        return moved
    if parse[INTENT]["name"] == SEVERAL and move.intent == "safety":
        moved = {**moved, **asking(parse["questions"][:1])}
    if move.intent != moved[INTENT]["name"]:
        moved[INTENT] = {"name": move.intent, "confidence": 1.0}
        if move.intent in ONLY_IN_FORMS:
            moved["questions"] = []
    if move.problem:
        moved["problem"] = move.problem
    return moved


def _with_values(parse: ParseData, values: Mapping[str, Any]) -> ParseData:
    found = [
        {"entity": FORM_VALUE, "role": slot, "value": value if value is not None else CLEARED}
        for slot, value in values.items()
        if slot in SLOTS
    ]
    return {**parse, ENTITIES: [*parse.get(ENTITIES, []), *found]}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FormContext(GraphComponent):
    """`in_context` as a graph component, for every message that comes through Rasa's own pipeline."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"data": "data"}

    def __init__(self, config: dict[str, Any]) -> None:
        content = load_content(Path(config["data"]))
        self.services = service_words(content.entities)
        self.date_order = content.profile.date_order

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls(config)

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        for message in messages:
            if not message.get(INTENT):
                continue
            parse = {key: message.get(key) for key in (TEXT, INTENT, ENTITIES, "questions", "response_selector")}
            now = _clock(message.get("metadata") or {})
            moved = in_context(parse, tracker, now=now, services=self.services, date_order=self.date_order)
            for key, value in moved.items():
                message.set(key, value, add_to_output=True)
        return messages


def service_words(entities: Mapping[str, Any]) -> ServiceWords:
    """The services that the clinic offers, each with the words for it."""
    return {value.name: tuple(value.words) for value in entities.get("service", ()) if value.facts}


def _clock(metadata: Mapping[str, Any]) -> datetime:
    """The clinic's time: the engine passes it along; under `rasa shell` it is the machine's."""
    said = metadata.get("now")
    return datetime.fromisoformat(said).replace(tzinfo=None) if said else datetime.now()
