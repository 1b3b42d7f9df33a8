"""Evaluation files: each kind is known by its fields, and what is wrong is told so that it can be mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.lines import BadEvaluation
from bot.evaluation.sets import read_set
from tests.evaluation.builders import a_file

MESSAGE = {"text": "what would it set me back", "accept": ["faq/prices"], "kind": "profile", "persona": "baker"}
QUESTIONS = {"text": "how much, and where", "accept_all": [["faq/prices"], ["faq/location"]], "kind": "two"}
FOLLOW_UP = {"turns": ["is it sore", "and cupping?"], "accept": ["faq/cupping_marks"], "kind": "needs_context"}
DETAILS = {"service": "cupping", "name": None, "contact": None, "when_said": None, "outcome": "collecting"}
BOOKING = {"turns": ["book me in"], "expect": DETAILS}
TIME = {
    "said": "monday",
    "now": "2026-05-06T10:20",
    "date": "2026-05-11",
    "time": None,
    "part": None,
    "earliest": None,
    "latest": None,
}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (MESSAGE, "messages"),
        (QUESTIONS, "multi_question"),
        (FOLLOW_UP, "follow_ups"),
        (BOOKING, "bookings"),
        (TIME, "times"),
    ],
)
def test_the_fields_tell_the_kind(line: dict[str, Any], kind: str, tmp_path: Path) -> None:
    found = read_set(a_file(tmp_path, line, line, name="mine.jsonl"))

    assert (found.kind, found.name, len(found.lines)) == (kind, "mine", 2)


def test_blank_lines_and_further_fields_are_no_matter(tmp_path: Path) -> None:
    assert len(read_set(a_file(tmp_path, "", {**MESSAGE, "note": 1}, "")).lines) == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{nonsense", r"set.jsonl:2: this is no JSON.*Write one object a line"),
        ("[1, 2]", r"set.jsonl:2: this is \[1, 2\]. Write one object a line"),
        ({**MESSAGE, "accept": "faq/prices"}, r'set.jsonl:2: "accept" is "faq/prices". Write a list'),
        ({**MESSAGE, "accept": []}, r'"accept" is \[\]. Write a list with a text or more'),
        ({**MESSAGE, "kind": "artcle"}, r'"kind" is "artcle". Use one of: article, profile'),
        ({**MESSAGE, "text": 5}, r'"text" is 5. Write a text'),
        ({"text": "hi", "kind": "profile"}, r'"accept" is missing. Add "accept"'),
        (QUESTIONS, r"set.jsonl:2: this is a line of multi_question, and the file began with messages"),
    ],
)
def test_a_faulty_line_is_told_with_its_number_and_what_to_do(line: Any, problem: str, tmp_path: Path) -> None:
    with pytest.raises(BadEvaluation, match=problem):
        read_set(a_file(tmp_path, MESSAGE, line))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"question": "hi"}, r"set.jsonl:1: the fields question make none of the known kinds(.|\n)*turns, expect"),
        ({**QUESTIONS, "accept_all": [["faq/prices"], []]}, r'"accept_all" is .* Write a list for each question'),
        ({**QUESTIONS, "kind": "looks_like_two"}, r'"looks_like_two" has one question, and here are 2 lists'),
        ({**FOLLOW_UP, "turns": ["and cupping?"]}, r'"turns" has one text, which follows nothing'),
        ({**BOOKING, "expect": "submitted"}, r'"expect" is "submitted". Write an object'),
        ({**BOOKING, "expect": {**DETAILS, "outcome": "done"}}, r'"outcome" is "done". Use one of: submitted'),
        ({**BOOKING, "expect": {"service": None}}, r'"name" is missing'),
        ({**TIME, "date": "11 May"}, r'"date" is "11 May". Write a day as 2026-05-06'),
        ({**TIME, "now": "noon"}, r'"now" is "noon"'),
        ({**TIME, "part": "night"}, r'"part" is "night". Use one of: morning'),
    ],
)
def test_each_kind_says_what_its_lines_need(line: dict[str, Any], problem: str, tmp_path: Path) -> None:
    with pytest.raises(BadEvaluation, match=problem):
        read_set(a_file(tmp_path, line))


def test_an_empty_file_a_missing_one_and_one_in_another_encoding_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadEvaluation, match="there is nothing in it"):
        read_set(a_file(tmp_path))
    with pytest.raises(BadEvaluation, match=r"missing.jsonl: it can't be read"):
        read_set(tmp_path / "missing.jsonl")
    (tmp_path / "latin.jsonl").write_bytes('{"text": "Zoë"}'.encode("latin-1"))
    with pytest.raises(BadEvaluation, match="this is not UTF-8"):
        read_set(tmp_path / "latin.jsonl")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(
    st.sampled_from([MESSAGE, QUESTIONS, FOLLOW_UP, BOOKING, TIME]).flatmap(
        lambda line: st.tuples(st.just(line), st.sampled_from(sorted(line)), JSON)
    )
)
def test_whatever_stands_in_a_field_is_read_or_refused_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[dict[str, Any], str, Any]
) -> None:
    line, field, value = case
    file = a_file(tmp_path_factory.mktemp("set"), {**line, field: value})

    assert _outcome(file) == "1 line" or "set.jsonl:1: " in _outcome(file)


def _outcome(file: Path) -> str:
    try:
        return f"{len(read_set(file).lines)} line"
    except BadEvaluation as error:
        return str(error)
