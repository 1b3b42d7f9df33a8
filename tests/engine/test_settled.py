"""Whether the engine answers at once, waits for more, or has nothing to add."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.engine.engine import Engine
from bot.engine.rehearsal import given_answers
from bot.engine.settled import as_one
from bot.engine.turn import JustBefore, PastTurn, Turn, TurnResult, VisitorMessage
from tests.conftest import Chat

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)


def hear(engine: Engine, *texts: str, after: TurnResult | None = None, just: JustBefore | None = None) -> Turn:
    past = (PastTurn(after.state, after.events),) if after else ()
    return Turn("any", 2, tuple(map(VisitorMessage, texts)), past, NOW, just_before=just)


@pytest.mark.parametrize("text", ["does it hurt?", "how much is it", "i cant feel my legs", "what are your hours"])
def test_what_is_understood_is_answered_at_once(engine: Engine, text: str) -> None:
    result = engine.handle_now_if_settled(hear(engine, text))

    assert result is not None
    assert result.replies


@pytest.mark.parametrize("text", ["hi", "how do i", "quick question", "so", "if i come on monday", "asdf jkl"])
def test_what_may_go_on_is_held(engine: Engine, text: str) -> None:
    assert engine.handle_now_if_settled(hear(engine, text)) is None


def test_whoever_only_asks_whether_to_wait_changes_nothing(chat: Chat, engine: Engine) -> None:
    chat.say("book me in")
    turn = Turn(chat.rehearsal.conversation, 2, (VisitorMessage("is it"),), _past(chat), NOW)

    assert engine.handle_now_if_settled(turn) is None

    chat.say("cupping")
    assert chat.asks_for == "when_said"
    assert chat.booking == {**(chat.booking or {}), "service": "cupping", "when_said": None}


def test_texts_of_one_turn_are_understood_as_one(engine: Engine) -> None:
    result = engine.handle_now(hear(engine, "hi", "how much", "does it cost?"))

    assert [event["text"] for event in result.events if event["event"] == "user"] == ["hi\nhow much\ndoes it cost?"]
    assert len(result.understood) == 1
    assert given_answers(result)[-1:] == ["faq/prices"]


def test_a_greeting_beforehand_does_not_blur_the_question(engine: Engine) -> None:
    result = engine.handle_now_if_settled(hear(engine, "hello you", "how much?"))

    assert result is not None
    assert given_answers(result) == ["faq/prices"]


def test_half_a_sentence_is_gone_on_with() -> None:
    assert as_one(["hi", "do you", "take", "aetna"]) == "hi\ndo you take\naetna"


@pytest.mark.parametrize(
    "texts",
    [
        ("hi", "i cant feel", "my legs"),
        ("which treatments do you offer", "i cant feel my legs"),
        ("i cant feel my legs", "anyway", "how much is it"),
    ],
)
def test_a_red_flag_is_seen_however_it_is_cut_and_whatever_stands_beside_it(
    engine: Engine, texts: tuple[str, ...]
) -> None:
    result = engine.handle_now_if_settled(hear(engine, *texts))

    assert result is not None
    assert given_answers(result)[0] == "safety/emergency"


def test_a_red_flag_shows_even_when_its_beginning_was_answered_already(engine: Engine) -> None:
    just = JustBefore(("i cant feel",), ("dialogue/not_understood",))

    result = engine.handle_now_if_settled(hear(engine, "my legs", just=just))

    assert result is not None
    assert given_answers(result)[0] == "safety/emergency"


@pytest.mark.parametrize("text", ["hurt*", "generally", "i mean"])
def test_what_only_finishes_a_question_that_was_just_answered_gets_no_second_answer(
    engine: Engine, text: str
) -> None:
    first = engine.handle_now(hear(engine, "do the needles hurt"))
    just = JustBefore(("do the needles hurt",), tuple(given_answers(first)))

    result = engine.handle_now_if_settled(hear(engine, text, after=first, just=just))

    assert given_answers(first) == ["faq/do_needles_hurt"]
    assert result is not None
    assert (result.replies, result.aside) == ((), True)
    assert result.understood[0].answers == ("faq/do_needles_hurt",)


def test_another_question_that_follows_at_once_is_answered(engine: Engine) -> None:
    first = engine.handle_now(hear(engine, "do the needles hurt"))
    just = JustBefore(("do the needles hurt",), tuple(given_answers(first)))

    result = engine.handle_now_if_settled(hear(engine, "and how much is it", after=first, just=just))

    assert result is not None
    assert given_answers(result) == ["faq/prices"]


def test_a_value_that_the_booking_form_waits_for_is_taken_at_once(chat: Chat, engine: Engine) -> None:
    for text, field in (
        ("book me in", "service"),
        ("cupping", "when_said"),
        ("friday at 3", "name"),
        ("Rosa", "contact"),
    ):
        result = engine.handle_now_if_settled(Turn("any", 9, (VisitorMessage(text),), _past(chat), NOW))
        assert result is not None, text
        chat.say(text)
        assert chat.asks_for == field


def test_in_the_booking_form_half_a_sentence_is_held(chat: Chat, engine: Engine) -> None:
    chat.say("book me in")

    assert engine.handle_now_if_settled(Turn("any", 9, (VisitorMessage("does it"),), _past(chat), NOW)) is None


def _past(chat: Chat) -> tuple[PastTurn, ...]:
    return tuple(PastTurn(result.state, result.events) for result in chat.rehearsal.results[-6:])
