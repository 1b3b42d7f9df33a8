"""Languages other than English, as data/dialogue/other_languages.yml has them: their words, and our lines in them.

The head of that file says what each field is for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.files import DataFolder
from bot.content.problems import Problems
from bot.content.yaml_lines import Fields, Node

ENGLISH = "en"  # what the assistant speaks
_CODE = re.compile(r"[a-z]{2,3}")
_FIELDS = ("id", "name", "answers_in_english", "not_understood", "greetings", "words")


@dataclass(frozen=True)
class OtherLanguage:
    """What is known of a language; `greetings` and `words` are empty where its script tells enough."""

    code: str
    name: str  # as it is called in the language itself
    answers_in_english: str
    not_understood: str
    greetings: tuple[str, ...]
    words: tuple[str, ...]


def load_other_languages(path: Path) -> Mapping[str, OtherLanguage]:
    """The languages of a file by their code, in its order. Raises a ContentError that lists everything to mend."""
    problems = Problems()
    node = DataFolder(path.parent.parent, problems).document(path)
    languages = read_other_languages(node) if node else {}
    if problems.found:
        raise problems.error()
    return languages


def read_other_languages(node: Node) -> dict[str, OtherLanguage]:
    """The languages of a parsed file; what is wrong with them goes to its problems."""
    languages: dict[str, OtherLanguage] = {}
    for fields in node.entries("the other languages", "an entry of the other languages"):
        code = fields.owner
        if not _CODE.fullmatch(code) or code == ENGLISH:
            fields.problem('has an id that is no code of another language. Use one such as "es".', at="id")
        elif code in languages:
            fields.problem("is listed twice. Keep one.")
        else:
            languages[code] = _language(fields)
    return languages


def _language(fields: Fields) -> OtherLanguage:
    fields.only(_FIELDS)
    return OtherLanguage(
        code=fields.owner,
        name=fields.text("name"),
        answers_in_english=_one_line(fields, "answers_in_english"),
        not_understood=fields.text("not_understood"),
        greetings=_words(fields, "greetings"),
        words=_words(fields, "words"),
    )


def _one_line(fields: Fields, name: str) -> str:
    text = fields.text(name)
    if "\n" in text:
        fields.problem(f'has more than one line in "{name}". Shorten it to one.', at=name)
    return text


def _words(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(text.value for text in fields.texts(name, required=False))
