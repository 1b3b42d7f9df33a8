"""Whole booking conversations: how far they should come, and what should have been captured on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.figures import Figure, share_of
from bot.evaluation.lines import Line
from bot.evaluation.outcome import Outcome, key_of, told

OUTCOMES = ("submitted", "cancelled", "collecting")
DETAILS = ("service", "name", "contact", "when_said")
TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "madam", "rev"))
LONGEST_COUNTRY_CODE = 3
SHORTEST_NUMBER = 7  # digits; a local number


@dataclass(frozen=True)
class ExpectedBooking:
    """A conversation with fixed turns, the details that it gives, and its outcome."""

    turns: tuple[str, ...]
    service: str | None
    name: str | None
    contact: str | None
    when_said: str | None
    outcome: str

    @classmethod
    def read(cls, line: Line) -> ExpectedBooking:
        """Raises BadEvaluation."""
        expect = line.inner("expect")
        details = {name: expect.text_or_none(name) for name in DETAILS}
        return cls(turns=line.texts("turns"), outcome=expect.one_of("outcome", OUTCOMES), **details)


@dataclass(frozen=True)
class Captured:
    """The last booking of a conversation, as `ask` reports it; without one, everything is None."""

    service: str | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    when_said: str | None = None
    status: str | None = None

    @classmethod
    def from_booking(cls, booking: Mapping[str, Any] | None) -> Captured:
        return cls(**{name: (booking or {}).get(name) or None for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class JudgedBooking:
    """The conversation, what was captured, and which details of it are right."""

    expected: ExpectedBooking
    captured: Captured

    @property
    def reached(self) -> bool:
        """It ended as it should."""
        return self.captured.status == self.expected.outcome

    @property
    def right(self) -> bool:
        return self.reached and (self.expected.outcome == "cancelled" or all(map(self.matches, DETAILS)))

    def matches(self, detail: str) -> bool:
        """Whether one detail was captured as it was given; one that was never given has to be missing."""
        expected, captured = self.expected, self.captured
        if detail == "service":
            return services(captured.service) == services(expected.service)
        if detail == "name":
            return same_name(captured.name, expected.name)
        if detail == "contact":
            return same_contact(captured, expected.contact)
        return same_words(captured.when_said, expected.when_said)

    @property
    def outcome(self) -> Outcome:
        expected = self.expected
        return Outcome(
            key=key_of(expected.turns, [getattr(expected, name) for name in (*DETAILS, "outcome")]),
            said=told(expected.turns),
            wanted=self._told(expected.outcome, {name: getattr(expected, name) for name in DETAILS}),
            given=self._told(self.captured.status or "no booking", self._given()),
            right=self.right,
            kind=expected.outcome,
        )

    def _given(self) -> dict[str, str | None]:
        captured = self.captured
        contact = " / ".join(filter(None, (captured.phone, captured.email))) or None
        return {
            "service": captured.service,
            "name": captured.name,
            "contact": contact,
            "when_said": captured.when_said,
        }

    def _told(self, outcome: str, details: Mapping[str, str | None]) -> str:
        """The outcome, with the details that differ."""
        if self.expected.outcome == "cancelled":
            return outcome
        differing = [f"{name}: {details[name] or 'none'}" for name in DETAILS if not self.matches(name)]
        return "; ".join([outcome, *differing])


def services(said: str | None) -> frozenset[str]:
    """The services in a line that joins them by "and", a comma or an ampersand."""
    parts = re.split(r"\s*(?:,|&|\band\b)\s*", (said or "").casefold())
    return frozenset(part.strip() for part in parts if part.strip())


def same_name(one: str | None, other: str | None) -> bool:
    """Alike but for capitals, spaces, full stops and titles."""
    return _bare_name(one) == _bare_name(other)


def _bare_name(name: str | None) -> list[str]:
    words = unicodedata.normalize("NFC", name or "").casefold().replace(".", " ").split()
    return [word for word in words if word not in TITLES]


def same_contact(captured: Captured, expected: str | None) -> bool:
    """A phone by its digits, with or without a country code; an e-mail address in lower case."""
    if expected is None:
        return captured.phone is None and captured.email is None
    if "@" in expected:
        return (captured.email or "").casefold() == expected.casefold()
    return _same_number(captured.phone or "", expected)


def _same_number(one: str, other: str) -> bool:
    short, long = sorted((_national(one), _national(other)), key=len)
    if len(short) < SHORTEST_NUMBER:
        return False
    return long.endswith(short) and len(long) - len(short) <= LONGEST_COUNTRY_CODE


def _national(number: str) -> str:
    """The digits without leading zeros: those of "00" before a country code, and the one that it replaces."""
    return "".join(re.findall(r"\d", number)).lstrip("0")


def same_words(captured: str | None, expected: str | None) -> bool:
    """All expected words are in what was captured, which holds no more than twice as many words and two."""
    if expected is None or captured is None:
        return expected == captured
    wanted, got = _words(expected), _words(captured)
    return set(wanted) <= set(got) and len(got) <= 2 * len(wanted) + 2


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold().replace("'", "").replace("’", ""))


def booking_figures(judged: Sequence[JudgedBooking]) -> Iterator[Figure]:
    """All of it, by outcome, and each detail wherever details are compared."""
    yield Figure("right", share_of(judged, lambda one: one.right))
    for outcome in OUTCOMES:
        if ending_so := [one for one in judged if one.expected.outcome == outcome]:
            yield Figure(outcome, share_of(ending_so, lambda one: one.right), inset=True)
    yield Figure("outcome as expected", share_of(judged, lambda one: one.reached))
    compared = [one for one in judged if one.expected.outcome != "cancelled"]
    for detail in DETAILS:
        yield Figure(detail, share_of(compared, lambda one, detail=detail: one.matches(detail)), inset=True)  # type: ignore[misc]
