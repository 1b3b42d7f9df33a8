"""Why the understanding is as it is: cross-validated on our own examples, and on the sample of visitor messages.

Run by `make bench-understanding`. Five folds, drawn with a fixed seed. Urgency is compared as the ranking alone would
judge it and with the classifier of its own; the softmax fit with scikit-learn's on the same features.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.content import load_content
from bot.evaluation.messages import Expected, read_messages
from bot.understanding.classifier import CHARACTERS, STRENGTH, Classifier, Ranking
from bot.understanding.decision import NOT_UNDERSTOOD, Thresholds, decide
from bot.understanding.encoder import SentenceEncoder
from bot.understanding.urgency import URGENT_IDS, Urgency

FOLDS = 5
RECORD = Path("bench/understanding.md")
SAMPLE = Path("tests/evaluation/messages.jsonl")
FALSE_ALARMS = 0.02  # at this share of ordinary messages the two ways to judge urgency are compared


@dataclass(frozen=True)
class Judged:
    """An example, as a model that has not seen it judged it."""

    id: str
    ranking: Ranking
    urgency: float

    @property
    def urgent(self) -> bool:
        return self.id in URGENT_IDS

    @property
    def suspicion(self) -> float:
        return sum(confidence for id, confidence in self.ranking if id in URGENT_IDS)


def main() -> None:
    examples = load_content(Path("data")).examples
    texts, ids = [example.text for example in examples], np.array([example.id for example in examples])
    vectors = SentenceEncoder(Path("models/encoder")).encode(texts)
    judged, seconds = _cross_validated(texts, ids, vectors)
    rows = [
        ("examples, ids", f"{len(ids)}, {len(set(ids))}"),
        ("first guess right", f"{_share([one.ranking[0][0] == one.id for one in judged]):.1%}"),
        ("right id among the first three", f"{_share([_in_first(one, 3) for one in judged]):.1%}"),
        *_decisions(judged),
        *_urgency(judged),
        *_sample(texts, list(ids), vectors),
        ("training, both classifiers, a fold", f"{seconds:.1f} s"),
        ("the same fit by scikit-learn, against ours", f"{_against_sklearn(texts, ids, vectors):.1f} times the time"),
    ]
    text = (
        f"# Understanding, cross-validated on our own examples\n\n`make bench-understanding` on {date.today()}. Our "
        "examples are harder than visitors' messages: borders and understatements are over-represented.\n\n"
        "| What | Measured |\n|---|---|\n" + "".join(f"| {what} | {figure} |\n" for what, figure in rows)
    )
    print(text)
    RECORD.write_text(text, encoding="utf-8")


def _cross_validated(texts: list[str], ids: np.ndarray, vectors: np.ndarray) -> tuple[list[Judged], float]:
    folds = np.random.RandomState(0).randint(0, FOLDS, len(texts))
    judged: list[Judged] = []
    taken = []
    for fold in range(FOLDS):
        learnt, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        known = [texts[index] for index in learnt]
        started = time.perf_counter()
        ranker = Classifier.fit(known, list(ids[learnt]), vectors[learnt], CHARACTERS)
        urgency = Urgency.fit(known, list(ids[learnt]), vectors[learnt])
        taken.append(time.perf_counter() - started)
        rankings = ranker.rank_many([texts[index] for index in held], vectors[held])
        judged += [
            Judged(ids[index], ranking, urgency.of(texts[index], vectors[index]))
            for index, ranking in zip(held, rankings, strict=True)
        ]
    return judged, float(np.median(taken))


def _decisions(judged: list[Judged]) -> list[tuple[str, str]]:
    decided = [(one, decide(one.ranking, urgency=one.urgency, thresholds=Thresholds()).id) for one in judged]
    outside = [id for one, id in decided if one.id == NOT_UNDERSTOOD]
    inside = [id for one, id in decided if one.id != NOT_UNDERSTOOD]
    return [
        ("out of scope, yet answered", f"{_share([id != NOT_UNDERSTOOD for id in outside]):.1%}"),
        ("in scope, yet refused", f"{_share([id == NOT_UNDERSTOOD for id in inside]):.1%}"),
    ]


def _urgency(judged: list[Judged]) -> list[tuple[str, str]]:
    ordinary = [one for one in judged if not one.urgent]
    rows = []
    for name, of in (
        ("the ranking alone", lambda one: one.suspicion),
        ("a classifier of its own", lambda one: one.urgency),
    ):
        bar = np.quantile([of(one) for one in ordinary], 1 - FALSE_ALARMS)
        caught = _share([of(one) > bar for one in judged if one.urgent])
        rows.append((f"urgent ones caught at {FALSE_ALARMS:.0%} false alarms, by {name}", f"{caught:.1%}"))
    at_threshold = _share([one.urgency >= Thresholds().urgent for one in ordinary])
    return [*rows, ("false alarms at the threshold in use, without rules", f"{at_threshold:.1%}")]


def _sample(texts: list[str], ids: list[str], vectors: np.ndarray) -> list[tuple[str, str]]:
    """Both ways to judge urgency on visitors' messages, each where it catches nine in ten; without the rules."""
    messages = read_messages(SAMPLE)
    said = [message.text for message in messages]
    seen = SentenceEncoder(Path("models/encoder")).encode(said)
    urgency = Urgency.fit(texts, ids, vectors)
    rankings = Classifier.fit(texts, ids, vectors, CHARACTERS).rank_many(said, seen)
    ways = {
        "the ranking alone": [sum(p for id, p in ranking if id in URGENT_IDS) for ranking in rankings],
        "a classifier of its own": [urgency.of(text, vector) for text, vector in zip(said, seen, strict=True)],
    }
    return [row for name, scores in ways.items() for row in _alarms(name, messages, np.array(scores))]


def _alarms(name: str, messages: list[Expected], scores: np.ndarray) -> list[tuple[str, str]]:
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


def _against_sklearn(texts: list[str], ids: np.ndarray, vectors: np.ndarray) -> float:
    """On a third of the examples, so that it ends."""
    part = slice(0, None, 3)
    found = CHARACTERS.vectorizer().fit_transform(texts[part]) * CHARACTERS.weight
    joined = sparse.hstack([sparse.csr_matrix(vectors[part]), found], format="csr")
    started = time.perf_counter()
    LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-2, random_state=0).fit(joined, ids[part])
    theirs = time.perf_counter() - started
    started = time.perf_counter()
    Classifier.fit(texts[part], list(ids[part]), vectors[part], CHARACTERS)
    return theirs / (time.perf_counter() - started)


def _in_first(one: Judged, most: int) -> bool:
    return one.id in [id for id, _ in one.ranking[:most]]


def _share(found: list[bool]) -> float:
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
