"""What a message in another language asks for, learnt from the English examples alone.

The vectors of the multilingual encoder put a question and its translations close together, so a classifier on them
answers in any of its languages. No pieces of the text are used: those are English. Only a sure guess counts. How
urgent a message sounds is judged by a classifier of its own, as in English. bench/foreign.md has the figures that the
bars are chosen by.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.understanding.classifier import Classifier, Pieces, Vectors
from bot.understanding.urgency import URGENT_IDS

SURE = 0.6
URGENT = 0.5
URGENT_BESIDE_RULES = 0.8  # Spanish has rules of its own, so here false alarms weigh more
HAVE_RULES = frozenset({"es"})
NAME, URGENCY_NAME = "across_languages", "urgency_across_languages"
# The encoder has learnt these. Of any other it recognises names and loan words at most.
KNOWN = frozenset({"ar", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})
NO_PIECES = Pieces("char_wb", 1, 1, smallest_count=1, weight=0.0)


class AcrossLanguages:
    """What a message in another language asks for, and how urgent it sounds. `vector` is float32 [512] throughout."""

    def __init__(self, ranker: Classifier, urgency: Classifier) -> None:
        self._ranker = ranker
        self._urgency = urgency

    @classmethod
    def fit(cls, texts: Sequence[str], ids: Sequence[str], vectors: Vectors) -> AcrossLanguages:
        """Learns from the examples in English only; `vectors` of the MultilingualEncoder, float32 [texts, 512]."""
        urgent = [str(id in URGENT_IDS) for id in ids]
        return cls(Classifier.fit(texts, ids, vectors, NO_PIECES), Classifier.fit(texts, urgent, vectors, NO_PIECES))

    def answer(self, language: str, text: str, vector: Vectors) -> tuple[str, float] | None:
        """The id for a message in `language` (a code) with its confidence; None if unsure, or if it is no answer."""
        if language not in KNOWN:
            return None
        id, confidence = self._ranker.rank(text, vector)[0]
        return (id, confidence) if confidence >= SURE and not id.startswith("dialogue/") else None

    def urgency(self, text: str, vector: Vectors) -> float:
        """The probability that somebody needs help now, from 0 to 1."""
        return dict(self._urgency.rank(text, vector))[str(True)]

    def is_urgent(self, language: str, text: str, vector: Vectors) -> bool:
        """Whether a message in `language` (a code) is to be taken for an emergency."""
        bar = URGENT_BESIDE_RULES if language in HAVE_RULES else URGENT
        return self.urgency(text, vector) >= bar

    def save(self, folder: Path) -> None:
        self._ranker.save(folder, NAME)
        self._urgency.save(folder, URGENCY_NAME)

    @classmethod
    def load(cls, folder: Path) -> AcrossLanguages:
        """Reads what `save` wrote."""
        return cls(Classifier.load(folder, NAME), Classifier.load(folder, URGENCY_NAME))
