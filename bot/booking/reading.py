"""Finds the values in a message: each field's, whether it was asked for or came along unasked.

It reads one message with what the form has so far; what becomes of it is decided in `dialogue`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from bot.booking import cues
from bot.booking.contacts import Contact, read_contacts, without
from bot.booking.name_pieces import pieces
from bot.booking.names import bare_names, read_name, surname_alone
from bot.booking.services import ServiceWords, mentioned
from bot.booking.times import When, read_when

Field = Literal["service", "when", "name", "contact", "confirm", "message"]

_FILLERS = """
i i'd i'll i'm i've id ill im like would could can may do please pls plz thanks thank you the a an for me us to be
is it it's its that that's works work suits suit good great fine best better ok okay yes yeah then so and or but
at on in of with if possible maybe about around how what any anything want wanted prefer preferably ideally come
in book booking make change move time day date appointment actually sorry no not wait oh ah hmm um well just
really also instead mean meant my there here her his she he they we have has let's lets go going free available
there's any suits should right wrong only this now again switch swap please perfect lovely see you put down say
said correction typo oops
"""
_BESIDE_A_TIME = frozenset(_FILLERS.split())
_MEANS_CONTACT = re.compile(
    r"\b(?:phone|number|no|cell|mobile|tel|telephone|call|ring|reach|text|e-?mail|mail|whatsapp|contact|digits)\b",
    re.I,
)
_CIRCUMSTANCE = re.compile(r"(?i)\W*(?:when|once|after|as soon as|before|not until)\s+(?:i|my|our|the|we)\b[^?]*$")
_OTHER_WORDS = 2  # more words than these beside a time and the message is about something else


@dataclass(frozen=True)
class Situation:
    """What the reader has to know: the field that was asked for, what is filled, and the clinic's clock and words."""

    asked: Field | None
    filled: Mapping[str, str]
    now: datetime
    words: ServiceWords
    date_order: str
    region: str = "US"
    opening: bool = False  # the first message: nothing was asked yet
    unclear: bool = False  # nothing else was understood in the message


@dataclass(frozen=True)
class Reading:
    """What was found. `contacts` holds sound ones alone; `problem` tells what was wrong with another or with a "
    "day."""

    services: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    outright: bool = False  # a service was named, not just a complaint
    when: When | None = None
    name: str | None = None
    surname: str | None = None
    contacts: tuple[Contact, ...] = ()
    problem: str | None = None
    questions: tuple[str, ...] = field(default=())  # the sentences that ask something


def read(text: str, situation: Situation) -> Reading:
    """Every value in a message."""
    contacts = read_contacts(text, situation.region)
    sound = tuple(contact for contact in contacts if contact.problem is None)
    rest = without(text, contacts)
    surname = surname_alone(rest)
    name = _name(rest, situation)
    told, asked = _told_and_asked(_blank(rest, name))
    services = mentioned(told, situation.words)
    when = _when(services.blanked(told), situation)
    return Reading(
        services=services.wanted,
        refused=services.refused,
        outright=services.outright,
        when=when if when and not when.impossible else None,
        name=name,
        surname=surname,
        contacts=sound,
        problem=_problem(text, contacts, sound, when, situation),
        questions=tuple(asked),
    )


def _told_and_asked(text: str) -> tuple[str, list[str]]:
    """The sentences that tell something, and those that ask; "Tuesday at 3, does that work?" does both."""
    told, asked = [], []
    for sentence in cues.sentences(text):
        if not cues.asks(sentence):
            told.append(sentence)
            continue
        asked.append(sentence)
        first, comma, rest = sentence.partition(",")
        if comma and not cues.asks(first) and cues.asks(rest):
            told.append(first)
    return "\n".join(told), asked


def _name(text: str, situation: Situation) -> str | None:
    told, _ = _told_and_asked(text)
    if situation.asked == "name" and _is_only_a_time(told, situation):
        return None
    if name := read_name(text, asked=False) or (read_name(told, asked=True) if situation.asked == "name" else None):
        return name
    if situation.asked in ("name", "message"):
        return None
    full = bare_names(mentioned(text, situation.words).blanked(text))
    if full:
        return full[0]
    return _small_lettered(text) if situation.unclear and "name" not in situation.filled else None


def _small_lettered(text: str) -> str | None:
    """ "rosa delgado", out of turn, where nothing else was understood."""
    parts = pieces(text)
    if len(parts) == 1 and parts[0].is_name and 2 <= len(parts[0].text.split()) <= 3:
        return parts[0].text
    return None


def _is_only_a_time(text: str, situation: Situation) -> bool:
    """ "May 4" and "Friday, 3pm" are times; "May", "April May" and "Friday Okonkwo" are names when a name was "
    "asked for."""
    when = read_when(text, situation.now, situation.date_order)
    if when is None or other_words(text, when.said) > 0:
        return False
    return bool(re.search(r"\d", when.said)) or read_name(text, asked=True) is None


def _when(told: str, situation: Situation) -> When | None:
    when = read_when(told, situation.now, situation.date_order)
    if when is None and situation.asked == "when" and situation.unclear and _CIRCUMSTANCE.match(told):
        return When(told.strip(" .!"), flexible=True)
    if when:
        when = replace(when, said=re.sub(r"[\s|]+", " ", when.said).strip())
    if when is None or situation.asked in ("when", "message"):
        return when if situation.asked != "message" else None
    if not (when.day_said or when.impossible or (when.flexible and situation.opening)):
        return when if (when.time_said or when.flexible) and "when_said" in situation.filled else None
    return when


def _problem(
    text: str, contacts: list[Contact], sound: tuple[Contact, ...], when: When | None, situation: Situation
) -> str | None:
    if (
        contacts
        and not sound
        and (situation.asked == "contact" or _MEANS_CONTACT.search(text) or contacts[0].kind == "email")
    ):
        return contacts[0].problem
    if when and when.impossible:
        return "when_no_such_day"
    return None


def _blank(text: str, name: str | None) -> str:
    """The message without the name, so that April isn't taken for a month."""
    if name is None:
        return text
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    return re.sub(pattern, lambda match: "|".ljust(len(match.group())), text, count=1)


def other_words(text: str, said: str) -> int:
    """How many words of a message have nothing to do with the time that it names."""
    rest = text.replace(said, " ") if said and said in text else _without_words(text, said)
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", rest.lower())
    return sum(word.replace("’", "'") not in _BESIDE_A_TIME for word in words)


def _without_words(text: str, said: str) -> str:
    for word in said.split():
        text = text.replace(word, " ", 1)
    return text


def is_about_the_time(text: str, when: When) -> bool:
    """Whether a message says when and little else."""
    return other_words(text, when.said) <= _OTHER_WORDS
