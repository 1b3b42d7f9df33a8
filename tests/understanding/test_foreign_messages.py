"""An emergency is heard in Spanish too, in words that nobody has written a rule for."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from bot.content.examples import folded, load_examples
from bot.content.other_languages import load_other_languages
from bot.engine.engine import Engine
from bot.engine.rehearsal import Rehearsal, given_answers
from bot.understanding.across_languages import KNOWN
from bot.understanding.red_flags import RedFlags

DATA = Path(__file__).parents[2] / "data"
URGENT = ("safety/emergency", "safety/crisis")
NOON = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)
LINES = [json.loads(line) for line in Path(__file__).with_name("urgent_es.jsonl").read_text("utf-8").splitlines()]


RED_FLAGS = RedFlags.load(DATA / "dialogue" / "red_flags_es.yml")


def answered(engine: Engine, text: str) -> list[str]:
    return given_answers(Rehearsal(engine, f"es-{text}", NOON).say(text))


@pytest.fixture(scope="module")
def alarmed(engine: Engine) -> list[bool]:
    return [any(id in URGENT for id in answered(engine, line["text"])) for line in LINES]


def test_what_a_rule_catches_is_an_alarm_whatever_language_it_is_taken_for(engine: Engine) -> None:
    said = {text: phrase.id for phrase in RED_FLAGS.phrases for text in phrase.catches}

    wrong = {text: given for text, id in said.items() if (given := answered(engine, text)) != [id]}

    assert wrong == {}


@pytest.mark.parametrize("text", ["Quiero Morir", "Me Duele El Pecho", "No Puedo Respirar"])
def test_capital_letters_make_no_name_of_an_emergency(engine: Engine, text: str) -> None:
    assert answered(engine, text)[0] in URGENT


@pytest.mark.parametrize("text", ["ich will nicht mehr leben", "j'ai envie de mourir", "не хочу больше жить"])
def test_a_crisis_in_another_language_is_answered_as_one(engine: Engine, text: str) -> None:
    assert answered(engine, text) == ["safety/crisis"]


def test_every_language_that_is_answered_has_a_line_that_says_so() -> None:
    assert set(load_other_languages(DATA / "dialogue" / "other_languages.yml")) >= KNOWN


def test_nine_in_ten_emergencies_are_heard(alarmed: list[bool]) -> None:
    heard = [alarm for alarm, line in zip(alarmed, LINES, strict=True) if line["id"]]

    assert sum(heard) >= 0.9 * len(heard)


def test_what_only_sounds_like_one_is_mostly_left_alone(alarmed: list[bool]) -> None:
    false = [line["text"] for alarm, line in zip(alarmed, LINES, strict=True) if alarm and not line["id"]]

    assert len(false) <= 0.1 * sum(not line["id"] for line in LINES), false


def test_none_of_these_messages_is_learnt_from() -> None:
    learnt = [folded(example.text) for example in load_examples(DATA / "dialogue" / "spanish.yml")]

    close = [
        line["text"] for line in LINES if process.extractOne(folded(line["text"]), learnt, scorer=fuzz.ratio)[1] > 88
    ]

    assert close == []
