"""The numbers in the safety replies: whom to call, from the clinic's profile or, where that is silent, for the US.

A default says where it holds, because nobody knows then where the visitor is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.content.profile import Profile

EMERGENCY_IN_THE_US = "911"
CRISIS_IN_THE_US = "988"  # takes text messages, too
FIELD_OF: Mapping[str, str] = {"emergency_number": "emergency_number", "call_crisis_line": "crisis_line"}
PLACEHOLDERS = tuple(FIELD_OF)  # in a safety reply; there is always something to say for them


def safety_words(profile: Profile) -> Mapping[str, str]:
    """What is said for each placeholder: a number to call, and "call ..." with a number to turn to in a crisis."""
    emergency = f"{EMERGENCY_IN_THE_US} (outside the US, your local emergency number)"
    crisis = f"call or text {CRISIS_IN_THE_US} (outside the US, call your local crisis line)"
    if profile.known("emergency_number"):
        emergency = profile.text("emergency_number")
    if profile.known("crisis_line"):
        line = profile.text("crisis_line")
        crisis = f"call or text {line}" if line == CRISIS_IN_THE_US else f"call {line}"
    return {"emergency_number": emergency, "call_crisis_line": crisis}


def safety_fields(profile: Profile, placeholders: Collection[str]) -> tuple[str, ...]:
    """The fields of the profile that a reply with these placeholders rests on."""
    fields = (FIELD_OF[name] for name in PLACEHOLDERS if name in placeholders)
    return tuple(field for field in fields if profile.known(field))
