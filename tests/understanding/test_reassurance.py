"""What a visitor says is not so, or is over, raises no alarm; what is so keeps raising it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.reassurance import Reassurances
from bot.understanding.red_flags import RedFlags

DIALOGUE = Path(__file__).parents[2] / "data" / "dialogue"
RED_FLAGS = RedFlags.load(DIALOGUE / "red_flags.yml")
REASSURANCES = Reassurances(RED_FLAGS)


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("I have NO numbness and NO weakness. What does it cost?", "i have and . what does it cost"),
        ("no fever, tingling or pins and needles, just stiff", "just stiff"),
        ("Didn't faint. Didn't bleed. Cheers!", "cheers"),
        ("had a stroke in 2011, dancing again now. price?", "dancing again now . price"),
        ("Fell off a horse as a child and my back is only stiff", "and my back is only stiff"),
        ("doctor says nothing serious, legs are strong. when do you open", "when do you open"),
        ("broke my wrist in 87, it knits still! price list?", "it knits still . price list"),
        ("the stairs are killing me, can I book", "the stairs are , can i book"),
    ],
)
def test_what_is_denied_over_or_a_saying_is_left_out(message: str, rest: str) -> None:
    assert REASSURANCES.beside(message) == rest


@pytest.mark.parametrize(
    "message",
    [
        "no feeling in my legs",
        "I can't feel my foot",
        "he is not breathing",
        "never had a headache like this",
        "it won't stop bleeding",
        "I had a stroke in 2011 and since this morning my face is numb",
        "in 2031 I won't be here",
        "contractions, four in 80 minutes",
        "can't pass water",
        "when do you open",
        "",
        "...",
    ],
)
def test_what_is_so_now_or_is_to_come_stays(message: str) -> None:
    assert REASSURANCES.beside(message) is None


@pytest.mark.parametrize(
    ("message", "alarm"),
    [
        ("no fever but he's turning blue", "turning blue"),
        ("TB years ago, drenching sweats now", "drenching sweats now"),
        ("no chest pain, and my left arm has gone dead", "my left arm has gone dead"),
        (
            "had an operation in 1998, my calf is hot and twice as thick today",
            "my calf is hot and twice as thick today",
        ),
        ("I will not see forty, my father had his stroke years ago", "i wont see forty"),
        ("without pain now, without feeling either", "without feeling either"),
    ],
)
def test_the_alarm_beside_a_reassurance_stays(message: str, alarm: str) -> None:
    assert alarm in (REASSURANCES.beside(message) or "")


def test_a_language_that_has_none_loses_its_sayings_alone() -> None:
    spanish = Reassurances(RedFlags.load(DIALOGUE / "red_flags_es.yml"))

    assert spanish.beside("no tengo fiebre desde 1998") is None
    assert spanish.beside("me muero de risa, cuanto cuesta") == "cuanto cuesta"


WORDS = "no not never , . numb numbness weak or nor and but i my in 1998 years ago still killing me ~ | fever"


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join)))
def test_whatever_is_said_nothing_is_added(message: str) -> None:
    rest = REASSURANCES.beside(message)

    assert set((rest or "").split()) - {".", ","} <= set(RED_FLAGS.spelt(message).split())
