"""What the fields of a form hold, and how a new value joins what is there already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.booking.contacts import Contact, read_contacts, same_phone
from bot.booking.times import When, read_when

_BETWEEN = " or "


def contact_parts(contact: str, region: str = "US") -> tuple[str | None, str | None]:
    """The phone number and the e-mail address in a stored contact."""
    found = [one for one in read_contacts(contact, region) if one.problem is None]
    phone = next((one.value for one in found if one.kind == "phone"), None)
    email = next((one.value for one in found if one.kind == "email"), None)
    return phone, email


def joined_contacts(new: Sequence[Contact], old: str | None, *, instead: bool, region: str = "US") -> str:
    """The new contacts, with the old one of the other kind unless they were given instead of it."""
    values = [one.value for one in new]
    if old and not instead:
        phone, email = contact_parts(old, region)
        kinds = {one.kind for one in new}
        values += [one for one, kind in ((phone, "phone"), (email, "email")) if one and kind not in kinds]
    return _BETWEEN.join(values)


def same_contact(one: str, other: str) -> bool:
    """Whether two contacts reach the same place."""
    return one.lower() == other.lower() or same_phone(one, other)


def joined_services(names: Sequence[str]) -> str:
    """Several services in one line: "acupuncture and cupping"."""
    return " and ".join(dict.fromkeys(names))


def service_parts(service: str | None) -> tuple[str, ...]:
    return tuple(service.split(" and ")) if service else ()


def joined_when(new: When, old_said: str | None, text: str, now: datetime, date_order: str) -> When:
    """A correction of the day keeps the time that was said before, and one of the time keeps the day."""
    old = read_when(old_said, now, date_order) if old_said else None
    if old is None or new.flexible:
        return new
    said = new.said
    if re.search(r"\bsame\s+time\b", text, re.IGNORECASE) and new.day_said:
        said = " ".join((new.day_said, old.time_said)).strip()
    elif new.day_said and not new.time_said and old.time_said and new.date:
        said = f"{new.said} {old.time_said}"
    elif new.time_said and not new.day_said and old.day_said:
        said = f"{old.day_said} {new.said}"
    return read_when(said, now, date_order) or new if said != new.said else new


def same_when(new: When, old_said: str, now: datetime, date_order: str, *, agreed: bool) -> bool:
    """Whether a time only repeats what was said; beside a yes it may be put in other words: "yes, the 19th is "
    "right"."""
    old = read_when(old_said, now, date_order)
    if old is None:
        return False
    words, known = _words(new.said), _words(old_said)
    if words <= known or not agreed:
        return words <= known
    same_day = not new.names_day or (new.date, new.earliest, new.latest) == (old.date, old.earliest, old.latest)
    return same_day and (not new.time_said or (new.time, new.part) == (old.time, old.part))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - {"the", "on", "at", "in", "a"}
