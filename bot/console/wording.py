"""Words for what the database keeps as keys."""

from __future__ import annotations

from collections.abc import Mapping

CHANNELS: Mapping[str, str] = {
    "web": "Website",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "twilio": "SMS",
    "messenger": "Messenger",
}
FLAG_NAMES: Mapping[str, str] = {
    "safety": "Red flag",
    "not_understood": "Not understood",
    "handed_off": "For a person",
    "booked": "Booked",
}
STATUS_NAMES: Mapping[str, str] = {
    "new": "New",
    "contacted": "Contacted",
    "confirmed": "Confirmed",
    "declined": "Declined",
    "done": "Done",
}


# From which share on the assistant counts as how sure of what it understood; below the last one it is guessing.
SURE_FROM = {"Sure": 80, "Fairly sure": 50, "Not sure": 25}


def sureness(percent: int) -> str:
    """How sure the assistant was, in words."""
    return next((words for words, least in SURE_FROM.items() if percent >= least), "A guess")


def plural(count: int, one: str, many: str | None = None) -> str:
    """ "1 message", "3 messages"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
