"""Copies make many conversations of few, and each of them is one of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from bot.content import Content
from bot.database.database import Database
from bot.database.schema import audit, conversation, inbox, message, request, turn
from bot.demo import filling
from bot.demo.copies import Copier, originals
from bot.demo.filling import fill
from bot.demo.phrases import Phrases
from bot.engine.engine import Engine
from bot.engine.turn import Turn, TurnResult
from tests.demo.conftest import NOW, Parrot, a_new_database, rows
from tests.stand_ins import a_request, an_answer

LED, MANY = 30, 300


@pytest.fixture(scope="module")
def many(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Few conversations that the assistant has led, and many copies."""
    opened = a_new_database(tmp_path_factory.mktemp("many"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "MOST_LED", LED)
        assert fill(opened, engine, engine.content, count=MANY, seed=1, now=NOW).conversations == MANY
    yield opened
    opened.close()


def test_a_copy_has_a_name_of_its_own_and_belongs_together(many: Database) -> None:
    with many.transaction() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        turns = {one.id: one.conversation_id for one in rows(connection, turn)}
        by_turn = [
            (one.turn_id, one.conversation_id)
            for table in (message, inbox, request)
            for one in rows(connection, table)
        ]
        names = [one.id for one in rows(connection, conversation)]

    assert len(set(names)) == MANY
    assert all(name.startswith("invented-") for name in names)
    assert by_turn
    assert all(turns[turn_id] == conversation_id for turn_id, conversation_id in by_turn)


def test_every_copied_request_has_a_reference_of_its_own_that_its_visitor_has_read(many: Database) -> None:
    with many.transaction() as connection:
        requests = rows(connection, request)
        read = {one.conversation_id: [] for one in requests}
        for one in rows(connection, message):
            read.get(one.conversation_id, []).append(one.text)

    assert len({one.reference for one in requests}) == len(requests) > 5
    assert all(any(one.reference in said for said in read[one.conversation_id]) for one in requests)
    assert all(any(one.name in said for said in read[one.conversation_id]) for one in requests)


def test_visitors_in_copies_have_words_of_their_own(many: Database) -> None:
    with many.transaction() as connection:
        said = [one.text for one in rows(connection, message) if one.sender == "visitor" and one.answers]

    assert len(set(said)) > 0.6 * len(said)


def test_a_copied_word_is_found_by_a_search(many: Database) -> None:
    with many.transaction() as connection:
        last = [one for one in rows(connection, message) if one.sender == "visitor" and "needle" in one.text][-1]
        found = connection.execute(text("SELECT rowid FROM message_words WHERE message_words MATCH 'needle*'"))

        assert last.id in found.scalars().all()


def test_no_copy_is_of_the_future_and_nobody_has_dealt_with_what_had_not_happened(many: Database) -> None:
    with many.transaction() as connection:
        moments = [one.at for table in (message, audit) for one in rows(connection, table)]
        reviewed = [one for one in rows(connection, conversation) if one.reviewed_at]

    assert max(moments) <= NOW + timedelta(seconds=1)
    assert reviewed
    assert all(one.created_at <= one.reviewed_at <= NOW for one in reviewed)


def test_what_is_said_after_the_copies_gets_a_later_number(many: Database) -> None:
    with many.transaction() as connection:
        known = rows(connection, message)
        row = {"conversation_id": known[0].conversation_id, "turn_id": known[0].turn_id, "sender": "visitor"}
        added = connection.execute(insert(message).values(**row, at=NOW, text="hello again"))

    assert added.inserted_primary_key[0] > max(one.id for one in known)


def test_a_visitor_is_not_given_other_words_for_what_a_form_asked(database: Database, content: Content) -> None:
    """Her name is in the request, so it has to stay what she typed, if under another name."""

    class Books(Parrot):
        def handle_now(self, turn: Turn) -> TurnResult:
            request = a_request(f"LIV-{turn.number}AAA", name=turn.messages[0].text)
            return an_answer(f"Thank you, {request.name}.", turn, requests=(request,) if turn.number == 1 else ())

    chance = random.Random(1)
    fill(database, Books(), content, count=1, seed=1, now=NOW)
    with database.transaction() as connection:
        found = originals(connection)

    assert list(Copier(found, Phrases(content.examples, chance), chance, NOW).copy_all(database, [NOW])) == [1]

    with database.transaction() as connection:
        first, second = rows(connection, request)
    assert first.name != second.name
