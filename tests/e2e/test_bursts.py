"""A visitor who sends a question in pieces: a real server, a real browser. How long is waited: tests/channels."""

from __future__ import annotations

from typing import Any

import httpx
from playwright.sync_api import Page

from tests.e2e.conftest import Site, Widget
from tests.server.running import Browser

LATEST = """
    SELECT turn_id, sender, text FROM message
     WHERE conversation_id = (SELECT conversation_id FROM message ORDER BY id DESC LIMIT 1) ORDER BY id
"""
KEY_MILLISECONDS = 50


def said_in_one_turn(site: Site, *texts: str) -> list[str]:
    """What was answered to these messages, which are all of the latest conversation and one turn of it."""
    rows: list[tuple[Any, ...]] = site.rows(LATEST)
    assert len({turn for turn, _, _ in rows}) == 1, rows
    assert [text for _, sender, text in rows if sender == "visitor"] == list(texts)
    return [text for _, sender, text in rows if sender == "bot"]


def test_a_greeting_and_a_question_right_after_it_are_one_turn_with_one_answer(site: Site) -> None:
    with httpx.Client(base_url=site.address) as http:
        dana = Browser(http)
        dana.send(text="hi there")
        dana.send(text="how much is it?")
        history = dana.answered()

    assert [message["from"] for message in history][:2] == ["visitor", "visitor"]
    assert len(said_in_one_turn(site, "hi there", "how much is it?")) == 1


def test_the_widget_tells_that_somebody_writes_while_an_answer_is_due(page: Page, widget: Widget) -> None:
    widget.open()
    widget.write("hello you")

    with page.expect_request(lambda request: request.url.endswith("/chat/typing")):
        widget.field.press_sequentially("how much?", delay=KEY_MILLISECONDS, timeout=30_000)
