"""Rasa's stock pipeline on our examples: the project of `rasa init`, as `python -m bot export-rasa` writes it.

It runs in a process of its own, since TensorFlow's memory is only given back at its end:
`python -m bench.nlu.stock TASK.json RESULT.json`, with the progress of DIET's epochs on standard error.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.content.export import CONFIG, VERSION, label
from bot.content.intents import NOT_UNDERSTOOD

FALLBACK = "nlu_fallback"  # FallbackClassifier's intent, below its threshold or where two intents are close
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}


@dataclass(frozen=True)
class StockRun:
    """What stock Rasa made of some messages: the id acted on, and the ids in its order."""

    given: list[str]
    rankings: list[list[tuple[str, float]]]
    training_seconds: float
    milliseconds: float  # a message, at the median


def run_stock(texts: Sequence[str], ids: Sequence[str], messages: Sequence[str]) -> StockRun:
    """Trains on the examples and reads the messages. Raises CalledProcessError where Rasa gives up."""
    with tempfile.TemporaryDirectory() as folder:
        task, result = Path(folder) / "task.json", Path(folder) / "result.json"
        task.write_text(json.dumps({"texts": list(texts), "ids": list(ids), "messages": list(messages)}))
        command = [sys.executable, "-m", "bench.nlu.stock", str(task), str(result)]
        subprocess.run(command, check=True, env=os.environ | QUIET)
        found = json.loads(result.read_text())
    rankings = [[(str(id), float(confidence)) for id, confidence in row] for row in found["rankings"]]
    return StockRun(found["given"], rankings, found["training_seconds"], found["milliseconds"])


def write_project(folder: Path, texts: Sequence[str], ids: Sequence[str]) -> None:
    """The files that training the language part needs, as an export lays them out."""
    known = list(dict.fromkeys(ids))
    by_id: dict[str, list[dict[str, str]]] = {id: [] for id in known}
    for text, id in zip(texts, ids, strict=True):
        by_id[id].append({"text": text})
    intents = [label(id) for id in known]
    nlu = [{"intent": label(id), "examples": examples} for id, examples in by_id.items()]
    (folder / "data").mkdir(parents=True)
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    _write(folder / "domain.yml", {"version": VERSION, "intents": intents})
    _write(folder / "data" / "nlu.yml", {"version": VERSION, "nlu": nlu})


def _write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True), "utf-8")


def answer_for(parsed: dict[str, Any], id_of: dict[str, str]) -> str:
    """The id that `rasa init`'s rules would act on: falling back is not understanding."""
    intent = parsed["intent"]["name"]
    return NOT_UNDERSTOOD if intent in (FALLBACK, None) else id_of[intent]


def _work(task: Path, result: Path) -> None:
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    given = json.loads(task.read_text())
    project = task.parent / "project"
    write_project(project, given["texts"], given["ids"])
    started = time.perf_counter()
    model = train_nlu(
        config=str(project / "config.yml"),
        nlu_data=str(project / "data"),
        output=str(project / "models"),
        domain=str(project / "domain.yml"),
    )
    seconds = time.perf_counter() - started
    id_of = {label(id): id for id in given["ids"]}
    parsed, taken = asyncio.run(_parse(Agent.load(model), given["messages"]))
    rankings = [
        [(id_of[one["name"]], one["confidence"]) for one in answer["intent_ranking"] if one["name"] in id_of]
        for answer in parsed
    ]
    found = {
        "given": [answer_for(answer, id_of) for answer in parsed],
        "rankings": rankings,
        "training_seconds": seconds,
        "milliseconds": 1000 * sorted(taken)[len(taken) // 2] if taken else 0.0,
    }
    result.write_text(json.dumps(found))


async def _parse(agent: Any, messages: Sequence[str]) -> tuple[list[dict[str, Any]], list[float]]:
    parsed, taken = [], []
    for message in messages:
        started = time.perf_counter()
        parsed.append(await agent.parse_message(message))
        taken.append(time.perf_counter() - started)
    return parsed, taken


if __name__ == "__main__":
    _work(Path(sys.argv[1]), Path(sys.argv[2]))
