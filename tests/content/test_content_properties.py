"""Whatever somebody types into a content file, they get problems with places, never a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.content.examples import folded

if TYPE_CHECKING:
    from conftest import Folder

FILES = [
    "answers/cupping.yml",
    "articles/cupping.yml",
    "clinic.yml",
    "dialogue/conditions.yml",
    "dialogue/safety_replies.yml",
    "examples/cupping.yml",
]

fields = ["id", "reply", "facts", "next", "parts", "needs", "say", "profile", "by_entity", "hours", "mon", "prices"]
scalars = st.sampled_from([*fields, "~", "''", "faq/x", "{hours}", "9:00-17:00", "*a", "!!int x"]) | st.text(
    max_size=8
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(st.sampled_from(fields), inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{name}: {value}" for name, value in pairs) + "}"
        ),
    ),
    max_leaves=12,
)
texts = st.text() | values


def told_with_their_places(problems: list[str]) -> bool:
    return all(problem.startswith("data/") for problem in problems)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=texts)
@example("&a [*a]")
@example("- &a {id: faq/x, parts: [*a]}")
@example("[" * 5_000)
@example("{a: " * 5_000)
@example("--- a\n--- b")
@example("\x00")
@pytest.mark.parametrize("path", FILES)
def test_any_text_is_read_or_refused(folder: Folder, path: str, text: str) -> None:
    (folder.root / path).write_text(text, encoding="utf-8", errors="replace")

    assert told_with_their_places(folder.problems())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(content=st.binary())
def test_any_bytes_are_read_or_refused(folder: Folder, content: bytes) -> None:
    (folder.root / "examples/cupping.yml").write_bytes(content)

    assert told_with_their_places(folder.problems())


@given(text=st.text(min_size=1))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "same"), [("Does it HURT?!", "does it hurt"), ("what's  that", "whats that"), ("gua-sha", "gua sha")]
)
def test_case_spaces_and_punctuation_make_no_other_message(text: str, same: str) -> None:
    assert folded(text) == folded(same)


@pytest.mark.parametrize(("text", "other"), [("???", "!!!"), ("👍", "👋"), ("thanks", "thanks 👍")])
def test_signs_that_say_something_by_themselves_are_kept(text: str, other: str) -> None:
    assert folded(text) != folded(other)
