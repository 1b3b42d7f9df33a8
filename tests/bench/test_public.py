"""What is done with the public sets; those that need the sets themselves are skipped where they do not lie."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from bench.nlu.public import Line, PublicResults, published_border, threshold_costing
from bench.nlu.public_sets import PublicSetMissing, PublicSets
from bench.nlu.record import of_public

FOLDER = Path(os.environ.get("PUBLIC", "../shared/benchmarks"))
needs_the_sets = pytest.mark.skipif(
    not (FOLDER / "hint3").is_dir(), reason="the public sets lie outside the repository"
)

PUBLISHED = {  # area under the curve, recall at 90% kept, best MCC; as the collection's README has them
    ("curekart", "dialogflow"): (85.6, 59.6, 0.59),
    ("curekart", "haptik"): (85.0, 50.5, 0.61),
    ("powerplay11", "luis"): (75.2, 43.2, 0.37),
    ("powerplay11", "haptik"): (76.6, 42.8, 0.43),
    ("sofmattress", "dialogflow"): (86.9, 66.3, 0.64),
    ("sofmattress", "rasa"): (79.2, 40.4, 0.53),
}


@needs_the_sets
@pytest.mark.parametrize(("bot", "system"), PUBLISHED)
def test_the_published_figures_come_out_of_the_published_predictions(bot: str, system: str) -> None:
    area, recall, correlation = PUBLISHED[bot, system]

    found = published_border(PublicSets(FOLDER), bot, system)

    assert round(100 * found.auroc, 1) == area
    assert round(100 * found.oos_recall, 1) == recall
    assert found.best_mcc == pytest.approx(correlation, abs=0.0051)


@needs_the_sets
def test_the_few_shot_splits_have_ten_examples_an_intent() -> None:
    for name, intents in (("banking77", 77), ("hwu64", 64), ("clinc150", 150)):
        known, asked = PublicSets(FOLDER).few_shot(name)

        assert len(known.texts) == 10 * intents
        assert set(asked.intents) <= set(known.intents)


def test_a_file_that_is_not_there_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PublicSetMissing, match=r"banking77/train_10\.csv.*PUBLIC=.*docs/benchmarks\.md"):
        PublicSets(tmp_path).few_shot("banking77")


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "banking77").mkdir()
    (tmp_path / "banking77" / "train_10.csv").write_text("text,label\nhello,greet\n", encoding="utf-8")

    with pytest.raises(PublicSetMissing, match="has no column intent"):
        PublicSets(tmp_path).few_shot("banking77")


def test_the_threshold_costs_no_more_right_answers_than_allowed() -> None:
    right = np.array([True] * 90 + [False] * 10)
    scores = np.arange(100.0)

    threshold = threshold_costing(right, scores, cost=0.05)

    assert int((right & (scores < threshold)).sum()) == 5
    assert int((right & (scores < threshold_costing(right, scores, cost=0))).sum()) == 0


def line(ours: float, published: float, *, served: float = 0) -> Line:
    return Line("accuracy", served, ours, published, "somebody")


def test_only_more_than_the_published_figure_is_ahead() -> None:
    assert line(85.2, 85.1).met
    assert not line(85.2, 85.2).met


def test_the_page_says_how_many_figures_are_ahead_and_what_is_missed() -> None:
    results = PublicResults(
        [line(90, 85), line(84, 85.2)], [line(96, 93)], [line(2, 1), line(1, 2), line(3, 2, served=3)]
    )

    text = of_public(results)

    assert "Ahead in 2 of 3, as served in 1" in text
    assert "misses the aim by 1.2 points, within the floor" in text
    assert "| accuracy | 0.0 | 84.0 | 85.2 (somebody) | no |" in text
