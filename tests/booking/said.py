"""Builders for what is said while a form asks, at half past ten on Wednesday, 6 May 2026."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.booking.dialogue import Field, Form, Heard, Move, decide, opening_values
from bot.booking.times import When, read_when

NOW = datetime(2026, 5, 6, 10, 30)
SERVICES: Mapping[str, tuple[str, ...]] = {
    "acupuncture": ("acu", "needle treatment"),
    "cupping": ("cups", "cuping"),
    "gua sha": ("guasha", "gua-sha"),
    "back pain consultation": ("consultation", "back assessment"),
}
FILLED = {"service": "cupping", "when_said": "friday at 3", "name": "Dana Reyes", "contact": "415 555 0142"}
_ORDER: tuple[Field, ...] = ("service", "when", "name", "contact", "confirm")


def when(text: str, *, now: datetime = NOW, date_order: str = "month_first") -> When:
    found = read_when(text, now, date_order)
    assert found is not None, text
    return found


def say(text: str, asked: Field, *, intent: str = "out_of_scope", **filled: Any) -> Move:
    """A message in the booking form; what comes before the field that was asked for is filled already."""
    known = dict(list(FILLED.items())[: _ORDER.index(asked)]) | filled
    return decide(Form("booking_form", asked, known), Heard(text, intent), NOW, SERVICES)


def say_in_call_back(text: str, asked: Field, *, intent: str = "out_of_scope", **filled: Any) -> Move:
    return decide(Form("call_back_form", asked, filled), Heard(text, intent), NOW, SERVICES)


def open_with(text: str) -> Mapping[str, Any]:
    return opening_values(text, NOW, SERVICES)
