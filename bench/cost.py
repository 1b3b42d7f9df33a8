"""What understanding costs: a message, and learning from all examples, in processor time.

Run by `make bench-cost`. Processor time, since the machine may be shared; a message alone, without the dialogue.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from bot.content import load_content
from bot.evaluation.messages import read_messages
from bot.understanding.lesson import Lesson
from bot.understanding.sentence_vectors import LEARNING_THREADS, SentenceVectors
from bot.understanding.understanding import Understanding

RECORD = Path("bench/cost.md")
T = TypeVar("T")
DATA, ENCODERS, SAMPLE = Path("data"), Path("models/encoder"), Path("tests/evaluation/messages.jsonl")


def main() -> None:
    examples = load_content(DATA).examples
    texts, ids = [example.text for example in examples], [example.id for example in examples]
    encoder = SentenceVectors(ENCODERS, threads=LEARNING_THREADS)
    lesson, encoding = _timed(lambda: Lesson.needed(texts, ids, encoder))
    started = time.perf_counter()
    understanding, learning = _timed(lambda: Understanding.fit(texts, ids, encoder, DATA))
    waited = time.perf_counter() - started
    said = [message.text for message in read_messages(SAMPLE)]
    understanding.read(said[0])
    milliseconds = 1000 * np.array([_timed(partial(understanding.read, text))[1] for text in said])
    rows = [
        ("a message understood, median", f"{np.median(milliseconds):.1f} ms"),
        ("a message understood, 95th percentile", f"{np.quantile(milliseconds, 0.95):.1f} ms"),
        (f"learning from {len(texts):,} examples, from clean", f"{learning:.0f} s"),
        (f"of that, turning the {len(lesson.texts):,} that are needed into vectors", f"{encoding:.0f} s"),
        (f"waited for, with {os.cpu_count()} cores", f"{waited:.0f} s"),
    ]
    text = (
        f"# What understanding costs\n\n`make bench-cost` on {date.today()}: processor time, a message on one "
        "thread, with both encoders.\n\n"
        "| What | Measured |\n|---|---|\n" + "".join(f"| {what} | {figure} |\n" for what, figure in rows)
    )
    print(text)
    RECORD.write_text(text, encoding="utf-8")


def _timed(do: Callable[[], T]) -> tuple[T, float]:
    """What comes of it, and the processor's seconds for it."""
    started = time.process_time()
    return do(), time.process_time() - started


if __name__ == "__main__":
    main()
