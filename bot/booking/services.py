"""Reads which treatments a message asks for; their names and spellings are the clinic's and come as data.

A complaint ("my back") stands for the service named after it only where no treatment is named beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

ServiceWords = Mapping[str, Sequence[str]]  # the usual name, and how else people write it

_SLIP = 0.83  # how alike a misspelt word has to be; "coupling" and "cupping" are 0.8
_LONG_ENOUGH = 6
_MOST_LETTERS_OFF = 3
_REFUSED = re.compile(
    r"\b(?:not|no|without|instead of|rather than|drop|remove|skip|minus|except|scrap|cancel|swap|change|replace"
    r"|switch|forget"
    r"|leave out|take off|don'?t want|do not want)(?: from)?(?: (?:the|my|any|to do|to have))*\s+$"
)
_TAKEN_BACK = re.compile(
    r"\b(?:no wait|no sorry|sorry|i mean|i meant|actually|make (?:it|that)|or rather|scratch that|on second "
    r"thoughts?|no)\b"
)


@dataclass(frozen=True)
class _Mention:
    name: str
    start: int
    end: int
    weak: bool = False


@dataclass(frozen=True)
class Mentioned:
    """The services that a message names, in its order."""

    wanted: tuple[str, ...]  # asked for, after corrections
    refused: tuple[str, ...]  # to be left out: "drop the cupping"
    outright: bool  # one is named, not only a complaint that one is named after
    places: tuple[tuple[int, int], ...]

    def blanked(self, text: str) -> str:
        """The message with "|" and blanks for each service: what stood around it doesn't belong together."""
        for start, end in self.places:
            text = text[:start] + "|".ljust(end - start) + text[end:]
        return text


def read_service(text: str, words: ServiceWords) -> tuple[str, ...]:
    """The usual names of the services that a message asks for, in its order; empty where it names none."""
    return mentioned(text, words).wanted


def mentioned(text: str, words: ServiceWords) -> Mentioned:
    """Everything that a message says about services."""
    line = _plain(text)
    found = _mentions(line, words)
    refused = [one for one in found if _REFUSED.search(line[: one.start])]
    meant = _after_correction(line, [one for one in found if one not in refused])
    named = [one.name for one in meant if not one.weak] or [one.name for one in meant]
    return Mentioned(
        wanted=tuple(dict.fromkeys(named)),
        refused=tuple(one.name for one in refused),
        outright=any(not one.weak for one in found),
        places=tuple((one.start, one.end) for one in found),
    )


def _plain(text: str) -> str:
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.replace("’", "'").replace("\u00a0", " ").replace("-", " ").replace("\n", " ")


def _after_correction(line: str, mentions: list[_Mention]) -> list[_Mention]:
    for marker in reversed(list(_TAKEN_BACK.finditer(line))):
        if later := [one for one in mentions if one.start >= marker.start()]:
            return later
    return mentions


def _mentions(line: str, words: ServiceWords) -> list[_Mention]:
    spellings = _spellings(tuple((name, tuple(others)) for name, others in words.items()))
    found: list[_Mention] = []
    for mention in (*spellings.exact(line), *spellings.misspelt(line), *spellings.complaints(line)):
        if not any(mention.start < other.end and other.start < mention.end for other in found):
            found.append(mention)
    return sorted(found, key=lambda one: one.start)


@dataclass(frozen=True)
class _Spellings:
    """How the clinic's services are written, ready to be looked for."""

    names: Mapping[str, str]  # by spelling
    pattern: re.Pattern[str]
    long: Mapping[str, str]  # the usual names' long words, which a slip doesn't hide
    complaint: Mapping[str, re.Pattern[str]]  # by name

    def exact(self, line: str) -> Iterator[_Mention]:
        for match in self.pattern.finditer(line):
            yield _Mention(self.names[match["form"]], match.start(), match.end())

    def misspelt(self, line: str) -> Iterator[_Mention]:
        for match in re.finditer(r"[^\W\d_]{6,}", line):
            scored = ((_likeness(match.group(), word), name) for word, name in self.long.items())
            likeness, name = max(scored, default=(0.0, ""))
            if likeness >= _SLIP:
                yield _Mention(name, match.start(), match.end())

    def complaints(self, line: str) -> Iterator[_Mention]:
        for name, pattern in self.complaint.items():
            for match in pattern.finditer(line):
                yield _Mention(name, match.start(), match.end(), weak=True)


@lru_cache(maxsize=8)
def _spellings(words: tuple[tuple[str, tuple[str, ...]], ...]) -> _Spellings:
    names = {
        _plain(form): name for name, others in words for form in (*others, *_inflected(name), name) if form.strip()
    }
    longest_first = sorted(names, key=len, reverse=True)
    pattern = "|".join(re.escape(form) for form in longest_first) or r"(?!)"
    return _Spellings(
        names=names,
        pattern=re.compile(rf"(?<!\w)(?P<form>{pattern})s?(?!\w)"),
        long={word: name for name, _ in words for word in _plain(name).split() if len(word) >= _LONG_ENOUGH},
        complaint={name: found for name, _ in words if (found := _complaint(name))},
    )


def _inflected(name: str) -> tuple[str, ...]:
    """ "Get cupped" is about cupping."""
    return (f"{name[:-3]}ed",) if name.endswith("ing") and " " not in name else ()


def _complaint(name: str) -> re.Pattern[str] | None:
    """What a service of several words is for: "back pain" and "my back" of "back pain consultation"."""
    first, *rest = _plain(name).split() or [""]
    if not rest:
        return None
    all_but_last = re.escape(" ".join([first, *rest[:-1]]))
    return re.compile(
        rf"(?<!\w)(?:{all_but_last}|(?:my|his|her|their|bad|lower|upper|sore) {re.escape(first)})(?!\w)"
    )


def _likeness(word: str, form: str) -> float:
    if abs(len(word) - len(form)) > _MOST_LETTERS_OFF:
        return 0.0
    matcher = SequenceMatcher(None, word, form)
    return matcher.ratio() if matcher.quick_ratio() >= _SLIP else 0.0
