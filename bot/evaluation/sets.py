"""The five kinds of evaluation file, each known by its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.bookings import ExpectedBooking
from bot.evaluation.follow_ups import ExpectedFollowUp
from bot.evaluation.lines import Line, read_lines
from bot.evaluation.messages import Expected
from bot.evaluation.multi_question import ExpectedQuestions
from bot.evaluation.times import ExpectedTime

MESSAGES, MULTI_QUESTION, FOLLOW_UPS, BOOKINGS, TIMES = (
    "messages",
    "multi_question",
    "follow_ups",
    "bookings",
    "times",
)

AnyExpected = Expected | ExpectedQuestions | ExpectedFollowUp | ExpectedBooking | ExpectedTime

_FIELDS: Mapping[str, tuple[str, ...]] = {
    MULTI_QUESTION: ("text", "accept_all", "kind"),
    MESSAGES: ("text", "accept", "kind"),
    FOLLOW_UPS: ("turns", "accept", "kind"),
    BOOKINGS: ("turns", "expect"),
    TIMES: ("said", "now", "date"),
}
_READ: Mapping[str, Callable[[Line], AnyExpected]] = {
    MULTI_QUESTION: ExpectedQuestions.read,
    MESSAGES: Expected.read,
    FOLLOW_UPS: ExpectedFollowUp.read,
    BOOKINGS: ExpectedBooking.read,
    TIMES: ExpectedTime.read,
}


@dataclass(frozen=True)
class EvaluationSet:
    """A file that was read: its name, its kind, and its lines."""

    name: str
    kind: str
    lines: Sequence[AnyExpected]


def read_set(path: Path) -> EvaluationSet:
    """Raises BadEvaluation with file and line. The first line tells the kind, which the others must share."""
    lines = read_lines(path)
    kind = _kind_of(lines[0])
    if kind is None:
        known = "".join(f"\n  {kind:<15} {', '.join(fields)}" for kind, fields in sorted(_FIELDS.items()))
        lines[0].refuse(
            f"the fields {', '.join(lines[0].fields) or '(none)'} make none of the known kinds. "
            f"Give each line those of one kind:{known}"
        )
    for line in lines:
        if _kind_of(line) not in (kind, None):
            line.refuse(
                f"this is a line of {_kind_of(line)}, and the file began with {kind}. Keep them in two files."
            )
    return EvaluationSet(path.stem, kind, [_READ[kind](line) for line in lines])


def _kind_of(line: Line) -> str | None:
    return next((kind for kind, fields in _FIELDS.items() if set(fields) <= set(line.fields)), None)
