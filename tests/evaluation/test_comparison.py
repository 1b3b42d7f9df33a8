"""Two runs, compared line by line."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.comparison import compare, sign_test
from bot.evaluation.kept import BadKept, keep, read_kept
from bot.evaluation.outcome import Outcome
from bot.evaluation.report import changed_lines, changes
from tests.evaluation.builders import judged

NOON = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)


def outcome(text: str, *answers: str, accept: str = "faq/prices") -> Outcome:
    return judged(list(answers), text=text, accept=[accept]).outcome


def test_what_got_better_and_what_got_worse_is_told_line_by_line(tmp_path: Path) -> None:
    before = [outcome("first", "faq/hours"), outcome("second", "faq/prices"), outcome("third", "faq/hours")]
    after = [outcome("first", "faq/prices"), outcome("second", "faq/gua_sha"), outcome("third", "faq/gua_sha")]
    keep(tmp_path / "set.json", before, model="old", at=NOON)

    kept = read_kept(tmp_path / "set.json")
    assert kept is not None
    comparison = compare(after, kept)

    assert [(change.outcome.said, change.before) for change in comparison.better] == [("first", "faq/hours")]
    assert [(change.outcome.said, change.before) for change in comparison.worse] == [("second", "faq/prices")]
    assert comparison.otherwise == 1
    assert "right then 33.3%, now 33.3%" in changes(comparison)
    assert "faq/prices: faq/prices -> faq/gua_sha: second" in changed_lines(comparison)


def test_a_line_that_is_accepted_otherwise_now_is_not_compared(tmp_path: Path) -> None:
    keep(tmp_path / "set.json", [outcome("first", "faq/hours")], model="old", at=NOON)

    kept = read_kept(tmp_path / "set.json")
    assert kept is not None
    comparison = compare([outcome("first", "faq/hours", accept="faq/hours")], kept)

    assert (comparison.now.total, comparison.unknown, list(comparison.better)) == (0, 1, [])


def test_a_kept_run_holds_no_words_of_a_visitor(tmp_path: Path) -> None:
    keep(tmp_path / "set.json", [outcome("a secret worry", "faq/hours")], model="old", at=NOON)

    assert "secret" not in (tmp_path / "set.json").read_text("utf-8")


def test_without_a_kept_run_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert read_kept(tmp_path / "none.json") is None


@pytest.mark.parametrize(
    "content", ["", "[]", '{"model": 1}', '{"model": "a", "at": "b", "lines": {"x": 5}}', "null"]
)
def test_a_spoilt_kept_run_says_what_to_do(content: str, tmp_path: Path) -> None:
    (tmp_path / "set.json").write_text(content)

    with pytest.raises(BadKept, match=r"set.json: this is no kept evaluation .* run with --save again"):
        read_kept(tmp_path / "set.json")


@pytest.mark.parametrize(
    ("better", "worse", "chance"), [(0, 0, 1), (1, 0, 1), (5, 0, 0.0625), (9, 1, 0.0215), (1, 9, 0.0215), (7, 7, 1)]
)
def test_the_sign_test_is_exact(better: int, worse: int, chance: float) -> None:
    assert sign_test(better, worse) == pytest.approx(chance, abs=1e-4)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_a_chance_is_one_and_the_same_from_both_sides(better: int, worse: int) -> None:
    assert 0 <= sign_test(better, worse) <= 1
    assert sign_test(better, worse) == sign_test(worse, better)
