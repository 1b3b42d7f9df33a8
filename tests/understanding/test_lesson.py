"""A correction counts from the day that it is made; what the classifiers are sure of is repeated in part."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.content import load_content
from bot.content.examples import load_examples
from bot.content.intents import URGENT_IDS
from bot.content.problems import ContentError
from bot.understanding.classifier import Vectors
from bot.understanding.lesson import FEW, WEIGHT, Lesson, chosen

DATA = Path(__file__).parents[2] / "data"
EXAMPLES = load_content(DATA).examples
TEXTS, IDS = [example.text for example in EXAMPLES], [example.id for example in EXAMPLES]


class Numbers:
    """An encoder that numbers the texts."""

    def encode(self, texts: list[str]) -> Vectors:
        return np.arange(len(texts), dtype=np.float32)[:, np.newaxis]


def test_what_staff_add_is_learnt_whatever_it_says() -> None:
    new = [f"a question that nobody has asked, number {number}" for number in range(50)]

    kept, sample_weights = chosen([*TEXTS, *new], [*IDS, *["faq/prices"] * len(new)])

    assert kept[-len(new) :].tolist() == list(range(len(TEXTS), len(TEXTS) + len(new)))
    assert sample_weights[-len(new) :].tolist() == [1.0] * len(new)


def test_an_example_that_is_put_under_another_id_is_learnt() -> None:
    moved = ["faq/prices" if id != "faq/prices" else "faq/hours" for id in IDS[:500]]

    assert len(chosen(TEXTS[:500], moved)[0]) == 500


def test_a_part_of_the_rest_is_enough() -> None:
    kept, sample_weights = chosen(TEXTS, IDS)

    assert len(kept) < 0.4 * len(TEXTS)
    assert set(sample_weights.tolist()) == {1.0, WEIGHT}


def test_every_id_keeps_enough_to_be_known_by() -> None:
    kept, _ = chosen(TEXTS, IDS)
    ids = [IDS[index] for index in kept]

    assert min(ids.count(id) for id in set(IDS)) >= 9


def test_of_an_id_with_few_examples_all_are_learnt() -> None:
    few = [text for text, id in zip(TEXTS, IDS, strict=True) if id == "faq/prices"][: FEW - 1]

    assert len(chosen(few, ["faq/prices"] * len(few))[0]) == len(few)


def test_another_example_changes_nothing_about_the_rest() -> None:
    kept, sample_weights = chosen(TEXTS, IDS)

    with_another, its_weights = chosen(["is it dear to get", *TEXTS], ["faq/prices", *IDS])

    assert (with_another[1:] - 1).tolist() == kept.tolist()
    assert its_weights[1:].tolist() == sample_weights.tolist()


def test_a_lesson_can_leave_out_an_id_and_take_in_another_lesson() -> None:
    lesson = Lesson.of(["a", "b", "c"], ["x", "y", "x"], Numbers())

    both = lesson.without("x").and_also(Lesson.of(["d"], ["z"], Numbers()))

    assert (list(both.texts), list(both.ids)) == (["b", "d"], ["y", "z"])
    assert both.vectors.tolist() == [[1.0], [0.0]]


def test_spanish_examples_are_read_from_their_file() -> None:
    spanish = load_examples(DATA / "dialogue" / "spanish.yml")

    assert sum(example.id in URGENT_IDS for example in spanish) >= 100


def test_a_mistake_in_a_file_of_examples_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "dialogue" / "spanish.yml"
    file.parent.mkdir()
    file.write_text("- id: faq/hours\n  exmples: [a]\n")

    with pytest.raises(ContentError, match=r"spanish\.yml:2"):
        load_examples(file)
