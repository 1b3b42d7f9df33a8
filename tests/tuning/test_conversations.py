"""The written conversations can be learnt from: their marks fit their words, and their ids are known."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from bot.content.content import load_content
from bot.tuning.conversations import SeveralQuestions, read_follow_ups, read_several
from bot.tuning.held_out import learnt_and_held

SEVERAL = read_several()
KNOWN = {example.id for example in load_content(Path("data")).examples}


@pytest.mark.parametrize("message", SEVERAL, ids=lambda message: message.text[:40])
def test_each_question_of_a_message_begins_somewhere_of_its_own(message: SeveralQuestions) -> None:
    assert len(message.starts) == len(message.accepted)
    assert message.starts[0] == 0
    assert all(one < other for one, other in pairwise(message.starts))
    assert all(piece.strip() for piece in message.pieces)
    assert "".join(message.pieces) == message.text


def test_every_id_is_one_that_examples_are_known_of() -> None:
    several = {id for message in SEVERAL for ids in message.accepted for id in ids}
    follow_ups = {id for conversation in read_follow_ups() for id in conversation.accepted}

    assert several | follow_ups <= KNOWN


def test_what_is_held_out_is_never_learnt_and_stays_so_whatever_is_added() -> None:
    learnt, held = learnt_and_held(SEVERAL, 0.2, lambda message: message.text)

    assert 0.15 * len(SEVERAL) < len(held) < 0.25 * len(SEVERAL)
    assert not set(learnt) & set(held)
    assert len(learnt) + len(held) == len(SEVERAL)
    assert learnt_and_held([*SEVERAL[:7], *held], 0.2, lambda message: message.text)[1][-len(held) :] == held
