"""Answer ids and the plain intents that Rasa's rules see."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.content.intents import (
    DIALOGUE_IDS,
    HANDOFF_IDS,
    RETRIEVAL_INTENTS,
    answer_id_of,
    plain_intent,
    retrieval_intent,
)

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("answer_id", "intent", "retrieval"),
    [
        ("faq/prices", "faq", "faq"),
        ("safety/crisis", "safety", "safety"),
        ("handoff/book", "book", None),
        ("handoff/change_booking", "change_booking", None),
        ("handoff/human", "human", None),
        ("dialogue/greet", "dialogue", "dialogue"),
        ("dialogue/not_understood", "out_of_scope", "dialogue"),
    ],
)
def test_an_id_has_one_plain_intent(answer_id: str, intent: str, retrieval: str | None) -> None:
    assert plain_intent(answer_id) == intent
    assert retrieval_intent(answer_id) == retrieval


@pytest.mark.parametrize("answer_id", [*HANDOFF_IDS, "dialogue/not_understood"])
def test_an_intent_that_stands_for_one_id_leads_back_to_it(answer_id: str) -> None:
    assert answer_id_of(plain_intent(answer_id)) == answer_id


@pytest.mark.parametrize("intent", [*RETRIEVAL_INTENTS, "inform", ""])
def test_an_intent_of_many_ids_leads_back_to_none(intent: str) -> None:
    assert answer_id_of(intent) is None


@pytest.mark.parametrize("answer_id", ["", "faq", "faq/", "handoff/elsewhere", "prices", "nlu_fallback"])
def test_what_is_no_answer_id_is_refused(answer_id: str) -> None:
    with pytest.raises(ValueError, match="is no answer id"):
        plain_intent(answer_id)


def test_the_domain_declares_every_plain_intent_and_no_other_retrieval_intent() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    declared = {name: options or {} for intent in domain["intents"] for name, options in intent.items()}

    needed = {plain_intent(id) for id in (*HANDOFF_IDS, *DIALOGUE_IDS, "faq/x", "safety/x")}
    retrieval = {name for name, options in declared.items() if options.get("is_retrieval_intent")}

    assert needed <= declared.keys()
    assert retrieval == set(RETRIEVAL_INTENTS)
