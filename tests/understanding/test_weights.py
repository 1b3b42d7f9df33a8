"""The encoder's weights are checked before they are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding import weights
from bot.understanding.published_files import EncoderError
from bot.understanding.weights import prepare_encoder


def test_a_missing_package_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package")

    with pytest.raises(EncoderError, match="no_such_package"):
        prepare_encoder(tmp_path)


def test_weights_that_are_not_the_known_ones_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(weights, "SHA256", "0" * 64)

    with pytest.raises(EncoderError, match="checksum"):
        prepare_encoder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_encoder_is_made_once(tmp_path: Path) -> None:
    first = prepare_encoder(tmp_path)
    made = (first / "model.bin").stat().st_mtime_ns

    assert prepare_encoder(tmp_path) == first
    assert (first / "model.bin").stat().st_mtime_ns == made
    assert [path.name for path in tmp_path.iterdir()] == [first.name]
