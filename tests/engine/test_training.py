"""The model is trained again when anything that it is made from has changed, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.engine.training import fingerprint

MADE_FROM = (
    "config.yml",
    "data/examples/clinic.yml",
    "data/dialogue/red_flags.yml",
    "bot/understanding/classifier.py",
    "bot/understanding/learned/adapter.safetensors",
    "bot/understanding/learned/settled.npy",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with some of its files."""
    for name in (*MADE_FROM, "data/answers/clinic.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", MADE_FROM)
def test_what_the_model_is_made_from_counts(root: Path, name: str) -> None:
    before = fingerprint(root)
    (root / name).write_text("after", encoding="utf-8")

    assert fingerprint(root) != before


def test_a_reply_in_other_words_needs_no_other_model(root: Path) -> None:
    before = fingerprint(root)
    (root / "data/answers/clinic.yml").write_text("after", encoding="utf-8")

    assert fingerprint(root) == before
