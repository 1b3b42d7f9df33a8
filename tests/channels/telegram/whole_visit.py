"""A visit with everything in it that Telegram offers a visitor, through to the submitted booking."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import select

from bot.database.database import Database
from bot.database.schema import inbox, request
from tests.channels.telegram.bot_api import eventually


class SomebodyOnTelegram(Protocol):
    """Whoever can write, press and read."""

    def says(self, text: str) -> None: ...
    def presses(self, title: str) -> None: ...
    def sees_in_time(self, *texts: str) -> list[str]: ...
    @property
    def sees(self) -> list[str]: ...
    @property
    def buttons(self) -> dict[str, str]: ...


def a_whole_visit(dana: SomebodyOnTelegram, database: Database) -> None:
    dana.says("/start")
    (welcome,) = dana.sees_in_time("automatic assistant")
    assert "kept for 90 days" in welcome, "before the first message one reads what is kept"

    dana.presses("Do the needles hurt?")
    dana.sees_in_time("From: ")
    dana.says("cuping bruises how long")
    dana.sees_in_time("How Does Cupping Benefit You?")
    before, suggested = len(dana.sees), next(iter(dana.buttons))
    dana.presses(suggested)
    eventually(lambda: len(dana.sees) == before + 1, so_far=lambda: dana.sees)
    assert "From: " in dana.sees[-1], f"an answer to {suggested}"

    dana.says("/book")
    dana.sees_in_time("I can send the clinic a booking request", "What would you like to come for?")
    dana.presses("Cupping")
    dana.sees_in_time("When would suit you?")
    dana.says("will it hurt?")
    dana.sees_in_time("From: ", "When would suit you?")
    dana.says("friday at 3")
    dana.sees_in_time("What name")
    dana.says("Rosa Delgado")
    dana.sees_in_time("How can the clinic reach you?")
    dana.says("rosa@example.com")
    summary = dana.sees_in_time("Shall I send it to the clinic?")[-1]
    for said in ("cupping", "Rosa Delgado", "rosa@example.com"):
        assert said in summary
    dana.presses("Yes, send it")
    confirmed = dana.sees_in_time("Your request has the reference")[-1]

    (stored,) = rows(database, request)
    assert (stored.kind, stored.service, stored.name) == ("booking", "cupping", "Rosa Delgado")
    assert (stored.email, stored.when_said) == ("rosa@example.com", "friday at 3")
    assert stored.reference in confirmed
    assert all(message.turn_id is not None for message in rows(database, inbox)), "every message has its answer"


def rows(database: Database, table: Any) -> list[Any]:
    with database.transaction() as connection:
        return list(connection.execute(select(table)).all())
