"""What tests share: the trained engine, and a conversation with it in the visitor's words."""

from __future__ import annotations

import os

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.engine.engine import Engine
from bot.engine.opening import open_engine
from bot.engine.outcome import booking_of
from bot.engine.rehearsal import Rehearsal, given_answers, offered_answers
from bot.engine.training import train, up_to_date
from bot.engine.turn import TurnResult, VisitorMessage

ROOT = Path(__file__).parent.parent
NOON = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)


@dataclass
class Chat:
    """A conversation, told in what the visitor says and sees."""

    rehearsal: Rehearsal

    def say(self, text: str) -> TurnResult:
        return self.rehearsal.say(text)

    def press(self, title: str) -> TurnResult:
        """Presses the button of that title under the latest replies."""
        buttons = {button.title: button for reply in self.last.replies for button in reply.buttons}
        return self.rehearsal.say(VisitorMessage(title, buttons[title].payload))

    @property
    def last(self) -> TurnResult:
        return self.rehearsal.results[-1]

    @property
    def last_text(self) -> str:
        return "\n".join(reply.text for reply in self.last.replies)

    @property
    def last_answers(self) -> list[str]:
        return given_answers(self.last)

    @property
    def last_options(self) -> list[str]:
        return offered_answers(self.last)

    @property
    def asks_for(self) -> str | None:
        """The field that the form asks for in its latest prompt."""
        prompts = [reply.utter_action or "" for reply in self.last.replies if "_form_" in (reply.utter_action or "")]
        return prompts[-1].rpartition("_form_")[2] if prompts else None

    @property
    def booking(self) -> dict[str, object] | None:
        return booking_of(self.rehearsal.events)


@pytest.fixture(scope="session")
def model() -> Path:
    """The current model, trained first if need be."""
    os.chdir(ROOT)
    if not up_to_date(ROOT, ROOT / "models"):
        train(ROOT, ROOT / "models")
    return ROOT / "models"


@pytest.fixture(scope="session")
def engine(model: Path) -> Iterator[Engine]:
    opened = open_engine(data=ROOT / "data", profile=None, models=model)
    yield opened
    opened.stop()


@pytest.fixture
def chat(engine: Engine, request: pytest.FixtureRequest) -> Chat:
    return Chat(Rehearsal(engine, request.node.name, NOON))
