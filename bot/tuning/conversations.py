"""The written conversations to learn from: several questions in a message, and messages that lean on the last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path("data/conversations")


@dataclass(frozen=True)
class SeveralQuestions:
    """A message, and for each question in it the ids that answer it and where the words that ask it begin."""

    text: str
    accepted: tuple[frozenset[str], ...]
    starts: tuple[int, ...]  # in characters, from 0

    @property
    def pieces(self) -> list[str]:
        """The message cut where a question begins; what precedes the first belongs to that."""
        places = [0, *self.starts[1:], len(self.text)]
        return [self.text[start:end] for start, end in pairwise(places)]


@dataclass(frozen=True)
class FollowUp:
    """What a visitor said, what they said next, and the ids that answer that."""

    before: str
    text: str
    accepted: frozenset[str]


def read_several(folder: Path = FOLDER) -> list[SeveralQuestions]:
    """Lines of `{"text", "accept_all": [[id]], "starts": [character]}`."""
    return [
        SeveralQuestions(line["text"], tuple(map(frozenset, line["accept_all"])), tuple(line["starts"]))
        for line in _lines(folder / "several.jsonl")
    ]


def read_follow_ups(folder: Path = FOLDER) -> list[FollowUp]:
    """Lines of `{"turns": [text], "accept": [id]}`; of longer conversations the last two turns."""
    return [
        FollowUp(line["turns"][-2], line["turns"][-1], frozenset(line["accept"]))
        for line in _lines(folder / "follow_ups.jsonl")
    ]


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
