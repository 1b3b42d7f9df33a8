"""The clinic's profile: what the clinic has told us about itself. What it has left out is unknown, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from bot.content.hours import Hours, hours_in_words, read_hours
from bot.content.problems import did_you_mean
from bot.content.wording import listed
from bot.content.yaml_lines import Fields, Node

TEXTS = (
    "name", "summary", "address", "directions", "parking", "transit", "phone", "email", "website", "holidays",
    "timezone", "date_order", "packages", "discounts", "insurance", "referral", "choice_of_practitioner",
    "session_length", "first_session_length", "preparation", "clothing", "aftercare", "cancellation_policy",
    "late_policy", "payment_methods", "deposit", "gift_cards", "wheelchair_access", "languages", "companions",
    "children", "privacy_policy", "emergency_number", "crisis_line", "walk_ins",
)  # fmt: skip
FIELDS = (*TEXTS, "services", "hours", "prices", "practitioners")
SPELLED_EXACTLY = ("email", "website")  # never capitalised, not even where they begin a sentence

NUMBERS = ("emergency_number", "crisis_line")  # a safety reply has them called, so that a slip is never let through
# How a number is printed that a telephone can dial: "911", "116 123", "+44 7700 900123", "(415) 555-0100". The
# widget finds numbers by the same pattern (bot/widget/calls.js).
DIALLED = re.compile(r"\+?(?:[0-9]{1,3}[ .-]?)?(?:\([0-9]{1,5}\)[ .-]?)?[0-9](?:[ .-]?[0-9]){2,11}")
MOST_DIGITS = 15

DateOrder = Literal["month_first", "day_first"]


@dataclass(frozen=True)
class Price:
    """What a service costs, in the clinic's words."""

    service: str
    price: str
    note: str | None

    def __str__(self) -> str:
        return f"{self.service} {self.price}" + (f" ({self.note})" if self.note else "")


@dataclass(frozen=True)
class Practitioner:
    """Somebody who treats; `about` is a sentence or a few words on them."""

    name: str
    about: str


@dataclass(frozen=True)
class Profile:
    """What is known about the clinic. `text` gives any known field as it may be said."""

    name: str
    timezone: str  # IANA; UTC while the clinic has not said
    date_order: DateOrder
    services: tuple[str, ...]
    hours: Hours
    prices: tuple[Price, ...]
    practitioners: tuple[Practitioner, ...]
    texts: Mapping[str, str]

    def known(self, field: str) -> bool:
        return field in self.texts

    def text(self, field: str) -> str:
        """Raises a KeyError for a field that is unknown."""
        return self.texts[field]


def read_profile(node: Node) -> Profile | None:
    """The profile; None, with a problem, where the file is no mapping."""
    fields = node.fields("the profile")
    if fields is None:
        return None
    fields.only(FIELDS)
    texts = {field: text for field in TEXTS if (text := fields.optional_text(field))}
    _check_numbers(fields, texts)
    hours_fields = fields.mapping("hours")
    services = tuple(text.value for text in fields.texts("services", required=False))
    hours = read_hours(hours_fields) if hours_fields else {}
    prices = tuple(_price(entry) for entry in fields.mappings("prices", required=False))
    practitioners = tuple(_practitioner(entry) for entry in fields.mappings("practitioners", required=False))
    spoken = {
        "services": listed(services) if services else "",
        "hours": hours_in_words(hours),
        "prices": ", ".join(map(str, prices)),
        "practitioners": _practitioners_in_words(practitioners),
    }
    return Profile(
        name=fields.text("name"),
        timezone=_timezone(fields, texts),
        date_order=_date_order(fields, texts),
        services=services,
        hours=hours,
        prices=prices,
        practitioners=practitioners,
        texts=texts | {field: text for field, text in spoken.items() if text},
    )


def is_dialled(number: str) -> bool:
    """Whether it is one telephone number, of 3 to 15 digits, and nothing else."""
    digits = sum(letter.isdigit() for letter in number)
    return digits <= MOST_DIGITS and DIALLED.fullmatch(number) is not None


def _check_numbers(fields: Fields, texts: Mapping[str, str]) -> None:
    for field in NUMBERS:
        number = texts.get(field)
        if number is not None and not is_dialled(number):
            sentence = f'has "{number}" as its {field}, which no telephone can dial. Write one number, such as "911".'
            fields.problem(sentence, at=field)


def _price(fields: Fields) -> Price:
    fields.owner = "a price"
    fields.only(("service", "price", "note"))
    return Price(fields.text("service"), fields.text("price"), fields.optional_text("note"))


def _practitioner(fields: Fields) -> Practitioner:
    fields.owner = "a practitioner"
    fields.only(("name", "about"))
    return Practitioner(fields.text("name"), fields.text("about"))


def _practitioners_in_words(practitioners: tuple[Practitioner, ...]) -> str:
    return "; ".join(f"{person.name}, {person.about.removesuffix('.')}" for person in practitioners)


def _timezone(fields: Fields, texts: Mapping[str, str]) -> str:
    name = texts.get("timezone", "UTC")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # not found is a KeyError; a folder's name an OSError
        remedy = did_you_mean(name, available_timezones(), otherwise='Use a name such as "America/New_York".')
        fields.problem(f'has "{name}" as its timezone, which is none. {remedy}', at="timezone")
    return name


def _date_order(fields: Fields, texts: Mapping[str, str]) -> DateOrder:
    order = texts.get("date_order", "month_first")
    if order not in ("month_first", "day_first"):
        fields.problem(f'has "{order}" as its date_order. Use "month_first" or "day_first".', at="date_order")
    return "day_first" if order == "day_first" else "month_first"
