"""The multilingual encoder puts a question and its translations close together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import multilingual
from bot.understanding.multilingual import DIMENSIONS, MultilingualEncoder
from bot.understanding.published_files import EncoderError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoder")


@pytest.fixture(scope="module")
def encoder(folder: Path) -> MultilingualEncoder:
    return MultilingualEncoder(folder)


def test_a_translation_is_closer_than_another_question(encoder: MultilingualEncoder) -> None:
    asked, translated, other = encoder.encode(["does it hurt", "¿duele?", "how much is it"])

    assert asked @ translated > 0.6 > 0.4 > asked @ other


def test_no_texts_have_no_vectors(encoder: MultilingualEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: MultilingualEncoder) -> None:
    alone = encoder.encode(["wo seid ihr"])[0]
    among = encoder.encode(["hi", "wo seid ihr", "a longer question about parking and prices"])[1]

    assert np.allclose(alone, among, atol=1e-5)


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=50, deadline=None)
def test_every_text_has_a_vector_of_length_one(encoder: MultilingualEncoder, text: str) -> None:
    vectors = encoder.encode([text, "\ud800"])

    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_the_table_is_made_once_and_left_on_the_disk(encoder: MultilingualEncoder, folder: Path) -> None:
    (kept,) = folder.iterdir()
    made = kept.stat().st_mtime_ns

    again = MultilingualEncoder(folder)

    assert kept.stat().st_mtime_ns == made
    assert np.array_equal(again.encode(["hola"]), encoder.encode(["hola"]))


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(multilingual, "PACKAGE", "no_such_package")

    with pytest.raises(EncoderError, match=r"no_such_package .* missing"):
        MultilingualEncoder(tmp_path)
