"""Reads what a turn led to from the events that Rasa added: replies, requests, and what was understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.booking.request import Request
from bot.booking.values import contact_parts
from bot.engine.turn import Button, Reply, Source, Understood

Events = Sequence[Mapping[str, Any]]


def replies_from(events: Events) -> tuple[Reply, ...]:
    """The assistant's messages, in order."""
    return tuple(_reply(event) for event in events if event["event"] == "bot" and event.get("text"))


def _reply(event: Mapping[str, Any]) -> Reply:
    metadata = event.get("metadata") or {}
    source = metadata.get("source")
    return Reply(
        text=event["text"],
        utter_action=metadata.get("utter_action"),
        buttons=tuple(Button(button["title"], button["payload"]) for button in (event["data"].get("buttons") or [])),
        source=Source(source["title"], source.get("link")) if source else None,
        facts=tuple(metadata.get("facts") or ()),
    )


def requests_from(events: Events) -> tuple[Request, ...]:
    """Bookings and call-back requests that were submitted in the turn."""
    return tuple(
        Request.from_slot(event["value"])
        for event in events
        if event["event"] == "slot" and event["name"] == "request" and event["value"]
    )


def understood_from(events: Events) -> tuple[Understood, ...]:
    """What was made of each message of the turn."""
    return tuple(_understood(event["parse_data"]) for event in events if event["event"] == "user")


def _understood(parse: Mapping[str, Any]) -> Understood:
    questions = parse.get("questions") or []
    return Understood(
        intent=parse["intent"]["name"],
        confidence=parse["intent"]["confidence"],
        answers=tuple(question["id"] for question in questions),
        runners_up=tuple((id, score) for question in questions for id, score in question.get("runners_up", [])),
        entities=tuple(parse.get("entities") or ()),
    )


def booking_of(events: Events) -> dict[str, Any] | None:
    """What the last booking of a conversation captured, and how far it came; None where none was started."""
    slots: dict[str, Any] = {}
    booking: dict[str, Any] | None = None
    for event in events:
        if event["event"] == "active_loop" and event["name"] == "booking_form":
            booking = {"status": "collecting"}
        elif event["event"] == "slot" and event["name"] == "request_status" and booking:
            booking = _captured(slots, event["value"]) if booking["status"] == "collecting" else booking
        elif event["event"] == "slot":
            slots[event["name"]] = event["value"]
    if booking and booking["status"] == "collecting":
        return _captured(slots, "collecting")
    return booking


def _captured(slots: Mapping[str, Any], status: str) -> dict[str, Any]:
    phone, email = contact_parts(slots.get("contact") or "")
    return {
        "service": slots.get("service"),
        "name": slots.get("name"),
        "phone": phone,
        "email": email,
        "when_said": slots.get("when_said"),
        "when_start": slots.get("when_start") or None,
        "notes": slots.get("message"),
        "status": status,
    }
