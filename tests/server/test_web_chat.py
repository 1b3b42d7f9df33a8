"""A visitor writes, sees the answer come, comes back later, and loses nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Any

import anyio
import httpx
import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from bot.channels.hub import MOST_LISTENERS
from bot.database.database import Database
from bot.database.schema import metadata
from bot.engine.turn import Turn
from tests.server.running import Browser
from tests.stand_ins import ScriptedThinker


def take(stream: Any, count: int) -> list[dict[str, Any]]:
    return list(islice(stream, count))


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [message["text"] for message in messages]


def test_before_the_first_message_the_visitor_reads_whom_they_talk_to_and_what_is_kept(http: TestClient) -> None:
    config = http.get("/chat/config").json()

    assert config["clinic"] == "Harbour Lane Acupuncture"
    assert "automatic assistant of Harbour Lane Acupuncture" in config["greeting"]
    assert "90 days" in config["privacy"]
    assert config["starters"] == ["Do the needles hurt?"]


def test_an_answer_comes_on_the_stream(browser: Browser) -> None:
    with browser.stream() as stream:
        sent = browser.send(text="why the rings").json()["id"]

        asked, answered = take(stream, 2)

    assert (asked["from"], asked["text"], asked["client_id"]) == ("visitor", "why the rings", sent)
    assert "metadata" not in asked
    assert set(answered) == {"id", "from", "text", "at", "metadata", "source", "choices"}
    assert (answered["from"], answered["text"]) == ("bot", "You said why the rings")
    assert answered["metadata"] == {"utter_action": "utter_faq/cupping_marks"}
    assert answered["source"] == {"title": "Cupping, explained", "link": "https://example.com/cupping"}
    assert answered["choices"] == [{"id": "t1.0.0", "title": "Talk to a person"}]
    assert datetime.fromisoformat(answered["at"]).tzinfo is not None


def test_what_a_button_carries_never_reaches_the_browser(browser: Browser) -> None:
    browser.send(text="hello")

    assert "handoff/human" not in str(browser.answered())


def test_a_button_that_was_offered_can_be_pressed(browser: Browser, thinker: ScriptedThinker) -> None:
    browser.send(text="hello")
    (choice,) = browser.answered()[-1]["choices"]

    assert browser.send(choice=choice["id"]).status_code == 202

    assert texts(browser.answered())[2:] == ["Talk to a person", "You said Talk to a person"]
    assert thinker.turns[-1].messages[0].choice == {"answer": "handoff/human"}


def test_a_message_that_is_sent_again_is_answered_once(browser: Browser) -> None:
    for _ in range(3):
        assert browser.send(id="the-same", text="hello").status_code == 202
    browser.answered()
    assert browser.send(id="the-same", text="hello").status_code == 202

    assert texts(browser.answered()) == ["hello", "You said hello"]


def test_the_same_message_sent_over_eight_connections_at_once_is_answered_once(browser: Browser) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: browser.send(id="the-same", text="hello").status_code, range(8)))

    assert statuses == [202] * 8
    assert texts(browser.answered()) == ["hello", "You said hello"]


def test_a_burst_is_answered_in_its_order(browser: Browser) -> None:
    words = [f"message {number}" for number in range(12)]
    with browser.stream() as stream:
        for text in words:
            browser.send(text=text)

        assert texts(take(stream, 24)) == [said for text in words for said in (text, f"You said {text}")]


def test_a_stream_that_breaks_off_goes_on_where_it_was(browser: Browser) -> None:
    with browser.stream() as stream:
        browser.send(text="one")
        seen = take(stream, 2)

    browser.send(text="two")
    with browser.stream(after=seen[-1]["id"]) as stream:
        browser.send(text="three")
        seen += take(stream, 4)

    assert texts(seen) == ["one", "You said one", "two", "You said two", "three", "You said three"]
    assert len({message["id"] for message in seen}) == 6


def test_nothing_slips_by_a_stream_that_is_opened_while_answers_come(browser: Browser) -> None:
    words = [f"message {number}" for number in range(20)]
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(lambda: [browser.send(text=text) for text in words])
        seen: list[dict[str, Any]] = []
        while len(seen) < 40:
            with browser.stream(after=seen[-1]["id"] if seen else "") as stream:
                seen += take(stream, min(3, 40 - len(seen)))
        sending.result()

    assert texts(seen) == [said for text in words for said in (text, f"You said {text}")]


def test_every_tab_sees_the_conversation(browser: Browser) -> None:
    with browser.stream() as first, browser.stream() as second:
        browser.send(text="hello")

        assert take(first, 2) == take(second, 2)


def test_another_visitor_sees_nothing_of_it(browser: Browser) -> None:
    browser.send(text="hello")
    browser.answered()

    assert Browser(browser.http).history() == []


def test_the_oldest_stream_of_too_many_is_ended(browser: Browser) -> None:
    """It is most likely one that a sleeping telephone has left behind."""
    browser.send(text="hello")
    browser.answered()
    with ExitStack() as open_streams:
        tabs = [open_streams.enter_context(browser.stream()) for _ in range(MOST_LISTENERS + 1)]

        seen = [texts(take(tab, 2)) for tab in tabs]

        assert seen == [["hello", "You said hello"]] * (MOST_LISTENERS + 1)
        assert list(tabs[0]) == []
        browser.send(text="still here?")
        assert texts(take(tabs[1], 2)) == ["still here?", "You said still here?"]


def test_the_history_holds_what_is_not_answered_yet(http: TestClient, thinker: ScriptedThinker) -> None:
    async def never(_turn: Turn) -> None:
        await anyio.sleep_forever()

    dana = Browser(http)
    thinker.meanwhile = never
    dana.send(id="first", text="hello")
    dana.send(id="second", text="anyone?")

    assert [(message["id"], message["client_id"], message["text"]) for message in dana.history()] == [
        (None, "first", "hello"),
        (None, "second", "anyone?"),
    ]


def test_a_sign_of_writing_is_taken_from_whom_the_conversation_belongs_to_and_stored_nowhere(
    http: TestClient, database: Database
) -> None:
    dana = Browser(http)

    assert http.post("/chat/typing", json={}, headers=dana.headers).status_code == 204
    assert http.post("/chat/typing", json={}, headers=dana.headers).json()["code"] == "busy", "too soon"
    assert http.post("/chat/typing", json={}).json()["code"] == "bad_token"
    assert http.post("/chat/typing", json={"text": "my b"}, headers=Browser(http).headers).json()["code"] == (
        "unknown_field"
    )
    with database.transaction() as connection:
        counts = [select(func.count()).select_from(table) for table in metadata.tables.values()]
        assert sum(connection.execute(count).scalar_one() for count in counts) == 0


def test_what_was_taken_before_a_restart_is_answered_after_it(app: Any, thinker: ScriptedThinker) -> None:
    async def never(_turn: Turn) -> None:
        await anyio.sleep_forever()

    thinker.meanwhile = never
    with TestClient(app) as http:
        dana = Browser(http)
        dana.send(text="hello")
        headers = dana.headers

    thinker.meanwhile = None
    with TestClient(app) as http:
        returned = Browser(http)
        returned.headers = headers
        assert texts(returned.answered()) == ["hello", "You said hello"]


def test_a_token_says_until_when_it_is_good(http: TestClient) -> None:
    expires = datetime.fromisoformat(http.post("/chat/conversation", json={}).json()["expires"])

    left = expires - datetime.now(timezone.utc)

    assert timedelta(days=29, hours=23) < left <= timedelta(days=30)


def test_nothing_of_a_chat_is_kept_by_a_cache(browser: Browser) -> None:
    browser.send(text="hello")

    response = browser.http.get("/chat/messages", headers=browser.headers)

    assert response.headers["cache-control"] == "no-store"


def test_a_stream_is_never_held_back(browser: Browser) -> None:
    with browser.http.stream("GET", "/chat/stream", headers=browser.headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-accel-buffering"] == "no"


@pytest.mark.parametrize("origin", ["https://example.com", "null"])
def test_no_other_site_may_read_a_chat(http: TestClient, origin: str) -> None:
    response: httpx.Response = http.get("/chat/config", headers={"Origin": origin})

    assert "access-control-allow-origin" not in response.headers
