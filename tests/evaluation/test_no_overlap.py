"""The evaluation messages are never training material, whole or reworded: a score on learnt lines says nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from bot.content import load_content
from bot.tuning.conversations import read_follow_ups, read_several

SAMPLES = Path(__file__).parent
FEWEST_WORDS = 5  # "how much is it" is anybody's
CLOSE = 88  # per cent of two messages that is alike


def folded(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", re.sub("['’]", "", text.lower())))


def sample(name: str) -> list[str]:
    """What is judged of each line: the text, or the last turn."""
    lines = [json.loads(line) for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines()]
    texts = [folded(line["text"] if "text" in line else line["turns"][-1]) for line in lines]
    return [text for text in texts if len(text.split()) >= FEWEST_WORDS]


LEARNT = {
    "examples": lambda: [example.text for example in load_content(Path("data")).examples],
    "messages that ask several things": lambda: [message.text for message in read_several()],
    "follow-ups": lambda: [conversation.text for conversation in read_follow_ups()],
}


@pytest.mark.parametrize("learnt", LEARNT)
@pytest.mark.parametrize("name", ["messages.jsonl", "multi_question.jsonl", "follow_ups.jsonl"])
def test_no_evaluation_message_is_learnt_from_nor_a_close_rewording_of_one(name: str, learnt: str) -> None:
    messages = sample(name)
    examples = [folded(text) for text in LEARNT[learnt]()]

    alike = process.cdist(messages, examples, scorer=fuzz.ratio, score_cutoff=CLOSE, dtype=np.uint8)

    pairs = [(messages[row], examples[column]) for row, column in np.argwhere(alike)]
    assert pairs == []
