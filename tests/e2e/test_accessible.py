"""Every page can be used by everybody: checked by axe-core, in light and dark, on a desktop and on a phone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.visitor import a_server
from tests.e2e.conftest import DESKTOP, PHONE, Site, Widget
from tests.e2e.staff import a_password, at_a_desk, sign_in

NARROW = {"width": 360, "height": 740}
FINGER = 44  # CSS pixels, the least that a finger hits without aiming
LOOKS = [(size, scheme) for size in (DESKTOP, PHONE) for scheme in ("light", "dark")]
NAMES = [f"{'phone' if size is PHONE else 'desktop'}-{scheme}" for size, scheme in LOOKS]

TOO_SMALL = """least => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
  .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.skip, dialog'))
  .map(element => [element, element.matches('.choice input') ? element.parentElement : element])
  .map(([element, target]) => [element, target.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && Math.round(box.height) < least)
  .map(([element, box]) => `${Math.round(box.height)} px: ${element.outerHTML.slice(0, 120)}`)"""


@pytest.fixture(scope="module")
def clinic(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served clinic with invented conversations of every kind."""
    state = tmp_path_factory.mktemp("clinic")
    site = Site("", state / "assistant.db")
    environment = {**os.environ, "STATE_DIR": str(state)}
    command = [
        sys.executable,
        "-m",
        "bot",
        "demo",
        "--conversations",
        "120",
        "--database",
        f"sqlite:///{site.database}",
    ]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    with a_server(state) as (address, _):
        yield Site(address, site.database)


@pytest.fixture(scope="module")
def password(clinic: Site) -> str:
    return a_password(clinic, "dora")


@pytest.fixture(scope="module")
def pages(clinic: Site) -> list[str]:
    """The address of every kind of page, with something on it."""
    with sqlite3.connect(clinic.database) as connection:
        flagged = dict(connection.execute("SELECT flag, max(id) FROM message WHERE flag IS NOT NULL GROUP BY flag"))
        opened = [
            "/staff/conversations/{}?message={}#message-{}".format(
                *connection.execute("SELECT conversation_id, id, id FROM message WHERE id = ?", (id,)).fetchone()
            )
            for id in flagged.values()
        ]
        [booked] = connection.execute("SELECT conversation_id FROM request WHERE kind = 'booking' LIMIT 1").fetchone()
        [done] = connection.execute("SELECT reference FROM request WHERE status = 'confirmed' LIMIT 1").fetchone()
        [noted] = connection.execute("SELECT conversation_id FROM note LIMIT 1").fetchone()
    assert len(opened) == 2, "there is no red flag, or nothing that was not understood"
    return [
        "/staff/today",
        "/staff/conversations",
        "/staff/conversations?q=you",
        "/staff/conversations?q=xyzzyx",
        "/staff/conversations?not_understood=1&channel=telegram&day=someday",
        *opened,
        f"/staff/conversations/{booked}",
        f"/staff/conversations/{noted}",
        "/staff/requests",
        "/staff/requests?status=all",
        f"/staff/requests/{done}",
        "/staff/requests/LIV-0000",
        "/staff/nowhere",
    ]


@pytest.fixture(params=LOOKS, ids=NAMES)
def desk(request: pytest.FixtureRequest, browser: Browser, clinic: Site) -> Iterator[BrowserContext]:
    size, scheme = request.param
    looks = {"viewport": size, "color_scheme": scheme, "reduced_motion": "reduce"}
    with at_a_desk(browser, clinic, bypass_csp=True, **looks) as context:  # axe brings a style of its own
        yield context


def test_axe_finds_nothing_on_any_staff_page(desk: BrowserContext, password: str, pages: list[str]) -> None:
    page = desk.new_page()
    page.goto("/staff/sign-in")
    assert_accessible(page)
    page.get_by_label("Name").fill("dora")
    page.get_by_label("Password").fill("not it")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    page.close()

    page = sign_in(desk, "dora", password)
    for address in pages:
        page.goto(address)
        unfold(page)
        assert_accessible(page)
    refuse(page)
    assert_accessible(page)

    page.goto("/staff/conversations")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert_accessible(page)


def test_axe_finds_nothing_after_something_was_done(desk: BrowserContext, password: str) -> None:
    page = sign_in(desk, "dora", password)
    page.goto("/staff/requests?status=new")
    page.get_by_role("article").first.get_by_role("button", name="Contacted").click()
    expect(page.locator("#toast")).to_contain_text("is now: Contacted")
    assert_accessible(page)

    page.goto("/staff/conversations?unreviewed=1")
    page.locator("a.row").first.click()
    page.get_by_role("button", name="Mark as reviewed").click()
    expect(page.get_by_text("Reviewed by dora, today")).to_be_visible()
    page.route("**/notes", lambda route: route.abort())
    page.get_by_label("Write a note").fill("Lost on its way.")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)


def test_axe_finds_nothing_on_the_visitors_page_and_in_the_open_widget(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto("/")
    assert_accessible(page)

    widget = Widget(page)
    widget.open()
    assert_accessible(page)
    widget.write("will the needles hurt me?")
    widget.shows("Assistant:")
    assert_accessible(page)


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow phone"])
def test_on_a_phone_nothing_is_too_small_for_a_finger_nor_wider_than_the_screen(
    browser: Browser, clinic: Site, password: str, pages: list[str], size: dict[str, int]
) -> None:
    with at_a_desk(browser, clinic, viewport=size, has_touch=True, is_mobile=True) as context:
        page = sign_in(context, "dora", password)
        for address in pages:
            page.goto(address)
            unfold(page)

            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
            assert page.evaluate(TOO_SMALL, FINGER) == [], address


def unfold(page: Page) -> None:
    """Opens whatever is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")


def refuse(page: Page) -> None:
    """Sends a form whose token is none, and so comes to the page that says so."""
    page.goto("/staff/today")
    page.evaluate("document.querySelectorAll('[name=csrf]').forEach(field => { field.value = 'forged' })")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="This page is out of date")).to_be_visible()


def assert_accessible(page: Page) -> None:
    results = Axe().run(page)

    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
