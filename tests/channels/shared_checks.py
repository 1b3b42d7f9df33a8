"""What every channel has to do, whatever its platform. Each adapter runs through these same checks.

A channel brings a `Client`, which is its platform and its visitors in one, and a test class made of the checks that
concern it: `ChannelChecks` all of them, `SignedChecks` where others deliver to an address of ours, `SendingChecks`
where replies are sent. See `test_web_shared_checks.py`.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import anyio
import pytest
from sqlalchemy import func, select

from bot import server
from bot.channels import inbox, outbox
from bot.channels.sender import Patience, Sender
from bot.database.database import Database
from bot.database.schema import inbox as inbox_table
from bot.database.schema import metadata
from bot.engine.turn import Turn
from tests.channels.assistant import Assistant
from tests.stand_ins import ScriptedThinker

PATIENCE_SECONDS = 60  # for what should take no time: the machine may have other work
QUICK = Patience(first_pause_seconds=0.02, longest_pause_seconds=0.05, tries=4)
WORDS = "my back hurts"  # what must not be printed

Headers = Mapping[str, str | bytes]


class Client(ABC):
    """One channel from outside: what its platform delivers, and what its visitors do and see there.

    A visitor is told by a first name. A message is whatever the platform delivers for it.
    """

    name: str

    def __init__(self, assistant: Assistant, thinker: ScriptedThinker) -> None:
        self.assistant = assistant
        self.thinker = thinker

    @abstractmethod
    def serving(self) -> AbstractContextManager[Database]:
        """The assistant runs with this channel; each time over the same files."""

    @abstractmethod
    def message(self, text: str, *, who: str = "dana") -> Any:
        """A new message, to be delivered any number of times."""

    @abstractmethod
    def deliver(self, message: Any, *, headers: Headers | None = None) -> int:
        """Delivers it once: the status that came back, 0 where none came in time, 200 where none is to come.

        `headers` stand in for those by which the assistant knows who delivers.
        """

    @abstractmethod
    def unknown(self) -> list[Any]:
        """Messages of kinds that the channel does not know, with `WORDS` in them."""

    @abstractmethod
    def seen(self, who: str = "dana") -> list[str]:
        """The first line of each reply that has reached the visitor, oldest first."""

    @abstractmethod
    def disturb(self, times: int) -> None:
        """The next so many ways of a reply to its visitor fail, but another try may succeed."""

    def bring(self, message: Any) -> None:
        """Delivers it until it is taken, as platforms do."""
        eventually(lambda: self.deliver(message) in range(200, 300))

    def sees(self, *texts: str, who: str = "dana") -> None:
        """Waits until the visitor has seen exactly these replies."""
        eventually(lambda: self.seen(who) == list(texts), so_far=lambda: self.seen(who))


class SignedClient(Client):
    """A channel that others deliver to."""

    @abstractmethod
    def forgeries(self, message: Any) -> Mapping[str, Headers]:
        """What somebody might send with it who is not the platform: nothing, a guess, what was made for another."""


class SendingClient(Client):
    """A channel whose replies are sent to the platform."""

    @abstractmethod
    def refuse(self) -> None:
        """The platform refuses the next reply for good."""


class ChannelChecks:
    """What holds for every channel. The test module has a fixture `client`."""

    @pytest.fixture(autouse=True)
    def _in_no_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(server, "Sender", partial(Sender, patience=QUICK))

    def test_a_message_that_comes_again_is_answered_once(self, client: Client) -> None:
        with client.serving() as database:
            hello = client.message("hello")
            for _ in range(3):
                client.bring(hello)
            client.sees("You said hello")
            client.bring(hello)
            client.bring(client.message("and now?"))
            client.sees("You said hello", "You said and now?")

            assert texts(database) == ["hello", "and now?"]
        assert client.thinker.heard == ["hello", "and now?"]

    def test_answers_keep_their_order_and_no_conversation_waits_for_another(self, client: Client) -> None:
        release = Gate()
        client.thinker.meanwhile = lambda turn: release.wait() if said(turn) == "dana 0" else no_wait()
        with client.serving():
            for number in range(5):
                for who in ("dana", "omar"):
                    client.bring(client.message(f"{who} {number}", who=who))
            client.sees(*(f"You said omar {number}" for number in range(5)), who="omar")
            assert client.seen("dana") == []
            release.open()
            client.sees(*(f"You said dana {number}" for number in range(5)), who="dana")

    def test_of_a_burst_nothing_is_lost(self, client: Client) -> None:
        """More than a conversation may have waiting: what is not taken comes again, and what was taken as well."""
        release = Gate()
        client.thinker.meanwhile = lambda _turn: release.wait()
        with client.serving():
            burst = [client.message(f"line {number}") for number in range(inbox.MOST_WAITING + 5)]
            statuses = [client.deliver(message) for message in burst]
            release.open()
            for message in burst:
                client.bring(message)
            client.sees(*(f"You said line {number}" for number in range(len(burst))))

        assert set(statuses) <= {0, 200, 202, 429}
        assert len(client.thinker.heard) == len(burst)

    def test_what_it_does_not_know_is_met_quietly_and_the_rest_goes_on(
        self, client: Client, printed: Callable[[], str]
    ) -> None:
        with client.serving() as database:
            statuses = [client.deliver(message) for message in client.unknown()]
            client.bring(client.message("hello"))
            client.sees("You said hello")

            assert texts(database) == ["hello"]
        assert all(status < 500 for status in statuses)
        lines = printed()
        assert "level=error" not in lines
        assert WORDS not in lines

    def test_a_reply_that_did_not_get_through_comes_later_and_once(self, client: Client) -> None:
        with client.serving():
            client.disturb(2)
            client.bring(client.message("hello"))
            client.sees("You said hello")
            client.bring(client.message("and now?"))
            client.sees("You said hello", "You said and now?")

        assert client.thinker.heard == ["hello", "and now?"]

    def test_what_was_taken_before_a_restart_is_answered_after_it(self, client: Client) -> None:
        client.thinker.meanwhile = lambda _turn: anyio.sleep_forever()
        with client.serving() as database:
            one, two = client.message("one"), client.message("two")
            client.bring(one)
            client.bring(two)
            eventually(lambda: texts(database) == ["one", "two"] and client.thinker.heard == ["one"])

        client.thinker.meanwhile = None
        client.thinker.turns.clear()
        with client.serving():
            client.bring(two)
            client.sees("You said one", "You said two")
        assert client.thinker.heard == ["one", "two"]


class SignedChecks:
    """What holds where others deliver to an address of ours."""

    def test_who_is_not_the_platform_is_refused_before_any_work(
        self, client: SignedClient, printed: Callable[[], str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def never(*_: object, **__: object) -> None:
            raise AssertionError("something was stored for somebody unknown")

        with client.serving() as database:
            message = client.message(WORDS)
            monkeypatch.setattr(inbox, "store", never)
            statuses = {
                name: client.deliver(message, headers=headers) for name, headers in client.forgeries(message).items()
            }
            monkeypatch.undo()
            assert rows(database) == 0

        assert statuses
        assert set(statuses.values()) <= {401, 403}, statuses
        assert client.thinker.turns == []
        assert WORDS not in printed()

    def test_the_same_message_is_taken_from_the_platform(self, client: SignedClient) -> None:
        """Else the check before this one would hold for a channel that takes nothing."""
        with client.serving():
            message = client.message("hello")
            for headers in client.forgeries(message).values():
                client.deliver(message, headers=headers)
            assert client.deliver(message) in (200, 202)
            client.sees("You said hello")


class SendingChecks:
    """What holds where replies are sent."""

    def test_a_reply_that_is_never_taken_is_given_up_in_the_open_and_others_are_answered(
        self, client: SendingClient, printed: Callable[[], str]
    ) -> None:
        with client.serving() as database:
            client.disturb(QUICK.tries)
            client.bring(client.message(WORDS))
            eventually(lambda: given_up(database, client.name) == 1)
            client.bring(client.message("hello", who="omar"))
            client.sees("You said hello", who="omar")
            client.bring(client.message("and now?"))
            client.sees("You said and now?")

        lines = printed()
        assert lines.count('event="send failed"') == QUICK.tries - 1
        assert f'level=error event="delivery given up" channel={client.name}' in lines
        assert WORDS not in lines

    def test_a_reply_that_is_refused_for_good_is_not_tried_again(
        self, client: SendingClient, printed: Callable[[], str]
    ) -> None:
        with client.serving() as database:
            client.refuse()
            client.bring(client.message("hello"))
            eventually(lambda: given_up(database, client.name) == 1)
            client.bring(client.message("and now?"))
            client.sees("You said and now?")

        assert "send failed" not in printed()

    def test_what_was_not_sent_before_a_restart_is_sent_after_it(
        self, client: SendingClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        patient = Patience(first_pause_seconds=1, tries=30)
        monkeypatch.setattr(server, "Sender", partial(Sender, patience=patient))
        with client.serving():
            client.disturb(1)
            client.bring(client.message("hello"))
            eventually(lambda: client.thinker.heard == ["hello"])
        assert client.seen() == []

        with client.serving():
            client.sees("You said hello")
        assert client.thinker.heard == ["hello"]


class Gate:
    """Keeps turns waiting, in the server's thread, until the test's thread opens it."""

    def __init__(self) -> None:
        self._is_open = False

    def open(self) -> None:
        self._is_open = True

    async def wait(self) -> None:
        while not self._is_open:  # noqa: ASYNC110 - another thread's event can't be awaited
            await anyio.sleep(0.005)


async def no_wait() -> None:
    """What a turn that is not to wait does meanwhile."""


def said(turn: Turn) -> str:
    return turn.messages[0].text


def eventually(holds: Callable[[], bool], *, so_far: Callable[[], object] = lambda: "") -> None:
    """Waits until something holds that the server's thread brings about."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"it never came to that: {so_far()}"
        time.sleep(0.01)


def texts(database: Database) -> list[str]:
    """What is in the inbox."""
    with database.transaction() as connection:
        return list(connection.execute(select(inbox_table.c.text).order_by(inbox_table.c.id)).scalars())


def rows(database: Database) -> int:
    """How many rows there are in all tables."""
    with database.transaction() as connection:
        counts = [select(func.count()).select_from(table) for table in metadata.tables.values()]
        return sum(connection.execute(count).scalar_one() for count in counts)


def given_up(database: Database, channel: str) -> int:
    """As `python -m bot channels` counts it."""
    with database.transaction() as connection:
        return outbox.tally(connection).get(channel, outbox.Tally()).given_up
