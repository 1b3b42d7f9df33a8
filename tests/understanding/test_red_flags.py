"""Red flags are found however they are said, and left alone where they are not meant."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import spelling
from bot.understanding.red_flag_phrases import Phrase, RedFlagsError, read_phrases
from bot.understanding.red_flags import MOST_MATCHES, RedFlag, RedFlags, Span

DATA = Path(__file__).parents[2] / "data"
ENGLISH = read_phrases(DATA / "dialogue" / "red_flags.yml")
RED_FLAGS = RedFlags(ENGLISH)
EMERGENCY, CRISIS = "safety/emergency", "safety/crisis"


def found(text: str) -> str | None:
    flag = RED_FLAGS.find(text)
    return flag.id if flag else None


def examples() -> Iterator[tuple[str, str]]:
    """Every example under data/, with its id."""
    for path in sorted([*(DATA / "dialogue").glob("*.yml"), *(DATA / "examples").glob("*.yml")]):
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
        for block in listed if isinstance(listed, list) else ():
            yield from ((block["id"], text) for text in block.get("examples", ()))


# ---------------------------------------------------------------- the phrases' own messages


@pytest.mark.parametrize(("name", "text"), [(p.name, text) for p in RED_FLAGS.phrases for text in p.catches])
def test_a_phrase_finds_what_it_says_it_catches(name: str, text: str) -> None:
    flag = RED_FLAGS.find(text)

    assert flag is not None
    assert flag.phrase == name


@pytest.mark.parametrize("text", [text for p in RED_FLAGS.phrases for text in p.leaves])
def test_a_look_alike_is_left_alone(text: str) -> None:
    assert RED_FLAGS.find(text) is None


SPANISH = read_phrases(DATA / "dialogue" / "red_flags_es.yml")
BY_NAME = {phrase.name: (read, phrase) for read in (ENGLISH, SPANISH) for phrase in read.phrases}


def alone(name: str, **changed: object) -> RedFlags:
    """The rules with this one phrase alone, changed."""
    read, phrase = BY_NAME[name]
    return RedFlags(replace(read, phrases=(replace(phrase, **changed),)))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [name for name, (_, phrase) in BY_NAME.items() if phrase.unless])
def test_every_exception_of_a_phrase_has_a_look_alike_that_needs_it(name: str) -> None:
    without = alone(name, unless=None)

    assert any(without.find(text) for text in BY_NAME[name][1].leaves)


@pytest.mark.parametrize(
    ("name", "setting_aside"), [(name, kind) for name, (_, p) in BY_NAME.items() for kind in sorted(p.despite)]
)
def test_a_phrase_that_counts_despite_a_no_or_the_past_has_a_message_that_needs_it(
    name: str, setting_aside: str
) -> None:
    phrase = BY_NAME[name][1]
    without = alone(name, despite=phrase.despite - {setting_aside})

    assert not all(without.find(text) for text in phrase.catches)


# ---------------------------------------------------------------- however it is said


@pytest.mark.parametrize(
    "text",
    [
        "I can't feel my legs",
        "i can’t feel my legs",
        "i cannot feel my legs",
        "I CAN NOT FEEL MY LEGS!!!",
        "iam sorry but i cant feeel my legs",
        "/restart i cant feel my legs",
        "cant   feel\nmy legs... is it the disc?",
        "book me for tuesday at 3, oh and i cant feel my legs",
        "my name is Will Grace. i cant feel my legs",
        "i've never had this before, i cant feel my legs",
        "no, i cant feel my legs",
        "not just pain, i cant feel my legs",
        "fusion in 2015, and now i cant feel my legs",
        "can you help with my back? i cant feel my legs",
    ],
)
def test_the_same_emergency_in_other_words_around_it(text: str) -> None:
    assert found(text) == EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "loosing controll of my bladdder",
        "numness between my legs",
        "sucidal",
        "i think im having a storke, no, a strock",
        "im having chset pains",
        "havnt peed since yesturday",
    ],
)
def test_misspellings_are_understood(text: str) -> None:
    assert found(text) is not None


def test_an_emergency_and_a_crisis_are_told_apart() -> None:
    assert found("i cant breathe") == EMERGENCY
    assert found("i want to die") == CRISIS


def test_a_group_of_words_counts_only_close_together() -> None:
    far = "numb is what I felt about the whole thing with the insurance people, and yes the saddle came by post"

    assert RED_FLAGS.find(far) is None


def test_a_symptom_in_one_sentence_is_not_joined_to_the_next() -> None:
    assert RED_FLAGS.find("My fingers are numb. The saddle of my bike is new.") is None


# ---------------------------------------------------------------- not meant


@pytest.mark.parametrize(
    "text",
    [
        "no numbness between my legs",
        "I never lost control of my bladder",
        "no fever, no chest pain, no numbness between the legs",
        "no chest pain or trouble breathing",
        "I don't have any chest pain",
        "i haven't had chest pain or a fever with my back pain",
        "without chest pain",
        "I don't want to die",
        "not suicidal just fed up",
    ],
)
def test_what_is_denied_is_no_red_flag(text: str) -> None:
    assert RED_FLAGS.find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "no fever but chest pain",
        "i have never had chest pain like this",
        "it's no joke, chest pain",
        "not sure if it matters but i have chest pain",
        "no idea why, i want to die",
        "I don't know if I want to die",
    ],
)
def test_a_no_that_denies_something_else_does_not_hide_a_red_flag(text: str) -> None:
    assert RED_FLAGS.find(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "had a stroke in 2015, may I come",
        "I lost control of my bladder years ago after my second child",
        "when I was 20 I fell off a roof and couldn't move for a week",
        "in 2012 I had chest pains and got a stent",
    ],
)
def test_what_is_over_is_no_red_flag(text: str) -> None:
    assert RED_FLAGS.find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "had chest pain in 2012 and it came back",
        "disc surgery in 2019 and now my private parts are numb",
        "since my operation last year i can't feel down there",
    ],
)
def test_what_began_long_ago_and_goes_on_is_a_red_flag(text: str) -> None:
    assert found(text) == EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "my back is killing me",
        "dying to get an appointment",
        "your brownies are to die for",
        "nearly had a heart attack when I saw the price",
        "the deadline is killing me",
        "I'd kill for a massage",
        "that's a weight off my chest",
        "my husband snores to wake the dead",
        "took my breath away",
    ],
)
def test_a_saying_is_no_red_flag(text: str) -> None:
    assert RED_FLAGS.find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "can acupuncture cause chest pain",
        "does it help with shortness of breath",
        "what are the signs of cauda equina",
        "what if i can't breathe lying on my front",
        "do you treat people with foot drop",
    ],
)
def test_a_general_question_is_no_emergency(text: str) -> None:
    assert RED_FLAGS.find(text) is None


def test_asking_about_ones_own_symptom_is_an_emergency() -> None:
    assert found("can acupuncture help my chest pain") == EMERGENCY


def test_a_question_about_suicidal_thoughts_counts_even_in_general() -> None:
    assert found("does acupuncture help with suicidal thoughts") == CRISIS


@pytest.mark.parametrize(
    "text",
    [
        "my leg falls asleep when I sit",
        "numbness in my big toe",
        "pins and needles in my hand",
        "can't lift my arm above my shoulder",
        "can't move my neck",
        "I can't take it anymore, need an appointment",
        "sick and tired of living with sciatica",
        "I want my life back",
        "what's the point of the cups",
        "will it kill the pain",
        "hurt myself lifting a box",
        "overdone it at the gym",
        "my phone is dead",
        "I fainted once when I saw a needle",
        "I felt faint after my session",
        "car accident two years ago, whiplash",
        "sudden back pain",
        "fever, should I cancel my appointment",
        "wake me up when it's done",
        "lost control of my car years ago and hurt my neck",
        "I feel nothing when the needles go in",
        "groin strain from football",
        "do I need to undress down below",
        "I can't do this online booking",
        "my face is puffy in the mornings, gua sha?",
        "cannot hold my breath that long",
        "",
        "|",
        "...",
        "!?",
    ],
)
def test_ordinary_messages_are_left_alone(text: str) -> None:
    assert RED_FLAGS.find(text) is None


# ---------------------------------------------------------------- against all examples


def test_no_example_of_another_answer_is_a_red_flag() -> None:
    alarms = {text: RED_FLAGS.find(text) for id, text in examples() if id not in (EMERGENCY, CRISIS)}

    assert {text: flag for text, flag in alarms.items() if flag} == {}


@pytest.mark.parametrize(("id", "plain"), [(EMERGENCY, 375), (CRISIS, 125)])
def test_the_rules_alone_find_the_examples_that_are_said_plainly(id: str, plain: int) -> None:
    """The others are told in code, for the classifier: of those there are more with time."""
    assert sum(found(text) == id for of, text in examples() if of == id) >= plain


# ---------------------------------------------------------------- laws


SAID = [text for phrase in RED_FLAGS.phrases for text in (*phrase.catches, *phrase.leaves)]
WORDS = sorted({word for text in SAID for word in text.split()})


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_odd(text: str) -> None:
    assert RED_FLAGS.find(text) is None or isinstance(RED_FLAGS.find(text), RedFlag)


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_no_heap_of_telling_words_is_too_odd(text: str) -> None:
    assert RED_FLAGS.find(text) is None or isinstance(RED_FLAGS.find(text), RedFlag)


@pytest.mark.parametrize("words", ["no numb groin ", "leg buckle bed ", "not chest pain not "])
def test_a_symptom_over_and_over_is_weighed_so_often_and_no_more(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: Counter[str] = Counter()
    is_meant = RedFlags._is_meant

    def counted(self: RedFlags, phrase: Phrase, text: str, match: Sequence[Span]) -> bool:
        weighed[phrase.name] += 1
        return is_meant(self, phrase, text, match)

    monkeypatch.setattr(RedFlags, "_is_meant", counted)
    RED_FLAGS.find(words * 300)

    assert 1 < max(weighed.values()) <= MOST_MATCHES


def test_a_word_longer_than_any_known_is_not_guessed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    guessed: list[str] = []
    monkeypatch.setattr(spelling, "_one_slip_from", lambda word: guessed.append(word) or iter(()))

    assert RED_FLAGS.find("a" * 4000) is None
    assert RED_FLAGS.find("numbnesss " + "ab" * 2000) is None
    assert not [word for word in guessed if len(word) > 100]


@given(st.sampled_from(SAID), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_case_makes_no_difference(text: str, chance: random.Random) -> None:
    mixed = "".join(chance.choice((letter.upper(), letter.lower())) for letter in text)

    assert RED_FLAGS.find(mixed) == RED_FLAGS.find(text)


@given(st.text(max_size=100))
@settings(max_examples=150, deadline=None)
def test_capitals_of_any_script_make_no_difference(text: str) -> None:
    assert RED_FLAGS.find(f"{text.upper()} I CANT BREATHE") == RED_FLAGS.find(f"{text.lower()} i cant breathe")


# ---------------------------------------------------------------- mistakes in the file

ASIDE = "\n".join(
    f"  {name}: [xyzzy]"
    for name in (
        "sayings",
        "negations",
        "may_stand_between",
        "ends_a_negation",
        "new_all_the_same",
        "past",
        "still",
        "general_questions",
        "what_ifs",
        "owners",
    )
)
PHRASE = """  - name: chest
    id: safety/emergency
    all: [[chest], [<pain>]]
    catches: [chest pain]
    leaves: [leg pain]
