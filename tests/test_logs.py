"""What the process prints is for its operator: events and ids, and never what a visitor wrote."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable

import pytest
import structlog

from bot import logs
from tests.fixtures import printed

__all__ = ["printed"]

WORDS = "my back hurts"


def raised() -> ValueError:
    try:
        raise ValueError(WORDS)
    except ValueError as error:
        return error


def test_a_line_is_an_event_with_its_facts(printed: Callable[[], str]) -> None:
    structlog.get_logger("bot.channels.sender").warning(
        "send failed", channel="telegram", attempt=2, reason='a "no"\n'
    )

    at, rest = printed().split(" ", 1)

    assert at.startswith("at=20")
    assert rest == 'level=warning event="send failed" channel=telegram attempt=2 reason="a \\"no\\"\\n"\n'


def test_an_exception_is_named_by_its_kind_and_place(printed: Callable[[], str]) -> None:
    structlog.get_logger("bot").error("task died", **logs.failure(raised()))

    line = printed()

    assert "error=ValueError" in line
    assert "tests/test_logs.py:" in line
    assert WORDS not in line


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_a_librarys_structured_events_keep_their_facts_to_themselves(level: str, printed: Callable[[], str]) -> None:
    getattr(structlog.get_logger(), level)("processor.message.parse", text=WORDS)

    line = printed()

    assert WORDS not in line
    assert ("processor.message.parse" in line) == (level in ("warning", "error"))


@pytest.mark.parametrize("name", ["rasa.core.processor", "asyncio", "sse_starlette.sse", "py.warnings"])
def test_a_librarys_messages_are_named_by_their_place(name: str, printed: Callable[[], str]) -> None:
    logger = logging.getLogger(name)
    logger.setLevel(logging.DEBUG)
    logger.debug("chunk: %s", WORDS)
    logger.info(WORDS)
    logger.error(f"could not parse {WORDS}", exc_info=raised())

    (line,) = printed().splitlines()

    assert f"of={name}" in line
    assert "from=test_logs.py:" in line
    assert "error=ValueError" in line
    assert WORDS not in line


def test_uvicorns_warnings_are_whole_but_for_an_exceptions_text(printed: Callable[[], str]) -> None:
    logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=raised())
    logging.getLogger("uvicorn.access").info("GET /chat/messages")

    (line,) = printed().splitlines()

    assert 'level=error event="Exception in ASGI application" of=uvicorn.error error=ValueError' in line
    assert WORDS not in line


def test_a_warning_is_a_line_like_any_other(printed: Callable[[], str]) -> None:
    warnings.warn(f"odd: {WORDS}", UserWarning, stacklevel=1)

    assert WORDS not in printed()
