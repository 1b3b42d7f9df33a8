"""The classifier learns from few examples, keeps what it learnt, and runs no code when loaded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.understanding.classifier import Classifier
from bot.understanding.encoder import SentenceEncoder
from bot.understanding.pieces import CHARACTERS, WORDS, Pieces

EXAMPLES = {
    "faq/prices": ["how much is it", "what do you charge", "cost of a session", "is it expensive"],
    "faq/hours": ["when are you open", "are you open on sunday", "closing time", "opening hours please"],
}


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(Path("models/encoder"))


@pytest.fixture(scope="module", params=[CHARACTERS, WORDS, None], ids=["characters", "words", "vectors alone"])
def classifier(encoder: SentenceEncoder, request: pytest.FixtureRequest) -> Classifier:
    pieces: Pieces | None = request.param and replace(request.param, smallest_count=1)
    texts = [text for examples in EXAMPLES.values() for text in examples]
    ids = [id for id, examples in EXAMPLES.items() for _ in examples]
    return Classifier.fit(texts, ids, encoder.encode(texts), pieces)


def test_a_paraphrase_is_ranked_under_the_right_id(encoder: SentenceEncoder, classifier: Classifier) -> None:
    text = "what would i have to pay"

    assert classifier.rank(text, encoder.encode([text])[0])[0][0] == "faq/prices"


def test_probabilities_add_up_to_one(encoder: SentenceEncoder, classifier: Classifier) -> None:
    ranking = classifier.rank("anything", encoder.encode(["anything"])[0])

    assert sum(confidence for _, confidence in ranking) == pytest.approx(1, abs=1e-5)


def test_a_saved_classifier_ranks_as_it_did(encoder: SentenceEncoder, classifier: Classifier, tmp_path: Path) -> None:
    classifier.save(tmp_path, "small")
    vector = encoder.encode(["are you open late"])[0]

    loaded = Classifier.load(tmp_path, "small")

    assert dict(loaded.rank("are you open late", vector)) == pytest.approx(
        dict(classifier.rank("are you open late", vector)), abs=1e-5
    )


def test_a_stored_classifier_holds_no_pickle(classifier: Classifier, tmp_path: Path) -> None:
    classifier.save(tmp_path, "small")

    with np.load(tmp_path / "small.npz", allow_pickle=False) as arrays:
        assert {arrays[array].dtype.kind for array in arrays.files} == {"f"}


def test_paraphrases_lie_closer_than_strangers(encoder: SentenceEncoder) -> None:
    hurts, painful, hours = encoder.encode(
        ["does it hurt", "are the needles painful?", "what are your opening hours"]
    )

    assert hurts @ painful > hurts @ hours + 0.1


def test_a_sentence_has_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    alone = encoder.encode(["does it hurt"])[0]
    among = encoder.encode(["a much longer sentence about opening hours on public holidays", "does it hurt"])[1]

    assert alone @ among > 0.99