"""


def a_file(tmp_path: Path, *, phrases: str = PHRASE, words: str = "  pain: [pain, hurts]", more: str = "") -> Path:
    path = tmp_path / "red_flags.yml"
    path.write_text(
        f"spelling:\n  pain: [pian]\nwords:\n{words}\nset_aside:\n{ASIDE}\nphrases:\n{phrases}{more}",
        encoding="utf-8",
    )
    return path


def test_a_small_file_is_enough(tmp_path: Path) -> None:
    flags = RedFlags.load(a_file(tmp_path))

    assert flags.find("my chest, the pian") == RedFlag(EMERGENCY, "chest")
    assert flags.find("my leg, the pain") is None


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        (PHRASE.replace("safety/emergency", "safety/urgent"), 'chest: id has "safety/urgent"'),
        (PHRASE.replace("<pain>", "<pane>"), "<pane> is not among the words"),
        (PHRASE.replace("[chest]", "[ch€st]"), 'has "ch€st"'),
        (PHRASE.replace("    leaves: [leg pain]\n", ""), 'a phrase has no field "leaves"'),
        (PHRASE.replace("leaves: [leg pain]", "leaves: []"), "chest: leaves must be a list"),
        (PHRASE + "    wihtin: 4\n", 'unknown field "wihtin"'),
        (PHRASE + "    within: soon\n", 'chest: within is "soon"'),
        (PHRASE + "    within: 0\n", 'chest: within is "0"'),
        (PHRASE + "    despite: [everything]\n", 'chest: despite has "everything"'),
        (PHRASE.replace("[[chest], [<pain>]]", "chest"), "chest: all must be a list"),
        (PHRASE.replace("[[chest], [<pain>]]", "[[chest], [[pain]]]"), "chest: all must be a text"),
        (PHRASE + PHRASE, 'the name "chest" is taken'),
        (PHRASE + "    id: safety/crisis\n", 'a phrase has the field "id" twice'),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, phrase: str, said: str) -> None:
    path = a_file(tmp_path, phrases=phrase)

    with pytest.raises(RedFlagsError) as refused:
        RedFlags.load(path)

    assert said in str(refused.value)
    line = int(str(refused.value).removeprefix(f"{path}:").split(":")[0])
    assert 16 <= line <= len(path.read_text(encoding="utf-8").splitlines())


def test_a_list_that_contains_itself_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RedFlagsError, match="contains itself"):
        RedFlags.load(a_file(tmp_path, words="  pain: [pain, very <pain>]"))


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list", "spelling: {a: [b]}", "a: [", "phrases: 3"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "red_flags.yml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(RedFlagsError, match=r"red_flags\.yml"):
        RedFlags.load(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RedFlagsError, match="cannot be read"):
        RedFlags.load(tmp_path / "nowhere.yml")
