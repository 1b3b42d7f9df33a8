"""What invented colleagues do with conversations and requests, by the same functions as the staff pages."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from bot.console import audit
from bot.console.queries import transcript
from bot.console.queries.requests import Requested, change_status, requests_of

STAFF = ("Ines", "Omar")
REMARKS = (
    "Called back, she will think about it.",
    "Good question, we should have an answer for this.",
    "Has been here before, see the file.",
    "Asked the practitioner; she will answer by e-mail.",
    "Wrong number? Nobody picks up. Trying again in the evening.",
)
PATHS = (  # how a request may go
    ("contacted",),
    ("contacted", "confirmed"),
    ("contacted", "confirmed", "done"),
    ("confirmed", "done"),
    ("confirmed",),
    ("declined",),
    ("contacted", "declined"),
)


class Colleagues:
    """They have dealt with most of what is older than a day, and begun with the rest."""

    def __init__(self, chance: random.Random, now: datetime) -> None:
        self._chance = chance
        self._now = now

    def tend(self, connection: Connection, id: str, ended: datetime) -> None:
        """Reads a conversation that ended then, and does what comes of it; perhaps nothing."""
        is_old = ended < self._now - timedelta(days=1)
        if self._chance.random() > (0.75 if is_old else 0.15):
            return
        who, at = self._chance.choice(STAFF), self._later(ended)
        audit.record(connection, who, "opened", at, conversation=id)
        for request in requests_of(connection, id):
            self._settle(connection, request, who, at, is_old=is_old)
        if self._chance.random() < 0.15:
            at = self._later(at, hours=1)
            transcript.add_note(connection, id, who, self._chance.choice(REMARKS), at)
            audit.record(connection, who, "noted", at, conversation=id)
        if is_old or self._chance.random() < 0.3:
            at = self._later(at, hours=1)
            transcript.review(connection, id, who, at, seen=at)
            audit.record(connection, who, "reviewed", at, conversation=id)

    def _settle(self, connection: Connection, request: Requested, who: str, at: datetime, *, is_old: bool) -> None:
        was = request.status
        for status in self._chance.choice(PATHS if is_old else PATHS[:1]):
            at = self._later(at)
            change_status(connection, request.id, was, status, who, at)
            about = {"conversation": request.conversation_id, "request": request.id, "detail": status}
            audit.record(connection, who, "status", at, **about)  # type: ignore[arg-type]
            was, who = status, self._chance.choice(STAFF)

    def _later(self, at: datetime, *, hours: int = 12) -> datetime:
        """Some minutes to some hours after, but not in the future."""
        return min(at + timedelta(minutes=self._chance.randint(2, 60 * hours)), self._now)
