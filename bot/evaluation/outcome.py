"""How one line of a set went: what all sets have in common, to list errors and to compare two runs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """A line with what was wanted, what was given, and whether that was right."""

    key: str  # the same for the same line of two runs; tells nothing of its text
    said: str
    wanted: str
    given: str
    right: bool
    kind: str


def key_of(*what: Any) -> str:
    """A line is the same when its words and what is accepted are: a verdict under other labels is no comparison."""
    return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:24]


def told(turns: tuple[str, ...]) -> str:
    """A conversation in one line."""
    return " / ".join(turns)
