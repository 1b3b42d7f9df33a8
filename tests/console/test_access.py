"""Nobody reads or changes anything of staff's without being signed in, nor by a form of another site."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.routing import Route

from bot.channels.hub import Hub
from bot.console.console import console
from bot.console.knowledge import Knowledge
from bot.database.database import Database
from tests.console.conftest import Staff

OPEN = ("/sign-in", "/static/{name}", "/")
SCRIPT = "<script>alert(1)</script>"


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


def test_markup_in_a_message_is_shown_as_text(staff: Staff, chat: Callable[[str], None]) -> None:
    chat(SCRIPT)
    assert staff.sign_in() == 303

    listed = staff.http.get("/staff/conversations").text

    assert SCRIPT not in listed
    assert "&lt;script&gt;" in listed


def test_a_message_is_found_by_its_words(staff: Staff, chat: Callable[[str], None]) -> None:
    chat("my sciatica is dreadful")
    assert staff.sign_in() == 303

    assert "<mark>sciatica</mark>" in staff.http.get("/staff/conversations?q=sciatica").text
    assert "sciatica is" not in staff.http.get("/staff/conversations?q=migraine").text
