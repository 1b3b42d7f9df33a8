"""The evaluation report opens from the disk, by itself, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from bot.evaluation.html_report import html_report
from tests.e2e.conftest import DESKTOP, PHONE
from tests.evaluation.builders import a_chapter

LOOKS = [(size, scheme) for size in (DESKTOP, PHONE) for scheme in ("light", "dark")]
NAMES = [f"{'phone' if size is PHONE else 'desktop'}-{scheme}" for size, scheme in LOOKS]


@pytest.fixture(params=LOOKS, ids=NAMES)
def report(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The report, with everything that can be unfolded unfolded."""
    file = tmp_path / "report.html"
    at = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)
    file.write_text(html_report([a_chapter("a" * 120)], model="abc123", at=at), "utf-8")
    size, scheme = request.param
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(file.as_uri())
    for summary in page.locator("summary").all():
        summary.click()
    yield page
    context.close()
    assert asked == [file.as_uri()]


def test_axe_finds_nothing(report: Page) -> None:
    found = Axe().run(report)

    assert found.violations_count == 0, found.generate_report()


def test_nothing_is_wider_than_the_window(report: Page) -> None:
    wide, window = report.evaluate("[document.documentElement.scrollWidth, innerWidth]")

    assert wide <= window


def test_a_card_leads_to_its_set(report: Page) -> None:
    report.get_by_role("link", name="Single messages").click()

    assert report.get_by_role("heading", name="Single messages").is_visible()
    assert report.url.endswith("#messages")
