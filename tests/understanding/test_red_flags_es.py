"""Red flags are found in Spanish, however they are said, and left alone where they are not meant."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.red_flags import RedFlags

DATA = Path(__file__).parents[2] / "data"
RED_FLAGS = RedFlags.load(DATA / "dialogue" / "red_flags_es.yml")
ENGLISH = RedFlags.load(DATA / "dialogue" / "red_flags.yml")
EMERGENCY, CRISIS = "safety/emergency", "safety/crisis"
LINES = [
    json.loads(line)
    for line in (Path(__file__).parent / "red_flags_es.jsonl").read_text(encoding="utf-8").splitlines()
]
FLAGS = [line for line in LINES if line["id"]]
HARD_NEGATIVES = [line["text"] for line in LINES if not line["id"]]


def found(text: str) -> str | None:
    flag = RED_FLAGS.find(text)
    return flag.id if flag else None


@pytest.mark.parametrize(("name", "text"), [(p.name, text) for p in RED_FLAGS.phrases for text in p.catches])
def test_a_phrase_finds_what_it_says_it_catches(name: str, text: str) -> None:
    flag = RED_FLAGS.find(text)

    assert flag is not None
    assert flag.phrase == name


@pytest.mark.parametrize("text", [text for p in RED_FLAGS.phrases for text in p.leaves])
def test_a_look_alike_is_left_alone(text: str) -> None:
    assert RED_FLAGS.find(text) is None


@pytest.mark.parametrize("id", [EMERGENCY, CRISIS])
def test_what_people_say_in_need_is_caught(id: str) -> None:
    texts = [line["text"] for line in FLAGS if line["id"] == id]

    missed = [text for text in texts if found(text) != id]

    assert len(missed) <= 0.05 * len(texts), missed


def test_what_only_sounds_alike_is_left_alone() -> None:
    alarms = [text for text in HARD_NEGATIVES if found(text)]

    assert len(alarms) <= len(HARD_NEGATIVES) / 30, alarms


@pytest.mark.parametrize(
    "text",
    [
        "no siento las piernas",
        "NO SIENTO LAS PIERNAS!!!",
        "no siento laas piernas",
        "nó síento las píernas",
        "hola, cuanto cuesta? ah y no siento las piernas",
        "/restart no siento las piernas",
        "tengo 60 años y no siento las piernas",
    ],
)
def test_typing_makes_no_difference(text: str) -> None:
    assert found(text) == EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "sin dolor de pecho",
        "no tengo fiebre ni dolor de pecho",
        "nunca perdí el control de la vejiga",
        "no hay hormigueo o adormecimiento en la ingle",
    ],
)
def test_what_is_denied_is_no_red_flag(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "sin fiebre pero me duele el pecho",
        "nunca me ha dolido así, me duele el pecho",
        "no sé qué hacer, no puedo respirar",
    ],
)
def test_a_no_that_denies_something_else_hides_nothing(text: str) -> None:
    assert found(text) == EMERGENCY


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("tuve dolor de pecho hace 5 años", None),
        ("en 2018 perdí la sensibilidad en las piernas", None),
        ("tuve dolor de pecho hace años pero ahora me duele el pecho otra vez", EMERGENCY),
        ("me operaron en 2019 y ahora tengo la entrepierna dormida", EMERGENCY),
    ],
)
def test_what_is_over_is_told_from_what_goes_on(text: str, id: str | None) -> None:
    assert found(text) == id


@pytest.mark.parametrize("text", ["¿puede causar dolor de pecho?", "y si no siento las piernas después?"])
def test_a_general_question_is_no_emergency(text: str) -> None:
    assert found(text) is None


def test_english_messages_are_no_red_flags_in_spanish() -> None:
    said = [text for phrase in ENGLISH.phrases for text in (*phrase.catches, *phrase.leaves)]

    assert {text: found(text) for text in said if found(text)} == {}


@given(st.sampled_from([line["text"] for line in LINES]), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_case_and_accents_make_no_difference(text: str, chance: random.Random) -> None:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    mixed = "".join(chance.choice((letter.upper(), letter.lower())) for letter in plain)

    assert RED_FLAGS.find(mixed) == RED_FLAGS.find(text)
