"""A turn in the database: what the engine is given for it, and the one transaction that stores all it led to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text
from sqlalchemy.engine import Connection

from bot.booking.store import save_request
from bot.channels import inbox, outbox
from bot.channels.bursts import QUIET, Burst, burst_of
from bot.channels.inbox import Waiting
from bot.database.schema import message
from bot.database.schema import turn as turns
from bot.database.types import Moment
from bot.engine.turn import JustBefore, PastTurn, Reply, Turn, TurnResult, VisitorMessage
from bot.log import writer
from bot.log.flags import flags_of
from bot.log.message import LoggedMessage

REMEMBERED_TURNS = 6
LATEST_MESSAGES = 12

CONVERSATION = text("SELECT channel, chat, turns FROM conversation WHERE id = :conversation")

PAST = (
    select(turns.c.state, turns.c.events)
    .where(turns.c.conversation_id == bindparam("conversation"), turns.c.state.is_not(None))
    .order_by(turns.c.number.desc())
    .limit(REMEMBERED_TURNS)
)

LATEST = (
    select(message.c.sender, message.c.text, message.c.at, message.c.utter_action)
    .where(message.c.conversation_id == bindparam("conversation"))
    .order_by(message.c.id.desc())
    .limit(LATEST_MESSAGES)
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
    """The messages to answer next, as far as they have come, and what their conversation brings along."""

    conversation: str
    channel: str
    chat: str | None  # where replies are sent; None where they are fetched
    number: int  # of the turn, counted from 1
    burst: Burst
    past: tuple[PastTurn, ...]  # the latest turns, oldest first, without those that failed
    just_before: JustBefore | None = None

    @property
    def messages(self) -> tuple[Waiting, ...]:
        return self.burst.messages

    @property
    def more(self) -> bool:
        """Whether further messages wait behind these."""
        return self.burst.following is not None

    def as_turn(self, now: datetime) -> Turn:
        said = tuple(VisitorMessage(one.text, one.choice) for one in self.messages)
        return Turn(self.conversation, self.number, said, self.past, now, self.channel, self.just_before)


def next_work(connection: Connection, conversation: str, *, writing_at: datetime | None = None) -> Work | None:
    """What has waited longest in the conversation; None when all is answered, or erased."""
    waiting = inbox.waiting(connection, conversation)
    if not waiting:
        return None
    known = connection.execute(CONVERSATION, {"conversation": conversation}).one()
    rows = connection.execute(PAST, {"conversation": conversation}).all()
    past = tuple(PastTurn(row.state, row.events) for row in reversed(rows))
    number = known.turns + 1
    burst = burst_of(waiting, number, writing_at)
    just_before = _just_before(connection, conversation, waiting[0])
    return Work(conversation, known.channel, known.chat, number, burst, past, just_before)


def _just_before(connection: Connection, conversation: str, first: Waiting) -> JustBefore | None:
    """The messages before this one, back to the first pause, and what was answered to them."""
    texts: list[str] = []
    answers: list[str] = []
    answered: list[str] = []  # to the message that is looked for next
    follows = first.received_at
    for row in connection.execute(LATEST, {"conversation": conversation}):
        if row.sender == "bot":
            answered.append((row.utter_action or "").removeprefix("utter_"))
        elif follows - row.at > QUIET:
            break
        else:
            texts.append(row.text)
            answers += answered
            answered, follows = [], row.at
    return JustBefore(tuple(reversed(texts)), tuple(reversed(answers))) if texts else None


def join_next(connection: Connection, work: Work) -> None:
    """Takes the next message into the turn, and keeps that: a crash must not part them."""
    if work.burst.following is not None:
        inbox.join(connection, (*work.messages, work.burst.following), work.number)


def commit(connection: Connection, work: Work, result: TurnResult, now: datetime) -> bool:
    """Stores everything that a turn led to; False, and nothing stored, if its messages are not what they were.

    When it raises, the transaction must not be committed.
    """
    if not inbox.hold(connection, work.conversation, work.messages, work.number):
        return False
    turn_id = _add_turn(connection, work, result, now)
    replies = [_bot(reply, work.number, index, now) for index, reply in enumerate(result.replies)]
    flags = flags_of(
        [reply.utter_action or "" for reply in result.replies], [request.kind for request in result.requests]
    )
    said = [_visitor(one) for one in work.messages]
    said[-1] = replace(_understood(said[-1], result), flag=flags.of_message)
    ids = writer.write(connection, [*said, *replies], conversation=work.conversation, turn_id=turn_id)[len(said) :]
    for request in result.requests:
        if not save_request(connection, request, conversation=work.conversation, turn_id=turn_id, now=now):
            raise RequestNotStored
    if work.chat is not None:
        for index, id in enumerate(ids):
            key = f"{work.conversation}/t{work.number}.{index}"
            outbox.add(connection, work.conversation, work.channel, work.chat, message_id=id, key=key, now=now)
    for one in work.messages:
        inbox.mark_answered(connection, one.id, turn_id)
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


def _visitor(said: Waiting) -> LoggedMessage:
    return LoggedMessage("visitor", said.received_at, said.text, client_id=said.message_id)


def _understood(said: LoggedMessage, result: TurnResult) -> LoggedMessage:
    """What the turn's messages meant together stands beside the last of them."""
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
