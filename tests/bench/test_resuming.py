"""Training of stock Rasa that was interrupted goes on where it was."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from rasa.model_training import train_nlu
from rasa.utils.tensorflow.models import RasaModel

from bench.nlu.quicker import quicker
from bench.nlu.resuming import Kept, resuming
from bench.nlu.stock import write_project

TEXTS = ["how much is it", "what does it cost", "price please", "when are you open", "opening hours", "open today"]
IDS = ["faq/prices"] * 3 + ["faq/hours"] * 3
EPOCHS = 5


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose model takes five epochs; Rasa's cache is off, as after a change."""
    folder = tmp_path / "project"
    write_project(folder, TEXTS, IDS)
    config = folder / "config.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("epochs: 100", f"epochs: {EPOCHS}"), encoding="utf-8"
    )
    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", "0")
    return folder


def train(project: Path, kept: Path, *, until: int | None = None) -> list[int]:
    """The epochs that were kept; somebody stops it after `until`."""
    trained: list[int] = []
    keep = Kept.write

    def write(self: Kept, folder: Path, model: RasaModel) -> None:
        keep(self, folder, model)
        trained.append(self.epochs)
        if self.epochs == until:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, quicker(), resuming(kept, every=1):
        patch.setattr(Kept, "write", write)
        with suppress(KeyboardInterrupt):
            train_nlu(
                config=str(project / "config.yml"),
                nlu_data=str(project / "data"),
                output=str(project / "models"),
                domain=str(project / "domain.yml"),
            )
    return trained


def test_it_goes_on_after_the_last_epoch_that_was_kept(project: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"

    assert train(project, kept, until=2) == [1, 2]
    assert not list(project.glob("models/*.tar.gz"))
    assert train(project, kept) == [3, 4]
    assert len(list(project.glob("models/*.tar.gz"))) == 1
    assert [path.name for path in sorted(kept.iterdir())] == ["epoch-4", "kept.json"]
