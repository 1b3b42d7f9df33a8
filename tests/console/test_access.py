"""Nobody reads or changes anything of staff's without being signed in, nor by a form of another site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.chat_config import ChatConfig
from bot.channels.hub import Hub
from bot.console import members
from bot.console.console import console
from bot.console.knowledge import Knowledge
from bot.database.database import Database
from bot.server import application
from bot.settings import Settings
from tests.fixtures import *  # noqa: F403 - pytest finds fixtures by their names
from tests.stand_ins import ScriptedThinker

NOW = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)
OPEN = ("/sign-in", "/static/{name}", "/")
SCRIPT = "<script>alert(1)</script>"


@dataclass
class Staff:
    """A browser at the staff pages."""

    http: TestClient
    password: str

    def sign_in(self, password: str | None = None) -> int:
        form = {
            "name": "ines",
            "password": password or self.password,
            "csrf": self.token("/staff/sign-in"),
            "next": "",
        }
        return self.http.post("/staff/sign-in", data=form, follow_redirects=False).status_code

    def token(self, page: str) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.http.get(page).text)
        assert found, f"{page} has no form"
        return found[1]


@pytest.fixture
def staff(settings: Settings, database: Database, thinker: ScriptedThinker) -> Iterator[Staff]:
    with database.transaction() as connection:
        password = members.add(connection, "ines", NOW)
    app = application(
        settings, database, thinker, ChatConfig("Harbour Lane", "Hello!", "Kept.", ()), stop=lambda: None
    )
    with TestClient(app, base_url="http://127.0.0.1") as http:
        yield Staff(http, password)


def routes(database: Database) -> list[tuple[str, str]]:
    """Every method and path of the console that needs a session, with ids filled in."""
    found = [
        route for route in console(database, Hub(), Knowledge("Harbour Lane")).routes if isinstance(route, Route)
    ]
    return [
        (method, "/staff" + re.sub(r"\{\w+(:\w+)?\}", "1", route.path))
        for route in found
        for method in (route.methods or ()) - {"HEAD"}
        if route.path not in OPEN
    ]


def test_no_page_and_no_action_without_a_session(staff: Staff, database: Database) -> None:
    walked = routes(database)
    assert len(walked) >= 8

    for method, path in walked:
        response = staff.http.request(method, path, follow_redirects=False)
        assert response.status_code in (303, 401, 403, 400), f"{method} {path} gave {response.status_code}"
        if response.status_code == 303:
            assert response.headers["location"].startswith("/staff/sign-in"), path


@pytest.mark.parametrize("token", [None, "", "forged", "0" * 64])
def test_no_action_without_the_forms_token(staff: Staff, database: Database, token: str | None) -> None:
    assert staff.sign_in() == 303
    actions = [path for method, path in routes(database) if method == "POST"]
    assert actions

    for path in actions:
        response = staff.http.post(path, data={} if token is None else {"csrf": token}, follow_redirects=False)
        assert response.status_code in (400, 403), f"{path} gave {response.status_code}"


def test_a_form_that_comes_from_another_site_is_refused(staff: Staff) -> None:
    assert staff.sign_in() == 303
    form = {"csrf": staff.token("/staff/today")}

    foreign = staff.http.post(
        "/staff/sign-out", data=form, headers={"Sec-Fetch-Site": "cross-site"}, follow_redirects=False
    )

    assert foreign.status_code == 403
    assert staff.http.get("/staff/today").status_code == 200


def test_a_wrong_password_is_refused_and_after_some_tries_the_right_one_too(staff: Staff) -> None:
    tries = [staff.sign_in("wrong-wrong-wrong-wrong") for _ in range(12)]

    assert 303 not in tries
    assert staff.sign_in() == 429


def test_signing_out_ends_the_session_on_the_server(staff: Staff) -> None:
    assert staff.sign_in() == 303
    kept = dict(staff.http.cookies)
    staff.http.post("/staff/sign-out", data={"csrf": staff.token("/staff/today")})

    staff.http.cookies.update(kept)

    assert "/staff/sign-in" in str(staff.http.get("/staff/today").url)


def test_a_page_of_staff_is_never_cached_nor_framed(staff: Staff) -> None:
    assert staff.sign_in() == 303

    headers = staff.http.get("/staff/today").headers

    assert "no-store" in headers["cache-control"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/staff/conversations?q=%s", "/staff/conversations?channel=%s", "/staff/conversations?day=%s"]
)
@pytest.mark.parametrize(
    "text", [SCRIPT, "'; DROP TABLE message; --", '"', "* OR 1=1", "%00", "\\", "NEAR(", "é" * 500]
)
def test_search_and_filters_take_anything_for_words(staff: Staff, path: str, text: str) -> None:
    assert staff.sign_in() == 303

    response = staff.http.get(path.replace("%s", "{}").format(text))

    assert response.status_code in (200, 400, 303)
    assert SCRIPT not in response.text


def chat(http: TestClient) -> Callable[[str], None]:
    token = http.post("/chat/conversation", json={}).json()["token"]

    def say(text: str) -> None:
        message = {"id": "5b0e4a52-0000-4000-8000-000000000001", "text": text}
        response = http.post("/chat/messages", json=message, headers={"Authorization": f"Bearer {token}"})
        assert response.status_code == 202

    return say


def test_markup_in_a_message_is_shown_as_text(staff: Staff) -> None:
    chat(staff.http)(SCRIPT)
    assert staff.sign_in() == 303

    listed = staff.http.get("/staff/conversations").text

    assert SCRIPT not in listed
    assert "&lt;script&gt;" in listed


def test_a_message_is_found_by_its_words(staff: Staff) -> None:
    chat(staff.http)("my sciatica is dreadful")
    assert staff.sign_in() == 303

    assert "<mark>sciatica</mark>" in staff.http.get("/staff/conversations?q=sciatica").text
    assert "sciatica is" not in staff.http.get("/staff/conversations?q=migraine").text
