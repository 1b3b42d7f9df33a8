"""The shape in which an understood message travels through Rasa: its parse data.

`intent` is plain (faq, safety, book, ...), `questions` lists the parts with their answer ids, and
`response_selector` lets Rasa utter a single answer by itself (the shape is its ResponseSelector's).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.intents import plain_intent, retrieval_intent
from bot.understanding.decision import Decision

Entities = Sequence[Mapping[str, Any]]


def parse_data(text: str, decision: Decision, entities: Entities) -> dict[str, Any]:
    """What a classifier of Rasa's would have set on the message, and our `questions` beside it."""
    question = {
        "text": text,
        "id": decision.id,
        "confidence": round(decision.confidence, 4),
        "runners_up": [list(pair) for pair in decision.runners_up],
        "entities": [dict(entity) for entity in entities],
        "by_rule": decision.by_rule,
    }
    return {
        "intent": {"name": plain_intent(decision.id), "confidence": round(decision.confidence, 4)},
        "entities": [dict(entity) for entity in entities],
        "questions": [question],
        "response_selector": response_selector(decision.id),
    }


def response_selector(answer_id: str) -> dict[str, Any]:
    """Names the response for Rasa's own retrieval action; empty for what only custom actions answer."""
    retrieval = retrieval_intent(answer_id)
    if retrieval is None:
        return {"all_retrieval_intents": []}
    response = {"intent_response_key": answer_id, "utter_action": f"utter_{answer_id}", "responses": []}
    return {"all_retrieval_intents": [retrieval], retrieval: {"response": response, "ranking": []}}


def understood_as(answer_id: str, text: str) -> dict[str, Any]:
    """The parse data of what leaves no doubt: a pressed button."""
    return parse_data(text, Decision(answer_id, 1.0, ()), [])
