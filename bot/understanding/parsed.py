"""The shape in which an understood message travels through Rasa: its parse data.

`intent` is plain (faq, safety, book, ...), `questions` lists the parts with their answer ids, and
`response_selector` lets Rasa utter a single answer by itself (the shape is its ResponseSelector's).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.intents import HANDOFF_IDS, SEVERAL, plain_intent, retrieval_intent
from bot.understanding.decision import Decision

Entities = Sequence[Mapping[str, Any]]


def parse_data(decisions: Sequence[Decision], entities: Entities) -> dict[str, Any]:
    """What a classifier of Rasa's would have set on the message, and our `questions` beside it.

    Several questions are answered in their order, and a hand-off among them starts last: its intent is the message's.
    """
    in_order = sorted(decisions, key=lambda decision: decision.id in HANDOFF_IDS)
    questions = [_question(decision, entities) for decision in in_order]
    return {"entities": [dict(entity) for entity in entities], **asking(questions)}


def asking(questions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What of the parse data follows from the questions. The least sure of them says how sure it all is."""
    last = questions[-1]["id"]
    name = plain_intent(last) if len(questions) == 1 or last in HANDOFF_IDS else SEVERAL
    return {
        "intent": {"name": name, "confidence": min(question["confidence"] for question in questions)},
        "questions": list(questions),
        "response_selector": response_selector(last) if len(questions) == 1 else _NONE,
    }


def _question(decision: Decision, entities: Entities) -> dict[str, Any]:
    return {
        "text": decision.text,
        "id": decision.id,
        "confidence": round(decision.confidence, 4),
        "runners_up": [list(pair) for pair in decision.runners_up],
        "options": list(decision.options),
        "entities": [dict(entity) for entity in entities if _is_named_in(entity, decision)],
        "by_rule": decision.by_rule,
        "language": decision.language,
        "fact": decision.fact,
    }


def _is_named_in(entity: Mapping[str, Any], decision: Decision) -> bool:
    return decision.end is None or bool(decision.start <= entity["start"] < decision.end)


_NONE: dict[str, Any] = {"all_retrieval_intents": []}


def response_selector(answer_id: str) -> dict[str, Any]:
    """Names the response for Rasa's own retrieval action; empty for what only custom actions answer."""
    retrieval = retrieval_intent(answer_id)
    if retrieval is None:
        return _NONE
    response = {"intent_response_key": answer_id, "utter_action": f"utter_{answer_id}", "responses": []}
    return {"all_retrieval_intents": [retrieval], retrieval: {"response": response, "ranking": []}}


def understood_as(answer_id: str, text: str) -> dict[str, Any]:
    """The parse data of what leaves no doubt: a pressed button."""
    return parse_data([Decision(answer_id, 1.0, (), text=text)], [])
