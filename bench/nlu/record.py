"""Words for what was measured, and the page that keeps it: bench/nlu.md, a section for each part.

A part that is run alone replaces its section and leaves the others as they are.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from bench.nlu.own_data import SideBySide
from bench.nlu.public import AHEAD, AHEAD_AT_LEAST, COST, MISSED_BY_AT_MOST, Line, PublicResults
from bot.evaluation.figures import Section, percent

HEADING = """\
# Understanding, beside others

`PUBLIC=../shared/benchmarks make bench-nlu` writes this page. [docs/benchmarks.md](../docs/benchmarks.md) says where
the public sets come from; [nlu-notes.md](nlu-notes.md), what was tried, and how the configuration was chosen.
"""
CONFIGURATIONS = """\
Neither column has the adapter to our own field. "As served" is the classifier as it answers visitors; behind it stand
hundreds of examples an id. "Ours" adds what helps where an intent has few: less regularisation, the intents' names as
examples, a second opinion. It is the same on every set. How surely a message is covered, both tell by the probability
and by how close the message is to a known example."""
PUBLIC = "Public sets"
SAMPLE = "Our examples: the sample messages"
FOLD = "Our examples: a fold that was held back"
ORDER = (PUBLIC, SAMPLE, FOLD)


def write_section(path: Path, title: str, text: str) -> None:
    """Puts the section in its place, in one move."""
    sections = read_sections(path) | {title: text.strip()}
    known = [name for name in ORDER if name in sections]
    body = "".join(f"\n## {name}\n\n{sections[name]}\n" for name in known)
    scratch = path.with_suffix(".new")
    scratch.write_text(HEADING + body, encoding="utf-8")
    os.replace(scratch, path)


def read_sections(path: Path) -> dict[str, str]:
    """The sections that were written, by title."""
    if not path.exists():
        return {}
    _, *parts = path.read_text(encoding="utf-8").split("\n## ")
    return {title: text.strip() for title, _, text in (part.partition("\n") for part in parts)}


def of_public(results: PublicResults) -> str:
    """Three tables, each with what it says about the aim."""
    missed = max(line.published - line.ours for line in results.few_shot)
    return "\n\n".join(
        [
            f"Measured on {date.today()}. {CONFIGURATIONS}",
            "Ten training examples an intent, against the published row for frozen encoders:",
            _lines(results.few_shot),
            _few_shot_verdict(missed),
            "CLINC150 in full, out of scope taught as a class of its own. The threshold was chosen on the validation "
            f"set, to cost at most {percent(COST)} of the accuracy there:",
            _lines(results.clinc150),
            "HINT3, version 1, against the best of Dialogflow, LUIS, Rasa and Haptik in each figure:",
            _lines(results.hint3),
            f"Ahead in {results.ahead} of {len(results.hint3)}, as served in {results.ahead_as_served} "
            f"(aim: {AHEAD}, floor: {AHEAD_AT_LEAST}).",
        ]
    )


def _few_shot_verdict(missed: float) -> str:
    if missed < 0:
        return "All three are met."
    within = "within" if missed <= MISSED_BY_AT_MOST else "outside"
    return f"The furthest misses the aim by {missed:.1f} points, {within} the floor of {MISSED_BY_AT_MOST}."


def _lines(lines: Sequence[Line]) -> str:
    rows = [
        (
            line.what,
            f"{line.served:.{line.digits}f}",
            f"{line.ours:.{line.digits}f}",
            f"{line.published:.{line.digits}f} ({line.by})",
            "yes" if line.met else "no",
        )
        for line in lines
    ]
    return _table(("figure", "as served", "ours", "published", "ours ahead"), rows)


def of_own(found: SideBySide, *, how: str) -> str:
    """Both pipelines side by side, and how their errors compare."""
    theirs, ours = _by_name(found.stock), _by_name(found.ours)
    rows = [(name, theirs[name], ours.get(name, "")) for name in theirs]
    times = f"Training took stock Rasa {found.stock_seconds / 60:.0f} minutes, quickened"
    times += f", ours {found.our_seconds:.0f} seconds, vectors apart." if found.our_seconds is not None else "."
    return "\n\n".join(
        [
            f"Measured on {date.today()}. {how} Both were given the same {found.examples:,} examples to learn from, "
            f"and asked the same {found.asked:,} messages. {times}",
            _table(("figure", "stock Rasa", "ours"), rows),
            f"Errors: stock Rasa {found.stock_errors}, ours {found.our_errors}, which is {_ratio(found)} of theirs.",
        ]
    )


def _by_name(sections: Sequence[Section]) -> Mapping[str, str]:
    figures = [figure for section in sections for figure in section.figures]
    return {figure.name: f"{percent(figure.share.value)} of {figure.share.total}" for figure in figures}


def _ratio(found: SideBySide) -> str:
    return percent(found.our_errors / found.stock_errors) if found.stock_errors else "more than the none"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
