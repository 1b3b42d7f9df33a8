"""Rasa's stock pipeline on our examples: the project of `rasa init`, as `python -m bot export-rasa` writes it.

It runs in a process of its own, since TensorFlow's memory is only given back at its end:
`python -m bench.nlu.stock FOLDER`, with the progress of DIET's epochs on standard error. The folder has the task, and
keeps what was learnt until the result is there: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.content.export import CONFIG, VERSION, as_yaml, label, nlu
from bot.content.intents import NOT_UNDERSTOOD

TASK, RESULT = "task.json", "result.json"
RUNS = Path(".cache/stock")
FALLBACK = "nlu_fallback"  # FallbackClassifier's intent, below its threshold or where two intents are close
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}


@dataclass(frozen=True)
class StockRun:
    """What stock Rasa made of some messages: the id acted on, and the ids in its order."""

    given: list[str]
    rankings: list[list[tuple[str, float]]]
    training_seconds: float


def run_stock(texts: Sequence[str], ids: Sequence[str], messages: Sequence[str]) -> StockRun:
    """Trains on the examples and reads the messages. Raises CalledProcessError where Rasa gives up."""
    given = json.dumps({"texts": list(texts), "ids": list(ids), "messages": list(messages)})
    folder = RUNS / sha256((CONFIG + given).encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TASK).write_text(given)
    subprocess.run([sys.executable, "-m", "bench.nlu.stock", str(folder)], check=True, env=os.environ | QUIET)
    found = json.loads((folder / RESULT).read_text())
    shutil.rmtree(folder)
    rankings = [[(str(id), float(confidence)) for id, confidence in row] for row in found["rankings"]]
    return StockRun(found["given"], rankings, found["training_seconds"])


def write_project(folder: Path, texts: Sequence[str], ids: Sequence[str]) -> None:
    """The files that training the language part needs, as an export lays them out."""
    intents = [label(id) for id in dict.fromkeys(ids)]
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "domain.yml").write_text(as_yaml({"version": VERSION, "intents": intents}), encoding="utf-8")
    (folder / "data" / "nlu.yml").write_text(as_yaml(nlu(zip(texts, ids, strict=True))), encoding="utf-8")


def answer_for(parsed: dict[str, Any], id_of: dict[str, str]) -> str:
    """The id that `rasa init`'s rules would act on: falling back is not understanding."""
    intent = parsed["intent"]["name"]
    return NOT_UNDERSTOOD if intent in (FALLBACK, None) else id_of[intent]


def _work(folder: Path) -> None:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    from bench.nlu.quicker import quicker
    from bench.nlu.resuming import resuming

    given = json.loads((folder / TASK).read_text())
    project = folder / "project"
    write_project(project, given["texts"], given["ids"])
    started = time.perf_counter()
    with quicker(), resuming(folder / "kept") as kept:
        if kept.epochs:
            print(f"Stock Rasa goes on after epoch {kept.epochs}.", file=sys.stderr, flush=True)
        model = train_nlu(
            config=str(project / "config.yml"),
            nlu_data=str(project / "data"),
            output=str(project / "models"),
            domain=str(project / "domain.yml"),
        )
    seconds = kept.seconds + time.perf_counter() - started
    id_of = {label(id): id for id in given["ids"]}
    parsed = asyncio.run(_parse(Agent.load(model), given["messages"]))
    rankings = [
        [(id_of[one["name"]], one["confidence"]) for one in answer["intent_ranking"] if one["name"] in id_of]
        for answer in parsed
    ]
    found = {
        "given": [answer_for(answer, id_of) for answer in parsed],
        "rankings": rankings,
        "training_seconds": seconds,
    }
    (folder / RESULT).write_text(json.dumps(found))


async def _parse(agent: Any, messages: Sequence[str]) -> list[dict[str, Any]]:
    return [await agent.parse_message(message) for message in messages]


if __name__ == "__main__":
    _work(Path(sys.argv[1]))
