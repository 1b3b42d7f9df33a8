"""Reads a phone number or an e-mail address from a message, and tells what is amiss with one that can't be right.

It checks form, not existence: a local number of seven digits is fine, and so is a number as it is written at home
abroad (`020 7946 0991`). The visitor's own spacing is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, ValidationResult

from bot.booking.spelled import address_in_words, digits_in_words

Problem = Literal["contact_too_short", "contact_too_long", "contact_has_letters", "contact_email_incomplete"]

_EMAIL = re.compile(r"[\w.+'-]*[\w+-]@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,24}(?![\w@])")
_HALF_EMAIL = re.compile(r"[\w.+'-]+@(?!\d{1,2}(?:\W|$))[\w.,-]*|[\w.+'-]+ ?@ ?[\w-]+[.,][\w.,-]*")
_PHONE = re.compile(
    r"(?<![\w.,/@#-])(?<!\d:)(?:\+|00)?[( ]{0,2}\d(?:[\d \u00a0().\-–—/]*\d)?"
    r"(?:\s?(?:ext\.?|x|extension)\s?\d{1,6})?(?![\w@])"
)
_LETTERS = re.compile(r"(?<![\w+])\+?[(\d](?:[\d ().-]*[OoIlSsB]){1,3}[\d ().-]*\d(?!\w)")
_DATES = re.compile(r"(?<!\d)(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{4})(?!\d)")
_TIMES = re.compile(r"\d{1,2}(?:[./:-]\d{1,2}){1,2}(?:\s*[-–]\s*\d{1,2}(?:[./:-]\d{1,2})?)?|\d{1,2}")
_WORTH_A_REMARK = 4  # digits: fewer are no attempt at a phone number
_LOCAL = 7
_SHORTEST, _LONGEST = 7, 15  # E.164 allows no more


@dataclass(frozen=True)
class Contact:
    """How to reach the visitor: `value` is what to keep, `said` the words it stood in, `problem` why it can't "
    "be used."""

    kind: Literal["phone", "email"]
    value: str
    said: str
    problem: Problem | None = None


def read_contact(text: str, region: str = "US") -> Contact | None:
    """The best of the contacts in a message: a sound one before one with a problem; None where there is none."""
    found = read_contacts(text, region)
    return next((one for one in found if one.problem is None), found[0] if found else None)


def read_contacts(text: str, region: str = "US") -> list[Contact]:
    """Every contact in a message, e-mail addresses first."""
    emails = _emails(text)
    rest = without(text, emails)
    return emails + _phones(rest, region)


def without(text: str, contacts: list[Contact]) -> str:
    """The message with "|" and blanks for each contact, so that their digits aren't taken for times."""
    for contact in contacts:
        text = text.replace(contact.said, "|".ljust(len(contact.said)))
    return text


def same_phone(one: str, other: str) -> bool:
    """Whether two numbers are the same but for spacing and a country code."""
    first, second = (re.sub(r"\D", "", number).lstrip("0") for number in (one, other))
    return (
        bool(first) and (first.endswith(second) or second.endswith(first)) and min(len(first), len(second)) >= _LOCAL
    )


def _emails(text: str) -> list[Contact]:
    found = [Contact("email", match.group(), match.group()) for match in _EMAIL.finditer(text)]
    if found:
        return found
    if (spelled := address_in_words(text)) and _EMAIL.fullmatch(spelled.value):
        return [Contact("email", spelled.value, spelled.said)]
    half = _HALF_EMAIL.search(text)
    if half:
        return [Contact("email", half.group().strip(), half.group(), "contact_email_incomplete")]
    return []


def _phones(text: str, region: str) -> list[Contact]:
    if spoken := digits_in_words(text):
        problem = _problem(spoken.value, region)
        return [Contact("phone", spoken.value, spoken.said, problem)]
    for match in _LETTERS.finditer(text):
        if sum(char.isdigit() for char in match.group()) >= _LOCAL - 1:
            return [Contact("phone", match.group().strip(), match.group(), "contact_has_letters")]
    undated = _DATES.sub(lambda match: "," * len(match.group()), text)
    found = [one for match in _PHONE.finditer(undated) if (one := _phone(match.group().strip(), region))]
    sound = [one for one in found if one.problem is None]
    return sound or found[:1]


def _phone(said: str, region: str) -> Contact | None:
    """A number, without an hour that only happens to stand before it ("at 3 415 555 0158")."""
    if _TIMES.fullmatch(said) or sum(char.isdigit() for char in said) < _WORTH_A_REMARK:
        return None
    if (problem := _problem(said, region)) is None:
        return Contact("phone", said, said)
    rest = re.sub(r"^\d{1,2}(?:[.:]\d\d)?[ \u00a0]+", "", said)
    if _problem(rest, region) is None:
        return Contact("phone", rest, rest)
    return Contact("phone", said, said, problem)


def _problem(number: str, region: str) -> Problem | None:
    digits = re.sub(r"\D", "", re.split(r"(?i)ext|x", number)[0])
    if len(digits) < _SHORTEST:
        return "contact_too_short"
    if len(digits) > _LONGEST:
        return "contact_too_long"
    reason = _possible(number, region)
    if reason in (ValidationResult.IS_POSSIBLE, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        return None
    if digits.startswith("0") and 9 <= len(digits) <= 12:  # written as at home in a country that dials a leading 0
        return None
    return "contact_too_long" if reason == ValidationResult.TOO_LONG else "contact_too_short"


def _possible(number: str, region: str) -> int | None:
    number = re.sub(r"^\(?00", "+", number)
    try:
        return int(phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number, region)))
    except NumberParseException:
        return None
