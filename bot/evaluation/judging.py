"""Asks the whole engine what a set asks, each line as a conversation of its own, and judges what it says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone

from bot.booking.times import read_when
from bot.engine.engine import Engine
from bot.engine.outcome import booking_of
from bot.engine.rehearsal import Rehearsal, given_answers, offered_answers
from bot.evaluation.bookings import Captured, ExpectedBooking, JudgedBooking
from bot.evaluation.follow_ups import ExpectedFollowUp, JudgedFollowUp
from bot.evaluation.heard import Heard
from bot.evaluation.messages import Expected, Judged
from bot.evaluation.multi_question import ExpectedQuestions, JudgedQuestions
from bot.evaluation.result import Result, of_bookings, of_follow_ups, of_messages, of_questions, of_times
from bot.evaluation.sets import BOOKINGS, FOLLOW_UPS, MESSAGES, MULTI_QUESTION, EvaluationSet
from bot.evaluation.times import ExpectedTime, JudgedTime, Meant

NOW = datetime(2026, 5, 6, 10, 20, tzinfo=timezone.utc)  # fixed, so that two runs are alike


def judge(engine: Engine, evaluation: EvaluationSet) -> Result:
    """Raises TurnFailed where the engine gives up on a line."""
    talks = _Talks(engine, evaluation.name)
    name, lines, taken = evaluation.name, evaluation.lines, talks.milliseconds
    if evaluation.kind == MESSAGES:
        return of_messages(name, [talks.message(line) for line in lines if isinstance(line, Expected)], taken)
    if evaluation.kind == MULTI_QUESTION:
        asked = [line for line in lines if isinstance(line, ExpectedQuestions)]
        return of_questions(name, [JudgedQuestions(line, talks.last_of(line.turns)) for line in asked], taken)
    if evaluation.kind == FOLLOW_UPS:
        told = [line for line in lines if isinstance(line, ExpectedFollowUp)]
        return of_follow_ups(name, [JudgedFollowUp(line, talks.last_of(line.turns)) for line in told], taken)
    if evaluation.kind == BOOKINGS:
        booked = [line for line in lines if isinstance(line, ExpectedBooking)]
        return of_bookings(name, [JudgedBooking(line, talks.booking_of(line.turns)) for line in booked], taken)
    order = engine.content.profile.date_order
    return of_times(name, [_read_time(line, order) for line in lines if isinstance(line, ExpectedTime)])


class _Talks:
    """Conversations with the engine, counted, and timed by the turn."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._count = 0
        self.milliseconds: list[float] = []

    def message(self, expected: Expected) -> Judged:
        heard = self.last_of(expected.turns)
        return Judged(expected, heard.answers, heard.options, heard.confidence)

    def last_of(self, turns: Sequence[str]) -> Heard:
        """What is heard in the last turn."""
        rehearsal = self._rehearsed(turns)
        result = rehearsal.results[-1]
        return Heard(
            answers=tuple(given_answers(result)),
            options=tuple(offered_answers(result)),
            confidence=result.understood[0].confidence,
        )

    def booking_of(self, turns: Sequence[str]) -> Captured:
        return Captured.from_booking(booking_of(self._rehearsed(turns).events))

    def _rehearsed(self, turns: Sequence[str]) -> Rehearsal:
        self._count += 1
        rehearsal = Rehearsal(self._engine, f"evaluate-{self._name}-{self._count}", NOW)
        for text in turns:
            rehearsal.say(text)
        self.milliseconds += rehearsal.milliseconds
        return rehearsal


def _read_time(expected: ExpectedTime, date_order: str) -> JudgedTime:
    return JudgedTime(expected, Meant.from_when(read_when(expected.said, expected.now, date_order)))
