"""What staff do with conversations and requests: kept, put on record, never done over a colleague's head."""

from __future__ import annotations

import re
from datetime import timedelta

import anyio
import httpx
import pytest
from sqlalchemy import update
from starlette.applications import Starlette

from bot.console import csrf, members, sessions
from bot.console.requests import STATUSES
from bot.database.database import Database
from bot.database.schema import conversation
from tests.console.conftest import DANA, NOW, SITE, Staff, a_conversation, a_stored_request, recorded

PAGE = f"conversations/{DANA}"


@pytest.fixture(autouse=True)
def stored(database: Database) -> None:
    a_conversation(database)
    a_stored_request(database)


def test_a_note_is_kept_for_colleagues_with_its_author(ines: Staff, omar: Staff, database: Database) -> None:
    assert ines.send(f"{PAGE}/notes", text="Called back.\nShe will think about it.").status_code == 303

    shown = omar.page(PAGE)

    assert "Called back.\nShe will think about it." in shown
    assert "<b>ines</b>, <time" in shown
    assert recorded(database) == [("omar", "opened", None), ("ines", "noted", None)]


@pytest.mark.parametrize("text", ["", "   ", "\r\n\t"])
def test_an_empty_note_is_none(ines: Staff, database: Database, text: str) -> None:
    assert ines.send(f"{PAGE}/notes", text=text).status_code == 303

    assert recorded(database) == []


def test_a_note_that_is_too_long_is_refused_and_said_to_be(ines: Staff, database: Database) -> None:
    answer = ines.send(f"{PAGE}/notes", text="x" * 2001)

    assert answer.status_code == 413
    assert "That is too long" in answer.text
    assert recorded(database) == []


def test_reviewed_is_kept_with_who_and_when_and_can_be_taken_back(ines: Staff, database: Database) -> None:
    seen = NOW.isoformat()

    assert ines.send(f"{PAGE}/reviewed", reviewed="1", seen=seen).status_code == 303
    assert "Reviewed by ines" in ines.page(PAGE)
    assert "unreviewed" not in row(ines.page("conversations"))
    assert ines.send(f"{PAGE}/reviewed", reviewed="0", seen=seen).status_code == 303
    assert "Mark as reviewed" in ines.page(PAGE)
    assert "unreviewed" in row(ines.page("conversations"))

    assert recorded(database) == [("ines", "to review", None), ("ines", "opened", None), ("ines", "reviewed", None)]


def test_what_the_visitor_added_meanwhile_is_not_marked_as_reviewed_unread(ines: Staff, database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(update(conversation).values(last_at=NOW + timedelta(seconds=1)))

    answer = ines.send(f"{PAGE}/reviewed", reviewed="1", seen=NOW.isoformat())

    assert answer.status_code == 409
    assert "Something has changed here" in answer.text
    assert "Mark as reviewed" in ines.page(PAGE)
    assert ("ines", "reviewed", None) not in recorded(database)


@pytest.mark.parametrize("seen", ["", "now", "9" * 50, "2026-13-40", "<script>"])
def test_a_review_that_no_page_of_ours_sends_is_refused_kindly(ines: Staff, database: Database, seen: str) -> None:
    answer = ines.send(f"{PAGE}/reviewed", reviewed="1", seen=seen)

    assert answer.status_code == 400
    assert "That could not be read" in answer.text
    assert recorded(database) == []


def test_every_change_of_a_request_is_on_record_with_who_and_when(ines: Staff, database: Database) -> None:
    ways = list(zip(STATUSES, STATUSES[1:] + STATUSES[:1], strict=True))

    for was, status in ways:
        assert ines.send("requests/LIV-2K4M/status", was=was, status=status).status_code == 303
        assert pressed(ines.page("requests/LIV-2K4M")) == status

    assert recorded(database) == [("ines", "status", status) for _, status in reversed(ways)]
    history = ines.page("requests/LIV-2K4M").partition("<details")[2]
    assert re.findall(r"</time> (\w+), by (\w+)", history) == [
        (status.title(), "ines") for _, status in reversed(ways)
    ]


@pytest.mark.parametrize("status", ["", "lost", "NEW", "new' --"])
def test_a_status_that_there_is_not_is_refused(ines: Staff, database: Database, status: str) -> None:
    assert ines.send("requests/LIV-2K4M/status", was="new", status=status).status_code == 400

    assert pressed(ines.page("requests/LIV-2K4M")) == "new"
    assert recorded(database) == []


def test_setting_the_same_status_again_changes_nothing(ines: Staff, database: Database) -> None:
    assert ines.send("requests/LIV-2K4M/status", was="new", status="new").status_code == 303

    assert recorded(database) == []


def test_who_comes_second_is_told_by_whom_it_was_changed(ines: Staff, omar: Staff, database: Database) -> None:
    assert omar.send("requests/LIV-2K4M/status", was="new", status="declined").status_code == 303

    without_script = ines.send("requests/LIV-2K4M/status", was="new", status="confirmed")
    part = ines.send("requests/LIV-2K4M/status", part=True, was="new", status="confirmed")

    assert without_script.status_code == 409
    assert "Something has changed here" in without_script.text
    assert part.status_code == 200
    assert "omar has changed it meanwhile. Look at it again before you decide." in part.text
    assert pressed(part.text) == "declined"
    assert recorded(database) == [("omar", "status", "declined")]


def test_of_many_at_the_same_moment_one_succeeds_and_the_others_are_told(app: Starlette, database: Database) -> None:
    people = [f"person {number}" for number in range(6)]

    answers = anyio.run(all_change, app, [signed_in(database, name) for name in people])

    [winner] = [name for name, action, _ in recorded(database) if action == "status"]
    became = pressed(answers[people.index(winner)])
    told = [f"{winner} has changed it meanwhile" in answer for answer in answers]
    assert told == [wished(number) != became for number in range(len(people))]
    assert {pressed(answer) for answer in answers} == {became}


async def all_change(app: Starlette, secrets: list[str]) -> list[str]:
    """What each gets back when all set the status of the same request at once."""
    answers = dict.fromkeys(secrets, "")

    async def change(secret: str, status: str) -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=SITE) as http:
            http.cookies.set("staff_session", secret)
            form = {"csrf": csrf.token_of(secret), "was": "new", "status": status}
            answer = await http.post("/staff/requests/LIV-2K4M/status", data=form, headers={"HX-Request": "true"})
            answers[secret] = answer.text

    async with anyio.create_task_group() as tasks:
        for number, secret in enumerate(secrets):
            tasks.start_soon(change, secret, wished(number))
    return list(answers.values())


def wished(number: int) -> str:
    """What each wants: half of them this, half of them that."""
    return ("confirmed", "declined")[number % 2]


def signed_in(database: Database, name: str) -> str:
    """The secret of a new session."""
    with database.transaction() as connection:
        members.add(connection, name, NOW)
        known = members.find(connection, name)
        assert known is not None
        return sessions.begin(connection, known.member, NOW)


def row(page: str) -> str:
    """The classes of the conversation's row."""
    found = re.search(rf'class="([^"]*)" id="row-{DANA}"', page)
    assert found
    return found[1]


def pressed(page: str) -> str:
    """The status that a request has."""
    [status] = re.findall(r'value="(\w+)" aria-pressed="true"', page)
    return str(status)
