"""Indexes that hold all that a list is filtered by, and an index of words that is as quick for common ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FLAGS = ("not_understood", "safety", "handed_off", "booked")
FILTERED_BY = ("channel", "reviewed_at", *FLAGS)
BY_CHANNEL = ["channel", "last_at", "id", "reviewed_at", *FLAGS]


def upgrade() -> None:
    for flag in FLAGS:
        _replace(f"ix_conversation_{flag}", sqlite=f"{flag} = 1", postgresql=flag)
    _replace("ix_conversation_unreviewed", sqlite="reviewed_at IS NULL", postgresql="reviewed_at IS NULL")
    op.drop_index("ix_conversation_channel", "conversation")
    op.create_index("ix_conversation_channel", "conversation", BY_CHANNEL)
    if op.get_bind().dialect.name == "sqlite":
        _words()


def _replace(name: str, *, sqlite: str, postgresql: str) -> None:
    op.drop_index(name, "conversation")
    op.create_index(
        name,
        "conversation",
        ["last_at", "id", *FILTERED_BY],
        sqlite_where=sa.text(sqlite),
        postgresql_where=sa.text(postgresql),
    )


def _words() -> None:
    """Each beginning of a word has a list of its own, up to eight letters, and not only up to three.

    A search for "does" merged the lists of all words that begin with it, which took 3 ms with 900,000 messages; now
    it reads the end of one list, in 0.2 ms. The index is half as large again.
    """
    op.execute("DROP TABLE message_words")
    op.execute("""
        CREATE VIRTUAL TABLE message_words USING fts5(
            text, content='visitor_words', content_rowid='id',
            tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6 7 8'
        )
    """)
    op.execute("INSERT INTO message_words (message_words) VALUES ('rebuild')")
