"""Words that somebody searches for: each stands for all of a visitor's words that begin with it, and each must occur.

SQLite has an index of its own for it (`message_words`), PostgreSQL its text search. Neither sees a word as it was
typed: what is no letter and no figure is left out here, so that their own search syntax is out of reach.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import Connection

LONGEST_SEARCH = 100
MOST_WORDS = 8
WORD = re.compile(r"[^\W_]+")

# The latest messages with the words, newest first; and whether a message, called `later`, has them too.
HITS = {
    "sqlite": text("""
        SELECT rowid FROM message_words
         WHERE message_words MATCH :words AND rowid > :after AND rowid < :before ORDER BY rowid DESC LIMIT :most
    """),
    "postgresql": text("""
        SELECT id FROM message
         WHERE sender = 'visitor' AND to_tsvector('simple', text) @@ to_tsquery('simple', :words)
           AND id > :after AND id < :before ORDER BY id DESC LIMIT :most
    """),
}
ALSO_HAS_THEM = {
    "sqlite": "EXISTS (SELECT 1 FROM message_words WHERE message_words MATCH :words AND rowid = later.id)",
    "postgresql": "to_tsvector('simple', later.text) @@ to_tsquery('simple', :words)",
}


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `hit` where it is one of the words searched for."""

    text: str
    hit: bool = False


def words_in(search: str) -> tuple[str, ...]:
    """The words of a search, as they are compared."""
    found = WORD.findall(unicodedata.normalize("NFC", search[:LONGEST_SEARCH]))
    return tuple(dict.fromkeys(folded(word) for word in found))[:MOST_WORDS]


def as_query(connection: Connection, words: Sequence[str]) -> str:
    """The words in the database's own search syntax."""
    if connection.dialect.name == "sqlite":
        return " ".join(f'"{word}" *' for word in words)
    return " & ".join(f"'{word}':*" for word in words)


def hits(connection: Connection, words: Sequence[str], *, after: int, before: int, most: int) -> list[int]:
    """Ids of the latest messages with the words among those between these two, the newest first."""
    values = {"words": as_query(connection, words), "after": after, "before": before, "most": most}
    return list(connection.execute(HITS[connection.dialect.name], values).scalars())


def pieces(said: str, words: Sequence[str], *, most: int = 160) -> list[Piece]:
    """The part of a text in which the words first occur, cut so that they stand out."""
    shown = _part(unicodedata.normalize("NFC", said), words, most)
    cut: list[Piece] = []
    end = 0
    for match in WORD.finditer(shown):
        if _is_hit(match.group(), words):
            cut += [Piece(shown[end : match.start()]), Piece(match.group(), hit=True)]
            end = match.end()
    return [piece for piece in [*cut, Piece(shown[end:])] if piece.text]


def _part(text: str, words: Sequence[str], most: int) -> str:
    """At most so many characters, from shortly before the first hit."""
    if len(text) <= most:
        return text
    first = next((match.start() for match in WORD.finditer(text) if _is_hit(match.group(), words)), 0)
    begin = max(0, min(first - most // 4, len(text) - most))
    return ("…" if begin else "") + text[begin : begin + most].strip() + ("…" if begin + most < len(text) else "")


def _is_hit(word: str, words: Sequence[str]) -> bool:
    return any(folded(word).startswith(one) for one in words)


def folded(word: str) -> str:
    """Without capitals and accents, as the index compares."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
