"""`python -m bot train`: trains the model, if anything that it is made from has changed."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from bot.content import ContentError, load_content
from bot.engine.training import TrainingFailed, model_path, train, up_to_date

HELP = "train the model, if anything it is made from has changed"


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot train", description=HELP)
    parser.add_argument("--force", action="store_true", help="train even when nothing changed")
    parser.add_argument("--models", type=Path, default=Path("models"), help="where models lie (models)")
    options = parser.parse_args(arguments)
    if up_to_date(Path("."), options.models) and not options.force:
        print(f"{model_path(options.models)} is up to date.")
        return 0
    try:
        content = load_content(Path("data"))
        print(f"Training on {len(content.examples)} examples ...", flush=True)
        started = time.perf_counter()
        path = train(Path("."), options.models)
    except (ContentError, TrainingFailed) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path} trained in {time.perf_counter() - started:.0f} s.")
    return 0
