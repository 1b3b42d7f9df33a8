"""A visitor who sends a question in pieces: a real server, a real browser, real seconds."""

from __future__ import annotations

import time
from typing import Any

import httpx

from tests.e2e.conftest import Site, Widget
from tests.server.running import Browser

LATEST = """
    SELECT turn_id, sender, text FROM message
     WHERE conversation_id = (SELECT conversation_id FROM message ORDER BY id DESC LIMIT 1) ORDER BY id
"""
KEY_MILLISECONDS = 210


def said_in_one_turn(site: Site, *texts: str) -> list[str]:
    """What was answered to these messages, which are all of the latest conversation and one turn of it."""
    rows: list[tuple[Any, ...]] = site.rows(LATEST)
    assert len({turn for turn, _, _ in rows}) == 1, rows
    assert [text for _, sender, text in rows if sender == "visitor"] == list(texts)
    return [text for _, sender, text in rows if sender == "bot"]


def test_a_greeting_and_a_question_within_a_second_are_one_turn_with_one_answer(site: Site) -> None:
    with httpx.Client(base_url=site.address) as http:
        dana = Browser(http)
        dana.send(text="hi there")
        time.sleep(0.8)
        dana.send(text="how much is it?")
        history = dana.answered()

    assert [message["from"] for message in history][:2] == ["visitor", "visitor"]
    assert len(said_in_one_turn(site, "hi there", "how much is it?")) == 1


def test_a_question_alone_is_answered_at_once(site: Site) -> None:
    with httpx.Client(base_url=site.address) as http:
        dana = Browser(http)
        sent = time.monotonic()
        dana.send(text="does it hurt?")
        dana.answered()

    assert time.monotonic() - sent < 1.5


def test_who_is_seen_writing_is_waited_for(site: Site, widget: Widget) -> None:
    """The second message takes longer to type than anybody is waited for who does nothing."""
    widget.open()
    widget.write("hello you")
    widget.field.press_sequentially("how much?", delay=KEY_MILLISECONDS, timeout=30_000)
    widget.field.press("Enter")
    widget.shows("I don't have")

    assert len(said_in_one_turn(site, "hello you", "how much?")) == 1
