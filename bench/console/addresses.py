"""Addresses of pages as staff would come by them: of every kind of page, with every kind of filter."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlencode

from bot.console.filters import FLAGS, Place


class Addresses:
    """Draws addresses of pages, as staff would come by them; looks into the database for that."""

    def __init__(self, file: Path) -> None:
        self._chance = random.Random(1)
        with closing(sqlite3.connect(file)) as db:
            self._places = self._drawn(db, "SELECT id, last_at FROM conversation")
            self._days = [row[0] for row in db.execute("SELECT DISTINCT date(last_at) FROM conversation")]
            self._short = [
                row[0] for row in self._drawn(db, "SELECT id FROM conversation WHERE turns BETWEEN 1 AND 10")
            ]
            self._long = [row[0] for row in self._drawn(db, "SELECT id FROM conversation WHERE turns > 100")]
            self._inside = self._drawn(
                db,
                "SELECT conversation_id, id FROM message WHERE conversation_id IN (SELECT id FROM conversation"
                " WHERE turns > 100)",
            )
            self._messages = [row[0] for row in db.execute("SELECT max(id) FROM message")]
            self._requests = self._drawn(db, "SELECT id, reference, name FROM request")
            db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, 'message_words', 'row')")
            self._rare = self._drawn(db, "SELECT term FROM words WHERE doc BETWEEN 1 AND 3 AND length(term) > 4")
            common = "SELECT term FROM words WHERE length(term) > 2 ORDER BY doc DESC LIMIT 25"
            self._common = list(db.execute(common))

    def _drawn(self, db: sqlite3.Connection, query: str) -> list[tuple[str, ...]]:
        found = sorted(db.execute(query))
        return self._chance.sample(found, min(400, len(found)))

    def kinds(self) -> Mapping[str, Callable[[], str]]:
        """Of each kind of page a function that draws an address."""
        one_flag = {f"list, {flag.replace('_', ' ')}": self._with(flag) for flag in FLAGS}
        return {
            "list, first page": lambda: self._list(),
            "list, a page deep inside": lambda: self._list(after=self._place()),
            **one_flag,
            "list, to review": self._with("unreviewed"),
            "list, a channel": lambda: self._list(channel=self._chance.choice(("web", "telegram"))),
            "list, a channel without any": lambda: self._list(channel="whatsapp"),
            "list, a day": lambda: self._list(day=self._day()),
            "list, two flags": lambda: self._list(**self._flags(2)),
            "list, two flags, deep inside": lambda: self._list(**self._flags(2), after=self._place()),
            "list, all flags": lambda: self._list(**self._flags(4)),
            "list, flag, channel and to review": lambda: self._list(
                **self._flags(1), unreviewed="1", channel=self._chance.choice(("web", "telegram"))
            ),
            "list, everything at once": lambda: self._list(
                **self._flags(3), unreviewed="1", channel="telegram", day=self._day()
            ),
            "search, rare word": lambda: self._list(q=self._word(self._rare)),
            "search, common word": lambda: self._list(q=self._word(self._common)),
            "search, common word, deep inside": lambda: self._list(q=self._word(self._common), after=self._message()),
            "search, two common words": lambda: self._list(q=self._words(self._common, self._common)),
            "search, common and rare word": lambda: self._list(q=self._words(self._common, self._rare)),
            "search, no hit": lambda: self._list(q=f"zq{self._chance.randrange(10**6)}x"),
            "search, beginning of a word": lambda: self._list(q=self._word(self._common)[: self._letters()]),
            "search, with a flag": lambda: self._list(q=self._word(self._common), **self._flags(1)),
            "search, with three flags": lambda: self._list(q=self._word(self._common), **self._flags(3)),
            "search, on a day": lambda: self._list(q=self._word(self._common), day=self._day()),
            "search, a reference": lambda: self._list(q=self._chance.choice(self._requests)[1]),
            "search, a name": lambda: self._list(q=self._chance.choice(self._requests)[2]),
            "conversation, up to 10 turns": lambda: f"/staff/conversations/{self._chance.choice(self._short)}",
            "conversation, more than 100 turns": lambda: f"/staff/conversations/{self._chance.choice(self._long)}",
            "conversation, at a message inside": self._at_message,
            "Today": lambda: "/staff/today",
            "Requests, open": lambda: "/staff/requests",
            "Requests, all": lambda: "/staff/requests?status=all",
            "Requests, deep inside": lambda: "/staff/requests?" + urlencode(
                {"status": self._chance.choice(("all", "done")), "before": self._chance.choice(self._requests)[0]}
            ),
            "a request": lambda: f"/staff/requests/{self._chance.choice(self._requests)[1]}",
            "nothing at all, to compare": lambda: "/healthz",
        }  # fmt: skip

    def _with(self, flag: str) -> Callable[[], str]:
        return lambda: self._list(**{flag: "1"})

    def _list(self, **query: str) -> str:
        return f"/staff/conversations?{urlencode(query)}"

    def _flags(self, count: int) -> dict[str, str]:
        return dict.fromkeys(self._chance.sample(FLAGS, count), "1")

    def _place(self) -> str:
        id, at = self._chance.choice(self._places)
        return str(Place(datetime.fromisoformat(at).replace(tzinfo=timezone.utc), id))

    def _day(self) -> str:
        return str(self._chance.choice(self._days))

    def _word(self, words: Sequence[tuple[str, ...]]) -> str:
        return str(self._chance.choice(words)[0])

    def _letters(self) -> int:
        return self._chance.randint(1, 3)

    def _words(self, *lists: Sequence[tuple[str, ...]]) -> str:
        return " ".join(self._word(words) for words in lists)

    def _message(self) -> str:
        return str(self._chance.randrange(1, self._messages[0]))

    def _at_message(self) -> str:
        id, message = self._chance.choice(self._inside)
        return f"/staff/conversations/{id}?message={message}"
