"""Our pipeline on any set of intents, with an encoder of a few words that takes no time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bench.nlu.ours import Ours, Vectorizer, in_words, parts_of, without_adapter
from bench.nlu.second_opinion import SecondOpinion
from bot.understanding import adapter
from bot.understanding.classifier import Vectors
from bot.understanding.encoder import DIMENSIONS, SentenceEncoder
from bot.understanding.sentence_vectors import MULTILINGUAL_WEIGHT

WORDS = ("price", "cost", "open", "hours", "needle", "pain")
TEXTS = ["what price", "the cost please", "price and cost", "when open", "open hours", "the hours please"]
INTENTS = ["prices"] * 3 + ["hours"] * 3
STRANGE = ["needle", "pain", "needle pain"]


class WordEncoder:
    """Both parts know the same words; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        vectors = np.zeros((len(texts), DIMENSIONS + 512), dtype=np.float32)
        for row, text in enumerate(texts):
            for column, word in enumerate(WORDS):
                vectors[row, [column, DIMENSIONS + column]] = word in text.split()
            part = vectors[row, :DIMENSIONS]
            vectors[row] /= max(float(np.linalg.norm(part)), 1.0)
        vectors[:, DIMENSIONS:] *= MULTILINGUAL_WEIGHT
        return vectors


@pytest.fixture(params=[False, True], ids=["as served", "few examples"])
def few_examples(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def ours(few_examples: bool) -> Ours:
    return Ours(Vectorizer(WordEncoder()), TEXTS, INTENTS, few_examples=few_examples)


def test_a_message_gets_the_intent_of_its_like(ours: Ours) -> None:
    assert ours.guess(["cost price", "hours open"]).intents == ["prices", "hours"]


def test_an_unfamiliar_message_scores_below_a_familiar_one(ours: Ours) -> None:
    familiar, strange = ours.guess(["what price", "needle pain"]).scores

    assert strange < familiar


def test_the_label_of_what_no_intent_covers_is_never_guessed_and_lowers_the_score(few_examples: bool) -> None:
    intents = [*INTENTS, *["oos"] * 3]
    taught = Ours(Vectorizer(WordEncoder()), [*TEXTS, *STRANGE], intents, few_examples=few_examples)

    found = taught.guess(["needle pain", "what price"], outside="oos")

    assert "oos" not in found.intents
    assert found.scores[0] < found.scores[1]


def test_an_intents_name_is_read_as_somebody_would_say_it() -> None:
    assert in_words("CALL_CENTER") == "call center"
    assert in_words("faq/opening_hours") == "faq opening hours"


def test_training_twice_gives_the_same_scores(few_examples: bool) -> None:
    first, second = (
        Ours(Vectorizer(WordEncoder()), TEXTS, INTENTS, few_examples=few_examples).guess(TEXTS) for _ in range(2)
    )

    assert first.intents == second.intents
    assert np.array_equal(first.scores, second.scores)


def test_a_second_opinion_knows_its_own_examples_also_where_some_stand_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bench.nlu.second_opinion.MOST_LANDMARKS", 4)
    vectors = WordEncoder().encode(TEXTS)

    scores = SecondOpinion(TEXTS, np.array([0, 0, 0, 1, 1, 1]), *parts_of(vectors)).scores(TEXTS, *parts_of(vectors))

    assert scores.argmax(axis=1).tolist() == [0, 0, 0, 1, 1, 1]


def test_a_text_is_encoded_once_also_in_another_run(tmp_path: Path) -> None:
    kept = tmp_path / "vectors.npz"
    first, second = WordEncoder(), WordEncoder()

    vectorizer = Vectorizer(first, kept)
    before = vectorizer.encode(["open", "cost", "open"])
    vectorizer.keep()
    after = Vectorizer(second, kept).encode(["open", "cost", "open"])

    assert first.asked == ["open", "cost"]
    assert second.asked == []
    assert np.array_equal(before, after)


def test_the_adapter_is_left_out_meanwhile_and_back_afterwards() -> None:
    weights = {"encoder.layer.0.attention.self.query.weight": np.ones((384, 384), dtype=np.float32)}
    shipped = adapter.fingerprint()

    with without_adapter():
        plain = adapter.adapted(weights)

        assert adapter.fingerprint() != shipped
        assert all(np.array_equal(plain[name], weights[name]) for name in weights)
    assert adapter.fingerprint() == shipped


def test_an_encoder_without_the_adapter_reads_messages_and_hears_one_question_in_each(tmp_path: Path) -> None:
    with without_adapter():
        encoder = SentenceEncoder(tmp_path)

    assert np.linalg.norm(encoder.encode(["does it hurt"])[0]) == pytest.approx(1, abs=1e-3)
    assert max(encoder.read("does it hurt and how much is it").begins.values()) < 0.01
