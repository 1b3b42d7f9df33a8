"""Training of stock Rasa that was interrupted goes on where it was."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rasa.utils.tensorflow.models import RasaModel

from bench.nlu.quicker import quicker
from bench.nlu.resuming import Kept, resuming

if TYPE_CHECKING:
    from tests.bench.conftest import Train


def interrupted(train: Train, kept: Path, *, after: int | None = None) -> list[int]:
    """The epochs that were kept; somebody stops it after one of them."""
    trained: list[int] = []
    keep = Kept.write

    def write(self: Kept, folder: Path, model: RasaModel) -> None:
        keep(self, folder, model)
        trained.append(self.epochs)
        if self.epochs == after:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, quicker(), resuming(kept, every=1):
        patch.setattr(Kept, "write", write)
        with suppress(KeyboardInterrupt):
            train()
    return trained


def test_it_goes_on_after_the_last_epoch_that_was_kept(train: Train, tmp_path: Path) -> None:
    kept, models = tmp_path / "kept", tmp_path / "project" / "models"

    assert interrupted(train, kept, after=2) == [1, 2]
    assert not list(models.glob("*.tar.gz"))
    assert interrupted(train, kept) == [3, 4]
    assert len(list(models.glob("*.tar.gz"))) == 1
    assert [path.name for path in sorted(kept.iterdir())] == ["epoch-4", "kept.json"]
