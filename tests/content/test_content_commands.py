"""`python -m bot content` and `python -m bot export-rasa`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.commands import content, export_rasa

if TYPE_CHECKING:
    from conftest import Folder


def test_check_counts_what_there_is(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    code = content.run(["check", "--data", str(folder.root)])

    assert code == 0
    assert capsys.readouterr().out == "5 answers, 10 examples, 3 facts: no problems\n"


def test_check_prints_every_problem_and_fails(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.change("answers/cupping.yml", "handoff/book", "handoff/cook")
    folder.change("clinic.yml", "closed", "shut")

    code = content.run(["check", "--data", str(folder.root)])

    printed = capsys.readouterr().out
    assert code == 1
    assert [line.split(": ")[0] for line in printed.splitlines()[:2]] == [
        "data/answers/cupping.yml:5",
        "data/clinic.yml:6",
    ]
    assert printed.endswith("2 problems to mend.\n")


def test_unknown_lists_the_fields_to_fill_in(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    code = content.run(["unknown", "--data", str(folder.root)])

    assert code == 0
    assert capsys.readouterr().out == (
        "The assistant says that it doesn't know:\n"
        "  faq/contact  phone, email, website\n"
        "\n"
        "It knows a part:\n"
        "  faq/hours  holidays\n"
        "\n"
        f"Fill these fields in: {folder.root}/clinic.yml\n"
    )


def test_unknown_has_nothing_to_list_for_a_profile_that_says_everything(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "full.yml"
    profile.write_text("name: X\nphone: 1\nemail: a@b\nwebsite: c\nholidays: None.\nhours: {mon: closed}\n", "utf-8")

    code = content.run(["unknown", "--data", str(folder.root), "--profile", str(profile)])

    assert code == 0
    assert capsys.readouterr().out == "The profile knows everything that the answers ask it for.\n"


def test_examples_are_weighed_by_id_and_what_adds_nothing_is_listed(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.change(
        "examples/cupping.yml", "- why the round marks", "- why the round marks\n    - why the round marks then"
    )

    code = content.run(["examples", "--data", str(folder.root)])

    printed = capsys.readouterr().out
    assert code == 0
    assert "faq/cupping_marks" in printed
    assert '"why the round marks then" says what line 3 says: "why the round marks"' in printed


def test_examples_of_one_id_come_with_its_own_words(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    code = content.run(["examples", "--id", "faq/cupping_marks", "--data", str(folder.root)])

    assert code == 0
    assert "Its own words: " in capsys.readouterr().out


def test_an_id_without_examples_is_told_with_the_closest(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    code = content.run(["examples", "--id", "faq/cuping_marks", "--data", str(folder.root)])

    assert code == 1
    assert 'Did you mean "faq/cupping_marks"?' in capsys.readouterr().err


def test_export_writes_where_it_is_told_and_says_how_to_go_on(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "plain"

    code = export_rasa.run([str(target), "--data", str(folder.root)])

    assert code == 0
    assert (target / "config.yml").is_file()
    assert (target / "data/nlu.yml").is_file()
    assert "rasa test nlu" in capsys.readouterr().out


def test_export_refuses_a_folder_of_somebody_elses(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = export_rasa.run([str(folder.root), "--data", str(folder.root)])

    assert code == 1
    assert "is not an empty folder" in capsys.readouterr().err
