from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rasa.model_training import train_nlu

from bench.nlu.stock import write_project

TEXTS = [
    "how much is it",
    "what does it cost",
    "price please, for a first visit",
    "when are you open",
    "opening hours",
    "open?",
]
IDS = ["faq/prices"] * 3 + ["faq/hours"] * 3
Train = Callable[..., str]


@pytest.fixture
def train(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Trains stock Rasa on six examples for five epochs, with these options of DIET; says where the model is.

    Rasa's cache is off, as after a change.
    """
    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", "0")
    project = tmp_path / "project"

    def trained(*options: str) -> str:
        write_project(project, TEXTS, IDS)
        config = project / "config.yml"
        lines = "".join(f"\n    {option}" for option in ("epochs: 5", *options))
        config.write_text(config.read_text(encoding="utf-8").replace("\n    epochs: 100", lines), encoding="utf-8")
        model = train_nlu(
            config=str(config),
            nlu_data=str(project / "data"),
            output=str(project / "models"),
            domain=str(project / "domain.yml"),
        )
        assert model
        return model

    return trained
