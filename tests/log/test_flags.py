"""What happened in a turn is marked on its message and on its conversation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.channels import inbox, turns
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.database.schema import conversation, message
from bot.engine.turn import Reply
from bot.log.flags import Flags, flags_of
from tests.desk import a_message
from tests.stand_ins import a_request, an_answer

FLAGS = ("not_understood", "safety", "handed_off", "booked")


def a_turn(connection: Connection, *replies: str, requests: tuple[Any, ...] = (), at: datetime | None = None) -> None:
    """Dana writes, and is answered with these responses."""
    now = at or utc_now()
    inbox.store(connection, a_message("hello"), now)
    work = turns.next_work(connection, "web-dana")
    assert work is not None
    result = an_answer("hello", work.as_turn(now), requests=requests)
    said = tuple(Reply("A reply.", utter_action) for utter_action in replies) or result.replies
    assert turns.commit(connection, work, replace(result, replies=said), now)


def flags(connection: Connection) -> set[str]:
    row = connection.execute(select(*(conversation.c[name] for name in FLAGS))).one()
    return {name for name in FLAGS if row[name]}


@pytest.mark.parametrize(
    ("reply", "marked", "flag"),
    [
        ("utter_faq/cupping_marks", set(), None),
        ("utter_dialogue/not_understood", {"not_understood"}, "not_understood"),
        ("utter_dialogue/failed", {"not_understood"}, "not_understood"),
        ("utter_form_help", {"not_understood"}, "not_understood"),
        ("utter_form_help_contact_too_short", set(), None),
        ("utter_safety/emergency", {"safety"}, "safety"),
        ("utter_safety/crisis", {"safety"}, "safety"),
        ("utter_safety/ask_a_clinician", set(), None),
        ("utter_handoff/human", {"handed_off"}, None),
        ("utter_handoff/change_booking", {"handed_off"}, None),
        ("utter_handoff/book", set(), None),
    ],
)
def test_a_turn_marks_its_conversation_and_its_message(
    database: Database, reply: str, marked: set[str], flag: str | None
) -> None:
    with database.transaction() as connection:
        a_turn(connection, reply)

        assert flags(connection) == marked
        assert connection.execute(select(message.c.flag).where(message.c.sender == "visitor")).scalar_one() == flag


def test_a_booking_and_a_call_back_are_marked() -> None:
    assert flags_of(["utter_booking_submitted"], ["booking"]) == Flags(booked=True)
    assert flags_of(["utter_call_back_submitted"], ["call_back"]) == Flags(handed_off=True)


def test_what_was_marked_stays_marked_when_the_visitor_goes_on(database: Database) -> None:
    with database.transaction() as connection:
        a_turn(connection, "utter_safety/emergency")
        a_turn(connection, "utter_faq/cupping_marks", requests=(a_request(),))

        assert flags(connection) == {"safety", "booked"}


def test_a_reviewed_conversation_is_to_be_reviewed_again_when_the_visitor_goes_on(database: Database) -> None:
    with database.transaction() as connection:
        a_turn(connection)
        connection.execute(update(conversation).values(reviewed_at=utc_now(), reviewed_by="Ines"))

        a_turn(connection)

        row = connection.execute(select(conversation.c.reviewed_at, conversation.c.reviewed_by)).one()
        assert tuple(row) == (None, None)
