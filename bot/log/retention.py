"""Deletes conversations for good: one on request, old ones by age.

Nothing is kept for statistics. Deleted rows leave SQLite's file at once; on PostgreSQL its own vacuum clears them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import anyio
import anyio.to_thread
import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from bot.database.clock import Clock
from bot.database.database import PASSING, Database
from bot.database.schema import audit, conversation, failed_sign_in, inbox, message, note, outbox, request, turn
from bot.logs import failure

log = structlog.get_logger(__name__)

DAY_SECONDS = 24 * 60 * 60
RETRY_SECONDS = 60 * 60

# Every table, by the moment that tells a row's age; those first that others hang on.
AGE = (
    (conversation, conversation.c.last_at),
    (turn, turn.c.at),
    (message, message.c.at),
    (inbox, inbox.c.received_at),
    (request, request.c.created_at),
    (outbox, outbox.c.created_at),
    (note, note.c.at),
    (audit, audit.c.at),
    (failed_sign_in, failed_sign_in.c.at),
)


@dataclass(frozen=True)
class Purged:
    """What a purge has deleted: conversations that went whole, and rows in all (those that went along uncounted)."""

    conversations: int
    rows: int


def erase(connection: Connection, conversation_id: str) -> int | None:
    """Deletes a conversation from every table; the number of its messages, or None where there is none such."""
    counted = select(func.count()).select_from(message).where(message.c.conversation_id == conversation_id)
    messages = connection.execute(counted).scalar_one()
    gone = connection.execute(delete(conversation).where(conversation.c.id == conversation_id)).rowcount
    return int(messages) if gone else None


def purge(connection: Connection, *, before: datetime) -> Purged:
    """Deletes all that is older, also from conversations that go on."""
    counts = [_delete_older(connection, table, moment, before) for table, moment in AGE]
    return Purged(conversations=counts[0], rows=sum(counts))


def _delete_older(connection: Connection, table: Any, moment: Any, before: datetime) -> int:
    return int(connection.execute(delete(table).where(moment < before)).rowcount)


def purge_database(database: Database, *, now: datetime, days: int) -> Purged:
    """Purges what is older than `days` and scrubs the file; blocks."""
    with database.transaction() as connection:
        purged = purge(connection, before=now - timedelta(days=days))
    if purged.rows and not database.scrub():
        log.warning("database not scrubbed", file=database.file)
    return purged


async def purge_daily(database: Database, *, days: int, clock: Clock) -> None:
    """Purges now and then once a day, for as long as the server runs."""
    while True:
        try:
            purged = await anyio.to_thread.run_sync(partial(purge_database, database, now=clock(), days=days))
        except PASSING as error:  # locked or full: worth another try, and no reason to stop answering
            log.error("purge failed", **failure(error))
            await anyio.sleep(RETRY_SECONDS)
        else:
            if purged.rows:
                log.info("purged", conversations=purged.conversations, days=days)
            await anyio.sleep(DAY_SECONDS)
