"""Photographs the visitors' page, the widget in conversation and the staff pages, for README and docs.

Run by `make screenshots`; `python -m bench.screenshots staff` takes those of the staff pages alone. These show
conversations that `python -m bot demo` has invented.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from bench.visitor import a_server

FOLDER = Path("docs/images")
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SIZES = {"desktop": ViewportSize(width=1280, height=800), "phone": ViewportSize(width=390, height=844)}
COLOURS = 256
MOST_BYTES = 150_000
ANSWER, BOOKING, EMERGENCY = "answer", "booking", "emergency"
CONVERSATIONS = {
    ANSWER: [("cuping bruises how long", "How Does Cupping Benefit You?")],
    BOOKING: [
        ("my sciatica is bad can you help", "sciatica"),
        ("book cupping for friday at 3", "What name"),
        ("Dana Moreau", "How can the clinic reach you?"),
        ("dana@example.com", "Shall I send it"),
    ],
    EMERGENCY: [("i cant feel between my legs and i wet myself", "emergency number")],
}

# The staff pages: where each is, and the link to follow from there. "row" is the first of the list.
STAFF_PAGES = {
    "today": ("today", None),
    "conversations": ("conversations", None),
    "search": ("conversations?q=hurt", None),
    "not-understood": ("conversations?not_understood=1", "row"),
    "red-flag": ("conversations?safety=1", "row"),
    "requests": ("requests", None),
    "request": ("requests?status=confirmed", "who"),
}
ON_A_PHONE = ("today", "requests")
IN_THE_DARK = ("conversations",)


def main(wanted: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        if "visitor" in wanted:
            _photograph_visits(browser)
        if "staff" in wanted:
            _photograph_staff_pages(browser)
        browser.close()


def _photograph_visits(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as state, a_server(Path(state)) as (address, _):
        for size in SIZES:
            _photograph_visit(browser, address, size)


def _photograph_visit(browser: Browser, address: str, size: str) -> None:
    for name, exchanges in CONVERSATIONS.items():
        page = browser.new_page(viewport=SIZES[size], reduced_motion="reduce")
        page.goto(address)
        if name == ANSWER:
            _save(page, f"{size}-page")
        page.get_by_role("button", name="Ask us a question").click()
        if name == ANSWER:
            _save(page, f"{size}-greeting")
        for text, reply in exchanges:
            _exchange(page, text, reply)
        _save(page, f"{size}-{name}")
        page.close()


def _exchange(page: Page, text: str, reply: str) -> None:
    field = page.get_by_label("Your message")
    field.fill(text)
    field.press("Enter")
    expect(page.get_by_role("log", name="Conversation")).to_contain_text(reply, timeout=10_000)


def _photograph_staff_pages(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as state:
        name, password = _invent(Path(state))
        with a_server(Path(state)) as (address, _):
            _photograph_desk(browser, address, name, password, "desktop", tuple(STAFF_PAGES))
            _photograph_desk(browser, address, name, password, "phone", ON_A_PHONE)
            _photograph_desk(browser, address, name, password, "desktop", IN_THE_DARK, scheme="dark")


def _invent(state: Path) -> tuple[str, str]:
    """Fills the database of a server to be with invented conversations; returns who may sign in, and with what."""
    environment = {**os.environ, "STATE_DIR": str(state)}
    command = [sys.executable, "-m", "bot", "demo", "--database", f"sqlite:///{state}/assistant.db"]
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = re.search(r"/staff as (\S+) with the password\s+(\S+)", told)
    if found is None:
        raise RuntimeError(f"`bot demo` named no account: {told}")
    return found[1], found[2]


def _photograph_desk(
    browser: Browser,
    address: str,
    name: str,
    password: str,
    size: str,
    pages: tuple[str, ...],
    scheme: Literal["light", "dark"] = "light",
) -> None:
    context = browser.new_context(
        base_url=address, viewport=SIZES[size], reduced_motion="reduce", color_scheme=scheme
    )
    page = context.new_page()
    page.goto("/staff/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    prefix = f"staff-{size}" if scheme == "light" else f"staff-{size}-{scheme}"
    if size == "desktop" and scheme == "light":
        _save(page, f"{prefix}-sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/today$"))
    for shown in pages:
        _open(page, *STAFF_PAGES[shown])
        _save(page, f"{prefix}-{shown}")
    context.close()


def _open(page: Page, path: str, link: str | None) -> None:
    """Goes to a page, or on to the first thing listed there, with what is folded at its message unfolded."""
    page.goto(f"/staff/{path}")
    if link is None:
        return
    page.locator("a.row, .who a").first.click()
    page.wait_for_url(lambda address: path not in address)
    details = page.locator(".linked details, .card details").first
    if details.count():
        details.locator("summary").click()


def _save(page: Page, name: str) -> None:
    page.wait_for_timeout(400)  # until what glides in has arrived
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    _make_small(path)
    print(f"{path} ({path.stat().st_size / 1024:.0f} KiB)")


def _make_small(path: Path) -> None:
    """Writes a picture with fewer colours where it would be too big for a page of the docs."""
    if path.stat().st_size > MOST_BYTES:
        with Image.open(path) as image:
            few = image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["visitor", "staff"])
