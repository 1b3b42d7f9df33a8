"""Copies of stored conversations, thousands a second: with other words, people, references, times and ids.

A copy goes through no model. Its turns have no state, so the assistant would begin afresh in it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice
from typing import Any

from sqlalchemy import Text, column, func, insert, select, table, text
from sqlalchemy.engine import Connection

from bot.booking.reference import reference
from bot.database.database import Database
from bot.database.schema import audit, conversation, inbox, message, note, request, turn
from bot.database.types import Json, Moment
from bot.demo import PREFIX
from bot.demo.people import a_person
from bot.demo.phrases import Phrases

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by table

BATCH = 2000  # conversations in a transaction
SCHEMA = {one.name: one for one in (conversation, turn, inbox, message, request, note, audit)}
NUMBERED = ("turn", "inbox", "message", "request")  # whose ids are given here
MOMENTS = {name: [one.name for one in known.c if isinstance(one.type, Moment)] for name, known in SCHEMA.items()}

# The tables with their JSON as text, which is copied faster than read.
TABLES = {
    name: table(name, *(column(one.name, Text if isinstance(one.type, Json) else one.type) for one in known.c))
    for name, known in SCHEMA.items()
}


@dataclass(frozen=True)
class Original:
    """A stored conversation: its rows, and what its visitor asked for in turns whose words may be others."""

    id: str
    rows: Rows
    begins: datetime
    ends: datetime
    tended: datetime  # when a member of staff last did something about it; when it ended, if nobody has
    asked: Mapping[int, str]  # answer ids by turn


def originals(connection: Connection) -> list[Original]:
    """All that is stored."""
    rows: dict[str, Rows] = {}
    for name, known in TABLES.items():
        key = "id" if name == "conversation" else "conversation_id"
        for row in connection.execute(select(known).order_by(known.c.id)).mappings():
            if row[key] is not None:
                rows.setdefault(row[key], {each: [] for each in TABLES})[name].append(dict(row))
    return [_original(id, found) for id, found in rows.items()]


def _original(id: str, rows: Rows) -> Original:
    whole = rows["conversation"][0]
    tended = [row["at"] for name in ("note", "audit") for row in rows[name]]
    begins, ends = whole["created_at"], whole["last_at"]
    return Original(id, rows, begins, ends, max([ends, *tended]), _asked(rows))


def _asked(rows: Rows) -> dict[int, str]:
    pressed = {row["turn_id"] for row in rows["inbox"] if row["choice"]}
    asked = {}
    for row in rows["message"]:
        answers = json.loads(row["answers"] or "[]")
        if len(answers) == 1 and row["turn_id"] not in pressed and '"form_value"' not in (row["entities"] or ""):
            asked[row["turn_id"]] = answers[0]
    return asked


class Copier:
    """Makes copies, each of an original drawn by chance."""

    def __init__(self, found: Sequence[Original], phrases: Phrases, chance: random.Random, now: datetime) -> None:
        self._originals = found
        self._phrases = phrases
        self._chance = chance
        self._now = now

    def copy_all(self, database: Database, begins: Iterable[datetime]) -> Iterator[int]:
        """Stores a copy for each of these moments, oldest first; yields how many there are so far."""
        with database.transaction() as connection:
            ids = {name: count(_highest(connection, name) + 1) for name in NUMBERED}
        waiting, done = iter(begins), 0
        while batch := list(islice(waiting, BATCH)):
            copies = [self._copy(moment, ids) for moment in batch]
            with database.transaction() as connection:
                _store(connection, copies)
            done += len(batch)
            yield done

    def _copy(self, begins: datetime, ids: Mapping[str, Iterator[int]]) -> Rows:
        """Begins then, or as much earlier as it has to in order to be over by now."""
        original = self._chance.choice(self._originals)
        later = min(begins, self._now - (original.ends - original.begins)) - original.begins
        id = f"{PREFIX}{self._chance.getrandbits(64):016x}"
        new = {name: {row["id"]: next(ids[name]) for row in original.rows[name]} for name in NUMBERED}
        rows = {name: [self._row(name, row, id, new) for row in original.rows[name]] for name in TABLES}
        self._reword(original, rows, id, new["turn"])
        if original.tended + later > self._now:
            _untend(rows)
        for name, some in rows.items():
            for row in some:
                row.update({at: row[at] + later for at in MOMENTS[name] if row[at] is not None})
        return rows

    @staticmethod
    def _row(name: str, was: Row, id: str, new: Mapping[str, Mapping[int, int]]) -> Row:
        """The row under its new ids."""
        if name == "conversation":
            return {**was, "id": id}
        row = {**was, "conversation_id": id}
        if name in NUMBERED:
            row["id"] = new[name][was["id"]]
        else:
            del row["id"]
        for key in ("turn_id", "request_id"):
            if was.get(key) is not None:
                row[key] = new[key.removesuffix("_id")][was[key]]
        return row

    def _reword(self, original: Original, rows: Rows, id: str, new_turns: Mapping[int, int]) -> None:
        """Gives the visitor other words and another name."""
        words = {new_turns[turn]: self._phrases.asking(asked) for turn, asked in original.asked.items()}
        swaps = {original.id: id, **self._other_people(rows, id)}
        for row in rows["turn"]:
            row.update(state=None, events="[]")
        for row in rows["inbox"]:
            row.update(text=words.get(row["turn_id"]) or _swapped(row["text"], swaps))
            row.update(message_id=_swapped(row["message_id"], swaps))
        for row in rows["message"]:
            said = words.get(row["turn_id"]) if row["sender"] == "visitor" else None
            row.update(text=said or _swapped(row["text"], swaps))
            row.update(entities=_swapped(row["entities"], swaps), client_id=_swapped(row["client_id"], swaps))
        for row in rows["request"]:
            row.update(name=_swapped(row["name"], swaps), reference=swaps[row["reference"]])

    def _other_people(self, rows: Rows, id: str) -> dict[str, str]:
        """Names and references of the requests, with those to take instead."""
        swaps = {}
        for row in rows["request"]:
            swaps[row["reference"]] = reference(id, row["turn_id"])
            swaps[row["name"]] = a_person(self._chance).name
        return swaps


def _swapped(text: str | None, swaps: Mapping[str, str]) -> str | None:
    for old, new in swaps.items():
        text = text and text.replace(old, new)
    return text


def _untend(rows: Rows) -> None:
    """As if staff had not seen it yet."""
    rows["conversation"][0].update(reviewed_at=None, reviewed_by=None)
    rows["note"], rows["audit"] = [], []
    for row in rows["request"]:
        row.update(status="new", changed_at=None, changed_by=None)


def _store(connection: Connection, copies: Sequence[Rows]) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size = -262144")  # 256 MiB, or its indexes are written over and over
    for name, known in TABLES.items():
        rows = [row for copy in copies for row in copy[name]]
        if rows:
            connection.execute(insert(known), rows)
        if name in NUMBERED and connection.dialect.name == "postgresql":  # which has to be told where to go on
            highest = f"(SELECT max(id) FROM {name})"  # noqa: S608 - a table of ours
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {highest})"))


def _highest(connection: Connection, name: str) -> int:
    return int(connection.execute(select(func.max(TABLES[name].c.id))).scalar_one() or 0)
