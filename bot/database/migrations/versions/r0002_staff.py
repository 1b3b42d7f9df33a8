"""Staff and their notes, what they look for in conversations, and an index of visitors' words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FLAGS = ("not_understood", "safety", "handed_off", "booked")

# What the flags of older conversations are read from: the replies that were given.
REPLIES = {
    "not_understood": "utter_action IN ('utter_dialogue/not_understood', 'utter_dialogue/failed', 'utter_form_help')",
    "safety": "utter_action IN ('utter_safety/emergency', 'utter_safety/crisis')",
    "handed_off": "utter_action IN ('utter_handoff/human', 'utter_handoff/change_booking')",
    "booked": "utter_action = 'utter_booking_submitted'",
}


def upgrade() -> None:
    _conversation()
    _message()
    _request()
    _staff()
    _note()
    _audit()
    if op.get_bind().dialect.name == "sqlite":
        _words_on_sqlite()
    else:
        _words_on_postgresql()


def _conversation() -> None:
    for flag in FLAGS:
        op.add_column("conversation", sa.Column(flag, sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("conversation", sa.Column("reviewed_at", sa.DateTime(timezone=True)))
    op.add_column("conversation", sa.Column("reviewed_by", sa.Text))
    op.drop_index("ix_conversation_last_at", "conversation")
    op.create_index("ix_conversation_last_at", "conversation", ["last_at", "id"])
    op.create_index("ix_conversation_channel", "conversation", ["channel", "last_at", "id"])
    for flag in FLAGS:
        op.create_index(
            f"ix_conversation_{flag}",
            "conversation",
            ["last_at", "id"],
            sqlite_where=sa.text(f"{flag} = 1"),
            postgresql_where=sa.text(flag),
        )
    _partial_index("ix_conversation_unreviewed", "conversation", ["last_at", "id"], "reviewed_at IS NULL")
    for flag, was_given in REPLIES.items():
        op.execute(
            f"UPDATE conversation SET {flag} = true"  # noqa: S608 - from the constants above
            f" WHERE id IN (SELECT conversation_id FROM message WHERE {was_given})"
        )


def _message() -> None:
    op.add_column("message", sa.Column("flag", sa.Text))
    _partial_index("ix_message_flag", "message", ["flag", "at"], "flag IS NOT NULL")
    for flag in ("not_understood", "safety"):
        op.execute(
            f"UPDATE message SET flag = '{flag}' WHERE sender = 'visitor'"  # noqa: S608 - from the constants above
            f" AND turn_id IN (SELECT turn_id FROM message WHERE {REPLIES[flag]})"
        )


def _request() -> None:
    op.add_column("request", sa.Column("changed_at", sa.DateTime(timezone=True)))
    op.add_column("request", sa.Column("changed_by", sa.Text))
    op.create_index("ix_request_status", "request", ["status", "id"])


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("account", name="uq_staff_account"),
    )
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("staff_id", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_session"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_staff_session_staff_id", ondelete="CASCADE"),
    )
    op.create_index("ix_staff_session_staff_id", "staff_session", ["staff_id"])
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_sign_in"),
    )
    op.create_index("ix_failed_sign_in_key", "failed_sign_in", ["key", "at"])


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_note_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_note_conversation_id", "note", ["conversation_id"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_name", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("conversation_id", sa.Text),
        sa.Column("request_id", sa.Integer),
        sa.Column("detail", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_audit_conversation_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name="fk_audit_request_id", ondelete="CASCADE"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_conversation_id", "audit", ["conversation_id"])
    op.create_index("ix_audit_request_id", "audit", ["request_id"])


def _words_on_sqlite() -> None:
    """An index that holds no text of its own. Triggers keep it, so that whatever deletes a message reaches it too."""
    op.execute("CREATE VIEW visitor_words AS SELECT id, text FROM message WHERE sender = 'visitor'")
    op.execute("""
        CREATE VIRTUAL TABLE message_words USING fts5(
            text, content='visitor_words', content_rowid='id',
            tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'
        )
    """)
    op.execute("INSERT INTO message_words (message_words) VALUES ('rebuild')")
    op.execute("""
        CREATE TRIGGER message_words_added AFTER INSERT ON message WHEN new.sender = 'visitor' BEGIN
            INSERT INTO message_words (rowid, text) VALUES (new.id, new.text);
        END
    """)
    op.execute("""
        CREATE TRIGGER message_words_gone AFTER DELETE ON message WHEN old.sender = 'visitor' BEGIN
            INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.id, old.text);
        END
    """)
    op.execute("""
        CREATE TRIGGER message_words_changed AFTER UPDATE OF text ON message WHEN old.sender = 'visitor' BEGIN
            INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', old.id, old.text);
            INSERT INTO message_words (rowid, text) VALUES (new.id, new.text);
        END
    """)


def _words_on_postgresql() -> None:
    op.execute("""
        CREATE INDEX ix_message_words ON message USING gin (to_tsvector('simple', text)) WHERE sender = 'visitor'
    """)


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
