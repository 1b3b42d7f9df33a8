"""A fact of an article is quoted where it says just what was asked, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import Article, Fact, load_facts
from bot.understanding.classifier import Vectors
from bot.understanding.passages import Passages
from bot.understanding.sentence_vectors import SentenceVectors

ROOT = Path(__file__).parents[2]
QUESTIONS = [json.loads(line) for line in Path(__file__).with_name("passages.jsonl").read_text("utf-8").splitlines()]
CUPPING = Article("cupping", "Cupping, explained", None)
NEEDLES = Article("needles", "Acupuncture, explained", None)
FACTS = (
    Fact("cupping/athletes", "Athletes turn to it for sore shoulders.", CUPPING),
    Fact("cupping/centuries", "It has been practised in villages for five centuries.", CUPPING),
    Fact("needles/serotonin", "The body releases serotonin.", NEEDLES),
    Fact("needles/villages", "Village doctors carry silver needles.", NEEDLES),
)


class OneDirection:
    """An encoder to which all texts mean the same, so that words alone decide."""

    def encode(self, texts: list[str]) -> Vectors:
        return np.ones((len(texts), 3), dtype=np.float32)


class Strangers:
    """An encoder to which no two texts are alike, whatever their words."""

    def __init__(self) -> None:
        self._next = 0

    def encode(self, texts: list[str]) -> Vectors:
        vectors = np.zeros((len(texts), 32), dtype=np.float32)
        for vector in vectors:
            vector[self._next % 32] = 1
            self._next += 1
        return vectors


def found(text: str) -> str | None:
    encoder = OneDirection()
    quoted = Passages(FACTS, encoder).find(text, encoder.encode([text])[0])
    return quoted.fact if quoted else None


@pytest.fixture(scope="module")
def encoder() -> SentenceVectors:
    return SentenceVectors(ROOT / "models" / "encoder")


@pytest.fixture(scope="module")
def real(encoder: SentenceVectors) -> Passages:
    return Passages(tuple(load_facts(ROOT / "data" / "articles").values()), encoder)


@pytest.mark.parametrize("part", ["chosen on", "held back"])
def test_what_is_quoted_is_right_nineteen_times_in_twenty(
    real: Passages, encoder: SentenceVectors, part: str
) -> None:
    lines = [line for line in QUESTIONS if line["set"] == part]
    vectors = encoder.encode([line["text"] for line in lines])

    quoted = [(real.find(line["text"], vector), line) for line, vector in zip(lines, vectors, strict=True)]

    right = sum(one.fact in line["facts"] for one, line in quoted if one)
    assert right >= 0.95 * sum(one is not None for one, _ in quoted)
    assert right >= 0.6 * sum(bool(line["facts"]) for line in lines)


def test_the_fact_that_has_the_words_is_found() -> None:
    assert found("does it release serotonin?") == "needles/serotonin"
    assert found("DO ATHLETES HAVE SORE SHOULDERS") == "cupping/athletes"


@pytest.mark.parametrize(
    "text",
    ["", "???", "how are you", "is serotonin bad with lithium tablets", "can you fix my printer", "villages"],
)
def test_what_no_one_fact_says_is_left_alone(text: str) -> None:
    assert found(text) is None


def test_words_alone_are_not_enough() -> None:
    encoder = Strangers()

    assert Passages(FACTS, encoder).find("serotonin", encoder.encode(["serotonin"])[0]) is None


def test_a_fact_on_another_treatment_is_no_answer() -> None:
    assert found("does acupuncture release serotonin") == "needles/serotonin"
    assert found("does cupping release serotonin") is None


def test_a_question_after_a_number_needs_a_fact_that_gives_one() -> None:
    assert found("how many centuries has it been practised") == "cupping/centuries"
    assert found("how much serotonin is released") is None
    assert found("who releases serotonin") is None


@pytest.mark.parametrize("facts", [(), FACTS[:1]])
def test_too_few_facts_to_compare_are_never_quoted(facts: tuple[Fact, ...]) -> None:
    encoder = OneDirection()

    assert Passages(facts, encoder).find("sore shoulders", encoder.encode(["sore shoulders"])[0]) is None


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_is_too_odd(text: str) -> None:
    assert found(text) is None or found(text) in {fact.id for fact in FACTS}
