"""How varied the examples of each id are, which of them add nothing, and which sit nearer to another id.

It compares meanings (the encoder's vectors) and words. What it lists are suggestions: a person decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.content import Content, Example
from bot.content.examples import folded
from bot.evaluation.figures import Share, share_of

NOTHING_NEW = 0.93  # cosine from which on two examples say the same in the same words
NEIGHBOURS = 3  # of an id, whose mean nearness counts: a single one may be misplaced itself
NEARER = 0.15  # by how much another id has to be nearer
TELLING = 5  # words of an id's examples that tell it apart most
ROWS = 1024

Matrix = NDArray[np.float32]

_FUNCTION_WORDS = """
    a about after all am an and any are as at be been before but by can cant could did do does dont for from get go
    going got had has have he help her here him his how i id if ill im in into is isnt it its ive just know like
    long lot many me much my need no not now of off on one or our out over please she should so some take tell than
    that thats the their them then there they thing think this to too up us use very want was we were what whats
    when where which while who why will with would yes you your yours youre make made mean really even still only
    also
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True)
class Repeated:
    """An example that says what another of its id says."""

    example: Example
    earlier: Example
    likeness: float  # cosine


@dataclass(frozen=True)
class Stray:
    """An example that sits nearer to another id than to its own."""

    example: Example
    other: Example  # the nearest of the other id
    own: float  # mean cosine of its nearest neighbours of its own id
    foreign: float  # the same of the other id


@dataclass(frozen=True)
class IdVariety:
    """What is told about an id's examples."""

    id: str
    count: int
    likeness: float  # cosine of an example and its nearest neighbour within the id, at the median
    without_keywords: Share
    keywords: tuple[str, ...]
    repeated: tuple[Repeated, ...]
    strays: tuple[Stray, ...]


def variety(content: Content, vectors: Matrix) -> list[IdVariety]:
    """By id; `vectors` are those of `content.examples`, unit length, in their order."""
    examples = content.examples
    keywords = keywords_of(content)
    strays = _strays(examples, vectors)
    places: dict[str, list[int]] = {}
    for place, example in enumerate(examples):
        places.setdefault(example.id, []).append(place)
    return [
        _of_id(id, [examples[place] for place in of_id], vectors[of_id], keywords[id], strays)
        for id, of_id in sorted(places.items())
    ]


def _of_id(
    id: str, examples: Sequence[Example], vectors: Matrix, keywords: Mapping[str, str], strays: Sequence[Stray]
) -> IdVariety:
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    return IdVariety(
        id=id,
        count=len(examples),
        likeness=float(np.median(alike.max(axis=1))) if len(examples) > 1 else 0.0,
        without_keywords=share_of(examples, lambda example: not _has(example.text, keywords)),
        keywords=tuple(keywords.values()),
        repeated=tuple(_repeated(examples, alike)),
        strays=tuple(stray for stray in strays if stray.example.id == id),
    )


def _repeated(examples: Sequence[Example], alike: Matrix) -> list[Repeated]:
    """Each against those that stand before it, so that one of two stays. Encoders hardly tell emojis apart."""
    found = []
    for place in range(1, len(examples)):
        nearest = int(alike[place, :place].argmax())
        if alike[place, nearest] >= NOTHING_NEW and re.search(r"\w", examples[place].text):
            found.append(Repeated(examples[place], examples[nearest], float(alike[place, nearest])))
    return sorted(found, key=lambda one: -one.likeness)


