"""Keeps Rasa from printing: it logs every message, slot and state unless told otherwise before its first line.

Nothing that a visitor wrote may reach the process's output.
"""

from __future__ import annotations

import warnings

from bot import logs

# What Rasa and its pinned packages warn about at each start, none of it ours to mend (docs/rasa-warnings.md).
KNOWN_WARNINGS = (
    "Slot auto-fill has been removed in 3.0",
    "You have defined training data consisting of lookup tables",
    "You have defined synonyms in your training data",
    "the load_module",
    "'.*' deprecated - use '.*'",
    "pkg_resources is deprecated",
)


def keep_quiet(level: str = "warning") -> None:
    """Call it before the first message; it may be called again."""
    logs.configure(level)
    for message in KNOWN_WARNINGS:
        warnings.filterwarnings("ignore", message=f".*{message}")
