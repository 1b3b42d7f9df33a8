"""A list of conversations is what somebody would pick by hand, however it is filtered, searched and cut up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlalchemy.engine import Connection

from bot.console.filters import FLAGS, Filters, Place
from bot.console.queries import conversations
from bot.console.queries.conversations import Page, list_conversations, search_conversations
from bot.console.queries.words import words_in
from bot.database.database import Database
from bot.database.schema import conversation, message, turn

ZONE = ZoneInfo("America/Los_Angeles")
BEGIN = datetime(2026, 5, 4, 3, 0, tzinfo=timezone.utc)
WORDS = ("does", "doesn't", "hurt", "hurting", "it", "cupping", "Zoë")


@dataclass(frozen=True)
class Held:
    """A conversation as it is put in: when each message was written, in hours, and its words."""

    said: Sequence[tuple[int, str]]
    flags: frozenset[str]
    channel: str
    reviewed: bool


SAID = st.tuples(st.integers(0, 60), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join))
HELD = st.builds(
    Held,
    said=st.lists(SAID, min_size=1, max_size=4),
    flags=st.frozensets(st.sampled_from(FLAGS)),
    channel=st.sampled_from(("web", "telegram")),
    reviewed=st.booleans(),
)
FILTERS = st.builds(
    Filters,
    channel=st.sampled_from((None, "web", "telegram")),
    day=st.sampled_from((None, date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 5))),
    flags=st.frozensets(st.sampled_from(FLAGS), max_size=2),
    unreviewed=st.booleans(),
)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "PAGE", 3)
    monkeypatch.setattr(conversations, "CHUNK", 2)
    monkeypatch.setattr(conversations, "MOST_HITS", 5)


@settings(max_examples=60, deadline=None)
@given(st.lists(HELD, max_size=12), FILTERS)
def test_page_by_page_the_list_holds_all_that_fit_the_newest_first(
    asked: Database, all_held: list[Held], filters: Filters
) -> None:
    with asked.transaction() as connection:
        _put_in(connection, all_held)

        listed = [row.id for page in _pages_of_list(connection, filters) for row in page.rows]

    fitting = [(_last_at(held), str(number)) for number, held in enumerate(all_held) if _fits(held, filters)]
    assert listed == [id for _, id in sorted(fitting, reverse=True)]


@settings(max_examples=120, deadline=None)
@given(st.lists(HELD, max_size=12), FILTERS, st.sampled_from(("does", "hurt", "hurt it", "do", "ZOE", "it cupping")))
def test_page_by_page_a_search_finds_each_conversation_once_by_the_latest_use_of_the_words(
    asked: Database, all_held: list[Held], filters: Filters, search: str
) -> None:
    words = words_in(search)
    with asked.transaction() as connection:
        ids = _put_in(connection, all_held)

        found = [
            (row.message_id, row.id) for page in _pages_of_search(connection, words, filters) for row in page.rows
        ]

    latest = {}
    for (number, said), id in sorted(ids.items(), key=lambda pair: pair[1]):
        if _fits(all_held[number], filters) and _has(said, words):
            latest[str(number)] = id
    assert found == sorted(((id, number) for number, id in latest.items()), reverse=True)


def test_a_page_of_a_search_looks_at_so_many_messages_and_says_that_there_may_be_more(asked: Database) -> None:
    common = Held([(1, "does it")], frozenset(), "web", reviewed=False)
    rare = Held([(0, "does it")], frozenset({"booked"}), "web", reviewed=False)
    with asked.transaction() as connection:
        _put_in(connection, [rare, *[common] * 6])
        filters = Filters(flags=frozenset({"booked"}))

        first = search_conversations(connection, ("does",), filters, None, ZONE)
        second = search_conversations(connection, ("does",), filters, int(first.next or 0), ZONE)

    assert (list(first.rows), first.cut_short) == ([], True)
    assert [row.id for row in second.rows] == ["0"]
    assert (second.next, second.cut_short) == (None, False)


def test_a_search_on_a_day_does_not_begin_today(asked: Database) -> None:
    that_day = Held([(0, "does it")], frozenset(), "web", reviewed=False)
    later = Held([(48, "does it")], frozenset(), "web", reviewed=False)
    with asked.transaction() as connection:
        _put_in(connection, [that_day, *[later] * 8])

        page = search_conversations(connection, ("does",), Filters(day=date(2026, 5, 3)), None, ZONE)

    assert [row.id for row in page.rows] == ["0"]
    assert not page.cut_short


@pytest.mark.parametrize("plan_of", [Filters(), *[Filters(flags=frozenset({flag})) for flag in FLAGS]], ids=str)
def test_no_list_is_sorted_or_searched_through_on_sqlite(asked: Database, plan_of: Filters) -> None:
    """An index has the conversations in their order, from any place on: page 1,000 costs what page 1 does."""
    if asked.file is None:
        pytest.skip("PostgreSQL plans by what is in the tables")
    place = Place(BEGIN, "9")
    with asked.transaction() as connection:
        plan = _plan(connection, plan_of, place)

    wanted = f"ix_conversation_{min(plan_of.flags, default='last_at')}"
    assert f"SEARCH conversation USING INDEX {wanted} ((last_at,id)<(?,?))" in plan
    assert "SCAN conversation" not in plan


def _plan(connection: Connection, filters: Filters, place: Place) -> str:
    """How SQLite goes about the list's query."""
    asked: list[tuple[str, object]] = []

    class Noting:
        def execute(self, query: object) -> object:
            compiled = query.compile(connection)  # type: ignore[attr-defined]
            asked.append((str(compiled), tuple(_bound(compiled))))
            return connection.execute(query)

    list_conversations(Noting(), filters, place, ZONE)  # type: ignore[arg-type]
    ((query, values),) = asked
    return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values))


