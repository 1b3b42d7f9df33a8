"""The report as a page: whole in itself, with every text shown as text."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from html.parser import HTMLParser

import pytest

from bot.evaluation.chapter import Chapter, chapter_of
from bot.evaluation.html_report import html_report
from bot.evaluation.result import of_follow_ups, of_messages
from tests.evaluation.builders import a_chapter, judged

NOON = datetime(2026, 5, 6, 12, 0, tzinfo=timezone.utc)
NASTY = '</title><script>alert("x")</script><img src="https://example.com/x.png">'


class Checked(HTMLParser):
    """Collects elements, and those that were not closed in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.misplaced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.misplaced.append(tag)


def page(*chapters: Chapter) -> str:
    return html_report(chapters, model="abc123", at=NOON)


def checked(text: str) -> Checked:
    parser = Checked()
    parser.feed(text)
    parser.close()
    return parser


def test_the_page_asks_nothing_of_any_server() -> None:
    text = page(a_chapter())

    loaded = [
        value for _, attributes in checked(text).tags for name, value in attributes.items() if name in ("src", "href")
    ]
    assert all(value and value.startswith("#") for value in loaded)
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_every_element_is_closed_where_it_was_opened() -> None:
    found = checked(page(a_chapter(), chapter_of(of_follow_ups("follow_ups", [], []), None)))

    assert (found.misplaced, found.open) == ([], [])


def test_a_text_of_the_set_stays_text() -> None:
    found = checked(page(a_chapter(NASTY)))

    assert {tag for tag, _ in found.tags}.isdisjoint({"script", "img"})
    assert "&lt;script&gt;" in page(a_chapter(NASTY))


def test_it_shows_figures_plots_changes_and_errors() -> None:
    text = page(a_chapter())

    for said in ("in scope, yet refused", "Reliability", "Threshold", "Learning curve", "Confusion matrix"):
        assert said in text
    assert "1 better, 3 worse" in text
    assert "how dear is it" in text


def test_without_texts_it_holds_figures_and_plots_alone() -> None:
    text = html_report([a_chapter("a secret worry")], model="abc123", at=NOON, with_texts=False)

    assert "secret" not in text
    assert "how dear is it" not in text
    assert "1 better, 3 worse" in text
    assert "Confusion matrix" in text


def test_every_table_has_a_caption_and_every_plot_a_name() -> None:
    found = checked(page(a_chapter()))
    tags = [tag for tag, _ in found.tags]

    assert tags.count("table") == tags.count("caption")
    named = [
        attributes.get("aria-label") or attributes.get("aria-hidden")
        for tag, attributes in found.tags
        if tag == "svg"
    ]
    assert all(named)


def test_no_id_stands_twice() -> None:
    ids = [attributes["id"] for _, attributes in checked(page(a_chapter())).tags if "id" in attributes]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("answers", [[], ["dialogue/not_understood"]])
def test_a_set_in_which_nothing_was_answered_can_be_drawn(answers: list[str]) -> None:
    result = of_messages("messages", [judged(answers)], [])

    assert "Reliability" in page(chapter_of(result, None))


def test_numbers_in_the_plots_are_numbers() -> None:
    drawn = re.findall(r'(?:points|x1|cx|width)="([^"]*)"', page(a_chapter()))

    assert drawn
    assert not [value for value in drawn if "nan" in value or "inf" in value]
