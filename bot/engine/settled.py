"""The engine's half of the burst rule: whether what a visitor has said can be answered at once, or may well go on.

A greeting alone, half a sentence, a scrap, and what was not understood are worth a moment's wait; a red flag, and a
value that a form was waiting for, never are. The numbers are measured by `make bench-bursts`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.content.intents import CLARIFY, NOT_UNDERSTOOD, URGENT_IDS
from bot.engine.form_context import FORM_VALUE, ONLY_IN_FORMS
from bot.engine.unfinished import breaks_off, is_closed, words_of

SURE = 0.4  # the confidence from which on a message is answered at once
SURE_OF_A_SCRAP = 0.9  # the same for a word or two that no question mark closes: "how much", but not "the 2pm"
WORDS_IN_A_SCRAP = 2
SURE_OF_A_GREETING = 0.9  # from here on one is left out of what it is joined with

GREETING = "dialogue/greet"
UNCERTAIN = (NOT_UNDERSTOOD, CLARIFY)

ParseData = Mapping[str, Any]


def as_one(texts: Sequence[str]) -> str:
    """Messages of one turn as the one text that they are understood as: a line each, but half a sentence is gone on
    with."""
    whole, before = "", ""
    for text in texts:
        whole += text if not whole else f" {text}" if breaks_off(before) else f"\n{text}"
        before = text
    return whole


def is_settled(parse: ParseData, *, in_form: bool) -> bool:
    """`parse` is of all that the turn's messages say so far; `in_form` while something is being asked."""
    if is_alarm(parse) or (in_form and _is_value(parse)):
        return True
    text = str(parse.get("text") or "")
    if breaks_off(text) or breaks_off(text.rpartition("\n")[2]):
        return False
    sure = confidence_of(parse)
    return sure is not None and sure >= _bar(text)


def _is_value(parse: ParseData) -> bool:
    """Something that a form was waiting for: a value, or a yes, a no, a change of mind."""
    has_value = any(entity.get("entity") == FORM_VALUE for entity in parse.get("entities") or ())
    return has_value or parse["intent"]["name"] in ONLY_IN_FORMS


def stands_alone(parse: ParseData) -> bool:
    """Whether it is more than the end of what was said just before it."""
    return is_settled(parse, in_form=False) and not _is_scrap(str(parse.get("text") or ""))


def adds_nothing(parse: ParseData, answered: Collection[str]) -> bool:
    """Whether all that it asks has been answered with these ids."""
    asked = [question["id"] for question in parse.get("questions") or ()]
    return bool(asked) and all(id in answered and id not in UNCERTAIN for id in asked)


def is_greeting(parse: ParseData) -> bool:
    """Whether it is surely a greeting, and nothing else."""
    asked = parse.get("questions") or ()
    return bool(asked) and all(
        question["id"] == GREETING and question["confidence"] >= SURE_OF_A_GREETING for question in asked
    )


def is_alarm(parse: ParseData) -> bool:
    """Whether an emergency or a crisis was found."""
    return any(question["id"] in URGENT_IDS for question in parse.get("questions") or ())


def confidence_of(parse: ParseData) -> float | None:
    """Of the least sure part, greetings left out; None where there is nothing else, or a part was not understood."""
    asked = [question for question in parse.get("questions") or () if question["id"] != GREETING]
    if not asked or any(question["id"] in UNCERTAIN for question in asked):
        return None
    return min(float(question["confidence"]) for question in asked)


def _bar(text: str) -> float:
    return SURE_OF_A_SCRAP if _is_scrap(text) else SURE


def _is_scrap(text: str) -> bool:
    return len(words_of(text)) <= WORDS_IN_A_SCRAP and not is_closed(text)
