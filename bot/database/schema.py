"""The tables. Whatever belongs to a conversation goes with it: deleting its row deletes all of it.

A change here needs a migration beside it, in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.database.types import Json, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column:
    return Column("id", Integer, primary_key=True)


def _conversation() -> Column:
    return Column("conversation_id", Text, ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False)


def _flag(name: str) -> Column:
    return Column(name, Boolean, nullable=False, server_default=false())


# What a list of conversations is filtered by. The indexes below hold it, so that only the rows of a page are fetched.
FILTERED_BY = ("channel", "reviewed_at", "not_understood", "safety", "handed_off", "booked")


def _newest(name: str, *, sqlite: str, postgresql: str) -> Index:
    """Finds the newest conversations that are like that, however few they are."""
    where = {"sqlite_where": text(sqlite), "postgresql_where": text(postgresql)}
    return Index(f"ix_conversation_{name}", "last_at", "id", *FILTERED_BY, **where)


def _flagged(name: str) -> Index:
    return _newest(name, sqlite=f"{name} = 1", postgresql=name)


def _turn(*, nullable: bool = False) -> Column:
    return Column("turn_id", Integer, ForeignKey("turn.id", ondelete="CASCADE"), nullable=nullable)


conversation = Table(
    "conversation",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("chat", Text),  # the platform's address of the visitor; null on the web
    Column("created_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("turns", Integer, nullable=False, server_default=text("0")),  # counts on when old turns are purged
    _flag("not_understood"),  # what happened in any of its turns, so that staff can ask for it
    _flag("safety"),
    _flag("handed_off"),
    _flag("booked"),
    Column("reviewed_at", Moment),  # null again when the visitor goes on
    Column("reviewed_by", Text),
    Index("ix_conversation_last_at", "last_at", "id"),
    Index("ix_conversation_channel", "channel", "last_at", "id", *FILTERED_BY[1:]),
    _flagged("not_understood"),
    _flagged("safety"),
    _flagged("handed_off"),
    _flagged("booked"),
    _newest("unreviewed", sqlite="reviewed_at IS NULL", postgresql="reviewed_at IS NULL"),
)

# A message from the moment it is acknowledged. Without a turn it is still to be answered.
inbox = Table(
    "inbox",
    metadata,
    _id(),
    _conversation(),
    Column("message_id", Text, nullable=False),  # the platform's, or the client's: what makes a repeat a repeat
    Column("text", Text, nullable=False),
    Column("choice", Json),  # the payload of the pressed button
    Column("received_at", Moment, nullable=False),
    Column("joined_to", Integer),  # number of the turn that it was joined to, before anybody thought about that turn
    _turn(nullable=True),
    UniqueConstraint("conversation_id", "message_id"),
    Index("ix_inbox_turn_id", "turn_id"),
    Index(
        "ix_inbox_unanswered",
        "conversation_id",
        "id",
        sqlite_where=text("turn_id IS NULL"),
        postgresql_where=text("turn_id IS NULL"),
    ),
    sqlite_autoincrement=True,  # an erased message's id must not come back while its turn is under way
)

# What the engine remembers. A failed turn has no state: the engine never hears of it again.
turn = Table(
    "turn",
    metadata,
    _id(),
    _conversation(),
    Column("number", Integer, nullable=False),
    Column("state", Json),
    Column("events", Json, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("conversation_id", "number"),
)

# The conversation log. Ids grow within a conversation, so that a client can say which one it saw last.
message = Table(
    "message",
    metadata,
    _id(),
    _conversation(),
    _turn(),
    Column("sender", Text, nullable=False),
    Column("client_id", Text),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("intent", Text),
    Column("confidence", Float),
    Column("answers", Json),
    Column("runners_up", Json),
    Column("entities", Json),
    Column("utter_action", Text),
    Column("source", Json),
    Column("buttons", Json),  # a list of {id, title, payload}
    Column("facts", Json),
    Column("flag", Text),  # of a visitor's message: 'safety' or 'not_understood'
    CheckConstraint("sender IN ('visitor', 'bot')", name="sender"),
    Index("ix_message_conversation_id", "conversation_id", "id"),
    Index("ix_message_turn_id", "turn_id"),
    Index(
        "ix_message_flag",
        "flag",
        "at",
        sqlite_where=text("flag IS NOT NULL"),
        postgresql_where=text("flag IS NOT NULL"),
    ),
    sqlite_autoincrement=True,
)

request = Table(
    "request",
    metadata,
    _id(),
    Column("reference", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    _conversation(),
    _turn(),
    Column("created_at", Moment, nullable=False),
    Column("status", Text, nullable=False, server_default=text("'new'")),
    Column("name", Text),
    Column("phone", Text),
    Column("email", Text),
    Column("service", Text),
    Column("when_said", Text),
    Column("when_start", Text),  # clinic-local ISO 8601
    Column("notes", Text),
    Column("changed_at", Moment),  # its status, by a member of staff
    Column("changed_by", Text),
    UniqueConstraint("turn_id", "kind"),
    Index("ix_request_conversation_id", "conversation_id"),
    Index("ix_request_created_at", "created_at"),
    Index("ix_request_status", "status", "id"),
)

# A reply on its way to a platform; `key` tells a receiver that a second delivery is the same one.
outbox = Table(
    "outbox",
    metadata,
    _id(),
    _conversation(),
    Column("message_id", Integer, ForeignKey("message.id", ondelete="CASCADE"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("claimed_until", Moment),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("delivered_at", Moment),
    Column("given_up_at", Moment),
    Column("error", Text),
    Index("ix_outbox_message_id", "message_id"),
    Index(
        "ix_outbox_waiting",
        "conversation_id",
        "id",
        sqlite_where=text("delivered_at IS NULL AND given_up_at IS NULL"),
        postgresql_where=text("delivered_at IS NULL AND given_up_at IS NULL"),
    ),
    Index("ix_outbox_conversation_id", "conversation_id"),
    sqlite_autoincrement=True,
)

# Who may look into all this. `account` is the name as it is compared: without its capitals.
staff = Table(
    "staff",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("account", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)

# The id is a hash of the cookie: who reads the database cannot sign in with it.
staff_session = Table(
    "staff_session",
    metadata,
    Column("id", Text, primary_key=True),
    Column("staff_id", Integer, ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index("ix_staff_session_staff_id", "staff_id"),
)

# The key is a hash: somebody may have typed a password where the name belongs.
failed_sign_in = Table(
    "failed_sign_in",
    metadata,
    _id(),
    Column("key", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_failed_sign_in_key", "key", "at"),
)

note = Table(
    "note",
    metadata,
    _id(),
    _conversation(),
    Column("author", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_note_conversation_id", "conversation_id"),
)

# Who read or changed what. Holds no visitor's word, and goes with what it is about.
audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    Column("staff_name", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("conversation_id", Text, ForeignKey("conversation.id", ondelete="CASCADE")),
    Column("request_id", Integer, ForeignKey("request.id", ondelete="CASCADE")),
    Column("detail", Text),
    Index("ix_audit_at", "at"),
    Index("ix_audit_conversation_id", "conversation_id"),
    Index("ix_audit_request_id", "request_id"),
)
