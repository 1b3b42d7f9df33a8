"""Why the understanding is as it is: cross-validated on our own examples, and on the sample of visitor messages.

Run by `make bench-understanding`. Five folds, near-duplicates together (`bot/evaluation/grouping`). Urgency is
compared as the ranking alone would judge it and with the classifier of its own; the softmax fit with scikit-learn's
on the same features.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.content import load_content
from bot.content.intents import NOT_UNDERSTOOD, URGENT_IDS
from bot.evaluation.cross_validation import FOLDS, Validated, cross_validate
from bot.evaluation.learner import OurLearner
from bot.evaluation.messages import Expected, read_messages
from bot.understanding.classifier import STRENGTH, Classifier
from bot.understanding.pieces import CHARACTERS
from bot.understanding.understanding import ALARM
from bot.understanding.urgency import Urgency

RECORD = Path("bench/understanding.md")
SAMPLE = Path("tests/evaluation/messages.jsonl")
FALSE_ALARMS = 0.02  # at this share of ordinary messages the two ways to judge urgency are compared


def main() -> None:
    content = load_content(Path("data"))
    examples = content.examples
    learner = OurLearner(encoders=Path("models/encoder"), red_flags=Path("data/dialogue/red_flags.yml"))
    found = cross_validate(examples, learner, folds=FOLDS)
    texts, ids = [example.text for example in examples], [example.id for example in examples]
    vectors = learner.encoder.encode(texts)
    rows = [
        ("examples, groups of near-duplicates, ids", f"{len(ids)}, {found.groups}, {len(set(ids))}"),
        ("first guess right", f"{_share([one.among_first(1) for one in found.validated]):.1%}"),
        ("right id among the first three", f"{_share([one.among_first(3) for one in found.validated]):.1%}"),
        *_decisions(found.validated),
        *_urgency(found.validated),
        *_sample(texts, ids, learner),
        ("training, both classifiers, a fold", f"{np.median(found.seconds):.1f} s"),
        (
            "the same fit by scikit-learn, against ours",
            f"{_against_sklearn(texts, np.array(ids), vectors):.1f} times the time",
        ),
    ]
    text = (
        f"# Understanding, cross-validated on our own examples\n\n`make bench-understanding` on {date.today()}. Our "
        "examples are harder than visitors' messages: borders and understatements are over-represented.\n\n"
        "| What | Measured |\n|---|---|\n" + "".join(f"| {what} | {figure} |\n" for what, figure in rows)
    )
    print(text)
    RECORD.write_text(text, encoding="utf-8")


def _decisions(validated: Sequence[Validated]) -> list[tuple[str, str]]:
    outside = [one.guess.decided for one in validated if one.example.id == NOT_UNDERSTOOD]
    inside = [one.guess.decided for one in validated if one.example.id != NOT_UNDERSTOOD]
    return [
        ("out of scope, yet answered", f"{_share([id != NOT_UNDERSTOOD for id in outside]):.1%}"),
        ("in scope, yet refused", f"{_share([id == NOT_UNDERSTOOD for id in inside]):.1%}"),
    ]


def _urgency(validated: Sequence[Validated]) -> list[tuple[str, str]]:
    urgent = [one for one in validated if one.example.id in URGENT_IDS]
    ordinary = [one for one in validated if one.example.id not in URGENT_IDS]
    rows = []
    for name, of in (
        ("the ranking alone", _suspicion),
        ("a classifier of its own", lambda one: one.guess.urgency),
    ):
        bar = np.quantile([of(one) for one in ordinary], 1 - FALSE_ALARMS)
        caught = _share([of(one) > bar for one in urgent])
        rows.append((f"urgent ones caught at {FALSE_ALARMS:.0%} false alarms, by {name}", f"{caught:.1%}"))
    at_threshold = _share([one.guess.urgency >= ALARM for one in ordinary])
    return [*rows, ("false alarms at the threshold in use, without rules", f"{at_threshold:.1%}")]


def _suspicion(one: Validated) -> float:
    return sum(confidence for id, confidence in one.guess.ranking if id in URGENT_IDS)


def _sample(texts: list[str], ids: list[str], learner: OurLearner) -> list[tuple[str, str]]:
    """Both ways to judge urgency on visitors' messages, each where it catches nine in ten; without the rules."""
    messages = read_messages(SAMPLE)
    said = [message.text for message in messages]
    vectors, seen = learner.encoder.encode(texts), learner.encoder.encode(said)
    urgency = Urgency.fit(texts, ids, vectors)
    rankings = Classifier.fit(texts, ids, vectors, CHARACTERS).rank_many(said, seen)
    ways = {
        "the ranking alone": [sum(p for id, p in ranking if id in URGENT_IDS) for ranking in rankings],
        "a classifier of its own": [urgency.of(text, vector) for text, vector in zip(said, seen, strict=True)],
    }
    return [row for name, scores in ways.items() for row in _alarms(name, messages, np.array(scores))]


def _alarms(name: str, messages: list[Expected], scores: NDArray[np.float64]) -> list[tuple[str, str]]:
    urgent = np.array([bool(set(message.accept) & set(URGENT_IDS)) for message in messages])
    tempting = np.array([message.hard_negative for message in messages]) & ~urgent
    ordinary = np.array([message.kind != "safety" for message in messages]) & ~tempting & ~urgent
    bar = np.quantile(scores[urgent], 0.1)
    caught = f"nine in ten urgent ones caught by {name}"
    return [
        (
            f"sample, {caught}: alarms on hard negatives",
            f"{(scores[tempting] >= bar).mean():.1%}",
        ),
        (
            f"sample, {caught}: alarms on ordinary ones",
            f"{(scores[ordinary] >= bar).mean():.1%}",
        ),
    ]


def _against_sklearn(texts: list[str], ids: NDArray[np.str_], vectors: NDArray[np.float32]) -> float:
    """On a third of the examples, so that it ends."""
    part = slice(0, None, 3)
    _, found = CHARACTERS.learn(texts[part])
    joined = sparse.hstack([sparse.csr_matrix(vectors[part]), found], format="csr")
    started = time.perf_counter()
    LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-2, random_state=0).fit(joined, ids[part])
    theirs = time.perf_counter() - started
    started = time.perf_counter()
    Classifier.fit(texts[part], list(ids[part]), vectors[part], CHARACTERS)
    return theirs / (time.perf_counter() - started)


def _share(found: list[bool]) -> float:
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
