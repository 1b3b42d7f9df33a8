"""Bursts as people write them, with arrival times: `bursts.jsonl`, and what became of one.

A line is {"messages": [[text, second], ...], "kind": ...} with "accept", a list of accepted ids for each answer that
is wanted, or, where a pause divides it, "accept_turns" with such a list for each part.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.database.database import Database
from bot.engine.rehearsal import given_answers
from bot.engine.turn import Thinker, TurnResult
from tests.channels.slow_motion import a_timed_desk

FILE = Path(__file__).with_name("bursts.jsonl")
COURTESIES = ("dialogue/greet", "dialogue/thanks", "dialogue/goodbye")
NOT_UNDERSTOOD = ("dialogue/not_understood", "dialogue/other_language")
ALARMS = ("safety/emergency", "safety/crisis")
AFTER_SECONDS = 20


@dataclass(frozen=True)
class WrittenBurst:
    """Some messages, and the answers that a fair judge would want, each a choice of ids."""

    messages: tuple[tuple[str, float], ...]
    wanted: tuple[tuple[str, ...], ...]
    kind: str

    @property
    def name(self) -> str:
        return " / ".join(text for text, _ in self.messages)


@dataclass(frozen=True)
class Turned:
    """One turn that came of a burst."""

    texts: tuple[str, ...]
    second: float
    answers: tuple[str, ...]


def written_bursts() -> list[WrittenBurst]:
    return [_burst(json.loads(line)) for line in FILE.read_text("utf-8").splitlines()]


def _burst(line: dict[str, object]) -> WrittenBurst:
    parts = line.get("accept_turns") or [line["accept"]]
    wanted = tuple(tuple(ids) for part in parts for ids in part)  # type: ignore[attr-defined]
    messages = tuple((str(text), float(second)) for text, second in line["messages"])  # type: ignore[attr-defined]
    return WrittenBurst(messages, wanted, str(line["kind"]))


async def lead(burst: WrittenBurst, database: Database, thinker: Thinker, who: str) -> list[Turned]:
    """Sends the messages at their times, and gives back the turns that came of them."""
    async with a_timed_desk(database, thinker) as time:
        for text, second in burst.messages:
            await time.says(text, at=second, who=who)
        await time.until(burst.messages[-1][1] + AFTER_SECONDS)
        turns = zip(time.answered, time.results, strict=True)
        return [Turned(tuple(words.split(" + ")), second, _told(result)) for (words, second), result in turns]


def _told(result: TurnResult) -> tuple[str, ...]:
    return tuple(id for id in given_answers(result) if id not in COURTESIES)


def is_right(burst: WrittenBurst, turned: Sequence[Turned]) -> bool:
    """Each wanted answer was given, once, and no other beside it; courtesies and "not understood" are none.

    An alarm may be answered again, and where one is wanted that is all that counts.
    """
    told = [id for turn in turned for id in turn.answers]
    alarms = [id for ids in burst.wanted for id in ids if id.startswith(ALARMS)]
    if burst.kind == "red_flag":
        return any(id in told for id in alarms)
    told = [id for place, id in enumerate(told) if id not in alarms or id not in told[:place]]
    met = all(any(id in ids for id in told) or _is_courtesy(ids) for ids in burst.wanted)
    unwanted = all(ids[0] in NOT_UNDERSTOOD for ids in burst.wanted)
    return met and len([id for id in told if unwanted or id not in NOT_UNDERSTOOD]) <= len(burst.wanted)


def _is_courtesy(ids: Sequence[str]) -> bool:
    return any(id in COURTESIES for id in ids)
