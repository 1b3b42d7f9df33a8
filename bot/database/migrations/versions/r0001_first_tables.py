"""Conversations, their inbox, turns and log, requests, and the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _conversation()
    _turn()
    _inbox()
    _message()
    _request()
    _outbox()


def _of_conversation(table: str) -> tuple[sa.Column, sa.ForeignKeyConstraint]:
    name = f"fk_{table}_conversation_id"
    return (
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=name, ondelete="CASCADE"),
    )


def _of_turn(table: str, *, nullable: bool = False) -> tuple[sa.Column, sa.ForeignKeyConstraint]:
    name = f"fk_{table}_turn_id"
    return (
        sa.Column("turn_id", sa.Integer, nullable=nullable),
        sa.ForeignKeyConstraint(["turn_id"], ["turn.id"], name=name, ondelete="CASCADE"),
    )


def _conversation() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("chat", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turns", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id", name="pk_conversation"),
    )
    op.create_index("ix_conversation_last_at", "conversation", ["last_at"])


def _turn() -> None:
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer, nullable=False),
        *_of_conversation("turn"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.Text),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turn"),
        sa.UniqueConstraint("conversation_id", "number", name="uq_turn_conversation_id_number"),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, nullable=False),
        *_of_conversation("inbox"),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("choice", sa.Text),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        *_of_turn("inbox", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("conversation_id", "message_id", name="uq_inbox_conversation_id_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_turn_id", "inbox", ["turn_id"])
    op.create_index(
        "ix_inbox_unanswered",
        "inbox",
        ["conversation_id", "id"],
        sqlite_where=sa.text("turn_id IS NULL"),
        postgresql_where=sa.text("turn_id IS NULL"),
    )


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, nullable=False),
        *_of_conversation("message"),
        *_of_turn("message"),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("client_id", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("intent", sa.Text),
        sa.Column("confidence", sa.Float),
        sa.Column("answers", sa.Text),
        sa.Column("runners_up", sa.Text),
        sa.Column("entities", sa.Text),
        sa.Column("utter_action", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("buttons", sa.Text),
        sa.Column("facts", sa.Text),
        sa.CheckConstraint("sender IN ('visitor', 'bot')", name=op.f("ck_message_sender")),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_conversation_id", "message", ["conversation_id", "id"])
    op.create_index("ix_message_turn_id", "message", ["turn_id"])


def _request() -> None:
    op.create_table(
        "request",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        *_of_conversation("request"),
        *_of_turn("request"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text, nullable=False, server_default=sa.text("'new'")),
        sa.Column("name", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("service", sa.Text),
        sa.Column("when_said", sa.Text),
        sa.Column("when_start", sa.Text),
        sa.Column("notes", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_request"),
        sa.UniqueConstraint("reference", name="uq_request_reference"),
        sa.UniqueConstraint("turn_id", "kind", name="uq_request_turn_id_kind"),
    )
    op.create_index("ix_request_conversation_id", "request", ["conversation_id"])
    op.create_index("ix_request_created_at", "request", ["created_at"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        *_of_conversation("outbox"),
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("delivered_at", sa.DateTime(timezone=True)),
        sa.Column("given_up_at", sa.DateTime(timezone=True)),
        sa.Column("error", sa.Text),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_outbox_message_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_message_id", "outbox", ["message_id"])
    op.create_index("ix_outbox_conversation_id", "outbox", ["conversation_id"])
    unsent = "delivered_at IS NULL AND given_up_at IS NULL"
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["conversation_id", "id"],
        sqlite_where=sa.text(unsent),
        postgresql_where=sa.text(unsent),
    )
