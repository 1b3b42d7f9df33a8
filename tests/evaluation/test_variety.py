"""Which examples add nothing, which sit elsewhere, and how much an id leans on its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.content import Content, Example, load_content
from bot.evaluation.variety import IdVariety, keywords_of, variety, words_of
from bot.evaluation.variety_report import id_report, variety_report
from tests.evaluation.stand_ins import examples


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(Path("data"))


def measured(content: Content, some: Sequence[Example], degrees: Sequence[float]) -> dict[str, IdVariety]:
    """Examples whose meanings lie at these angles."""
    radians = np.radians(degrees)
    vectors = np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)
    return {one.id: one for one in variety(replace(content, examples=tuple(some)), vectors)}


def test_what_says_the_same_as_an_earlier_one_adds_nothing(content: Content) -> None:
    some = examples(hours=["open on sunday", "are you open sunday", "how late can i come"])

    found = measured(content, some, [0, 5, 60])["faq/hours"]

    assert [(one.example.text, one.earlier.text) for one in found.repeated] == [
        ("are you open sunday", "open on sunday")
    ]


def test_emojis_alone_are_not_called_repetitions(content: Content) -> None:
    found = measured(content, examples(hours=["🕑", "⏰"]), [0, 0])["faq/hours"]

    assert found.repeated == ()


def test_an_example_among_those_of_another_id_is_listed_with_its_neighbour(content: Content) -> None:
    some = examples(hours=["a", "b", "c", "d", "stray"], prices=["e", "f", "g", "h"])

    found = measured(content, some, [0, 5, 10, 15, 90, 80, 85, 95, 100])

    assert [(one.example.text, one.other.id) for one in found["faq/hours"].strays] == [("stray", "faq/prices")]
    assert found["faq/prices"].strays == ()


def test_of_an_id_with_hardly_any_examples_none_can_be_out_of_place(content: Content) -> None:
    found = measured(content, examples(hours=["a", "b", "c", "d"], prices=["e"]), [0, 1, 2, 3, 4])

    assert found["faq/prices"].strays == ()


def test_likeness_is_that_of_the_nearest_neighbour(content: Content) -> None:
    found = measured(content, examples(hours=["a", "b"], prices=["c"]), [0, 60, 200])

    assert found["faq/hours"].likeness == pytest.approx(0.5)
    assert found["faq/prices"].likeness == 0


def test_an_example_without_the_words_of_its_id_is_told_from_one_with_them(content: Content) -> None:
    some = examples(hours=["when are you open", "i finish work at nine, any chance"], prices=["what does it cost"])

    found = measured(content, some, [0, 40, 120])["faq/hours"]

    assert (found.without_keywords.hits, found.without_keywords.total) == (1, 2)


def test_keywords_are_the_name_the_question_and_what_the_examples_say_more_than_others(content: Content) -> None:
    keywords = keywords_of(content)

    assert {"cup", "mark", "circl"} <= set(keywords["faq/cupping_marks"])
    assert keywords["faq/cupping_marks"]["circl"] == "circles"  # as the examples have it most often
    assert "the" not in keywords["faq/cupping_marks"]


def test_endings_make_no_other_word() -> None:
    assert words_of("Marks, marked: marking!") == {"mark"}
    assert words_of("cup cups cupping cupped") == {"cup"}
    assert words_of("circle circles") == {"circl"}
    assert words_of("press presses pressing") == {"press"}
    assert words_of("how do you") == frozenset()


def test_the_report_has_a_row_for_each_id_a_total_and_places_to_go_to(content: Content) -> None:
    some = examples(hours=["open on sunday", "are you open sunday"], prices=["what does it cost"])
    found = list(measured(content, some, [0, 5, 120]).values())

    text = variety_report(found, most=10)

    assert [line.split()[0] for line in text.splitlines()[:4]] == ["id", "faq/hours", "faq/prices", "all"]
    assert 'data/examples/clinic.yml:2: "are you open sunday" says what line 1 says' in text
    assert "Nearer to another id: 0" in text


def test_a_long_list_is_cut_and_says_so(content: Content) -> None:
    some = examples(hours=["open on sunday"] * 5)
    found = list(measured(content, some, [0, 1, 2, 3, 4]).values())

    assert "and 3 more; --most shows more" in variety_report(found, most=1)


def test_one_id_is_shown_with_its_words_and_all_its_findings(content: Content) -> None:
    some = examples(hours=["open on sunday"] * 50)
    found = measured(content, some, [0.1 * place for place in range(50)])["faq/hours"]

    text = id_report(found)

    assert "Its own words: " in text
    assert "more; --most" not in text
