"""Requests in the database: each is kept once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest
from sqlalchemy import create_engine, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.booking.request import Request
from bot.booking.store import requests_of, save_request
from bot.database.schema import conversation, metadata, request, turn

NOW = datetime(2026, 5, 6, 17, 30, tzinfo=timezone.utc)


def a_request(**changed: Any) -> Request:
    values: dict[str, Any] = {
        "kind": "booking",
        "reference": "K7QM-2XWD",
        "name": "Dana Reyes",
        "phone": "415 555 0142",
    }
    return Request(**{**values, "service": "cupping", "when_said": "friday at 3", **changed})


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A database in memory, with one conversation of two turns."""
    engine = create_engine("sqlite://", future=True)
    metadata.create_all(engine)
    with engine.begin() as opened:
        opened.execute(insert(conversation).values(id="c1", channel="web", created_at=NOW, last_at=NOW))
        for number in (1, 2):
            opened.execute(insert(turn).values(id=number, conversation_id="c1", number=number, events=[], at=NOW))
        yield opened


def test_a_request_is_kept_as_it_was_made(connection: Connection) -> None:
    made = a_request(when_start="2026-05-08T15:00", notes="ramp, please")

    assert save_request(connection, made, conversation="c1", turn_id=1, now=NOW)

    assert list(requests_of(connection, "c1")) == [made]
    row = connection.execute(select(request)).one()
    assert (row.status, row.created_at) == ("new", NOW)


def test_the_same_turn_stored_twice_makes_one_request(connection: Connection) -> None:
    save_request(connection, a_request(), conversation="c1", turn_id=1, now=NOW)

    again = save_request(connection, a_request(), conversation="c1", turn_id=1, now=NOW)

    assert not again
    assert len(requests_of(connection, "c1")) == 1


def test_a_booking_and_a_call_back_of_one_conversation_are_both_kept(connection: Connection) -> None:
    save_request(connection, a_request(), conversation="c1", turn_id=1, now=NOW)
    save_request(
        connection, a_request(kind="call_back", reference="ABCD-2345"), conversation="c1", turn_id=2, now=NOW
    )

    assert [one.kind for one in requests_of(connection, "c1")] == ["booking", "call_back"]


def test_a_reference_that_is_taken_is_an_error_and_no_lost_request(connection: Connection) -> None:
    save_request(connection, a_request(), conversation="c1", turn_id=1, now=NOW)

    with pytest.raises(IntegrityError):
        save_request(connection, a_request(), conversation="c1", turn_id=2, now=NOW)


def test_other_conversations_requests_are_not_shown(connection: Connection) -> None:
    save_request(connection, a_request(), conversation="c1", turn_id=1, now=NOW)

    assert list(requests_of(connection, "c2")) == []
