"""What a message in another language asks for, learnt from the examples in English and some in Spanish.

The vectors of the multilingual encoder put a question and its translations close together, so a classifier on them
answers in any of its languages. Only a sure guess counts. How urgent a message sounds is judged by a classifier of
its own, as in English; for Spanish by one that looks at the words as well: "sin" or "hace años" hardly move a vector.
bench/foreign.md has the figures that the bars are chosen by.
"""

from __future__ import annotations

from pathlib import Path

from bot.content.intents import URGENT_IDS
from bot.understanding.classifier import Classifier, Vectors
from bot.understanding.lesson import Lesson
from bot.understanding.pieces import WORDS

SURE = 0.6
ALARM = 0.5
ALARM_IN_SPANISH = 0.75  # Spanish has rules of its own, so here false alarms weigh more
SPANISH = "es"
NAME, URGENCY_NAME, SPANISH_NAME = "across_languages", "urgency_across_languages", "urgency_in_spanish"
# The encoder has learnt these. Of any other it recognises names and loan words at most.
KNOWN = frozenset({"ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})


class AcrossLanguages:
    """What a message in another language asks for, and how urgent it sounds. `vector` is float32 [512] throughout."""

    def __init__(self, ranker: Classifier, urgency: Classifier, urgency_in_spanish: Classifier) -> None:
        self._ranker = ranker
        self._urgency = urgency
        self._urgency_in_spanish = urgency_in_spanish

    @classmethod
    def fit(cls, lesson: Lesson) -> AcrossLanguages:
        """Learns from examples in whatever language, with the vectors of the MultilingualEncoder."""
        texts, ids, vectors, sample_weights = lesson.texts, lesson.ids, lesson.vectors, lesson.sample_weights
        urgent = [str(id in URGENT_IDS) for id in ids]
        return cls(
            Classifier.fit(texts, ids, vectors, sample_weights=sample_weights),
            Classifier.fit(texts, urgent, vectors, sample_weights=sample_weights),
            Classifier.fit(texts, urgent, vectors, WORDS, sample_weights),
        )

    def answer(self, language: str, text: str, vector: Vectors) -> tuple[str, float] | None:
        """The id for a message in `language` (a code) with its confidence; None if unsure, or if it is no answer.

        An alarm is for `alarm` to raise.
        """
        if language not in KNOWN:
            return None
        id, confidence = self._ranker.rank(text, vector)[0]
        is_answer = id not in URGENT_IDS and not id.startswith("dialogue/")
        return (id, confidence) if is_answer and confidence >= SURE else None

    def urgency(self, language: str, text: str, vector: Vectors) -> float:
        """The probability that somebody needs help now, from 0 to 1."""
        classifier = self._urgency_in_spanish if language == SPANISH else self._urgency
        return dict(classifier.rank(text, vector))[str(True)]

    def alarm(self, language: str, text: str, vector: Vectors) -> tuple[str, float] | None:
        """An emergency or a crisis, whichever a message in `language` is likelier to be, and how urgent it sounds."""
        urgency = self.urgency(language, text, vector)
        if urgency < (ALARM_IN_SPANISH if language == SPANISH else ALARM):
            return None
        shares = dict(self._ranker.rank(text, vector))
        return max(URGENT_IDS, key=lambda id: shares.get(id, 0.0)), urgency

    def save(self, folder: Path) -> None:
        self._ranker.save(folder, NAME)
        self._urgency.save(folder, URGENCY_NAME)
        self._urgency_in_spanish.save(folder, SPANISH_NAME)

    @classmethod
    def load(cls, folder: Path) -> AcrossLanguages:
        """Reads what `save` wrote."""
        return cls(*(Classifier.load(folder, name) for name in (NAME, URGENCY_NAME, SPANISH_NAME)))
