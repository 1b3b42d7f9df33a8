"""A message in another language is noticed; whatever may be English is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import load_content
from bot.content.other_languages import load_other_languages
from bot.understanding.foreign import ForeignLanguages

DATA = Path(__file__).parents[2] / "data"
LANGUAGES = load_other_languages(DATA / "dialogue" / "other_languages.yml")
TEN = ("es", "zh", "vi", "tl", "fr", "ar", "ko", "ru", "de", "pt")
FALSE_ALARMS = 0.002
RECALL = 0.9


ENGLISH = [example.text for example in load_content(DATA).examples if example.id != "dialogue/other_language"]
FOREIGN = [
    json.loads(line) for line in (Path(__file__).parent / "foreign.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def known() -> ForeignLanguages:
    return ForeignLanguages.fit(LANGUAGES, ENGLISH)


def test_english_is_not_taken_for_foreign_even_when_its_words_were_never_seen() -> None:
    learnt = ForeignLanguages.fit(LANGUAGES, ENGLISH[::2])

    alarms = [text for text in ENGLISH[1::2] if learnt.language_of(text)]

    assert len(alarms) <= FALSE_ALARMS * len(ENGLISH[1::2]), alarms


@pytest.mark.parametrize("code", TEN)
def test_each_of_the_ten_languages_is_recognised(known: ForeignLanguages, code: str) -> None:
    texts = [line["text"] for line in FOREIGN if line["language"] == code]

    missed = [text for text in texts if known.language_of(text) != code]

    assert len(texts) >= 30
    assert len(missed) <= (1 - RECALL) * len(texts), missed


@pytest.mark.parametrize(
    "text",
    [
        "hola",
        "Hola!",
        "hola, how much is it",
        "bonjour! do you take walk ins",
        "buenos dias",
        "namaste, what are your prices",
        "muchas gracias",
        "por favor call me back",
        "my abuela wants to come, do you have parking",
        "is the señor from yesterday working today",
        "do you speak español?",
        "anyone there who speaks 中文",
        "can somebody call my mom in Tagalog",
        "hi im José",
        "María Fernández",
        "Nguyễn Thị Hoa",
        "Jean-Pierre de la Cruz",
        "van der Berg",
        "my name is Jürgen Müller",
        "c'est la vie",
        "déjà vu, didn't i book already",
        "crème brûlée café façade",
        "it's about my fiancé",
        "si",
        "no",
        "ja",
        "que",
        "lol",
        "asdf qwer zxcv",
        "👍👍",
        "😭 ???",
        "123",
        "10am",
        "",
        "what is qi",
        "moxa?",
        "cannae move ma neck",
        "hw r u",
        "nah bruv",
        "gday mate arvo appt?",
        "i am having pain in back since two month please to help",
        "doctor sahib timing please",
        "𝓱𝓮𝓵𝓵𝓸",
        "¯\\_(ツ)_/¯",
    ],
)
def test_english_names_and_greetings_are_not_foreign(known: ForeignLanguages, text: str) -> None:
    assert known.language_of(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("¿Duele?", "es"),
        ("CUANTO CUESTA", "es"),
        ("hola, cuanto cuesta", "es"),
        ("cham cuu co dau khong", "vi"),
        ("magkano po ang acupuncture", "tl"),
        ("我想book明天的appointment可以吗", "zh"),
        ("kamar dard ke liye kitne session lagenge", "hi"),
        ("πόσο κοστίζει", "el"),
        ("כמה עולה טיפול", "he"),
        ("سلام، ساعت کاری شما چیه", "fa"),
        ("скільки коштує", "uk"),
        ("腰痛に鍼は効きますか", "ja"),
    ],
)
def test_however_it_is_typed_the_language_is_named(known: ForeignLanguages, text: str, code: str) -> None:
    assert known.language_of(text) == code


def test_the_words_come_back_from_the_disk(known: ForeignLanguages, tmp_path: Path) -> None:
    known.save(tmp_path)

    loaded = ForeignLanguages.load(tmp_path, LANGUAGES)

    assert loaded.language_of("tut das weh") == "de"
    assert [loaded.language_of(text) for text in ENGLISH] == [known.language_of(text) for text in ENGLISH]


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_text_is_too_odd(known: ForeignLanguages, text: str) -> None:
    code = known.language_of(text)

    assert code is None or code.isalpha()
