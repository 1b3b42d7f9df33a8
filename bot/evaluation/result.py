"""A set that was judged: its figures and tables, and how each line went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.bookings import JudgedBooking, booking_figures
from bot.evaluation.figures import Figure, Section, Table
from bot.evaluation.follow_ups import JudgedFollowUp, follow_up_figures
from bot.evaluation.message_figures import message_sections, message_tables
from bot.evaluation.messages import Judged
from bot.evaluation.multi_question import JudgedQuestions, question_figures
from bot.evaluation.outcome import Outcome
from bot.evaluation.sets import BOOKINGS, FOLLOW_UPS, MESSAGES, MULTI_QUESTION, TIMES
from bot.evaluation.times import JudgedTime, time_figures

TITLES = {
    MESSAGES: "Single messages",
    MULTI_QUESTION: "Several questions in one message",
    FOLLOW_UPS: "Follow-ups",
    BOOKINGS: "Booking conversations",
    TIMES: "Time wishes",
}


@dataclass(frozen=True)
class Result:
    """Everything that is told about a set."""

    name: str
    title: str
    sections: Sequence[Section]
    tables: Sequence[Table]
    outcomes: Sequence[Outcome]
    messages: Sequence[Judged] = ()  # where they are single messages: for the plots
    milliseconds: Sequence[float] = ()  # of each turn

    @property
    def headline(self) -> Figure:
        """The one that sums it up."""
        return self.sections[0].figures[0]


def of_messages(name: str, judged: Sequence[Judged], milliseconds: Sequence[float], title: str = "") -> Result:
    return Result(
        name=name,
        title=title or TITLES[MESSAGES],
        sections=message_sections(judged),
        tables=message_tables(judged),
        outcomes=[one.outcome for one in judged],
        messages=judged,
        milliseconds=milliseconds,
    )


def of_questions(name: str, judged: Sequence[JudgedQuestions], milliseconds: Sequence[float]) -> Result:
    section = Section("Every question answered", tuple(question_figures(judged)))
    return Result(name, TITLES[MULTI_QUESTION], [section], [], [one.outcome for one in judged], (), milliseconds)


def of_follow_ups(name: str, judged: Sequence[JudgedFollowUp], milliseconds: Sequence[float]) -> Result:
    section = Section("The last turn", tuple(follow_up_figures(judged)))
    return Result(name, TITLES[FOLLOW_UPS], [section], [], [one.outcome for one in judged], (), milliseconds)


def of_bookings(name: str, judged: Sequence[JudgedBooking], milliseconds: Sequence[float]) -> Result:
    section = Section("Outcome and details", tuple(booking_figures(judged)))
    return Result(name, TITLES[BOOKINGS], [section], [], [one.outcome for one in judged], (), milliseconds)


def of_times(name: str, judged: Sequence[JudgedTime]) -> Result:
    section = Section("What was meant", tuple(time_figures(judged)))
    return Result(name, TITLES[TIMES], [section], [], [one.outcome for one in judged])
