"""What the widget shows before the first message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ChatConfig:
    """The clinic's name and the first words of a conversation."""

    clinic: str
    greeting: str
    privacy: str
    starters: tuple[str, ...]


def chat_config(clinic: str, *, retention_days: int, starters: Iterable[str]) -> ChatConfig:
    days = "1 day" if retention_days == 1 else f"{retention_days} days"
    return ChatConfig(
        clinic=clinic,
        greeting=f"Hello! I'm the automatic assistant of {clinic}. "
        "Ask me about our treatments or a visit, or tell me that you'd like to book.",
        privacy=f"What you write here is kept for {days}, so that our team can read it, and then deleted.",
        starters=tuple(starters),
    )
