"""The evaluation messages are never training material, whole or reworded: a score on learnt lines says nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from bot.content import load_content

MESSAGES = Path(__file__).parent / "messages.jsonl"
FEWEST_WORDS = 5  # "how much is it" is anybody's
CLOSE = 88  # per cent of two messages that is alike


def folded(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def test_no_evaluation_message_is_a_training_example_nor_a_close_rewording_of_one() -> None:
    messages = [folded(json.loads(line)["text"]) for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
    messages = [message for message in messages if len(message.split()) >= FEWEST_WORDS]
    examples = [folded(example.text) for example in load_content(Path("data")).examples]

    alike = process.cdist(messages, examples, scorer=fuzz.ratio, score_cutoff=CLOSE, dtype=np.uint8)

    pairs = [(messages[row], examples[column]) for row, column in np.argwhere(alike)]
    assert pairs == []
