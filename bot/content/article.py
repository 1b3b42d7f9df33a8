"""Fact sheets: what a clinic's article says, fact by fact, in our own words. Whatever is answered rests on these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.yaml_lines import Fields, Node

SNAKE_CASE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@dataclass(frozen=True)
class Article:
    """An article of the clinic's; `link` is where a visitor can read it, if anywhere."""

    id: str
    title: str
    link: str | None


@dataclass(frozen=True)
class Fact:
    """One thing that an article says; the id is `<article>/<name>`."""

    id: str
    text: str
    article: Article


def read_articles(topics: list[tuple[str, Node]]) -> dict[str, Fact]:
    """The facts of all sheets by id."""
    facts: dict[str, Fact] = {}
    for article_id, node in topics:
        sheet = node.fields(f"the fact sheet {article_id}")
        for fact, fields in _facts(article_id, sheet) if sheet else ():
            if fact.id in facts:
                fields.problem("stands twice in this fact sheet. Rename one.", at="id")
            facts[fact.id] = fact
    return facts


def _facts(article_id: str, sheet: Fields) -> Iterator[tuple[Fact, Fields]]:
    sheet.only(("title", "link", "facts"))
    article = Article(article_id, title=sheet.text("title"), link=_link(sheet))
    for fields in sheet.mappings("facts"):
        fields.owner = f"a fact of {article_id}"
        name = fields.text("id")
        fields.owner = f"{article_id}/{name}"
        fields.only(("id", "text"))
        if name and not SNAKE_CASE.fullmatch(name):
            fields.problem("is not named in snake_case: small letters, digits and _ alone.", at="id")
        yield Fact(f"{article_id}/{name}", fields.text("text"), article), fields


def _link(sheet: Fields) -> str | None:
    """A link becomes one on a page, so that it must be an address of the web and nothing that runs."""
    link = sheet.optional_text("link")
    if link and not link.startswith(("https://", "http://")):
        sheet.problem(f'has the link "{link}". Write the whole address, with https:// before it.', at="link")
    return link
