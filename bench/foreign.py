"""Other languages: how well they are noticed, understood with little or no learning, and their emergencies caught.

`python -m bench.foreign`, a few minutes on one core. English messages are our examples, each judged by words learnt
from the others. Messages in other languages are those of tests/understanding: foreign.jsonl; red_flags_es.jsonl, by
which the rules were written; and urgent_es.jsonl, by somebody who knew neither rules nor examples.
"""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.content import load_content
from bot.content.examples import load_examples
from bot.content.intents import NOT_UNDERSTOOD, OTHER_LANGUAGE, URGENT_IDS
from bot.content.other_languages import load_other_languages
from bot.understanding.across_languages import (
    ALARM,
    KNOWN,
    SURE,
    AcrossLanguages,
)
from bot.understanding.classifier import Classifier, Ranking
from bot.understanding.foreign import ForeignLanguages
from bot.understanding.foreign_messages import ForeignMessages
from bot.understanding.lesson import Lesson
from bot.understanding.multilingual import MultilingualEncoder
from bot.understanding.red_flags import RedFlags

DATA, TESTS = Path("data"), Path("tests/understanding")
RECORD = Path("bench/foreign.md")
NO_ANSWER = [NOT_UNDERSTOOD]
BARS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
FOLDS = 5

Line = dict[str, Any]  # of a JSON Lines file


def main() -> None:
    examples = [example for example in load_content(DATA).examples if example.id != OTHER_LANGUAGE]
    texts, ids = [example.text for example in examples], [example.id for example in examples]
    foreign = _lines(TESTS / "foreign.jsonl")
    encoder = MultilingualEncoder(Path("models/encoder"))
    english = Lesson.needed(texts, ids, encoder)
    spoken = load_examples(DATA / "dialogue" / "spanish.yml")
    spanish = Lesson.of([one.text for one in spoken], [one.id for one in spoken], encoder)
    known = ForeignMessages.fit(texts, ids, english, spanish, DATA / "dialogue")
    lesson = english.and_also(spanish)
    across = AcrossLanguages.fit(lesson)
    ranker = Classifier.fit(lesson.texts, lesson.ids, lesson.vectors, sample_weights=lesson.sample_weights)
    asked = [line for line in foreign if line.get("accept") and line["language"] in KNOWN]
    rankings = ranker.rank_many([line["text"] for line in asked], encoder.encode([line["text"] for line in asked]))
    rows = [
        *_noticed(texts, foreign),
        *_answered(asked, rankings),
        *_urgent(across, encoder, foreign),
        *_spanish(known, encoder, "red_flags_es.jsonl", "known to the rules"),
        *_spanish(known, encoder, "urgent_es.jsonl", "new to them"),
    ]
    text = (
        f"# Other languages\n\n`python -m bench.foreign` on {date.today()}. What is meant was learnt from "
        "examples in English and some in Spanish.\n\n| What | Measured |\n|---|---|\n"
        + "".join(f"| {what} | {figure} |\n" for what, figure in rows)
    )
    print(text)
    RECORD.write_text(text, encoding="utf-8")


def _lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _noticed(texts: list[str], foreign: list[Line]) -> list[tuple[str, str]]:
    languages = load_other_languages(DATA / "dialogue" / "other_languages.yml")
    wrong, taken = 0, 0.0
    for fold in range(FOLDS):
        known = ForeignLanguages.fit(languages, [text for place, text in enumerate(texts) if place % FOLDS != fold])
        started = time.process_time()
        wrong += sum(known.language_of(text) is not None for text in texts[fold::FOLDS])
        taken += time.process_time() - started
    known = ForeignLanguages.fit(languages, texts)
    found = [known.language_of(line["text"]) for line in foreign]
    right = [code == line["language"] for code, line in zip(found, foreign, strict=True)]
    return [
        ("English messages taken for foreign (words not learnt from them)", f"{wrong} of {len(texts)}"),
        ("foreign messages noticed", f"{sum(map(bool, found))} of {len(foreign)}"),
        ("... and their language named rightly", f"{sum(right)} of {len(foreign)}"),
        ("time for a message", f"{1000 * taken / len(texts):.2f} ms"),
    ]


def _answered(asked: list[Line], rankings: list[Ranking]) -> list[tuple[str, str]]:
    """Foreign questions by the confidence from which an answer is given."""
    questions = sum(line["accept"] != NO_ANSWER for line in asked)
    rows = []
    for bar in BARS:
        given = [
            ranking[0][0] in line["accept"]
            for line, ranking in zip(asked, rankings, strict=True)
            if ranking[0][1] >= bar and ranking[0][0] not in URGENT_IDS and not ranking[0][0].startswith("dialogue/")
        ]
        used = " (in use)" if bar == SURE else ""
        figure = f"{len(given)} answers, {np.mean(given):.1%} of them right"
        rows.append((f"{len(asked)} messages, {questions} with an answer, confidence from {bar}{used}", figure))
    return rows


def _urgent(across: AcrossLanguages, encoder: MultilingualEncoder, foreign: list[Line]) -> list[tuple[str, str]]:
    scores = _urgencies(across, encoder, foreign)
    urgent = np.array([bool(set(line.get("accept", ())) & set(URGENT_IDS)) for line in foreign])
    return [
        (
            f"urgent foreign messages caught, urgency from {bar}{' (in use)' if bar == ALARM else ''}",
            f"{(scores[urgent] >= bar).sum()} of {urgent.sum()}, "
            f"false alarms {(scores[~urgent] >= bar).sum()} of {(~urgent).sum()}",
        )
        for bar in BARS
    ]


def _spanish(known: ForeignMessages, encoder: MultilingualEncoder, file: str, kind: str) -> list[tuple[str, str]]:
    """By the rules alone, and as served: the urgency counts where the message is taken for Spanish."""
    flags = RedFlags.load(DATA / "dialogue" / "red_flags_es.yml")
    lines = _lines(TESTS / file)
    texts = [line["text"] for line in lines]
    decisions = [known.read(text, vector) for text, vector in zip(texts, encoder.encode(texts), strict=True)]
    urgent = np.array([line["id"] is not None for line in lines])
    by_rule = np.array([flags.find(text) is not None for text in texts])
    as_served = np.array([decision is not None and decision.id in URGENT_IDS for decision in decisions])
    return [
        (
            f"Spanish red flags, {kind}, caught by {name}",
            f"{caught[urgent].sum()} of {urgent.sum()}, false alarms {caught[~urgent].sum()} of {(~urgent).sum()}",
        )
        for name, caught in (("the rules", by_rule), ("rules or urgency", as_served))
    ]


def _urgencies(across: AcrossLanguages, encoder: MultilingualEncoder, lines: list[Line]) -> NDArray[np.float64]:
    vectors = encoder.encode([line["text"] for line in lines])
    return np.array(
        [across.urgency(line["language"], line["text"], vector) for line, vector in zip(lines, vectors, strict=True)]
    )


if __name__ == "__main__":
    main()
