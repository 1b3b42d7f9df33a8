"""Weights that come with a package are found, and no others are taken for them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from bot.understanding.published_files import EncoderError, published_file

WEIGHTS = b"weights"
KNOWN = sha256(WEIGHTS).hexdigest()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an installed package that has weights."""
    folder = tmp_path / "some_encoder"
    (folder / "model").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "model" / "weights.npz").write_bytes(WEIGHTS)
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def test_the_file_is_found(package: Path) -> None:
    found = published_file("some_encoder", "model/weights.npz", KNOWN)

    assert found.samefile(package / "model" / "weights.npz")


def test_a_missing_package_is_named_with_what_to_do() -> None:
    with pytest.raises(EncoderError, match=r"package no_such_package .* `make train`"):
        published_file("no_such_package", "model/weights.npz", KNOWN)


def test_a_changed_file_is_refused(package: Path) -> None:
    (package / "model" / "weights.npz").write_bytes(b"others")

    with pytest.raises(EncoderError, match=r"weights\.npz has checksum .* Install some_encoder again"):
        published_file("some_encoder", "model/weights.npz", KNOWN)


def test_a_missing_file_is_refused(package: Path) -> None:
    (package / "model" / "weights.npz").unlink()

    with pytest.raises(EncoderError, match=r"weights\.npz of some_encoder cannot be read"):
        published_file("some_encoder", "model/weights.npz", KNOWN)
