"""Notices a message in another language, and which. Precision first: whatever may be English is English.

Languages with a script of their own are told by its letters. For the others the words are counted that belong to the
language (spaCy's function words, and what visitors of a clinic write, from data/dialogue/other_languages.yml) and not
to English, against those that belong to English alone: the vocabulary of our own examples. So a foreign word in an
English sentence, a name or a greeting make no foreign message.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from runpy import run_path

from bot.content.other_languages import ENGLISH, OtherLanguage

# In Latin letters; of two that fit equally well the first is taken.
LATIN = ("es", "pt", "fr", "de", "it", "vi", "tl", "ht", "pl", "hi", "nl", "tr")
# Languages whose letters alone tell them: the first one whose pattern is found.
SCRIPTS = (
    ("ja", "[\u3041-\u30ff]"),
    ("zh", "[\u3400-\u4dbf\u4e00-\u9fff]"),
    ("ko", "[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    ("ur", "[\u0679\u0688\u0691\u06d2]"),
    ("fa", "[\u067e\u0686\u0698\u06af\u06a9\u06cc]"),
    ("ar", "[\u0621-\u064a]"),
    ("uk", "[\u0456\u0457\u0454\u0491]"),
    ("ru", "[\u0430-\u044f\u0451]"),
    ("hi", "[\u0900-\u097f]"),
    ("pa", "[\u0a00-\u0a7f]"),
    ("bn", "[\u0980-\u09ff]"),
    ("gu", "[\u0a80-\u0aff]"),
    ("ta", "[\u0b80-\u0bff]"),
    ("te", "[\u0c00-\u0c7f]"),
    ("he", "[\u05d0-\u05ea]"),
    ("th", "[\u0e01-\u0e4f]"),
    ("el", "[\u03b1-\u03ce]"),
    ("hy", "[\u0561-\u0587]"),
    ("ka", "[\u10d0-\u10ff]"),
    ("km", "[\u1780-\u17ff]"),
    ("lo", "[\u0e80-\u0eff]"),
    ("my", "[\u1000-\u109f]"),
    ("am", "[\u1200-\u137f]"),
)
# Letters that hardly any other of the languages has.
MARKS = {
    "es": "ñ",
    "pt": "ãõ",
    "de": "ßäö",
    "vi": "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "fr": "çœèêîû",
    "pl": "łąęśćżźń",
    "tr": "ğış",
}
SPANISH_OPENING = re.compile("[¿¡]")
NAME_PARTICLES = frozenset(
    {"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "las", "los", "van", "von"}
)
RARE = 1 / 5000  # a word in fewer of the English examples may be a slip, a name or a foreign word itself
LETTERS_OF_A_SYLLABLE = 3  # a Chinese character says as much as so many Latin letters
FEWEST_LETTERS = 2  # of another script; one alone may be part of a smiley
SHORTEST_ALONE = 5  # letters: a lone "sale" or "ello" is too little to go by, unless it has an accent
MOST_NAMES = 4
FEW_WORDS = 3  # from here on it counts how many are familiar

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SYLLABLES = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_WORDS_FILE = "common_words.json"


@dataclass(frozen=True)
class _Lexicon:
    """What is known of a language in Latin letters. All in small letters; `plain` without accents, too."""

    written: frozenset[str]
    plain: frozenset[str]

    def has(self, word: str) -> bool:
        return word in self.written or word in self.plain


class ForeignLanguages:
    """Tells the language of a message that is not English."""

    def __init__(self, languages: Mapping[str, OtherLanguage], common: Mapping[str, Iterable[str]]) -> None:
        """`common` are each language's common words in small letters, of English all that count as English."""
        self._common = common
        self._english = frozenset(common[ENGLISH])
        self._lexicons = {code: _lexicon(common[code], languages.get(code)) for code in LATIN}
        greetings = {_folded(greeting) for language in languages.values() for greeting in language.greetings}
        longest_first = sorted(greetings, key=len, reverse=True)
        self._greetings = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")

    @classmethod
    def fit(cls, languages: Mapping[str, OtherLanguage], texts: Iterable[str]) -> ForeignLanguages:
        """Learns the English words from English messages."""
        said = [set(_words(text)) for text in texts]
        folded = {word: _folded(word) for word in set().union(*said)}  # each word once: it takes its time
        counts = Counter(word for words in said for word in {folded[word] for word in words})
        enough = max(2, RARE * len(said))
        common = {code: _stop_words(code) for code in (ENGLISH, *LATIN)}
        common[ENGLISH] |= {word for word, count in counts.items() if count >= enough}
        return cls(languages, common)

    def save(self, folder: Path) -> None:
        """Keeps the common words of every language: to import them anew, spaCy would load each language's rules."""
        common = {code: sorted(words) for code, words in self._common.items()}
        (folder / _WORDS_FILE).write_text(json.dumps(common, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, languages: Mapping[str, OtherLanguage]) -> ForeignLanguages:
        """Reads what `save` wrote."""
        return cls(languages, json.loads((folder / _WORDS_FILE).read_text(encoding="utf-8")))

    def language_of(self, text: str) -> str | None:
        """The ISO 639 code of the message's language; None for English and for whatever might be."""
        text = unicodedata.normalize("NFKC", text)
        return _by_script(text.lower()) or self._by_words(text)

    def _by_words(self, text: str) -> str | None:
        if _is_a_name(text):
            return None
        words = _words(self._without_greetings(text))
        if SPANISH_OPENING.search(text) and words and not self._only_english(words, "es"):
            return "es"
        foreign = {
            code: [word for word in words if lexicon.has(word) and not self._is_english(word)]
            for code, lexicon in self._lexicons.items()
        }
        ranked = sorted(LATIN, key=lambda code: -self._weight(code, foreign[code], words))
        best = ranked[0]
        return best if self._is_enough(best, foreign[best], words) else None

    def _weight(self, code: str, telling: Sequence[str], words: Sequence[str]) -> float:
        """How well the language fits: its telling words, those it shares with English less, its own letters."""
        shared = sum(self._lexicons[code].has(word) for word in words) - len(telling)
        own = sum(any(mark in word for mark in MARKS.get(code, "")) for word in words)
        return len(telling) + 0.3 * shared + own

    def _is_enough(self, code: str, telling: Sequence[str], words: Sequence[str]) -> bool:
        english = self._only_english(words, code)
        if len(telling) > 1:
            return len(set(telling)) > 1 and len(telling) > english
        if not telling or english:
            return False
        word = telling[0]
        is_telling_alone = word in self._lexicons[code].written and (
            len(word) >= SHORTEST_ALONE or word != _folded(word)
        )
        familiar = sum(self._lexicons[code].has(word) for word in words)
        return is_telling_alone or (len(words) >= FEW_WORDS and 2 * familiar >= len(words))

    def _only_english(self, words: Sequence[str], code: str) -> int:
        """How many of the words are English and none of the language's."""
        return sum(self._is_english(word) and not self._lexicons[code].has(word) for word in words)

    def _is_english(self, word: str) -> bool:
        return _folded(word) in self._english

    def _without_greetings(self, text: str) -> str:
        folded = _folded(text)
        if len(folded) != len(text):  # a letter that folds into two; then greetings stay
            return text
        kept, end = "", 0
        for greeting in self._greetings.finditer(folded):
            kept += text[end : greeting.start()] + " "
            end = greeting.end()
        return kept + text[end:]


def _by_script(text: str) -> str | None:
    """By the letters, if at least half of what is said is in other than Latin ones."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    others = [letter for letter in letters if "LATIN" not in unicodedata.name(letter, "")]
    said = sum(LETTERS_OF_A_SYLLABLE if _SYLLABLES.match(letter) else 1 for letter in others)
    if len(others) < FEWEST_LETTERS or said < latin:
        return None
    joined = "".join(others)
    return next((code for code, pattern in SCRIPTS if re.search(pattern, joined)), None)


def _is_a_name(text: str) -> bool:
    """ "María Fernández", "Nguyễn Thị Hoa": a few words, each with a capital, and nothing else."""
    words = [word for word in text.split() if word not in NAME_PARTICLES]
    capitals = all(word.istitle() and word.replace("-", "").isalpha() for word in words)
    return capitals and 0 < len(words) <= MOST_NAMES and len(text.split()) > 1


def _lexicon(common: Iterable[str], language: OtherLanguage | None) -> _Lexicon:
    listed = language.words if language else ()
    written = frozenset(word.lower() for word in listed).union(common)
    return _Lexicon(written, frozenset(map(_folded, written)))


def _stop_words(code: str) -> frozenset[str]:
    # By its path: to import a language's package compiles the rules of that language, which takes seconds.
    spacy = Path(str(distribution("spacy").locate_file("spacy")))
    listed = run_path(str(spacy / "lang" / code / "stop_words.py"))["STOP_WORDS"]
    return frozenset(part for word in listed for part in word.lower().replace("_", " ").split() if len(part) > 1)


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def _folded(text: str) -> str:
    """Small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.lower().replace("đ", "d").replace("ł", "l").replace("’", "'"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
