"""The staff pages in a browser, and those who sit at them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, TimeoutError, expect

from tests.e2e.conftest import DESKTOP, Site

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return false;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { top, bottom } = element.getBoundingClientRect();
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && top >= 0 && bottom <= innerHeight;
}"""


def a_password(site: Site, name: str) -> str:
    """Makes an account as the owner does, and reads off its password."""
    environment = {**os.environ, "STATE_DIR": str(site.database.parent), "DATABASE_URL": f"sqlite:///{site.database}"}
    command = [sys.executable, "-m", "bot", "staff", "add", name]
    printed = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    found = re.search(r"^ {4}(\S+)$", printed, re.MULTILINE)
    assert found, printed
    return found[1]


@contextmanager
def at_a_desk(browser: Browser, site: Site, **options: Any) -> Iterator[BrowserContext]:
    """A browser of its own. Fails if one of its pages did, or was kept from something by its security policy."""
    context = browser.new_context(base_url=site.address, **{"viewport": DESKTOP, **options})
    problems: list[str] = []
    context.on("weberror", lambda problem: problems.append(str(problem.error)))
    context.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    yield context
    context.close()
    assert problems == []


def sign_in(context: BrowserContext, name: str, password: str) -> Page:
    """Signs somebody in; returns today's page."""
    page = context.new_page()
    page.goto("/staff/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/staff/today$"))
    return page


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def has_visible_focus(page: Page) -> bool:
    """Whether it can be seen where the keyboard is; news may just be changing the page around it."""
    try:
        page.wait_for_function(FOCUS, timeout=1000)
    except TimeoutError:
        return False
    return True


def tab_to(page: Page, name: str, *, most: int = 40) -> Locator:
    """Goes on with the tab key to a link or button; wherever it comes past, the focus can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = focused(page)
        assert has_visible_focus(page), here.evaluate("element => element.outerHTML")
        if here.inner_text().strip() == name:
            return here
    raise AssertionError(f"the tab key did not come to {name}")