def _bound(compiled: object) -> Iterator[object]:
    for name in compiled.positiontup:  # type: ignore[attr-defined]
        value = compiled.params[name]  # type: ignore[attr-defined]
        yield str(value) if isinstance(value, datetime) else value


def _put_in(connection: Connection, all_held: Sequence[Held]) -> dict[tuple[int, str], int]:
    """Stores them in place of earlier ones, their messages in the order of time; the ids of the messages."""
    connection.execute(delete(conversation))
    turns = {}
    for number, held in enumerate(all_held):
        at = _last_at(held)
        flags = {flag: flag in held.flags for flag in FLAGS}
        row = {"id": str(number), "channel": held.channel, "created_at": BEGIN, "last_at": at, **flags}
        row |= {"turns": len(held.said), "reviewed_at": at if held.reviewed else None}
        connection.execute(insert(conversation).values(row))
        key = connection.execute(insert(turn).values(conversation_id=str(number), number=1, events=[], at=at))
        turns[number] = key.inserted_primary_key[0]
    ids = {}
    messages = sorted((hours, number, said) for number, held in enumerate(all_held) for hours, said in held.said)
    for hours, number, said in messages:
        row = {"conversation_id": str(number), "turn_id": turns[number], "at": BEGIN + timedelta(hours=hours)}
        stored = connection.execute(insert(message).values(**row, sender="visitor", text=said))
        ids[number, said] = stored.inserted_primary_key[0]
        connection.execute(insert(message).values(**row, sender="bot", text="does it hurt, cupping"))
    return ids


def _pages_of_list(connection: Connection, filters: Filters) -> Iterator[Page]:
    after: Place | None = None
    while True:
        page = list_conversations(connection, filters, after, ZONE)
        yield page
        if page.next is None:
            return
        after = Place.read(page.next)


def _pages_of_search(connection: Connection, words: Sequence[str], filters: Filters) -> Iterator[Page]:
    before: int | None = None
    while True:
        page = search_conversations(connection, words, filters, before, ZONE)
        yield page
        if page.next is None:
            return
        assert before is None or int(page.next) < before
        before = int(page.next)


def _last_at(held: Held) -> datetime:
    return BEGIN + timedelta(hours=max(hours for hours, _ in held.said))


def _fits(held: Held, filters: Filters) -> bool:
    return (
        filters.flags <= held.flags
        and filters.channel in (None, held.channel)
        and filters.day in (None, _last_at(held).astimezone(ZONE).date())
        and not (filters.unreviewed and held.reviewed)
    )


def _has(said: str, words: Sequence[str]) -> bool:
    return all(any(one.startswith(word) for one in words_in(said)) for word in words)
