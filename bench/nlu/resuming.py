"""Lets the training of Rasa's models be interrupted: epochs are kept, and a new start goes on after the last.

Rasa itself keeps nothing until all epochs are over, and on our examples these take hours. Kept are the weights with
the state of the optimizer; the order of the examples is drawn anew, as it is for every epoch.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tensorflow as tf
from rasa.utils.tensorflow.models import RasaModel

EVERY = 5  # epochs, after which they are kept: it takes a second and half a gigabyte


@dataclass(frozen=True)
class Kept:
    """How far the training has come, and how long it took."""

    epochs: int = 0
    seconds: float = 0.0

    @classmethod
    def read(cls, folder: Path) -> Kept:
        """From the folder, which may be empty."""
        path = folder / "kept.json"
        return cls(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else cls()

    def weights(self, folder: Path) -> Path:
        return folder / f"epoch-{self.epochs}" / "weights"

    def write(self, folder: Path, model: RasaModel) -> None:
        """The weights first: until the last step of it, what was kept before counts."""
        before = Kept.read(folder)
        self.weights(folder).parent.mkdir(parents=True, exist_ok=True)
        model.save(str(self.weights(folder)))
        scratch = folder / "kept.json.new"
        scratch.write_text(json.dumps(asdict(self)), encoding="utf-8")
        os.replace(scratch, folder / "kept.json")
        shutil.rmtree(before.weights(folder).parent, ignore_errors=True)


@contextmanager
def resuming(folder: Path, *, every: int = EVERY) -> Iterator[Kept]:
    """Within it a model trains on after the last epoch that the folder keeps, and is kept in it `every` so many.

    For one model and one training: the folder belongs to the examples and the configuration.
    """
    kept, fit = Kept.read(folder), RasaModel.fit

    def resumed(model: RasaModel, batches: Any, *, callbacks: Sequence[Any], **options: Any) -> Any:
        batches._current_epoch = kept.epochs - 1  # it decides how large the batches are
        batches.on_epoch_end()
        also = [*callbacks, _Keeper(folder, kept, every)]
        return fit(model, batches, callbacks=also, initial_epoch=kept.epochs, **options)

    RasaModel.fit = resumed
    try:
        yield kept
    finally:
        RasaModel.fit = fit


class _Keeper(tf.keras.callbacks.Callback):
    """Puts back what was kept, and keeps what follows."""

    def __init__(self, folder: Path, kept: Kept, every: int) -> None:
        super().__init__()
        self._folder, self._before, self._every = folder, kept, every
        self._started = time.perf_counter()
        self._waiting = kept.weights(folder) if kept.epochs else None

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        # The model has no variables to put anything into before its first batch.
        if self._waiting:
            self.model.load_weights(str(self._waiting)).assert_consumed()
            self._waiting = None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        is_last = epoch + 1 == self.params["epochs"]  # Rasa keeps it, and there would be nothing to go on with
        if (epoch + 1) % self._every == 0 and not is_last:
            seconds = self._before.seconds + time.perf_counter() - self._started
            Kept(epoch + 1, seconds).write(self._folder, self.model)
