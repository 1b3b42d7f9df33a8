"""The sentence encoder: sentences in, unit vectors out, so that messages of one meaning lie close together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.understanding.weights import prepare_encoder

DIMENSIONS = 384
MOST_TOKENS = 256  # as the model was trained; what a message says beyond is not read


class SentenceEncoder:
    """all-MiniLM-L6-v2 in eight-bit integers on the CPU, one thread."""

    def __init__(self, folder: Path) -> None:
        """Loads the encoder that `prepare_encoder` keeps under `folder`, making it if need be."""
        ready = prepare_encoder(folder)
        self._tokenizer = Tokenizer.from_file(str(ready / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        self._model = ctranslate2.Encoder(
            str(ready), device="cpu", compute_type="int8", inter_threads=1, intra_threads=1
        )

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


def _by_length(ids: Sequence[Sequence[int]], size: int = 32) -> list[list[int]]:
    """Indices in batches of about equal length, so that little is padded."""
    order = sorted(range(len(ids)), key=lambda index: len(ids[index]))
    return [order[start : start + size] for start in range(0, len(order), size)]
