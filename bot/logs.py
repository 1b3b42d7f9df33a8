"""The process's log: one line of key=value pairs an event, on standard error, and never a visitor's words.

Our own events (`structlog.get_logger(__name__)` in `bot` and `actions`) carry facts and ids. What libraries log may
quote a message, in its text as well as in an exception, so of theirs only warnings and errors come through, and of
these only the event's name, or where it was logged from. uvicorn's are whole: it knows connections and no words.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import MutableMapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import structlog
from exceptiongroup import BaseExceptionGroup

OURS = ("bot", "actions", "__main__")
WHOLE = ("uvicorn",)
FOLDER = Path(__file__).resolve().parent.parent
FRAMES = 3


def configure(level: str) -> None:
    """Takes over structlog and the standard library's logging; may be called again, for instance after Rasa has."""
    structlog.configure(
        processors=[_ours, structlog.processors.add_log_level, _line],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=_Output,
        cache_logger_on_first_use=True,  # Rasa asks its loggers about a thousand times a turn
    )
    root = logging.getLogger()
    root.handlers = [_Lines(logging.WARNING)]  # whatever level a library has set on a logger of its own
    root.setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # else a message that can't be logged is printed raw


def failure(error: BaseException) -> dict[str, str]:
    """What a line may say of an exception: its kind and the places it came through, not its text."""
    while isinstance(error, BaseExceptionGroup):  # what a task group raises: its first exception tells more
        error = error.exceptions[0]
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return {"error": type(error).__name__, "where": " < ".join(_place(frame) for frame in reversed(frames))}


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    near = path.relative_to(FOLDER) if path.is_relative_to(FOLDER / "bot") else Path(*path.parts[-2:])
    return f"{near}:{frame.lineno}"


class _Output:
    """Standard error, together with the name that was given to `get_logger`; libraries give none."""

    def __init__(self, name: str = "", *_: Any) -> None:
        self.name = name

    def msg(self, line: str) -> None:
        print(line, file=sys.stderr)  # noqa: T201 - this is where lines are printed

    debug = info = warning = error = critical = fatal = exception = log = msg


def _belongs(name: str, packages: tuple[str, ...]) -> bool:
    return name.split(".", 1)[0] in packages


def _ours(logger: _Output, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if _belongs(logger.name, OURS):
        return event
    if method in ("debug", "info"):
        raise structlog.DropEvent
    return {"event": event["event"], "of": "library"}


def _line(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    facts = dict(event)
    return _rendered(facts.pop("level"), facts.pop("event"), facts)


def _rendered(level: str, event: object, facts: MutableMapping[str, Any]) -> str:
    at = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    pairs = {"at": at, "level": level, "event": event, **facts}
    return " ".join(f"{key}={_value(value)}" for key, value in pairs.items())


def _value(value: object) -> str:
    text = str(value)
    plain = text and text.isprintable() and not set(text) & set(' "=')
    return text if plain else json.dumps(text, ensure_ascii=False)


class _Lines(logging.Handler):
    """Prints the records of the standard library's logging, a line each."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            print(_record_line(record), file=sys.stderr)  # noqa: T201 - and here
        except Exception:
            self.handleError(record)


def _record_line(record: logging.LogRecord) -> str:
    facts: dict[str, Any] = {"of": record.name}
    if _belongs(record.name, (*OURS, *WHOLE)):
        event = record.getMessage().strip().partition("\n")[0]
    else:
        event = "library message"
        facts["from"] = f"{Path(record.pathname).name}:{record.lineno}"
    if record.exc_info and record.exc_info[1]:
        facts |= failure(record.exc_info[1])
    return _rendered(record.levelname.lower(), event, facts)
