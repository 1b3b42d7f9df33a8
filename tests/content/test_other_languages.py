"""The other languages are read with all they need; a mistake is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content.other_languages import load_other_languages
from bot.content.problems import ContentError

FILE = Path(__file__).parents[2] / "data" / "dialogue" / "other_languages.yml"
ENTRY = """- id: es
  name: español
  answers_in_english: "En inglés:"
  not_understood: Solo inglés.
  words: [cita, no, sí]
"""


def a_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "data" / "dialogue" / "other_languages.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_ten_commonest_languages_have_their_lines() -> None:
    languages = load_other_languages(FILE)

    assert list(languages)[:10] == ["es", "zh", "vi", "tl", "fr", "ar", "ko", "ru", "de", "pt"]
    assert len({language.answers_in_english for language in languages.values()}) == len(languages)
    assert len({language.not_understood for language in languages.values()}) == len(languages)


def test_an_entry_is_read_as_it_is_written(tmp_path: Path) -> None:
    language = load_other_languages(a_file(tmp_path, ENTRY))["es"]

    assert language.name == "español"
    assert language.answers_in_english == "En inglés:"
    assert language.not_understood == "Solo inglés."
    assert language.greetings == ()
    assert language.words == ("cita", "no", "sí")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (ENTRY.replace("id: es", "id: English"), 1, "no code of another language"),
        (ENTRY.replace("id: es", "id: en"), 1, "no code of another language"),
        (ENTRY + ENTRY, 6, "listed twice"),
        (ENTRY.replace("  not_understood: Solo inglés.\n", ""), 1, 'no "not_understood"'),
        (ENTRY.replace("words", "wrods"), 5, 'Did you mean "words"?'),
        (ENTRY.replace('"En inglés:"', '"En\\ninglés:"'), 3, "more than one line"),
        (ENTRY.replace("[cita, no, sí]", "cita"), 5, "is to be a list"),
        ("just words", 1, "is to be a list"),
        ("- id: [", 2, "no YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(ContentError) as refused:
        load_other_languages(a_file(tmp_path, text))

    (problem,) = refused.value.problems
    assert problem.startswith(f"data/dialogue/other_languages.yml:{line}: ")
    assert said in problem


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be read"):
        load_other_languages(tmp_path / "data" / "dialogue" / "other_languages.yml")
