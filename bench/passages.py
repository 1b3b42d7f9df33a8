"""Facts quoted as a last resort: how often the right one is found, and how often one where none answers.

`python -m bench.passages`, some seconds on one core. The questions are those of tests/understanding/passages.jsonl;
the bars were chosen on one part of them, and the other part was written afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content import load_facts
from bot.understanding.passages import CLOSE, LEAD, SHARED, Passages
from bot.understanding.sentence_vectors import SentenceVectors

QUESTIONS = Path("tests/understanding/passages.jsonl")
RECORD = Path("bench/passages.md")


@dataclass(frozen=True)
class Asked:
    """A question with the facts that answer it (none, for most), and the one that was found."""

    text: str
    facts: tuple[str, ...]
    found: str | None


def main() -> None:
    encoder = SentenceVectors(Path("models/encoder"))
    passages = Passages(tuple(load_facts(Path("data/articles")).values()), encoder)
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    parts = {part: asked([one for one in lines if one["set"] == part], passages, encoder) for part in _parts(lines)}
    text = report(parts)
    RECORD.write_text(text, encoding="utf-8")
    print(text, end="")


def asked(lines: Sequence[Mapping[str, object]], passages: Passages, encoder: SentenceVectors) -> list[Asked]:
    """What is found for each line of the file."""
    texts = [str(line["text"]) for line in lines]
    found = [passages.find(text, vector) for text, vector in zip(texts, encoder.encode(texts), strict=True)]
    return [
        Asked(str(line["text"]), tuple(line["facts"]), one.fact if one else None)  # type: ignore[arg-type]
        for line, one in zip(lines, found, strict=True)
    ]


def report(parts: Mapping[str, Sequence[Asked]]) -> str:
    """The record, as Markdown."""
    rows = [
        "# Facts quoted as a last resort",
        "",
        f"Written by `python -m bench.passages`, {date.today()}.",
        f"Bars: words shared {SHARED}, cosine {CLOSE}, lead {LEAD}.",
        "",
        "| Questions | a fact answers | right one found | no fact answers | one found all the same | precision |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for part, questions in parts.items():
        answered = [one for one in questions if one.facts]
        right = sum(one.found in one.facts for one in answered)
        quoted = sum(one.found is not None for one in questions)
        others = [one for one in questions if not one.facts]
        wrong = sum(one.found is not None for one in others)
        precision = f"{100 * right / quoted:.1f}%" if quoted else "none quoted"
        rows.append(f"| {part} | {len(answered)} | {right} | {len(others)} | {wrong} | {precision} |")
    mistaken = [
        f'- "{one.text}" got `{one.found}`'
        for questions in parts.values()
        for one in questions
        if one.found is not None and one.found not in one.facts
    ]
    return "\n".join([*rows, "", "Wrongly quoted:", "", *(mistaken or ["- nothing"])]) + "\n"


def _parts(lines: Sequence[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(str(line["set"]) for line in lines))


if __name__ == "__main__":
    main()
