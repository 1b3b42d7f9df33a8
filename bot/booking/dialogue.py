"""Decides what a message means while something is being asked.

The order: safety; cancel; yes or no to the summary; a correction; a value for the field that was asked for, and
others that came along; a question; a change of task; a refusal. A value that can be read is never beaten by "not
understood" or "another language".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.booking import cues
from bot.booking.corrections import changes
from bot.booking.reading import Field, Reading, Situation, read
from bot.booking.services import ServiceWords

__all__ = ["Field", "Form", "Heard", "Move", "ServiceWords", "decide", "opening_values"]

_QUESTIONS = frozenset({"faq", "dialogue", "human", "change_booking"})
_UNCLEAR = frozenset({"out_of_scope", "inform"})
_OWN_APPOINTMENT = re.compile(r"(?i)\b(?:my|our|appointment|appt|booking|booked|session|visit|treatment)\b")
_FEW_WORDS = 8
_JUST_YES = 3  # words
_LIKELY = 0.5  # from here on, what was heard as an emergency comes before anything else
_CERTAIN = 1.0  # a red-flag phrase was found
_BARE_WORDS = 2
_SURE = 0.5
_VALUES = ("service", "when_said", "when_start", "name", "phone", "email", "contact", "message", "confirmed")


@dataclass(frozen=True)
class Form:
    """The form that is active, the field that it asked for last, and what it has; the keys are the slots'."""

    name: str
    asked: Field | None
    filled: Mapping[str, Any]


@dataclass(frozen=True)
class Heard:
    """A message, and what it would mean outside a form."""

    text: str
    intent: str
    answer: str | None = None
    confidence: float = 0.0
    safety: bool = False
    choice: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Move:
    """What the message does: an intent, the values that it sets (None clears one), and what to explain kindly."""

    intent: str
    values: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None


def decide(
    form: Form, heard: Heard, now: datetime, words: ServiceWords, date_order: str = "month_first", region: str = "US"
) -> Move:
    """The meaning of a message in a form; `now` is the clinic's local time."""
    if heard.choice is not None and (move := _pressed(heard.choice)):
        return move
    if heard.safety and _is_urgent(heard):
        return Move("safety", problem="also_cancels" if cues.surely_cancels(heard.text) else None)
    unclear = heard.intent in _UNCLEAR or heard.answer == "dialogue/other_language"
    filled = {key: value for key, value in form.filled.items() if value not in (None, "")}
    situation = Situation(form.asked, filled, now, words, date_order, region, unclear=unclear)
    reading = read(heard.text, situation)
    values = changes(heard.text, reading, situation)
    if _drops_it(form, heard, values):
        return Move("cancel")
    if heard.safety and not _goes_on(form, heard, reading, values):
        return Move("safety", values)
    if form.asked == "message":
        return _message(heard, values)
    if form.asked == "confirm":
        return _on_summary(heard, reading, values)
    if values:
        return Move(_beside_a_value(heard, reading), values)
    return _without_value(form, heard, reading)


def opening_values(
    text: str, now: datetime, words: ServiceWords, date_order: str = "month_first", region: str = "US"
) -> Mapping[str, Any]:
    """What a first message says already: "book acupuncture next tuesday at 4, my name is Rosa, 415.555.0158"."""
    situation = Situation(None, {}, now, words, date_order, region, opening=True)
    return changes(text, read(text, situation), situation)


def _pressed(choice: Mapping[str, Any]) -> Move | None:
    """A button says what it means; one that asks a question is heard like any other."""
    if isinstance(choice.get("value"), Mapping):
        return Move("inform", {key: value for key, value in choice["value"].items() if key in _VALUES})
    intent = choice.get("intent")
    if intent == "affirm":
        return Move("affirm", {"confirmed": True})
    return Move(intent) if intent in ("deny", "cancel", "inform") else None


def _is_urgent(heard: Heard) -> bool:
    """An emergency or a crisis, by a rule or by more than a faint likeness."""
    return heard.answer != "safety/ask_a_clinician" and (heard.confidence >= _LIKELY or not heard.answer)


def _goes_on(form: Form, heard: Heard, reading: Reading, values: Mapping[str, Any]) -> bool:
    """Whether words that sound medical just go on with the form: "I'll mention it to my doctor. My number is ...".

    Never where a rule found the red flag, which is certain.
    """
    if heard.confidence >= _CERTAIN:
        return False
    answers = bool(values) or (form.asked == "confirm" and cues.agrees(heard.text))
    return answers and not reading.questions


def _drops_it(form: Form, heard: Heard, values: Mapping[str, Any]) -> bool:
    """Whether the request is cancelled. In a message for the clinic, "cancel my appointment on Friday" is news "
    "for it."""
    if form.asked == "message":
        if form.filled.get("service") and cues.surely_cancels(heard.text):  # a booking was being made just before
            return True
        about_one = heard.intent == "change_booking" or _OWN_APPOINTMENT.search(heard.text)
        return cues.cancels(heard.text) and not about_one and len(heard.text.split()) <= _FEW_WORDS
    return cues.cancels(heard.text) and (not values or cues.surely_cancels(heard.text))


def _message(heard: Heard, values: Mapping[str, Any]) -> Move:
    """What to tell the team is free, but a bare yes or no tells nothing, and a wish to book is another task."""
    bare = len(heard.text.split()) <= _BARE_WORDS
    if bare and cues.disagrees(heard.text):
        return Move("deny")
    if bare and cues.agrees(heard.text):
        return Move("affirm")
    if heard.intent == "book" and heard.confidence >= _SURE:
        return Move("book", values)
    return Move("inform", {**values, "message": heard.text.strip()})


def _on_summary(heard: Heard, reading: Reading, values: Mapping[str, Any]) -> Move:
    if values:
        return Move("inform", values)
    if cues.agrees(heard.text):
        return Move("affirm", {"confirmed": True})
    if reading.problem:
        return Move("out_of_scope", problem=reading.problem)
    if reading.questions and heard.intent in _QUESTIONS:
        return Move(heard.intent)
    if cues.hesitates(heard.text):
        return Move("out_of_scope", problem="no_hurry")
    if heard.intent in ("human", "change_booking") and not cues.corrects(heard.text):
        return Move(heard.intent)
    if cues.disagrees(heard.text) or cues.corrects(heard.text):
        named = cues.field_named(heard.text)
        return Move("deny", problem=f"change_{named}" if named else None)
    return Move(heard.intent)


def _beside_a_value(heard: Heard, reading: Reading) -> str:
    """A question beside a value is answered as well."""
    return heard.intent if reading.questions and heard.intent == "faq" else "inform"


def _without_value(form: Form, heard: Heard, reading: Reading) -> Move:
    if reading.problem:
        return Move("out_of_scope", problem=reading.problem)
    if reading.questions or heard.intent in ("human", "change_booking"):
        return Move(heard.intent)
    if cues.refuses(heard.text):
        return Move("deny", problem=f"refused_{form.asked}" if form.asked else None)
    if cues.hesitates(heard.text):
        return Move("out_of_scope", problem="no_hurry")
    if cues.agrees(heard.text) and (heard.intent not in _QUESTIONS or len(heard.text.split()) <= _JUST_YES):
        return Move("affirm")
    unreadable = form.asked == "contact" and heard.intent == "out_of_scope"
    return Move(heard.intent, problem="contact_invalid" if unreadable else None)
