"""What a message in a form does, apart from its values: cancel, agree, refuse, hesitate, correct, add, or ask.

All of it works on the words alone; what is being asked and what was heard is weighed in `dialogue`.
"""

from __future__ import annotations

import re

from bot.booking.cue_phrases import (
    ADDS,
    AGREES,
    ASKS,
    CANCELS,
    CONDITION,
    CORRECTS,
    DISAGREES,
    FIELDS,
    FRIENDLY_NO,
    HESITATES,
    NO_CANCEL,
    OPENING_HOURS,
    REFUSES,
    SURELY_CANCELS,
    WEAK_YES,
    WISHES,
)

_SENTENCES = re.compile(r"(?<=[.?!])(?<!\b[A-Za-z]\.)(?<!\b[DMJS]r\.)(?<!Mrs\.)\s+|\n+")


def sentences(text: str) -> list[str]:
    """The message cut at full stops, question marks and line ends."""
    return [sentence for sentence in _SENTENCES.split(text) if sentence.strip()]


def asks(sentence: str) -> bool:
    """Whether a sentence is a question rather than a wish put as one ("could I come on Friday?")."""
    return ("?" in sentence or bool(ASKS.search(_plain(sentence)))) and not wishes(sentence)


def wishes(sentence: str) -> bool:
    """Whether a question asks for a time or a change: "do you have anything on Friday?"."""
    return bool(WISHES.search(_plain(sentence))) and not OPENING_HOURS.search(_plain(sentence))


def cancels(text: str) -> bool:
    """Whether the visitor drops the whole request; asking what cancelling would mean doesn't."""
    return any(CANCELS.search(one) and not NO_CANCEL.search(one) for one in sentences(_plain(text)))


def surely_cancels(text: str) -> bool:
    """Whether it is dropped outright, whatever else the message names: "cancel the booking on Friday"."""
    return any(SURELY_CANCELS.search(one) and not NO_CANCEL.search(one) for one in sentences(_plain(text)))


def corrects(text: str) -> bool:
    """Whether something said before is taken back or changed."""
    return bool(CORRECTS.search(_plain(text)))


def adds(text: str) -> bool:
    """Whether something is wanted on top of what was said before."""
    return bool(ADDS.search(_plain(text)))


def agrees(text: str) -> bool:
    """A clear yes; "ok, and how much is it?" and "yes, if it's free" are none."""
    line = _plain(text)
    if not AGREES.search(line) or CONDITION.search(line):
        return False
    if FRIENDLY_NO.search(line):
        return True
    if DISAGREES.search(line) or (HESITATES.search(line) and not _is_strong(line)):
        return False
    return _is_strong(line) or not any(asks(one) for one in sentences(line))


def disagrees(text: str) -> bool:
    """A no to a summary, or something in it that is wrong."""
    line = _plain(text)
    return bool(DISAGREES.search(line)) and not FRIENDLY_NO.search(line)


def hesitates(text: str) -> bool:
    """Neither yes nor no: the visitor needs a moment."""
    return bool(HESITATES.search(_plain(text)))


def refuses(text: str) -> bool:
    """Whether the visitor won't say what was asked."""
    return bool(REFUSES.search(_plain(text)))


def field_named(text: str) -> str | None:
    """The field that a message names: "the time is wrong"."""
    return next((field for field, words in FIELDS.items() if words.search(_plain(text))), None)


def _is_strong(line: str) -> bool:
    """Whether it says yes before it asks anything, with more than an "ok"."""
    told = line.split("?")[0] if "?" not in line else line.split(",")[0]
    return bool(AGREES.search(WEAK_YES.sub("", told))) and not ASKS.search(told)


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("`", "'").lower()
