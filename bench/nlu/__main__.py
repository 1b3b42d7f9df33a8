"""`make bench-nlu`: our pipeline beside Rasa's stock one on our data, and beside published numbers on public sets."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench.nlu.ours import Vectorizer, without_adapter
from bench.nlu.own_data import StockLearner, on_a_fold, on_messages
from bench.nlu.public import measure_public
from bench.nlu.public_sets import PublicSetMissing, PublicSets
from bench.nlu.record import FOLD, PUBLIC, SAMPLE, of_own, of_public, write_section
from bot.content import load_content
from bot.engine.opening import open_engine
from bot.evaluation.judging import judge
from bot.evaluation.learner import OurLearner
from bot.evaluation.messages import read_messages
from bot.evaluation.sets import read_set
from bot.understanding.sentence_vectors import LEARNING_THREADS, SentenceVectors

DATA, MODELS = Path("data"), Path("models")
ENCODERS, RED_FLAGS = MODELS / "encoder", DATA / "dialogue" / "red_flags.yml"
MESSAGES = Path("tests/evaluation/messages.jsonl")
RECORD = Path("bench/nlu.md")


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    parts: dict[str, Callable[[argparse.Namespace], str]] = {"public": _public, "sample": _sample, "fold": _fold}
    titles = {"public": PUBLIC, "sample": SAMPLE, "fold": FOLD}
    try:
        for name in options.only or parts:
            print(f"{titles[name]} ...", file=sys.stderr, flush=True)
            text = parts[name](options)
            print(f"## {titles[name]}\n\n{text}\n", flush=True)
            write_section(RECORD, titles[name], text)
    except PublicSetMissing as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.nlu", description=__doc__)
    parser.add_argument("--public", type=Path, required=True, metavar="FOLDER", help="where the public sets lie")
    parser.add_argument(
        "--only", action="append", choices=("public", "sample", "fold"), help="one part; may be repeated"
    )
    parser.add_argument("--vectors", type=Path, metavar="FILE.npz", help="keep the public sets' vectors there")
    return parser


def _public(options: argparse.Namespace) -> str:
    with without_adapter():
        vectorizer = Vectorizer(SentenceVectors(ENCODERS, threads=LEARNING_THREADS), options.vectors)
    try:
        return of_public(measure_public(PublicSets(options.public), vectorizer))
    finally:
        vectorizer.keep()


def _sample(_: argparse.Namespace) -> str:
    engine = open_engine(data=DATA, profile=None, models=MODELS)
    try:
        judged = judge(engine, read_set(MESSAGES)).messages
    finally:
        engine.stop()
    found = on_messages(load_content(DATA), read_messages(MESSAGES), judged, StockLearner())
    return of_own(
        found, how="Ours is the whole engine, as it answers visitors; a question back counts with its options."
    )


def _fold(_: argparse.Namespace) -> str:
    with without_adapter():
        ours = OurLearner(encoders=ENCODERS, red_flags=RED_FLAGS)
    found = on_a_fold(load_content(DATA), ours, StockLearner())
    return of_own(
        found,
        how="One fold of five, near-duplicates kept together, since stock Rasa trains long. The adapter is left out: "
        "it has seen every example.",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
