"""A question in another language finds the answer that was learnt from English examples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.understanding.across_languages import AcrossLanguages
from bot.understanding.classifier import Vectors
from bot.understanding.lesson import Lesson
from bot.understanding.multilingual import MultilingualEncoder

EXAMPLES = {
    "faq/do_needles_hurt": ["does it hurt", "is it painful", "do the needles hurt", "will it hurt me", "hurts much?"],
    "faq/prices": ["how much is it", "what does it cost", "price of a session", "how much do you charge", "prices?"],
    "faq/hours": ["when are you open", "opening hours", "are you open on sunday", "when do you close", "hours?"],
    "safety/emergency": ["i can't breathe", "my chest hurts badly", "i can't feel my legs", "he is unconscious"],
    "dialogue/not_understood": ["do you sell pizza", "who won the match", "what's the weather", "tell me a joke"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
IDS = [id for id, texts in EXAMPLES.items() for _ in texts]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> MultilingualEncoder:
    return MultilingualEncoder(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="module")
def across(encoder: MultilingualEncoder) -> AcrossLanguages:
    return AcrossLanguages.fit(Lesson.of(TEXTS * 8, IDS * 8, encoder))


def vector(encoder: MultilingualEncoder, text: str) -> Vectors:
    return encoder.encode([text])[0]


@pytest.mark.parametrize(
    ("language", "text", "id"),
    [
        ("es", "¿duele?", "faq/do_needles_hurt"),
        ("de", "was kostet das", "faq/prices"),
        ("fr", "vous êtes ouverts le dimanche ?", "faq/hours"),
    ],
)
def test_a_question_never_learnt_is_answered(
    across: AcrossLanguages, encoder: MultilingualEncoder, language: str, text: str, id: str
) -> None:
    answer = across.answer(language, text, vector(encoder, text))

    assert answer is not None
    assert answer[0] == id


def test_a_language_that_the_encoder_does_not_know_is_not_answered(
    across: AcrossLanguages, encoder: MultilingualEncoder
) -> None:
    assert across.answer("tl", "does it hurt", vector(encoder, "does it hurt")) is None


def test_what_is_no_answer_is_not_given(across: AcrossLanguages, encoder: MultilingualEncoder) -> None:
    text = "¿venden pizza?"

    assert across.answer("es", text, vector(encoder, text)) is None


def test_what_is_unsure_is_not_given(across: AcrossLanguages) -> None:
    assert across.answer("es", "mmm", np.zeros(512, dtype=np.float32)) is None


def test_an_emergency_sounds_more_urgent_than_a_question(
    across: AcrossLanguages, encoder: MultilingualEncoder
) -> None:
    urgent, ordinary = "ich bekomme keine Luft", "was kostet das"

    assert across.urgency("de", urgent, vector(encoder, urgent)) > across.urgency(
        "de", ordinary, vector(encoder, ordinary)
    )


def test_an_emergency_raises_an_alarm_and_a_question_does_not(
    across: AcrossLanguages, encoder: MultilingualEncoder
) -> None:
    urgent, ordinary = "ich spüre meine Beine nicht mehr", "was kostet das"

    alarm = across.alarm("de", urgent, vector(encoder, urgent))

    assert alarm is not None
    assert alarm[0] == "safety/emergency"
    assert across.alarm("de", ordinary, vector(encoder, ordinary)) is None


def test_an_alarm_is_no_answer(across: AcrossLanguages, encoder: MultilingualEncoder) -> None:
    text = "ich spüre meine Beine nicht mehr"

    assert across.answer("de", text, vector(encoder, text)) is None


def test_it_comes_back_from_the_disk_as_it_was(
    across: AcrossLanguages, encoder: MultilingualEncoder, tmp_path: Path
) -> None:
    across.save(tmp_path)
    seen = vector(encoder, "¿duele?")

    loaded = AcrossLanguages.load(tmp_path)

    (id, confidence), (known_id, known) = loaded.answer("es", "x", seen), across.answer("es", "x", seen)
    assert (id, confidence) == (known_id, pytest.approx(known))
    assert loaded.urgency("es", "x", seen) == pytest.approx(across.urgency("es", "x", seen))
