"""A turn in the database: what the engine is given for it, and the one transaction that stores all it led to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.engine import Connection

from bot.booking.store import save_request
from bot.channels import inbox, outbox
from bot.channels.inbox import Waiting
from bot.database.schema import turn as turns
from bot.database.types import Moment
from bot.engine.turn import PastTurn, Reply, Turn, TurnResult, VisitorMessage
from bot.log import writer
from bot.log.flags import flags_of
from bot.log.message import LoggedMessage

REMEMBERED_TURNS = 6


CONVERSATION = text("SELECT channel, chat, turns FROM conversation WHERE id = :conversation")

PAST = (
    select(turns.c.state, turns.c.events)
    .where(turns.c.conversation_id == bindparam("conversation"), turns.c.state.is_not(None))
    .order_by(turns.c.number.desc())
    .limit(REMEMBERED_TURNS)
)

ADD_TURN = insert(turns)

# What staff have reviewed is what was there then.
UPDATE_CONVERSATION = text("""
    UPDATE conversation
       SET turns = :number, last_at = :now, reviewed_at = NULL, reviewed_by = NULL,
           not_understood = not_understood OR :not_understood, safety = safety OR :safety,
           handed_off = handed_off OR :handed_off, booked = booked OR :booked
     WHERE id = :conversation
""").bindparams(bindparam("now", type_=Moment))


class RequestNotStored(Exception):
    """Another request has its reference or its place, so the visitor must not read that it was passed on."""


@dataclass(frozen=True)
class Work:
    """The next message to answer, and what its conversation brings along."""

    conversation: str
    channel: str
    chat: str | None  # where replies are sent; None where they are fetched
    number: int  # of the turn, counted from 1
    message: Waiting
    past: tuple[PastTurn, ...]  # the latest turns, oldest first, without those that failed
    more: bool  # further messages wait behind this one

    def as_turn(self, now: datetime) -> Turn:
        said = VisitorMessage(self.message.text, self.message.choice)
        return Turn(self.conversation, self.number, (said,), self.past, now, self.channel)


def next_work(connection: Connection, conversation: str) -> Work | None:
    """The message that has waited longest in the conversation; None when all are answered, or erased."""
    waiting = inbox.waiting(connection, conversation)
    if not waiting:
        return None
    known = connection.execute(CONVERSATION, {"conversation": conversation}).one()
    rows = connection.execute(PAST, {"conversation": conversation}).all()
    past = tuple(PastTurn(row.state, row.events) for row in reversed(rows))
    more = len(waiting) > 1
    return Work(conversation, known.channel, known.chat, known.turns + 1, waiting[0], past, more)


def commit(connection: Connection, work: Work, result: TurnResult, now: datetime) -> bool:
    """Stores everything that a turn led to; False, and nothing stored, if the message is gone, edited or answered.

    When it raises, the transaction must not be committed.
    """
    if not inbox.hold(connection, work.message):
        return False
    turn_id = _add_turn(connection, work, result, now)
    replies = [_bot(reply, work.number, index, now) for index, reply in enumerate(result.replies)]
    flags = flags_of(
        [reply.utter_action or "" for reply in result.replies], [request.kind for request in result.requests]
    )
    logged = [replace(_visitor(work.message, result), flag=flags.of_message), *replies]
    _, *ids = writer.write(connection, logged, conversation=work.conversation, turn_id=turn_id)
    for request in result.requests:
        if not save_request(connection, request, conversation=work.conversation, turn_id=turn_id, now=now):
            raise RequestNotStored
    if work.chat is not None:
        for index, id in enumerate(ids):
            key = f"{work.conversation}/t{work.number}.{index}"
            outbox.add(connection, work.conversation, work.channel, work.chat, message_id=id, key=key, now=now)
    inbox.mark_answered(connection, work.message.id, turn_id)
    conversation = {"conversation": work.conversation, "number": work.number, "now": now}
    connection.execute(UPDATE_CONVERSATION, {**conversation, **asdict(flags)})
    return True


def _add_turn(connection: Connection, work: Work, result: TurnResult, now: datetime) -> int:
    """A failed turn and an aside are stored without state, so that the engine goes on as if they had not been."""
    forgotten = result.failure is not None or result.aside
    row = {
        "conversation_id": work.conversation,
        "number": work.number,
        "state": None if forgotten else dict(result.state),
        "events": [] if forgotten else list(result.events),
        "at": now,
    }
    return int(connection.execute(ADD_TURN, row).inserted_primary_key[0])


def _visitor(message: Waiting, result: TurnResult) -> LoggedMessage:
    said = LoggedMessage("visitor", message.received_at, message.text, client_id=message.message_id)
    if not result.understood:
        return said
    understood = result.understood[0]
    return replace(
        said,
        intent=understood.intent,
        confidence=understood.confidence,
        answers=list(understood.answers),
        runners_up=[list(pair) for pair in understood.runners_up],
        entities=[dict(entity) for entity in understood.entities],
    )


def _bot(reply: Reply, number: int, index: int, now: datetime) -> LoggedMessage:
    buttons = [
        {"id": f"t{number}.{index}.{position}", "title": button.title, "payload": dict(button.payload)}
        for position, button in enumerate(reply.buttons)
    ]
    return LoggedMessage(
        "bot",
        now,
        reply.text,
        utter_action=reply.utter_action,
        source={"title": reply.source.title, "link": reply.source.link} if reply.source else None,
        buttons=buttons,
        facts=list(reply.facts),
    )
