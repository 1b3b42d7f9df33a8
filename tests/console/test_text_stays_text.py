"""What visitors and colleagues wrote is shown as text, on every page and in every part that replaces one."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.database.database import Database
from tests.console.conftest import DANA, Staff, a_conversation, a_note, a_stored_request

EVIL = """'"><img src=x onerror=alert(1)><script>alert(1)</script></textarea><b class="evil">needles</b>{{ 7 * 7 }}"""
BUTTON = [{"id": "1", "title": EVIL, "payload": {}}]
SOURCE = {"title": EVIL, "link": "javascript:alert(1)"}


@pytest.fixture
def reader(ines: Staff, database: Database) -> Staff:
    """Ines, where everything that somebody could write is markup."""
    a_conversation(
        database,
        EVIL,
        entities=[{"entity": EVIL, "role": EVIL, "value": EVIL}],
        intent=EVIL,
        answers=[EVIL],
        runners_up=[[EVIL, 0.1]],
        buttons=BUTTON,
        source=SOURCE,
    )
    a_stored_request(
        database, name=EVIL, phone=EVIL, email=EVIL, service=EVIL, when_said=EVIL, when_start=EVIL, notes=EVIL
    )
    a_stored_request(database, "LIV-9XYZ", kind="call_back", name=EVIL, notes=EVIL)
    a_note(database, EVIL)
    return ines


PAGES = (
    "today",
    "conversations",
    "conversations?q=needles",
    "conversations?safety=1&channel=web",
    f"conversations/{DANA}",
    "requests",
    "requests?status=all",
    "requests/LIV-2K4M",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("get", [Staff.page, Staff.part], ids=["page", "part"])
def test_markup_is_shown_as_text(reader: Staff, path: str, get: Callable[[Staff, str], str]) -> None:
    shown = get(reader, path)

    assert "onerror=alert(1)" in unescape(re.sub("</?mark>", "", shown)), "it is not shown at all"
    assert foreign_elements(shown) == []
    assert "{{ 7 * 7 }}" in visible(shown)


def test_a_search_for_markup_is_shown_as_text_in_its_field_and_in_what_was_found(reader: Staff) -> None:
    for words in (EVIL[:100], "<b>needles</b>", 'needles" autofocus onfocus="alert(1)'):
        shown = reader.page("conversations", q=words)

        assert foreign_elements(shown) == []
        assert f'value="{words}"' in unescape(shown)


def test_a_hit_inside_markup_is_marked_without_the_markup_coming_alive(reader: Staff) -> None:
    shown = reader.part("conversations", q="script")

    assert "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;" in shown


def test_what_a_colleague_writes_comes_back_as_text(reader: Staff) -> None:
    answer = reader.send(f"conversations/{DANA}/notes", part=True, text=EVIL)

    assert answer.status_code == 200
    assert EVIL in unescape(answer.text)
    assert foreign_elements(answer.text) == []


def test_a_link_in_a_reply_leads_to_the_web_or_nowhere(reader: Staff) -> None:
    for path in PAGES:
        addresses = re.findall(r'href="([^"]*)"', reader.page(path))
        assert addresses
        for address in addresses:
            assert unescape(address).startswith(("/staff/", "/widget/", "?", "#", "tel:", "mailto:")), address


def test_the_name_at_sign_in_comes_back_as_text(staff: Staff) -> None:
    form = {
        "name": '"><script>alert(1)</script>',
        "password": "wrong",
        "csrf": staff.token("/staff/sign-in"),
        "next": "",
    }

    answer = staff.http.post("/staff/sign-in", data=form)

    assert answer.status_code == 401
    assert foreign_elements(answer.text) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
def test_any_note_can_be_read_as_it_was_written(reader: Staff, text: str) -> None:
    answer = reader.send(f"conversations/{DANA}/notes", part=True, text=text)

    assert answer.status_code == 200
    assert text.strip() in unescape(answer.text)
    assert foreign_elements(answer.text) == []


class Elements(HTMLParser):
    """Collects what a browser would make elements and handlers of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.foreign: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        ours = tag == "script" and (given.get("src") or "").startswith("/staff/static/")
        if (tag in ("img", "script", "iframe", "object") and not ours) or given.get("class") == "evil":
            self.foreign.append(tag)
        self.foreign += [name for name in given if name.startswith("on") or name in ("style", "srcdoc")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def foreign_elements(page: str) -> list[str]:
    """Elements that only somebody else could have put into the page, and handlers, which none of ours has."""
    parser = Elements()
    parser.feed(page)
    return parser.foreign


def visible(page: str) -> str:
    parser = Elements()
    parser.feed(page)
    return "".join(parser.text)
