"""Photographs the clinic's page and the widget in conversation, for README and docs. Run by `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.visitor import a_server

FOLDER = Path("docs/images")
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
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


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as state,
        a_server(Path(state)) as (address, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in SIZES:
            _photograph(browser, address, size)
        browser.close()


def _photograph(browser: Browser, address: str, size: str) -> None:
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


def _save(page: Page, name: str) -> None:
    page.wait_for_timeout(400)  # until what glides in has arrived
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    print(path)


if __name__ == "__main__":
    main()
