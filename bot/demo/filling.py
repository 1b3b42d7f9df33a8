"""Fills a database with invented conversations, and leaves one alone that has real ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select

from bot.content import Content
from bot.database.database import Database
from bot.database.schema import conversation, message, request
from bot.demo import PREFIX
from bot.demo.colleagues import Colleagues
from bot.demo.copies import Copier, originals
from bot.demo.moments import moments
from bot.demo.phrases import Phrases
from bot.demo.visitors import Visitors
from bot.demo.visits import Thinks, Visits

MOST_LED = 400  # conversations through the assistant; what is more is copied from them
CHANNELS = ("web", "telegram")
OF_TEN = (7, 3)


class HasRealConversations(Exception):
    """The database is in use; nothing of it was touched."""


@dataclass(frozen=True)
class Filled:
    """What there is now."""

    conversations: int
    messages: int
    requests: int


def clear(database: Database) -> None:
    """Deletes what an earlier filling has left. Raises HasRealConversations."""
    with database.transaction() as connection:
        real = select(conversation.c.id).where(~conversation.c.id.startswith(PREFIX)).limit(1)
        if connection.execute(real).first() is not None:
            raise HasRealConversations
        connection.execute(delete(conversation))


def fill(
    database: Database,
    thinker: Thinks,
    content: Content,
    *,
    count: int,
    seed: int,
    now: datetime,
    tell: Callable[[int], None] = lambda done: None,
) -> Filled:
    """Puts so many conversations into a cleared database; the same seed and moment put in the same ones.

    `tell` is told now and then how many there are so far.
    """
    chance = random.Random(seed)
    phrases = Phrases(content.examples, chance)
    begins = moments(count, now, ZoneInfo(content.profile.timezone), chance)
    visits, colleagues = Visits(thinker, chance), Colleagues(chance, now)
    led = begins[:MOST_LED]
    for number, (moment, visit) in enumerate(zip(led, Visitors(phrases, chance).think_of(len(led)), strict=True), 1):
        id = f"{PREFIX}{chance.getrandbits(64):016x}"
        channel = chance.choices(CHANNELS, OF_TEN)[0]
        with database.transaction() as connection:
            ended = visits.lead(connection, id, channel, visit, moment, until=now)
            colleagues.tend(connection, id, ended)
        tell(number)
    if count > MOST_LED:
        with database.transaction() as connection:
            found = originals(connection)
        for done in Copier(found, phrases, chance, now).copy_all(database, begins[MOST_LED:]):
            tell(MOST_LED + done)
    return _filled(database)


def _filled(database: Database) -> Filled:
    with database.transaction() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (conversation, message, request)
        ]
    return Filled(*counts)
