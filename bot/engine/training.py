"""Trains the model, when anything that it is made from has changed.

Wordings are not among that: a reply is read from `data/` when it is uttered.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import rasa.model_training

from bot.engine.quiet import keep_quiet

MODEL = "assistant.tar.gz"
INGREDIENTS = (
    "config.yml",
    "domain.yml",
    "requirements.txt",
    "data/examples/*.yml",
    "data/dialogue/*.yml",
    "bot/understanding/*.py",
    "bot/understanding/learned/*",
    "bot/content/importer.py",
    "bot/content/intents.py",
)


class TrainingFailed(Exception):
    """Rasa did not come back with a model."""


def model_path(models: Path) -> Path:
    """Where the current model lies."""
    return models / MODEL


def up_to_date(root: Path, models: Path) -> bool:
    """True when the current model was made from the files as they are now."""
    try:
        recorded = json.loads(_record(models).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    return model_path(models).exists() and recorded.get("ingredients") == fingerprint(root)


def train(root: Path, models: Path) -> Path:
    """Trains in this process and puts the model in place in one move. Returns its path."""
    keep_quiet()
    made_from = fingerprint(root)
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models, prefix="training-") as scratch:
        os.environ["RASA_CACHE_DIRECTORY"] = str(Path(scratch) / "cache")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):  # banners and bars
            result = _train(root, scratch)
        if result.model is None:
            raise TrainingFailed(f"Training ended with code {result.code} and no model.")
        os.replace(result.model, model_path(models))
    _record(models).write_text(json.dumps({"ingredients": made_from}), encoding="utf-8")
    return model_path(models)


def _train(root: Path, output: str) -> rasa.model_training.TrainingResult:
    return rasa.model_training.train(
        domain=str(root / "domain.yml"),
        config=str(root / "config.yml"),
        training_files=[str(root / "data" / "dialogue" / "rules.yml")],
        output=output,
        fixed_model_name=MODEL,
        force_training=True,
    )


def fingerprint(root: Path) -> str:
    """A checksum over everything that a model is made from."""
    digest = hashlib.sha256()
    for path in _ingredients(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _ingredients(root: Path) -> Iterator[Path]:
    for pattern in INGREDIENTS:
        yield from sorted(root.glob(pattern))


def _record(models: Path) -> Path:
    return models / "assistant.json"
