"""The index of visitors' words finds what was said, and forgets what was erased."""

from __future__ import annotations

import random
import string
from datetime import timedelta

import pytest
from sqlalchemy import insert, text
from sqlalchemy.engine import Connection

from bot.database import schema
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.log.retention import erase, purge_database
from tests.log.test_retention import a_stored_turn, traces

FOUND = text("SELECT rowid FROM message_words WHERE message_words MATCH :words ORDER BY rowid")


def found(connection: Connection, words: str) -> list[int]:
    return list(connection.execute(FOUND, {"words": words}).scalars())


def known_words(database: Database) -> set[str]:
    """The words that the index still holds somewhere, whether or not they lead to a message."""
    with database.transaction() as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE vocabulary USING fts5vocab('message_words', 'row')")
        words = set(connection.exec_driver_sql("SELECT term FROM vocabulary").scalars())
        connection.exec_driver_sql("DROP TABLE vocabulary")
    return words


def check(connection: Connection) -> None:
    """Raises where the index and the messages disagree."""
    connection.exec_driver_sql("INSERT INTO message_words (message_words, rank) VALUES ('integrity-check', 1)")


def test_a_visitors_words_are_found_and_the_assistants_are_not(database: Database) -> None:
    with database.transaction() as connection:
        a_stored_turn(connection, "dana", "cupping marks", at=utc_now())  # answered with "You said cupping marks"

        assert len(found(connection, "cupping")) == 1
        assert found(connection, "said") == []


def test_what_is_erased_is_no_longer_found_and_its_words_leave_the_file(database: Database) -> None:
    with database.transaction() as connection:
        a_stored_turn(connection, "dana", "my zebrafinch hurts", at=utc_now())
        a_stored_turn(connection, "omar", "does it hurt", at=utc_now())
        erase(connection, "web-dana")

        assert found(connection, "zebrafinch") == []
        assert len(found(connection, "hurt")) == 1
        check(connection)
    assert database.scrub()

    assert known_words(database) == {"does", "it", "hurt"}
    assert traces(database, "zebrafinch") == []


def test_what_is_purged_leaves_the_index_too(database: Database) -> None:
    now = utc_now()
    with database.transaction() as connection:
        a_stored_turn(connection, "dana", "my zebrafinch", at=now - timedelta(days=100))
        a_stored_turn(connection, "dana", "hello", at=now)

    purge_database(database, now=now, days=90)

    assert known_words(database) == {"hello"}


def test_no_erased_word_stays_in_an_index_that_many_have_written_to(database: Database) -> None:
    """Words that begin differently, so that the index cannot abbreviate one by another."""
    chance, now = random.Random(2), utc_now()
    words = {f"person{number}": "".join(chance.choices(string.ascii_lowercase, k=12)) for number in range(300)}
    for who, word in words.items():
        with database.transaction() as connection:
            a_stored_turn(connection, who, f"{word} and {chance.choice(list(words.values()))[:4]}", at=now)
    gone = chance.sample(sorted(words), 150)
    for who in gone:
        with database.transaction() as connection:
            erase(connection, f"web-{who}")

    assert database.scrub()

    assert {who: traces(database, words[who]) for who in gone} == {who: [] for who in gone}
    assert not known_words(database) & {words[who] for who in gone}
    with database.transaction() as connection:
        check(connection)


def test_a_note_goes_with_its_conversation(database: Database) -> None:
    now = utc_now()
    with database.transaction() as connection:
        a_stored_turn(connection, "dana", "hello", at=now)
        row = {"conversation_id": "web-dana", "author": "Ines", "at": now, "text": "the zebrafinch lady"}
        connection.execute(insert(schema.note), row)
        erase(connection, "web-dana")
    assert database.scrub()

    assert traces(database, "zebrafinch") == []


@pytest.mark.parametrize("word", ["schön", "SCHON", "schon"])
def test_accents_and_capitals_make_no_difference(database: Database, word: str) -> None:
    with database.transaction() as connection:
        a_stored_turn(connection, "dana", "Wie Schön", at=utc_now())

        assert len(found(connection, f'"{word}"')) == 1
