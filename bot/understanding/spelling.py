"""Brings a visitor's words to one spelling, so that a phrase needs to be written once.

It has no dictionary: it knows the words it is given, their listed misspellings, doubled letters, and one slip of the
finger in a long word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# Ends a sentence; it stands among the words as if it were one.
END = "|"

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-z]+|\.{2,}|[.!?;]+|,|\n|\s[-–—]+\s")
_APOSTROPHE = re.compile(r"(?<=[a-z])['’‘`´ʼ′](?=[a-z])")
_RUN_OF_THREE = re.compile(r"(.)\1{2,}")
_RUN = re.compile(r"(.)\1+")
_SHORTEST_RESPELT = 5
_SHORTEST_GUESSED = 7


@dataclass(frozen=True)
class Spelling:
    """The known words, and what people type for them."""

    one_word: Mapping[str, str]
    several_words: tuple[tuple[re.Pattern[str], str], ...]
    known: frozenset[str] = frozenset()
    undoubled: Mapping[str, str] | None = None  # a known word without its doubled letters -> the word
    longest: int = 0  # letters of a known word

    @classmethod
    def listed(cls, spellings: Mapping[str, Sequence[str]]) -> Spelling:
        """From a right spelling to the wrong ones, of a word or of several."""
        one_word: dict[str, str] = {}
        several: list[tuple[re.Pattern[str], str]] = []
        for right, wrongs in spellings.items():
            for wrong in map(without_apostrophes, wrongs):
                if " " in wrong:
                    several.append((re.compile(f" {re.escape(wrong)}(?= )"), f" {right}"))
                else:
                    one_word[wrong] = right
        return cls(one_word, tuple(several))

    def knowing(self, words: Iterable[str]) -> Spelling:
        """The same, with words that are right as they are and may be misspelt in ways that nobody listed."""
        known = frozenset(words)
        # Sorted, so that of two words with the same letters it is the same one in every run.
        undoubled = {_RUN.sub(r"\1", word): word for word in sorted(known) if len(word) >= _SHORTEST_RESPELT - 1}
        return Spelling(self.one_word, self.several_words, known, undoubled, max(map(len, known), default=0))

    def sentence(self, words: Iterable[str]) -> str:
        """' i cant feel my legs ': one space around each word."""
        text = f" {' '.join(self.word(word) for word in words)} "
        for wrong, right in self.several_words:
            text = wrong.sub(right, text)
        return text

    def word(self, word: str) -> str:
        if word in self.one_word:
            return self.one_word[word]
        if word in self.known:
            return word
        shorter = _RUN_OF_THREE.sub(r"\1\1", word)
        if len(word) < _SHORTEST_RESPELT and shorter == word:
            return word
        undoubled = self.undoubled or {}
        return shorter if shorter in self.known else undoubled.get(_RUN.sub(r"\1", word)) or self._guess(word)

    def _guess(self, word: str) -> str:
        """A known word with one letter missing, added or swapped. One replaced makes too many other words."""
        if not _SHORTEST_GUESSED <= len(word) <= self.longest + 1:
            return word
        likely = (guess for guess in _one_slip_from(word) if len(guess) >= _SHORTEST_GUESSED and guess in self.known)
        return next(likely, word)


def words_of(text: str) -> Iterator[str]:
    """The words of a text, its commas, and END for its sentence ends. Case and accents make no difference."""
    # Upper case first: there are letters whose capital does not come back as the same small one.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).upper()).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for mark in _TOKEN.findall(without_apostrophes(plain)):
        if mark[0].isalnum():
            yield mark
        else:  # people break lines, and trail off, in the middle of a thought
            yield END if mark[0] in ".!?;" and not mark.startswith("..") else ","


def without_apostrophes(text: str) -> str:
    return _APOSTROPHE.sub("", text.casefold())


def _one_slip_from(word: str) -> Iterator[str]:
    """Everything that is one missing, added or swapped letter away; the first letter is taken to be right."""
    for place in range(1, len(word) + 1):
        head, tail = word[:place], word[place:]
        for letter in "abcdefghijklmnopqrstuvwxyz":
            yield head + letter + tail
        if tail:
            yield head + tail[1:]
            yield head + tail[1:2] + tail[0] + tail[2:]
