"""A request that the clinic has to act on: an appointment wish, or a call back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Kind = Literal["booking", "call_back"]


@dataclass(frozen=True)
class Request:
    """What was asked of the clinic. `when_start` is clinic-local ISO 8601, or None where the words named no time."""

    kind: Kind
    reference: str
    name: str
    phone: str | None = None
    email: str | None = None
    service: str | None = None
    when_said: str | None = None
    when_start: str | None = None
    notes: str | None = None

    def as_slot(self) -> dict[str, Any]:
        """The request as a slot's value (JSON)."""
        return asdict(self)

    @classmethod
    def from_slot(cls, value: Mapping[str, Any]) -> Request:
        """Reads what `as_slot` wrote; unknown keys are an error."""
        known = {field.name for field in fields(cls)}
        if unknown := set(value) - known:
            raise ValueError(f"a request has no {', '.join(sorted(unknown))}")
        return cls(**value)
