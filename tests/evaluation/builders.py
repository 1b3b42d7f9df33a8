"""Judged lines with defaults, so that a test names only what matters. The texts are invented here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.evaluation.bookings import Captured, ExpectedBooking, JudgedBooking
from bot.evaluation.chapter import Chapter, chapter_of
from bot.evaluation.comparison import compare
from bot.evaluation.curves import Size
from bot.evaluation.figures import Share
from bot.evaluation.heard import Heard
from bot.evaluation.kept import Kept, KeptLine
from bot.evaluation.messages import Expected, Judged
from bot.evaluation.multi_question import ExpectedQuestions, JudgedQuestions
from bot.evaluation.result import of_messages

DANA = {"service": "cupping", "name": "Dana Reyes", "contact": "415 555 0102", "when_said": "friday at 3"}


def judged(
    answers: Sequence[str],
    *,
    accept: Sequence[str] = ("faq/prices",),
    kind: str = "profile",
    persona: str = "",
    options: Sequence[str] = (),
    confidence: float | None = 0.9,
    text: str = "what would it set me back",
) -> Judged:
    expected = Expected(text, tuple(accept), kind, persona)
    return Judged(expected, tuple(answers), tuple(options), confidence)


def outside(answers: Sequence[str], **more: Any) -> Judged:
    """A message that is out of scope."""
    return judged(answers, accept=["dialogue/not_understood"], kind="out_of_scope", **more)


def questions(answers: Sequence[str], *accept_all: Sequence[str], kind: str = "two") -> JudgedQuestions:
    expected = ExpectedQuestions("how much, and where", tuple(map(tuple, accept_all)), kind)
    return JudgedQuestions(expected, Heard(tuple(answers)))


def booking(outcome: str = "submitted", given: dict[str, str | None] | None = None, **captured: Any) -> JudgedBooking:
    """Dana's booking as she gave it, and as it was captured but for what the test says."""
    details: dict[str, str | None] = {**DANA, **(given or {})}
    expected = ExpectedBooking(turns=("book me in",), outcome=outcome, **details)
    kept = {"service": "cupping", "name": "Dana Reyes", "phone": "+14155550102", "when_said": "friday at 3"}
    return JudgedBooking(expected, Captured(**{**kept, "status": "submitted", **captured}))


def a_file(folder: Path, *lines: dict[str, Any] | str, name: str = "set.jsonl") -> Path:
    """An evaluation file; a line that is a text is written as it is."""
    file = folder / name
    file.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return file


def a_chapter(text: str = "what would it set me back") -> Chapter:
    """Four messages with every plot, and a comparison in which all went the other way before."""
    some = [
        judged(["faq/prices"], text=text, confidence=0.7),
        judged(["faq/hours"], text="is it dear", confidence=0.4),
        judged(["dialogue/not_understood"], text="how dear is it", confidence=0.3),
        outside(["faq/hours"], text="who won the cup", confidence=0.3),
    ]
    result = of_messages("messages", some, [3.0, 4.0])
    kept = Kept("old", "2026-05-01T10:00", {one.key: KeptLine(not one.right, "faq/hours") for one in result.outcomes})
    sizes = [Size(count, Share(count, 200), Share(count, 150), Share(count, 100)) for count in (25, 50, 100)]
    return chapter_of(result, compare(result.outcomes, kept), sizes=sizes)
