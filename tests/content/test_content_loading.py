"""A content folder becomes answers, facts, examples, entities and a profile."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.content import ArticleAnswer, ContentError, SafetyAnswer, load_content

if TYPE_CHECKING:
    from conftest import Folder


def test_everything_is_found_by_its_id(folder: Folder) -> None:
    content = folder.load()

    assert list(content.answers) == [
        "faq/hours",
        "faq/contact",
        "faq/cupping_marks",
        "faq/cupping_benefits",
        "safety/emergency",
    ]
    assert content.answers["faq/hours"].question == "When are you open?"
    assert content.answers["faq/cupping_marks"].next == ("faq/cupping_benefits", "handoff/book")
    assert content.facts["cupping/circular_marks"].text == "Cupping leaves round marks."
    assert content.facts["cupping/circular_marks"].article.title == "Cupping, explained"
    assert [value.name for value in content.entities["condition"]] == ["sciatica", "migraine", "tinnitus"]


def test_an_example_knows_its_file_and_line(folder: Folder) -> None:
    (example,) = (example for example in folder.load().examples if example.text.startswith("cuping"))

    assert example.text == "cuping bruises how long"
    assert example.id == "faq/cupping_marks"
    assert (example.file, example.line) == ("data/examples/cupping.yml", 4)


def test_examples_of_the_dialogue_are_examples_too(folder: Folder) -> None:
    ids = {example.id for example in folder.load().examples}

    assert {"safety/emergency", "handoff/book", "dialogue/greet", "dialogue/not_understood"} <= ids


@pytest.mark.parametrize("word", ["no", "yes", "1230", "09:00", "2026-05-06", "1e3"])
def test_an_example_without_quotes_is_the_text_it_looks_like(folder: Folder, word: str) -> None:
    folder.change("dialogue/out_of_scope.yml", "[who won the match]", f"\n    - {word}")

    assert word in [example.text for example in folder.load().examples]


def test_a_safety_reply_may_be_as_long_as_it_has_to_be(folder: Folder) -> None:
    folder.change("dialogue/safety_replies.yml", "Call your emergency number now.", "Call now. " * 50)

    answer = folder.load().answers["safety/emergency"]

    assert isinstance(answer, SafetyAnswer)
    assert answer.wordings["en"].reviewed_by == ""


def test_another_profile_takes_the_place_of_the_folders_own(folder: Folder, tmp_path: Path) -> None:
    other = tmp_path / "other.yml"
    other.write_text("name: Elsewhere\nphone: 555-0100\n", encoding="utf-8")

    profile = folder.load(other).profile

    assert profile.name == "Elsewhere"
    assert profile.known("phone")
    assert not profile.known("hours")


def test_a_file_may_begin_with_a_byte_order_mark_and_end_its_lines_as_windows_does(folder: Folder) -> None:
    path = folder.root / "answers/cupping.yml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    answer = folder.load().answers["faq/cupping_benefits"]

    assert isinstance(answer, ArticleAnswer)
    assert answer.place.line == 7


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no such folder"):
        load_content(tmp_path / "nowhere")


def test_eight_thousand_lines_load_at_once(folder: Folder) -> None:
    lines = "".join(f"    - message number {number} of many\n" for number in range(8_000))
    folder.write("dialogue/out_of_scope.yml", f"- id: dialogue/not_understood\n  examples:\n{lines}")

    started = time.process_time()
    folder.load()

    assert time.process_time() - started < 1.5  # some 0.2 s on an idle machine; pure Python takes 2
