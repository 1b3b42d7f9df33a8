"""The numbers in the safety replies: whom to call, from the clinic's profile or, where that is silent, for the US.

A default says where it holds, because nobody knows then where the visitor is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.content.other_languages import ENGLISH
from bot.content.profile import Profile

EMERGENCY_IN_THE_US = "911"
CRISIS_IN_THE_US = "988"  # takes text messages, too
FIELD_OF: Mapping[str, str] = {"emergency_number": "emergency_number", "call_crisis_line": "crisis_line"}
PLACEHOLDERS = tuple(FIELD_OF)  # in a safety reply; there is always something to say for them


@dataclass(frozen=True)
class _Phrases:
    """How a language has people call a number."""

    call: str
    call_or_text: str
    elsewhere: str  # whom to call where the numbers of the US are of no use
    elsewhere_in_a_crisis: str


_PHRASES: Mapping[str, _Phrases] = {
    ENGLISH: _Phrases(
        "call {}",
        "call or text {}",
        "(outside the US, your local emergency number)",
        "(outside the US, call your local crisis line)",
    ),
    "es": _Phrases(
        "llame al {}",
        "llame o envíe un mensaje de texto al {}",
        "(fuera de Estados Unidos, al número de emergencias del lugar donde esté)",
        "(fuera de Estados Unidos, llame a la línea de crisis del lugar donde esté)",
    ),
}
LANGUAGES = tuple(_PHRASES)  # in which a safety reply may be written


def safety_words(profile: Profile, language: str) -> Mapping[str, str]:
    """What is said for each placeholder: a number to call, and "call ..." with a number to turn to in a crisis."""
    phrases = _PHRASES[language]
    emergency = f"{EMERGENCY_IN_THE_US} {phrases.elsewhere}"
    crisis = f"{phrases.call_or_text.format(CRISIS_IN_THE_US)} {phrases.elsewhere_in_a_crisis}"
    if profile.known("emergency_number"):
        emergency = profile.text("emergency_number")
    if profile.known("crisis_line"):
        line = profile.text("crisis_line")
        crisis = (phrases.call_or_text if line == CRISIS_IN_THE_US else phrases.call).format(line)
    return {"emergency_number": emergency, "call_crisis_line": crisis}


def safety_fields(profile: Profile, placeholders: Collection[str]) -> tuple[str, ...]:
    """The fields of the profile that a reply with these placeholders rests on."""
    fields = (FIELD_OF[name] for name in PLACEHOLDERS if name in placeholders)
    return tuple(field for field in fields if profile.known(field))