def _strays(examples: Sequence[Example], vectors: Matrix) -> list[Stray]:
    """Widest apart first."""
    ids = np.array([example.id for example in examples])
    order = np.argsort(ids, kind="stable")  # so that an id's examples are a slice
    _, starts, counts = np.unique(ids[order], return_index=True, return_counts=True)
    owners = np.repeat(np.arange(len(starts)), counts)
    slices = [slice(start, start + count) for start, count in zip(starts, counts, strict=True)]
    ordered, sorted_vectors = [examples[place] for place in order], vectors[order]
    found = []
    for start in range(0, len(ordered), ROWS):
        alike = sorted_vectors[start : start + ROWS] @ sorted_vectors.T
        rows = np.arange(len(alike))
        alike[rows, rows + start] = -1  # itself
        nearness = np.stack([_nearest(alike[:, part]) for part in slices], axis=1)
        own = nearness[rows, owners[rows + start]]
        nearness[rows, owners[rows + start]] = -1
        foreign = nearness.argmax(axis=1)
        for row in np.flatnonzero(nearness.max(axis=1) >= own + NEARER):
            if counts[owners[start + row]] > NEIGHBOURS:  # of fewer, nobody can say where they lie
                part = slices[foreign[row]]
                other = ordered[part.start + int(alike[row, part].argmax())]
                found.append(Stray(ordered[start + row], other, float(own[row]), float(nearness[row].max())))
    return sorted(found, key=lambda one: one.own - one.foreign)


def _nearest(alike: Matrix) -> Matrix:
    """The mean of each row's nearest few."""
    few = min(NEIGHBOURS, alike.shape[1])
    nearest: Matrix = np.partition(alike, -few, axis=1)[:, -few:].mean(axis=1)
    return nearest


def keywords_of(content: Content) -> dict[str, dict[str, str]]:
    """The words that an id is asked for by: those of its name and its question, and those its examples use most.

    "Most" is against all other ids: how much more frequent a word is here, weighed by how many examples have it.
    Each stem comes with the word that it mostly stands for.
    """
    spoken: dict[str, list[frozenset[str]]] = {}
    for example in content.examples:
        spoken.setdefault(example.id, []).append(words_of(example.text))
    everywhere = Counter(stem for texts in spoken.values() for stems in texts for stem in stems)
    written = _written([example.text for example in content.examples])
    return {id: _keywords(id, texts, everywhere, written, content) for id, texts in spoken.items()}


def _keywords(
    id: str, texts: Sequence[frozenset[str]], everywhere: Counter[str], written: Mapping[str, str], content: Content
) -> dict[str, str]:
    here = Counter(stem for stems in texts for stem in stems)
    elsewhere = max(1, len(content.examples) - len(texts))

    def telling(stem: str) -> float:
        share, other = here[stem] / len(texts), (everywhere[stem] - here[stem] + 1) / elsewhere
        return share * float(np.log(share / other))

    repeated = [stem for stem in here if here[stem] > 1]
    most = sorted(repeated, key=lambda stem: (-telling(stem), stem))[:TELLING]
    question = content.answers[id].question if id in content.answers else ""
    named = words_of(f"{id.partition('/')[2].replace('_', ' ')} {question}")
    return {stem: written.get(stem, stem) for stem in dict.fromkeys([*sorted(named), *most])}


def _written(texts: Sequence[str]) -> dict[str, str]:
    """How each stem is mostly written."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for word in _telling_words(text):
            counts.setdefault(_stem(word), Counter())[word] += 1
    return {stem: min(words, key=lambda word: (-words[word], word)) for stem, words in counts.items()}


def words_of(text: str) -> frozenset[str]:
    """The words that carry meaning, without their endings, so that "marks" is "mark"."""
    return frozenset(map(_stem, _telling_words(text)))


def _telling_words(text: str) -> list[str]:
    return [word for word in folded(text).split() if word not in STOP_WORDS and len(word) > 2]


def _stem(word: str) -> str:
    """Crude, and enough to tell whether a word is there: "cupping" is "cup", "circles" and "circle" are "circl"."""
    for ending in ("ing", "ed", "es", "s", "e"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and not word.endswith("ss"):
            doubled = ending in ("ing", "ed") and stem[-1] == stem[-2] and stem[-1] not in "sl"
            return stem[:-1] if doubled else stem
    return word


def _has(text: str, keywords: Iterable[str]) -> bool:
    return not words_of(text).isdisjoint(keywords)
