"""`python -m bot evaluate`, with the whole engine, on small sets invented here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands import evaluate
from bot.content import load_content
from tests.evaluation.builders import a_file

MESSAGES = [
    {"text": "hello", "accept": ["dialogue/greet"], "kind": "dialogue", "persona": "plain"},
    {"text": "what do you charge for an acupuncture session", "accept": ["faq/prices"], "kind": "profile"},
    {"text": "qqzx vvbn wwpt", "accept": ["faq/gua_sha"], "kind": "article"},
]
FOLLOW_UP = {"turns": ["hello", "where is the clinic"], "accept": ["faq/location"], "kind": "unrelated"}
QUESTIONS = {"text": "where is the clinic", "accept_all": [["faq/location"]], "kind": "looks_like_two"}
BOOKING = {
    "turns": ["book me in for cupping", "never mind, cancel that"],
    "expect": {"service": "cupping", "name": None, "contact": None, "when_said": None, "outcome": "cancelled"},
}
TIME = {
    "said": "tomorrow at noon",
    "now": "2026-05-06T10:20",
    "date": "2026-05-07",
    "time": "12:00",
    "part": None,
    "earliest": None,
    "latest": None,
}


@pytest.fixture(autouse=True)
def state(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


def test_every_kind_of_set_is_measured_in_one_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        a_file(tmp_path, *MESSAGES, name="messages.jsonl"),
        a_file(tmp_path, FOLLOW_UP, name="follow_ups.jsonl"),
        a_file(tmp_path, QUESTIONS, name="multi_question.jsonl"),
        a_file(tmp_path, BOOKING, name="bookings.jsonl"),
        a_file(tmp_path, TIME, name="times.jsonl"),
    ]

    code = evaluate.run([*map(str, files), "--errors"])

    printed = capsys.readouterr().out
    assert code == 0
    assert "Single messages: messages, 3 lines" in printed
    assert "66.7% (2 of 3" in printed
    assert printed.count("100.0% (1 of 1; ") >= 4
    assert "qqzx vvbn wwpt" in printed


def test_the_record_and_the_kept_run_hold_no_text_of_the_set_and_the_page_does(
    tmp_path: Path, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = a_file(tmp_path, *MESSAGES)
    record, page = tmp_path / "record.txt", tmp_path / "new" / "page.html"

    evaluate.run([str(file), "--save", "--record", str(record), "--html", str(page)])

    assert "Single messages" in record.read_text("utf-8")
    assert "qqzx" not in record.read_text("utf-8")
    assert "qqzx" not in (state / "evaluation" / "set.json").read_text("utf-8")
    assert "qqzx" in page.read_text("utf-8")
    assert "qqzx" not in capsys.readouterr().out


def test_the_next_run_is_compared_with_the_kept_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = a_file(tmp_path, *MESSAGES)
    evaluate.run([str(file), "--save"])
    capsys.readouterr()

    code = evaluate.run([str(file)])

    printed = capsys.readouterr().out
    assert code == 0
    assert "right then 66.7%, now 66.7%" in printed
    assert "better 0, worse 0" in printed


def test_without_a_kept_run_nothing_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate.run([str(a_file(tmp_path, *MESSAGES[:1]))])

    assert "Against model" not in capsys.readouterr().out


def test_our_own_examples_are_cross_validated_at_several_sizes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = load_content(Path("data"))
    wanted = ("faq/prices", "faq/hours", "safety/emergency", "safety/crisis")
    few = tuple(example for id in wanted for example in [one for one in content.examples if one.id == id][:32])
    monkeypatch.setattr(evaluate, "load_content", lambda _: replace(content, examples=few))
    page = tmp_path / "page.html"

    code = evaluate.run(["--learning-curve", "--folds", "2", "--html", str(page)])

    printed = capsys.readouterr()
    assert code == 0
    assert "Our own examples, cross-validated: cross-validation, 128 lines" in printed.out
    assert "Learning curve\n  examples" in printed.out
    assert "Learning from parts" in printed.err
    assert "128 examples in " in page.read_text("utf-8")


def test_a_faulty_file_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = evaluate.run([str(a_file(tmp_path, MESSAGES[0], {"text": "b", "accept": [], "kind": "article"}))])

    printed = capsys.readouterr()
    assert code == 1
    assert 'set.jsonl:2: "accept" is []. Write a list' in printed.err
    assert printed.out == ""


def test_two_files_of_one_name_are_refused_since_a_run_is_kept_by_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").mkdir()
    files = [a_file(tmp_path, *MESSAGES), a_file(tmp_path / "other", *MESSAGES)]

    assert evaluate.run([*map(str, files)]) == 1
    assert "Two files are called set" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["--cross-validate", "--folds", "1"], ["--cross-validate", "--folds", "x"]]
)
def test_what_cannot_be_meant_is_refused_with_what_to_do(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        evaluate.run(arguments)

    assert stopped.value.code == 2
    assert "se " in capsys.readouterr().err  # "Use ..." or "use ..."
