"""Wordings: texts that a visitor gets to read, with `{placeholders}` for what is filled in when they are said."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.content.problems import did_you_mean
from bot.content.yaml_lines import Fields

MOST_WORDS = 60
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
TO_FILL = re.compile(r"\{([^{}]*)\}(\.?)")
SENTENCE_END = (".", "!", "?")


def read_wording(fields: Fields, name: str, *, placeholders: Collection[str] = (), any_length: bool = False) -> str:
    """A field that is a wording; notes one that is too long or has a placeholder that nothing fills."""
    text = fields.text(name)
    if (words := len(text.split())) > MOST_WORDS and not any_length:
        fields.problem(f'has {words} words in "{name}". Visitors read {MOST_WORDS} at most; shorten it.', at=name)
    for placeholder in PLACEHOLDER.findall(text):
        if placeholder not in placeholders:
            remedy = did_you_mean(placeholder, placeholders, otherwise="Take it out, or name it as needed.")
            fields.problem(f'says {{{placeholder}}} in "{name}", which nothing fills. {remedy}', at=name)
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        fields.problem(f'has a single brace in "{name}". Braces only go around placeholders.', at=name)
    return text


def fill(template: str, values: Mapping[str, str], *, as_they_stand: Collection[str] = ()) -> str:
    """The template with its values in place, as sentences.

    A value that begins a sentence gets a capital letter, unless it is to be left as it stands; where the value
    ends a sentence by itself, the template's full stop is left out.
    """

    def value(match: re.Match[str]) -> str:
        name, stop = match.groups()
        before = template[: match.start()].rstrip()
        found = values[name]
        if (not before or before.endswith(SENTENCE_END)) and name not in as_they_stand:
            found = found[:1].upper() + found[1:]
        return found if found.endswith(SENTENCE_END) else found + stop

    return TO_FILL.sub(value, template)


def listed(items: Collection[str]) -> str:
    """The items as one says them: "a", "a and b", "a, b and c"."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last
