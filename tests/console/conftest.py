"""The staff pages over a database of their own, and somebody who is signed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

import pytest
from sqlalchemy import insert, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.chat_config import ChatConfig
from bot.console import audit, members
from bot.database.database import Database
from bot.database.schema import conversation, message, note, request, turn
from bot.server import application
from bot.settings import Settings
from tests.fixtures import anyio_backend, database, printed, settings, thinker
from tests.stand_ins import ScriptedThinker

__all__ = ["anyio_backend", "database", "printed", "settings", "thinker"]

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)
SITE = "http://127.0.0.1"
DANA = "web-dana"


@dataclass
class Staff:
    """A browser at the staff pages."""

    http: TestClient
    password: str
    name: str = "ines"

    def sign_in(self, password: str | None = None) -> int:
        form = {
            "name": self.name,
            "password": password or self.password,
            "csrf": self.token("/staff/sign-in"),
            "next": "",
        }
        return self.http.post("/staff/sign-in", data=form, follow_redirects=False).status_code

    def token(self, page: str = "/staff/today") -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.http.get(page).text)
        assert found, f"{page} has no form"
        return found[1]

    def page(self, path: str, **query: str) -> str:
        response = self.http.get(f"/staff/{path}", params=query, follow_redirects=False)
        assert response.status_code == 200, f"{response.url} gave {response.status_code}"
        return response.text

    def part(self, path: str, **query: str) -> str:
        """What replaces the changing part of an open page when there are news."""
        response = self.http.get(f"/staff/{path}", params=query, headers={"HX-Request": "true"})
        assert response.status_code == 200, f"{response.url} gave {response.status_code}"
        assert "<html" not in response.text
        return response.text

    def send(self, path: str, *, part: bool = False, **form: str) -> Any:
        """Sends one of the pages' forms; `part` as htmx does it."""
        headers = {"HX-Request": "true"} if part else {}
        data = {"csrf": self.token(), **form}
        return self.http.post(f"/staff/{path}", data=data, headers=headers, follow_redirects=False)


@pytest.fixture
def app(settings: Settings, database: Database, thinker: ScriptedThinker) -> Starlette:
    config = ChatConfig("Harbour Lane", "Hello!", "Kept.", ())
    return application(settings, database, thinker, config, stop=lambda: None, clock=lambda: NOW)


@pytest.fixture
def staff(app: Starlette, database: Database) -> Iterator[Staff]:
    """Ines, who has not signed in yet."""
    with TestClient(app, base_url=SITE) as http:
        yield Staff(http, an_account(database, "ines"))


@pytest.fixture
def ines(staff: Staff) -> Staff:
    """Ines, who has."""
    assert staff.sign_in() == 303
    return staff


@pytest.fixture
def omar(app: Starlette, database: Database, ines: Staff) -> Staff:
    """A colleague of hers, at another browser."""
    other = Staff(TestClient(app, base_url=SITE), an_account(database, "omar"), "omar")
    other.http.portal = ines.http.portal  # one server has one event loop
    assert other.sign_in() == 303
    return other


def an_account(database: Database, name: str) -> str:
    with database.transaction() as connection:
        return members.add(connection, name, NOW)


@pytest.fixture
def chat(staff: Staff) -> Callable[[str], None]:
    """A visitor on the website."""
    token = staff.http.post("/chat/conversation", json={}).json()["token"]

    def say(text: str) -> None:
        said = {"id": "5b0e4a52-0000-4000-8000-000000000001", "text": text}
        response = staff.http.post("/chat/messages", json=said, headers={"Authorization": f"Bearer {token}"})
        assert response.status_code == 202

    return say


def a_conversation(database: Database, said: str = "does it hurt", *, id: str = DANA, **changes: Any) -> int:
    """Stores a conversation of one turn, flagged in every way; returns the id of the visitor's message."""
    flags = dict.fromkeys(("safety", "not_understood", "handed_off", "booked"), True)
    of_visitor = {
        "intent": "faq",
        "confidence": 0.73,
        "answers": ["faq/cupping_marks"],
        "runners_up": [["faq/cupping_benefits", 0.08]],
        "entities": [],
        "flag": "safety",
        **changes,
    }
    with database.transaction() as connection:
        connection.execute(
            insert(conversation).values(id=id, channel="web", created_at=NOW, last_at=NOW, turns=1, **flags)
        )
        key = connection.execute(insert(turn).values(conversation_id=id, number=1, events=[], at=NOW))
        belongs = {"conversation_id": id, "turn_id": key.inserted_primary_key[0], "at": NOW}
        stored = connection.execute(insert(message).values(sender="visitor", text=said, **belongs, **of_visitor))
        reply = {"utter_action": "utter_faq/cupping_marks", "facts": ["cupping/circular_marks"]}
        connection.execute(insert(message).values(sender="bot", text="Round marks.", **belongs, **reply))
        return int(stored.inserted_primary_key[0])


def a_stored_request(database: Database, reference: str = "LIV-2K4M", *, of: str = DANA, **changes: Any) -> str:
    """Stores a booking that was made in the last turn of a conversation; returns its reference."""
    booking = {
        "kind": "booking",
        "name": "Dana Whitfield",
        "phone": "+1 555 010 2233",
        "service": "cupping",
        "when_said": "friday at 3",
        "when_start": "2026-05-08T15:00",
        **changes,
    }
    latest = select(turn.c.id).where(turn.c.conversation_id == of).order_by(turn.c.id.desc()).limit(1)
    with database.transaction() as connection:
        key = connection.execute(latest).scalar_one()
        belongs = {"conversation_id": of, "turn_id": key, "created_at": NOW}
        connection.execute(insert(request).values(reference=reference, **belongs, **booking))
    return reference


def a_note(database: Database, text: str, *, of: str = DANA) -> None:
    with database.transaction() as connection:
        connection.execute(insert(note).values(conversation_id=of, author="omar", at=NOW, text=text))


def recorded(database: Database) -> list[tuple[str, str, str | None]]:
    """Who did what since they signed in, with its detail, the latest first."""
    with database.transaction() as connection:
        entries = audit.latest(connection, limit=20)
    return [(entry.staff_name, entry.action, entry.detail) for entry in entries if entry.action != "signed in"]
