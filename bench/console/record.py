"""The record: bench/console.md."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from statistics import mean, median, quantiles

import psutil

from bench.console.database import Sizes
from bench.console.pages import SAMPLES, Taken
from bench.console.replies import READERS, READING_SECONDS, ROUNDS

AIM_MS = 100


def as_text(sizes: Sizes, pages: Mapping[str, Taken], replies: Mapping[bool, Sequence[float]]) -> str:
    """The page in Markdown."""
    return "".join([*_head(sizes), *_pages(pages), *_replies(replies)])


def _head(sizes: Sizes) -> Iterator[str]:
    yield (
        f"# Staff pages with very many conversations\n\n`make bench-console` on {date.today()}, "
        f"{psutil.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version}: {sizes.conversations:,} conversations, {sizes.messages:,} messages, "
        f"{sizes.megabytes:,} MiB.\n"
    )


def _pages(found: Mapping[str, Taken]) -> Iterator[str]:
    yield (
        f"\n## A page\n\nMilliseconds from the request to the whole page, {SAMPLES} drawn of each kind, each kind in "
        f"turn. Aim: 95th percentile at most {AIM_MS} ms. Beside it what the server's processors did for a page, on "
        f"average, which hardly depends on what else the machine does (its load was {os.getloadavg()[1]:.0f})."
        "\n\n| Page | median | 95th percentile | processor |\n|---|---|---|---|\n"
    )
    for kind, taken in found.items():
        late = _late(taken.times)
        mark = "" if late <= AIM_MS else " (missed)"
        yield f"| {kind} | {median(taken.times):.0f} | {late:.0f}{mark} | {taken.processor / SAMPLES:.0f} |\n"


def _replies(found: Mapping[bool, Sequence[float]]) -> Iterator[str]:
    alone, beside = found[False], found[True]
    yield (
        f"\n## A visitor's reply meanwhile\n\nMilliseconds from a message to its reply, {len(alone)} each, in "
        f"{ROUNDS} alternating rounds. {READERS} members of staff read: each has a page open that renews itself at "
        f"every news, and opens another one every {READING_SECONDS:.0f} s. Visitors write once a second. Aim: at "
        "most 1.1 times as long.\n\n"
        "| | nobody reads | staff read | ratio |\n|---|---|---|---|\n"
    )
    for name, of in (("median", median), ("mean", mean), ("95th percentile", _late)):
        yield f"| {name} | {of(alone):.1f} | {of(beside):.1f} | {of(beside) / of(alone):.2f} |\n"


def _late(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20, method="inclusive")[-1]
