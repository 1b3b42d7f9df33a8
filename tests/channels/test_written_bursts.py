"""One question in several short messages is answered once: on bursts as people write them, by the whole engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from bench.bursts import Arrived, arrive
from bot.channels.bursts import LONGEST, QUIET
from bot.database.database import Database
from bot.database.migrate import migrate
from bot.engine.engine import Engine
from bot.evaluation.figures import quantile
from bot.evaluation.messages import read_messages
from tests.channels.written_bursts import Turned, WrittenBurst, is_right, lead, written_bursts

SAMPLE = Path(__file__).parent.parent / "evaluation" / "messages.jsonl"
ENOUGH = 40  # the rest is misunderstood rather than parted
Led = list[tuple[WrittenBurst, list[Turned]]]


@pytest.fixture(scope="module")
def led(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Led]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('bursts')}/assistant.db")
    migrate(database)

    async def lead_all() -> Led:
        return [
            (burst, await lead(burst, database, engine, f"visitor-{number}"))
            for number, burst in enumerate(written_bursts())
        ]

    yield anyio.run(lead_all)
    database.close()


@pytest.fixture(scope="module")
def arrived(engine: Engine) -> list[Arrived]:
    return arrive(engine, read_messages(SAMPLE))


def test_one_question_in_several_messages_is_joined_and_answered_once(led: Led) -> None:
    right = [burst.name for burst, turned in led if is_right(burst, turned)]

    assert len(led) >= ENOUGH
    assert len(right) >= ENOUGH, sorted({burst.name for burst, _ in led} - set(right))


def test_every_message_is_in_one_turn_and_in_its_order(led: Led) -> None:
    for burst, turned in led:
        said = [text for turn in turned for text in turn.texts]
        assert said == [text for text, _ in burst.messages], burst.name


def test_no_burst_waits_longer_than_the_rule_says(led: Led) -> None:
    for burst, turned in led:
        arrivals = iter([second for _, second in burst.messages])
        for turn in turned:
            seconds = [next(arrivals) for _ in turn.texts]
            latest = min(seconds[-1] + QUIET.total_seconds(), seconds[0] + LONGEST.total_seconds())
            assert seconds[-1] <= turn.second <= latest, burst.name


def test_a_red_flag_in_a_burst_is_answered_when_it_arrives(led: Led) -> None:
    for burst, turned in led:
        if burst.kind != "red_flag":
            continue
        (alarm, *_) = [turn for turn in turned if any(id == burst.wanted[0][0] for id in turn.answers)]
        arrival = next(second for text, second in burst.messages if text == alarm.texts[-1])
        assert alarm.second == arrival, burst.name


def test_a_pause_parts_two_questions(led: Led) -> None:
    parted = [(burst, turned) for burst, turned in led if burst.kind == "pause"]

    assert len(parted) >= 5
    for burst, turned in parted:
        assert len(turned) >= 2, burst.name


def test_a_confident_message_is_never_held(arrived: list[Arrived]) -> None:
    confident = [one for one in arrived if one.is_confident]

    assert len(confident) > len(arrived) / 2
    assert quantile([one.held_milliseconds for one in confident], 0.95) == 0


def test_a_red_flag_is_never_held(arrived: list[Arrived]) -> None:
    alarms = [one for one in arrived if one.is_alarm]

    assert len(alarms) >= 20
    assert [one.expected.text for one in alarms if one.held_milliseconds] == []
