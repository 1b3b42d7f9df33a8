"""Keeps what went wrong inside a turn, since Rasa logs an error in an action or a wording and goes on without it."""

from __future__ import annotations


class TurnFailed(Exception):
    """A turn came to no proper end; nothing of it may be stored. Says the kind of error, never a visitor's words."""


class Failures:
    """The errors of the turn under way."""

    def __init__(self) -> None:
        self._kinds: list[str] = []

    def clear(self) -> None:
        self._kinds.clear()

    def record(self, where: str, error: Exception) -> None:
        self._kinds.append(f"{where}: {type(error).__name__}")

    def raise_first(self) -> None:
        """Raises TurnFailed when anything was recorded."""
        if self._kinds:
            raise TurnFailed(self._kinds[0])
