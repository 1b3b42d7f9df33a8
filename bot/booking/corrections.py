"""What a reading changes in the form: values that are new, and corrections of those it has.

A field that was neither asked for nor empty is changed only by words that mean to change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.booking import cues
from bot.booking.names import read_name
from bot.booking.reading import Reading, Situation, is_about_the_time
from bot.booking.times import When
from bot.booking.values import (
    contact_parts,
    joined_contacts,
    joined_services,
    joined_when,
    same_contact,
    same_when,
    service_parts,
)

Values = dict[str, Any]

_SHORT = 4  # words: "acupuncture i guess" is a choice, a longer sentence may only mention it


def changes(text: str, reading: Reading, situation: Situation) -> Values:
    """The values to set, by slot; empty where the message brings nothing new."""
    booking = situation.asked != "message" and "message" not in situation.filled
    values: Values = {}
    if booking:
        values |= _service(text, reading, situation) | _when(text, reading, situation)
    return values | _name(text, reading, situation) | _contact(text, reading, situation)


def _service(text: str, reading: Reading, situation: Situation) -> Values:
    had = service_parts(situation.filled.get("service"))
    named = [one for one in reading.services if one not in had]
    left = [one for one in had if one not in reading.refused]
    if not had:
        return {"service": joined_services(reading.services)} if reading.services else {}
    if not reading.outright:  # a complaint changes no choice
        return {}
    if cues.adds(text) and named:
        wanted: Sequence[str] = [*left, *named]
    elif reading.services and _means_to_change(text, reading, situation):
        wanted = reading.services
    else:
        wanted = left or had
    return {"service": joined_services(wanted)} if set(wanted) != set(had) else {}


def _means_to_change(text: str, reading: Reading, situation: Situation) -> bool:
    asked = situation.asked in ("service", "confirm")
    return asked or bool(reading.refused) or cues.corrects(text) or len(text.split()) <= _SHORT


def _when(text: str, reading: Reading, situation: Situation) -> Values:
    new, old = reading.when, situation.filled.get("when_said")
    if new is None or not new.said:
        return {}
    if old is None:
        return _as_values(new)
    if same_when(new, old, situation.now, situation.date_order, agreed=cues.agrees(text)):
        return {}
    says_so = situation.asked in ("when", "confirm") or cues.corrects(text)
    if not (says_so or (new.day_said and is_about_the_time(text, new))):
        return {}
    return _as_values(joined_when(new, old, text, situation.now, situation.date_order))


def _as_values(when: When) -> Values:
    return {"when_said": when.said, "when_start": when.start}


def _name(text: str, reading: Reading, situation: Situation) -> Values:
    old = situation.filled.get("name")
    if old and reading.surname and len(old.split()) == 1 and reading.surname.lower() != old.lower():
        return {"name": f"{old} {reading.surname}"}
    new = reading.name
    if not new or (old and new.lower() == old.lower()):
        return {}
    if not old or situation.asked == "name":
        return {"name": new}
    announced = read_name(text, asked=False) == new
    fuller = bool(set(new.lower().split()) & set(old.lower().split())) and len(new) > len(old)
    return {"name": new} if fuller or situation.asked == "confirm" or (announced and _renames(text)) else {}


def _renames(text: str) -> bool:
    return "name" in text.lower() or cues.corrects(text)


def _contact(text: str, reading: Reading, situation: Situation) -> Values:
    old = situation.filled.get("contact")
    kept = [part for part in contact_parts(old or "", situation.region) if part]
    new = [one for one in reading.contacts if not any(same_contact(one.value, part) for part in kept)]
    if not new:
        return {}
    contact = joined_contacts(new, old, instead=cues.corrects(text), region=situation.region)
    phone, email = contact_parts(contact, situation.region)
    return {"contact": contact, "phone": phone, "email": email}
