"""`kill -9` between a message and its reply: nothing is lost, nothing comes twice.

A real process, a real SQLite file, a real client that sends again what was not acknowledged, as the widget does.
"""

from __future__ import annotations

import itertools
import random
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.service import START_SECONDS, Service, a_service

KILLS = 20
LATEST_KILL_SECONDS = 0.06  # a turn takes some 20 ms; beyond lies the time after the reply
REPLY_SECONDS = 20
QUESTIONS = ["does it hurt?", "how much is it?", "is it safe?"]
BOOKING = ["book me in", "cupping", "friday at 3", "Rosa Delgado", "rosa@example.com"]


class Client:
    """Sends until acknowledged, always under the same id, and reads the history."""

    def __init__(self, address: str) -> None:
        self.address = address
        token = httpx.post(f"{address}/chat/conversation", json={}).json()["token"]
        self.headers = {"Authorization": f"Bearer {token}"}
        self.sent: list[str] = []

    def write(self, text: str) -> None:
        message = {"id": str(uuid.uuid4()), "text": text}
        self.sent.append(text)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                response = httpx.post(f"{self.address}/chat/messages", json=message, headers=self.headers, timeout=5)
                if response.status_code == 202:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError("the message was never acknowledged")

    def history(self) -> list[dict[str, Any]]:
        response = httpx.get(f"{self.address}/chat/messages", headers=self.headers)
        return list(response.raise_for_status().json()["messages"])

    def settled(self) -> list[dict[str, Any]]:
        """The history, once the latest message has its reply."""
        deadline = time.monotonic() + REPLY_SECONDS
        while time.monotonic() < deadline:
            messages = self.history()
            if messages and messages[-1]["from"] == "bot":
                return messages
            time.sleep(0.05)
        raise AssertionError("the latest message was never answered")


@pytest.fixture
def service(model: Path, tmp_path: Path) -> Iterator[Service]:
    with a_service(tmp_path) as running:
        yield running


def booked(service: Service) -> list[tuple[str, str]]:
    return service.rows("SELECT kind, name FROM request")


def test_killed_at_twenty_random_moments_every_message_is_answered_once_and_in_order(service: Service) -> None:
    chance = random.Random(20)
    talker, booker = Client(service.address), Client(service.address)
    bookings = 0
    for number in range(KILLS):
        confirming = number % 2 == 1
        if confirming:
            for text in BOOKING:
                booker.write(text)
                booker.settled()
            bookings += 1
        client, text = (booker, "yes") if confirming else (talker, QUESTIONS[number % len(QUESTIONS)])

        killer = threading.Timer(chance.uniform(0, LATEST_KILL_SECONDS), service.kill)
        writer = threading.Thread(target=client.write, args=(text,))
        killer.start()
        writer.start()
        killer.join()
        service.start()
        writer.join()

        each_message_once_and_answered(client)
        assert len(booked(service)) == bookings, f"after kill {number + 1}"


def each_message_once_and_answered(client: Client) -> None:
    messages = client.settled()
    written = [message["text"] for message in messages if message["from"] == "visitor"]
    assert written == client.sent, "each message once, in order"
    ids = [message["id"] for message in messages]
    assert len(ids) == len(set(ids)), "each id once"
    for before, after in itertools.pairwise(messages):
        assert not (before["from"] == after["from"] == "visitor"), "each message has its reply before the next"
    openings = [reply for message, reply in itertools.pairwise(messages) if message["from"] == "visitor"]
    assert all(reply["from"] == "bot" for reply in openings)
    replies = replies_by_question(messages)
    assert all(len(texts) == len(set(texts)) for texts in replies), "no reply twice"


def replies_by_question(messages: list[dict[str, Any]]) -> list[list[str]]:
    """The texts of the replies to each visitor message."""
    groups: list[list[str]] = []
    for message in messages:
        if message["from"] == "visitor":
            groups.append([])
        else:
            groups[-1].append(message["text"])
    return groups
