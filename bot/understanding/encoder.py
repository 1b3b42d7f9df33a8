"""The sentence encoder: sentences in, unit vectors out, so that messages of one meaning lie close together.

A single message can be read more closely: how surely another question begins at each of its words, and what a stretch
of it means within the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.understanding.adapter import begins
from bot.understanding.weights import prepare_encoder

DIMENSIONS = 384
MOST_TOKENS = 256  # as the published model is meant to be used; what a message says beyond is not read


@dataclass(frozen=True, eq=False)
class Reading:
    """A message, token by token."""

    vector: NDArray[np.float32]  # [384], of length one
    begins: dict[int, float]  # by where a word starts, in characters: how surely another question begins there
    _states: NDArray[np.float32]  # [tokens, 384]
    _places: NDArray[np.intp]  # [tokens, 2], from where to where in the message

    def within(self, start: int, end: int) -> NDArray[np.float32]:
        """What the words from `start` to `end` (characters) mean in this message: [384], of length one."""
        inside = (self._places[:, 1] > start) & (self._places[:, 0] < end)
        return _unit(self._states[inside].mean(axis=0)) if inside.any() else self.vector


class SentenceEncoder:
    """all-MiniLM-L6-v2, adapted to our field, in eight-bit integers on the CPU, a text on one thread."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Loads the encoder that `prepare_encoder` keeps under `folder`, making it if need be.

        As many `threads` may encode at the same time.
        """
        ready = prepare_encoder(folder)
        self._tokenizer = Tokenizer.from_file(str(ready / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        self._model = ctranslate2.Encoder(
            str(ready), device="cpu", compute_type="int8", inter_threads=threads, intra_threads=1
        )
        self._begins, self._bias = begins()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length one, float32 [len(texts), 384]."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.empty((len(ids), DIMENSIONS), dtype=np.float32)
        for batch in _by_length(ids):
            output = self._model.forward_batch([ids[index] for index in batch])
            states = np.array(output.last_hidden_state)
            for row, index in enumerate(batch):
                vectors[index] = states[row, : len(ids[index])].mean(axis=0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def read(self, text: str) -> Reading:
        """One message, closely."""
        encoding = self._tokenizer.encode(text)
        states = np.array(self._model.forward_batch([encoding.ids]).last_hidden_state)[0]
        vector, states = _unit(states.mean(axis=0)), states[1:-1]  # without the tokens that begin and end the message
        places = np.array(encoding.offsets[1:-1], dtype=np.intp).reshape(-1, 2)
        chances = 1 / (1 + np.exp(-(states @ self._begins + self._bias)))
        words = np.array(encoding.word_ids[1:-1], dtype=np.intp)
        first_pieces = np.flatnonzero(np.diff(words)) + 1  # without the message's first word
        starts = {int(places[index, 0]): float(chances[index]) for index in first_pieces}
        return Reading(vector, starts, states, places)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    scaled: NDArray[np.float32] = vector / np.linalg.norm(vector)
    return scaled


def _by_length(ids: Sequence[Sequence[int]], size: int = 32) -> list[list[int]]:
    """Indices in batches of about equal length, so that little is padded."""
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    return [order[start : start + size] for start in range(0, len(order), size)]
