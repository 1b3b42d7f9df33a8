"""What is said where no prepared answer fits but an article has the fact."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content import Content, load_content
from bot.engine.wording import ContentWording

ROOT = Path(__file__).parents[2]
FACT = "back_pain/immune_system"


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(ROOT / "data")


def said(content: Content, fact: str | None, *, in_form: bool = False) -> dict[str, Any]:
    """The reply to a message that was understood as a quote of this fact."""
    runners_up = [["faq/is_it_safe", 0.2], ["handoff/book", 0.1], ["faq/endorphins", 0.1]]
    question = {"text": "x", "id": "faq/from_article", "fact": fact, "runners_up": runners_up, "entities": []}
    events = [UserUttered("x", parse_data={"intent": {"name": "faq"}, "entities": [], "questions": [question]})]
    tracker = DialogueStateTracker.from_events("a", [*([ActiveLoop("booking_form")] if in_form else []), *events])
    wording = ContentWording(domain=Domain.load(str(ROOT / "domain.yml")), content=content)
    reply = asyncio.run(wording.generate("utter_faq/from_article", tracker, "web"))
    assert reply is not None
    return reply


def test_the_fact_is_quoted_word_for_word_with_its_article(content: Content) -> None:
    reply = said(content, FACT)

    assert reply["text"].endswith(content.facts[FACT].text)
    assert reply["source"]["title"] == "How Does Acupuncture Work for Back Pain?"
    assert reply["facts"] == [FACT]


def test_the_nearest_answers_and_a_person_are_offered_beside_it(content: Content) -> None:
    offered = [button["payload"]["answer"] for button in said(content, FACT)["buttons"]]

    assert offered == ["faq/is_it_safe", "faq/endorphins", "handoff/human"]


def test_while_something_is_being_asked_nothing_else_is_offered(content: Content) -> None:
    assert "buttons" not in said(content, FACT, in_form=True)


@pytest.mark.parametrize("gone", ["back_pain/long_gone", None])
def test_a_fact_that_has_gone_is_no_answer(content: Content, gone: str | None) -> None:
    reply = said(content, gone)

    assert "I don't know the answer" in reply["text"]
    assert "source" not in reply
