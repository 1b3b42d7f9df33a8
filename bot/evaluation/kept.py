"""Keeps how a run went, so that the next one can say what has changed.

A kept file holds no texts: a line is known by its checksum, and its words come from the set when it is read again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.evaluation.outcome import Outcome


class BadKept(Exception):
    """A kept file can't be read. Says which, and what to do."""


@dataclass(frozen=True)
class KeptLine:
    """How a line went."""

    right: bool
    given: str


@dataclass(frozen=True)
class Kept:
    """A run as it was kept."""

    model: str  # by which the model is known
    at: str  # ISO 8601
    lines: Mapping[str, KeptLine]  # by the line's key


def keep(path: Path, outcomes: Sequence[Outcome], *, model: str, at: datetime) -> None:
    """Writes the file in one move, in the place of the one before."""
    lines = {one.key: [one.right, one.given] for one in outcomes}
    content = {"model": model, "at": at.isoformat(timespec="seconds"), "lines": lines}
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(".new")
    written.write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
    os.replace(written, path)


def read_kept(path: Path) -> Kept | None:
    """None where nothing was kept. Raises BadKept."""
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        lines = {key: KeptLine(bool(right), str(given)) for key, (right, given) in content["lines"].items()}
        return Kept(str(content["model"]), str(content["at"]), lines)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadKept(
            f"{path}: this is no kept evaluation ({error!r}). Remove it, and run with --save again."
        ) from error


def model_name(path: Path) -> str:
    """A model's name: the beginning of its file's checksum."""
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:12]
