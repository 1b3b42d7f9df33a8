"""Whatever an action or a wording raises, the turn fails as a whole and says so, and the next turn is fine."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import Content
from bot.engine.engine import Engine
from bot.engine.failures import TurnFailed
from bot.engine.rehearsal import Rehearsal
from tests.conftest import Chat

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize("error", [RuntimeError("boom"), KeyError("slot"), ValueError("visitor said: secret")])
def test_an_action_that_raises_fails_the_turn_and_loses_nothing_else(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def raises(*_: object) -> str:
        raise error

    for text in ("book me in", "cupping", "friday at 3", "Rosa Delgado", "rosa@example.com"):
        chat.say(text)
    with monkeypatch.context() as broken:
        broken.setattr("actions.requests.reference", raises)
        with pytest.raises(TurnFailed) as failure:
            chat.say("yes")

    assert "secret" not in str(failure.value)
    assert chat.say("yes").requests[0].name == "Rosa Delgado"


def test_a_wording_that_raises_fails_the_turn(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    def raises(*_: object) -> None:
        raise RuntimeError("no such fact")

    monkeypatch.setattr(Content, "reply", raises)

    with pytest.raises(TurnFailed):
        chat.say("does it hurt?")


def test_a_failing_turn_leaves_nothing_behind_in_the_engine(
    engine: Engine, chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Content, "reply", lambda *_: 1 / 0)
        with pytest.raises(TurnFailed):
            chat.say("does it hurt?")

    result = chat.say("does it hurt?")

    assert [event["event"] for event in result.events].count("user") == 1


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=300))
def test_no_message_ends_without_a_reply(engine: Engine, text: str) -> None:
    result = Rehearsal(engine, "any", NOW).say(text)

    assert all(reply.text for reply in result.replies)
    assert result.replies


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(
        st.sampled_from(
            [
                "book me in",
                "cupping",
                "friday",
                "Rosa",
                "rosa@example.com",
                "yes",
                "no",
                "cancel",
                "does it hurt?",
                "call me",
                "hello",
                "????",
                "i want to kill myself",
                "change my appointment",
                "/restart",
                "thanks",
                "ok",
            ]
        ),
        max_size=12,
    )
)
def test_no_turn_of_any_conversation_ends_without_a_reply(engine: Engine, texts: list[str]) -> None:
    conversation = Rehearsal(engine, "any", NOW)

    for text in texts:
        assert conversation.say(text).replies
