"""A real server and a real browser."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.visitor import a_server

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Site:
    """A served clinic: its address, and the database behind it."""

    address: str
    database: Path

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()


class Widget:
    """The chat widget as a visitor uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.log = page.get_by_role("log", name="Conversation")
        self.field = page.get_by_label("Your message")

    def open(self) -> None:
        self.page.get_by_role("button", name="Ask us a question").click()
        expect(self.field).to_be_visible()

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def shows(self, text: str) -> None:
        expect(self.log).to_contain_text(text, timeout=10_000)

    def press(self, title: str) -> None:
        self.log.get_by_role("button", name=title, exact=True).click()


@pytest.fixture(scope="session")
def site(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    state = tmp_path_factory.mktemp("site")
    with a_server(state) as (address, _):
        yield Site(address, state / "assistant.db")


@pytest.fixture(scope="module")  # while it is open, its event loop is in the way of other tests
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport=request.param)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("request", lambda asked: _local_only(asked.url, site.address, problems))
    opened.goto(site.address)
    yield opened
    context.close()
    assert problems == []


def _local_only(url: str, address: str, problems: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        problems.append(f"the page asked for {url}")


@pytest.fixture
def widget(page: Page) -> Widget:
    return Widget(page)
