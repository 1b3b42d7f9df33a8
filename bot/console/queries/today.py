"""What has to be looked at: messages of the last day that nobody understood, and red flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection

from bot.database.schema import conversation, message
from bot.database.types import Moment
from bot.log.message import Flag

MOST = 12


@dataclass(frozen=True)
class Flagged:
    """A visitor's message that was marked."""

    id: int
    conversation_id: str
    channel: str
    at: datetime
    text: str
    reviewed_at: datetime | None


@dataclass(frozen=True)
class Recent:
    """The latest marked messages, and how many there are."""

    messages: Sequence[Flagged]
    count: int


_RECENT = (message.c.flag == bindparam("flag"), message.c.at > bindparam("since", type_=Moment))
LATEST = (
    select(
        message.c.id,
        message.c.conversation_id,
        conversation.c.channel,
        message.c.at,
        message.c.text,
        conversation.c.reviewed_at,
    )
    .join(conversation, conversation.c.id == message.c.conversation_id)
    .where(*_RECENT)
    .order_by(message.c.at.desc())
    .limit(MOST)
)
COUNT = select(func.count()).select_from(message).where(*_RECENT)


def flagged_since(connection: Connection, flag: Flag, since: datetime) -> Recent:
    values = {"flag": flag, "since": since}
    rows = connection.execute(LATEST, values).mappings()
    return Recent([Flagged(**row) for row in rows], connection.execute(COUNT, values).scalar_one())
