"""A whole visit on Telegram: a question, a button, a booking; by webhook and where the news is asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from bot.database.database import Database
from bot.database.schema import conversation, request
from bot.engine.engine import Engine
from tests.channels.telegram.conftest import Assistant
from tests.channels.telegram.visitors import Visitor
from tests.channels.telegram.whole_visit import a_whole_visit, rows
from tests.stand_ins import ScriptedThinker, a_request

Run = Callable[[Assistant], AbstractContextManager[Database]]

WAYS = pytest.mark.parametrize("run", [Assistant.by_webhook, Assistant.polling], ids=["webhook", "polling"])


@WAYS
def test_a_visit_from_the_first_greeting_to_a_booking(
    run: Run, assistant: Assistant, thinker: ScriptedThinker, dana: Visitor
) -> None:
    with run(assistant) as database:
        dana.says("/start")
        (welcome,) = dana.sees_in_time("automatic assistant of Harbour Lane Acupuncture")
        assert "kept for 90 days" in welcome, "before the first message one reads what is kept"
        dana.says("why the rings")
        dana.sees_in_time("You said why the rings")
        dana.presses("Talk to a person")
        dana.sees_in_time("You said Talk to a person")
        thinker.requests = (a_request("LIV-2K4M"),)
        dana.says("yes, book it")
        dana.sees_in_time("You said yes, book it")

        (stored,) = rows(database, request)
        assert (stored.reference, stored.name) == ("LIV-2K4M", "Dana Whitfield")
        (chat,) = rows(database, conversation)
        assert (chat.channel, chat.chat) == ("telegram", "501")
    assert thinker.heard == ["why the rings", "Talk to a person", "yes, book it"]
    assert thinker.turns[1].messages[0].choice == {"answer": "handoff/human"}
    assert {turn.channel for turn in thinker.turns} == {"telegram"}


@WAYS
def test_the_same_visit_through_the_whole_engine(
    run: Run, engine: Engine, assistant: Assistant, dana: Visitor
) -> None:
    assistant.thinker = engine
    with run(assistant) as database:
        a_whole_visit(dana, database)


@WAYS
def test_a_command_and_a_picture_leave_a_booking_where_it_was(
    run: Run, engine: Engine, assistant: Assistant, dana: Visitor
) -> None:
    assistant.thinker = engine
    with run(assistant):
        dana.says("book me in")
        dana.sees_in_time("What would you like to come for?")
        dana.says("/help")
        dana.sees_in_time("Ask me in your own words")
        dana.says(None, photo=[{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}])
        dana.sees_in_time("I can only read text")

        dana.says("cupping")

        dana.sees_in_time("When would suit you?")
