"""What to do with a message in another language: an alarm, a sure answer, or to say that we speak English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.content.intents import OTHER_LANGUAGE
from bot.content.other_languages import OtherLanguage, load_other_languages
from bot.understanding.across_languages import SPANISH, AcrossLanguages
from bot.understanding.classifier import Vectors
from bot.understanding.decision import Decision
from bot.understanding.foreign import ForeignLanguages
from bot.understanding.lesson import Lesson
from bot.understanding.red_flags import RedFlags


class ForeignMessages:
    """Notices other languages, and reads them as far as the multilingual vectors go."""

    def __init__(self, noticed: ForeignLanguages, across: AcrossLanguages, spanish_red_flags: RedFlags) -> None:
        self._noticed = noticed
        self._across = across
        self._spanish_red_flags = spanish_red_flags

    @classmethod
    def fit(
        cls, texts: Sequence[str], ids: Sequence[str], english: Lesson, spanish: Lesson, dialogue: Path
    ) -> ForeignMessages:
        """Knows the words of all English examples, and learns what is meant from two lessons.

        These have multilingual vectors; `dialogue` is data/dialogue.
        """
        english = english.without(OTHER_LANGUAGE)
        said = [text for text, id in zip(texts, ids, strict=True) if id != OTHER_LANGUAGE]
        across = AcrossLanguages.fit(english.and_also(spanish))
        noticed = ForeignLanguages.fit(_languages(dialogue), said)
        return cls(noticed, across, _spanish_red_flags(dialogue))

    def save(self, folder: Path) -> None:
        self._noticed.save(folder)
        self._across.save(folder)

    @classmethod
    def load(cls, folder: Path, dialogue: Path) -> ForeignMessages:
        noticed = ForeignLanguages.load(folder, _languages(dialogue))
        return cls(noticed, AcrossLanguages.load(folder), _spanish_red_flags(dialogue))

    def read(self, text: str, vector: Vectors) -> Decision | None:
        """None for a message in English; `vector` is its multilingual one.

        A Spanish red flag counts whatever the message is taken for: few words are often taken for another language.
        """
        flag = self._spanish_red_flags.find(text)
        if flag is not None:
            return Decision(flag.id, 1.0, (), by_rule=flag.phrase, text=text, language=SPANISH)
        language = self._noticed.language_of(text)
        if language is None:
            return None
        found = self._across.alarm(language, text, vector) or self._across.answer(language, text, vector)
        id, confidence = found or (OTHER_LANGUAGE, 1.0)
        return Decision(id, confidence, (), text=text, language=language)


def _languages(dialogue: Path) -> Mapping[str, OtherLanguage]:
    return load_other_languages(dialogue / "other_languages.yml")


def _spanish_red_flags(dialogue: Path) -> RedFlags:
    return RedFlags.load(dialogue / "red_flags_es.yml")
