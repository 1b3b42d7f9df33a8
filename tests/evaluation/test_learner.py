"""Our own understanding, as cross-validation asks for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.evaluation.learner import OurLearner

PRICES = ["how much is a visit", "what does it cost", "your prices please", "is it expensive", "what do you charge"]
HOURS = ["when are you open", "are you open on sunday", "what time do you close", "opening hours", "open late"]
DANGER = [
    "i can't feel my legs",
    "i am having a stroke",
    "my chest hurts and i can't breathe",
    "numb between my legs",
]
DESPAIR = ["i want to end it all", "i do not want to live any more", "i am going to kill myself"]
TEXTS = [*PRICES, *HOURS, *DANGER, *DESPAIR]
IDS = ["faq/prices"] * 5 + ["faq/hours"] * 5 + ["safety/emergency"] * 4 + ["safety/crisis"] * 3


@pytest.fixture(scope="module")
def learner() -> OurLearner:
    return OurLearner(encoders=Path("models/encoder"), red_flags=Path("data/dialogue/red_flags.yml"))


def test_it_decides_by_what_it_has_learnt(learner: OurLearner) -> None:
    guess = learner.learn(TEXTS, IDS)

    [price] = guess(["how much does a visit cost"])

    assert price.ranking[0][0] == "faq/prices"
    assert 0 <= price.confidence <= 1
    assert 0 <= price.urgency <= 1


def test_a_red_flag_wins_whatever_was_learnt(learner: OurLearner) -> None:
    guess = learner.learn(TEXTS, IDS)

    [flagged] = guess(["what does it cost, i cant feel my legs"])

    assert (flagged.decided, flagged.confidence) == ("safety/emergency", 1.0)


def test_a_text_has_one_vector_whatever_stands_beside_it(learner: OurLearner) -> None:
    both = learner.vectors([PRICES[0], HOURS[0], PRICES[0]])

    assert np.array_equal(both[0], both[2])
    assert np.array_equal(both[0], learner.vectors([PRICES[0]])[0])
    assert np.linalg.norm(both[1]) == pytest.approx(1, abs=1e-5)
