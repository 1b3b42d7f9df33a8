"""Leads an invented visit through the real assistant, and stores it as a real one is stored, at an earlier time."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.engine import Connection

from bot.channels import inbox, turns
from bot.channels.apology import apology
from bot.channels.base import Inbound
from bot.channels.turns import Work
from bot.demo.visitors import Visit
from bot.engine.failures import TurnFailed
from bot.engine.turn import Button, Reply, Turn, TurnResult

ANSWER = timedelta(milliseconds=20)
FAILURES = 0.002  # of all turns, so that an apology can be looked at as well


class Thinks(Protocol):
    """The engine, as far as it is needed here."""

    def handle_now(self, turn: Turn) -> TurnResult: ...


class Visits:
    """Leads visits, one after the other."""

    def __init__(self, thinker: Thinks, chance: random.Random) -> None:
        self._thinker = thinker
        self._chance = chance

    def lead(
        self, connection: Connection, id: str, channel: str, visit: Visit, begins: datetime, *, until: datetime
    ) -> datetime:
        """Stores the visit's turns up to now (`until`), as far as it has come by then; returns when it ended.

        Nothing of it is ever sent: the conversation has no address.
        """
        at, number = begins, 0
        said: str | Button | None = next(visit, None)
        while said is not None and at <= until:
            number += 1
            heard = self._turn(connection, _inbound(id, channel, number, said), at)
            ended = at
            at += self._pause()
            try:
                said = visit.send(heard)
            except StopIteration:
                said = None
        return ended

    def _turn(self, connection: Connection, inbound: Inbound, at: datetime) -> tuple[Reply, ...]:
        inbox.store(connection, inbound, at)
        work = turns.next_work(connection, inbound.conversation)
        assert work is not None  # noqa: S101 - it was stored just now, and nobody else is here
        result = self._think(work, at)
        turns.commit(connection, work, result, at + ANSWER)
        return result.replies

    def _think(self, work: Work, at: datetime) -> TurnResult:
        if self._chance.random() < FAILURES:
            return apology("an invented failure")
        try:
            return self._thinker.handle_now(work.as_turn(at))
        except TurnFailed as failed:
            return apology(str(failed))

    def _pause(self) -> timedelta:
        """Mostly seconds; now and then somebody comes back later."""
        longer = self._chance.random() < 0.08
        return timedelta(seconds=self._chance.randint(70, 5000) if longer else self._chance.randint(4, 55))


def _inbound(id: str, channel: str, number: int, said: str | Button) -> Inbound:
    message_id = f"{id}.{number}"
    if isinstance(said, str):
        return Inbound(id, channel, message_id, text=said)
    payload = None if said.payload.get("typed") else said.payload
    return Inbound(id, channel, message_id, text=said.title, payload=payload)
