"""Of what an example says the classifiers are sure, or they are not: then it is never left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.tuning.settled import LEAST_CLEAR, LEAST_LIKELY, find_settled
from bot.understanding.lesson import Lesson, signatures
from bot.understanding.sentence_vectors import SentenceVectors

SURE = [f"{how} {what}" for how in ("what is", "tell me", "say", "i ask for") for what in ("the price", "your price")]
ODD = ["are you open on sunday"]


def test_an_odd_one_is_not_settled_and_most_others_are() -> None:
    texts = [*SURE, "when are you open", "your opening hours", "at what time do you close", *ODD]
    ids = ["faq/prices"] * len(SURE) + ["faq/hours"] * 3 + ["safety/emergency"]
    lesson = Lesson.of(texts, ids, SentenceVectors(Path("models/encoder")))

    settled = find_settled(lesson)

    known = np.isin(signatures(texts, ids), settled)
    assert not known[-1]
    assert known.sum() >= (1 - LEAST_LIKELY - LEAST_CLEAR - 0.1) * len(texts)
    assert (np.diff(settled.astype(np.int64)) > 0).all()
