"""Opens the engine as the settings say: quiet logs, the content, the current model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.content import load_content
from bot.engine.engine import Engine
from bot.engine.quiet import keep_quiet
from bot.engine.training import model_path


class NoModel(Exception):
    """There is nothing to answer with yet."""


def open_engine(
    *, data: Path, profile: Path | None, models: Path, log_level: str = "warning", keep_examples: bool = True
) -> Engine:
    """A started engine. Raises ContentError for faulty content and NoModel before the first training.

    To answer it needs no examples; without them, a server takes less memory.
    """
    keep_quiet(log_level)
    path = model_path(models)
    if not path.exists():
        raise NoModel(f"There is no model at {path}. Run `python -m bot train` first.")
    content = load_content(data, profile)
    engine = Engine(path, content if keep_examples else replace(content, examples=()))
    engine.start()
    return engine
