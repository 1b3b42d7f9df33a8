"""The outbox: replies that wait to be sent to a platform, in the order of their conversation.

A row belongs to one sender for the length of a lease. A sender that dies while it sends leaves the row to the next
one after that, or at once if there can be no other, so the platform may get the message twice, under the same key.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, insert, or_, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from bot.database.schema import message, outbox
from bot.engine.turn import Button, Reply, Source


@dataclass(frozen=True)
class Delivery:
    """One reply to send, claimed."""

    id: int
    conversation: str
    channel: str
    chat: str
    key: str
    attempts: int  # that failed before
    reply: Reply
    button_ids: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """What of a channel is not sent."""

    waiting: int = 0
    given_up: int = 0
    last_error: str | None = None  # of what was given up


UNSENT = outbox.c.delivered_at.is_(None) & outbox.c.given_up_at.is_(None)


def add(
    connection: Connection, conversation: str, channel: str, chat: str, *, message_id: int, key: str, now: datetime
) -> None:
    row = {"conversation_id": conversation, "channel": channel, "chat": chat, "message_id": message_id}
    connection.execute(insert(outbox).values(**row, key=key, created_at=now, due_at=now))


def claim_due(
    connection: Connection, channels: Collection[str], *, now: datetime, lease: timedelta, limit: int
) -> list[Delivery]:
    """The deliveries that are due, now claimed: of each conversation only the first that is not yet sent."""
    query = (
        select(outbox, message.c.text, message.c.utter_action, message.c.source, message.c.buttons)
        .join(message, message.c.id == outbox.c.message_id)
        .where(outbox.c.id.in_(_first_of_each(channels)), outbox.c.due_at <= now)
        .where(or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until < now))
        .order_by(outbox.c.id)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    return [_delivery(row) for row in rows if _claim(connection, row.id, now, lease)]


def release(connection: Connection) -> None:
    """Frees what a sender had claimed that is no more; only for one who knows that there is no other."""
    connection.execute(update(outbox).where(UNSENT, outbox.c.claimed_until.is_not(None)).values(claimed_until=None))


def next_due(connection: Connection, channels: Collection[str]) -> datetime | None:
    """When there will be something to claim, if nobody adds or finishes anything before."""
    query = select(outbox.c.due_at, outbox.c.claimed_until).where(outbox.c.id.in_(_first_of_each(channels)))
    moments = [max(row.due_at, row.claimed_until or row.due_at) for row in connection.execute(query)]
    return min(moments, default=None)


def tally(connection: Connection) -> dict[str, Tally]:
    """What is not sent, by channel; nothing of a channel that has sent all."""
    not_sent = select(
        outbox.c.channel,
        func.sum(case((outbox.c.given_up_at.is_(None), 1), else_=0)).label("waiting"),
        func.sum(case((outbox.c.given_up_at.is_not(None), 1), else_=0)).label("given_up"),
        func.max(case((outbox.c.given_up_at.is_not(None), outbox.c.id))).label("last"),
    )
    totals = not_sent.where(outbox.c.delivered_at.is_(None)).group_by(outbox.c.channel).subquery()
    query = select(totals, outbox.c.error).select_from(totals.outerjoin(outbox, outbox.c.id == totals.c.last))
    rows = connection.execute(query)
    return {row.channel: Tally(int(row.waiting), int(row.given_up), row.error) for row in rows}


def mark_delivered(connection: Connection, id: int, now: datetime) -> None:
    _set(connection, id, delivered_at=now, claimed_until=None, error=None, attempts=outbox.c.attempts + 1)


def try_again(connection: Connection, id: int, *, due_at: datetime, error: str) -> None:
    _set(connection, id, due_at=due_at, claimed_until=None, error=error, attempts=outbox.c.attempts + 1)


def give_up(connection: Connection, id: int, now: datetime, *, error: str) -> None:
    _set(connection, id, given_up_at=now, claimed_until=None, error=error, attempts=outbox.c.attempts + 1)


def _first_of_each(channels: Collection[str]) -> Select:
    unsent = select(func.min(outbox.c.id)).where(UNSENT, outbox.c.channel.in_(channels))
    return unsent.group_by(outbox.c.conversation_id)


def _claim(connection: Connection, id: int, now: datetime, lease: timedelta) -> bool:
    """True for one sender, however many ask."""
    unclaimed = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until < now)
    claim = update(outbox).where(outbox.c.id == id, UNSENT, unclaimed).values(claimed_until=now + lease)
    return bool(connection.execute(claim).rowcount == 1)


def _set(connection: Connection, id: int, **values: object) -> None:
    connection.execute(update(outbox).where(outbox.c.id == id).values(**values))


def _delivery(row: Any) -> Delivery:
    buttons = row.buttons or []
    reply = Reply(
        row.text,
        row.utter_action,
        buttons=tuple(Button(button["title"], button["payload"]) for button in buttons),
        source=Source(**row.source) if row.source else None,
    )
    ids = tuple(button["id"] for button in buttons)
    return Delivery(row.id, row.conversation_id, row.channel, row.chat, row.key, row.attempts, reply, ids)
