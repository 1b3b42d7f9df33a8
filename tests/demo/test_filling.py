"""What the staff pages can be looked at with: everything that happens, and nobody who exists."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.content import Content
from bot.database.database import Database
from bot.database.schema import audit, conversation, message, note, outbox, request
from bot.demo.filling import HasRealConversations, clear, fill
from bot.engine.engine import Engine
from tests.demo.conftest import NOW, SOME, Demo, Parrot, rows
from tests.desk import a_desk
from tests.stand_ins import ScriptedThinker


def test_every_conversation_says_that_it_is_invented(demo: Demo) -> None:
    ids = [one.id for one in demo.rows(conversation)]

    assert len(ids) == demo.filled.conversations == SOME
    assert all(id.startswith("invented-") for id in ids)


def test_nobody_in_it_can_be_reached(demo: Demo) -> None:
    requests = demo.rows(request)
    phones = [one.phone for one in requests if one.phone]
    emails = [one.email for one in requests if one.email]

    assert phones
    assert all(re.fullmatch(r"415 555 01\d\d", phone) for phone in phones)
    assert emails
    assert all(email.endswith("@example.com") for email in emails)


def test_nothing_is_sent_to_a_platform(demo: Demo) -> None:
    assert {"web", "telegram"} == {one.channel for one in demo.rows(conversation)}
    assert demo.rows(outbox) == []


def test_everything_that_staff_can_look_for_has_happened_lately(demo: Demo) -> None:
    conversations = demo.rows(conversation)
    recent = [one for one in conversations if one.last_at > NOW - timedelta(days=2)]

    assert any(one.safety for one in recent)
    assert any(one.not_understood for one in recent)
    assert any(one.handed_off for one in recent)
    assert any(one.booked for one in recent)
    assert any(one.reviewed_at for one in conversations)
    assert any(not one.reviewed_at for one in conversations)
    assert demo.rows(note)
    assert {one.kind for one in demo.rows(request)} == {"booking", "call_back"}


def test_one_is_going_on_and_none_is_in_the_future(demo: Demo) -> None:
    last = max(one.last_at for one in demo.rows(conversation))

    assert NOW - timedelta(minutes=5) < last <= NOW + timedelta(seconds=1)
    assert max(one.at for one in demo.rows(audit)) <= NOW


def test_one_is_longer_than_a_page(demo: Demo) -> None:
    assert max(one.turns for one in demo.rows(conversation)) > 100


def test_what_was_understood_and_what_it_rests_on_comes_from_the_assistant(demo: Demo, engine: Engine) -> None:
    messages = demo.rows(message)
    confidences = {one.confidence for one in messages if one.sender == "visitor" and one.confidence}
    facts = {fact for one in messages if one.sender == "bot" for fact in one.facts or ()}

    assert len(confidences) > 20
    assert any(one.runners_up for one in messages if one.sender == "visitor")
    assert facts & set(engine.content.facts)


def test_colleagues_have_changed_requests_and_it_is_on_record_who(demo: Demo) -> None:
    changed = [one for one in demo.rows(request) if one.status != "new"]
    recorded = {(one.request_id, one.detail) for one in demo.rows(audit) if one.action == "status"}

    assert changed
    assert all(one.changed_by and one.changed_at for one in changed)
    assert {(one.id, one.status) for one in changed} <= recorded


def test_the_same_seed_fills_in_the_same_and_another_one_does_not(database: Database, content: Content) -> None:
    first = _filled_by(database, content, seed=1)
    again = _filled_by(database, content, seed=1)
    other = _filled_by(database, content, seed=2)

    assert first == again
    assert first != other


def test_filling_again_replaces_what_was_there(database: Database, content: Content) -> None:
    _filled_by(database, content, seed=1)

    assert len({id for id, *_ in _filled_by(database, content, seed=2)}) == SOME


@pytest.mark.anyio
async def test_a_database_with_a_real_conversation_is_left_alone(
    database: Database, thinker: ScriptedThinker
) -> None:
    async with a_desk(database, thinker) as desk:
        conversation_id = await desk.receive("does it hurt")
        await desk.settled()
        before = await desk.said(conversation_id)

        with pytest.raises(HasRealConversations):
            clear(database)

        assert await desk.said(conversation_id) == before


def _filled_by(database: Database, content: Content, *, seed: int) -> list[tuple[object, ...]]:
    """Who said what when, after a filling by an engine that costs no time."""
    clear(database)
    fill(database, Parrot(), content, count=SOME, seed=seed, now=NOW)
    with database.transaction() as connection:
        return [(one.conversation_id, one.at, one.text) for one in rows(connection, message)]
