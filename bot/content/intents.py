"""Which plain intent Rasa's rules see for an answer id, and which of Rasa's retrieval actions utters it.

Rules look only at what stands before a slash, so that `handoff/book` and `handoff/human` would be one to them.
Nothing here knows Rasa.
"""

from __future__ import annotations

from collections.abc import Mapping

FAQ = "faq"
SAFETY = "safety"
DIALOGUE = "dialogue"
OUT_OF_SCOPE = "out_of_scope"
SEVERAL = "several"  # a message with more than one question, none of which starts a form
NOT_UNDERSTOOD = "dialogue/not_understood"
OTHER_LANGUAGE = "dialogue/other_language"
CLARIFY = "dialogue/clarify"  # asked, never asked for
SMALL_TALK = ("dialogue/greet", "dialogue/goodbye", "dialogue/thanks")
EMERGENCY, CRISIS, ASK_A_CLINICIAN = "safety/emergency", "safety/crisis", "safety/ask_a_clinician"
URGENT_IDS = (EMERGENCY, CRISIS)  # an alarm: somebody needs help now
FROM_ARTICLE = "faq/from_article"  # a fact, quoted where no prepared answer fits; its wording is in no file

HANDOFF_OF_INTENT: Mapping[str, str] = {
    "book": "handoff/book",
    "change_booking": "handoff/change_booking",
    "human": "handoff/human",
}
HANDOFF_IDS = tuple(HANDOFF_OF_INTENT.values())
DIALOGUE_IDS = (
    *SMALL_TALK,
    "dialogue/capabilities",
    "dialogue/are_you_a_bot",
    CLARIFY,
    OTHER_LANGUAGE,
    NOT_UNDERSTOOD,
)
ID_OF_INTENT: Mapping[str, str] = {**HANDOFF_OF_INTENT, OUT_OF_SCOPE: NOT_UNDERSTOOD}
INTENT_OF_ID: Mapping[str, str] = {id: intent for intent, id in ID_OF_INTENT.items()}
RETRIEVAL_INTENTS = (FAQ, SAFETY, DIALOGUE)  # as domain.yml declares them


def plain_intent(answer_id: str) -> str:
    """The intent of an id. Raises a ValueError for what is no answer id."""
    if answer_id in INTENT_OF_ID:
        return INTENT_OF_ID[answer_id]
    return _family(answer_id)


def retrieval_intent(answer_id: str) -> str | None:
    """The retrieval intent whose action utters the id by itself; None for hand-offs, which custom actions start."""
    return None if answer_id in HANDOFF_IDS else _family(answer_id)


def answer_id_of(intent: str) -> str | None:
    """The id of an intent that stands for one alone; None for faq, safety and dialogue, which have many."""
    return ID_OF_INTENT.get(intent)


def _family(answer_id: str) -> str:
    family, slash, name = answer_id.partition("/")
    if family not in RETRIEVAL_INTENTS or not slash or not name:
        raise ValueError(
            f'"{answer_id}" is no answer id: these start with {", ".join(RETRIEVAL_INTENTS)} or handoff.'
        )
    return family
