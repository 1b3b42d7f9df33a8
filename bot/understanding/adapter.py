"""The clinic's field, taught to the sentence encoder once: small corrections to its layers, shipped with the code.

Low-rank (LoRA): a layer's weight W becomes W + B A. `make adapter` trains them on our examples; here they are added
to the published weights when the encoder is set up, so that running it costs nothing more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

ADAPTER = Path(__file__).parent / "learned" / "adapter.safetensors"

Arrays = Mapping[str, NDArray[np.float32]]


def fingerprint() -> str:
    """Tells one adapter from another."""
    return hashlib.sha256(ADAPTER.read_bytes()).hexdigest()[:8]


def adapted(weights: Arrays) -> dict[str, NDArray[np.float32]]:
    """The encoder's weights with the corrections added: `NAME.A` [rank, in] and `NAME.B` [out, rank]."""
    corrected = dict(weights)
    corrections = load_file(str(ADAPTER))
    for name in sorted(key.removesuffix(".A") for key in corrections if key.endswith(".A")):
        down, up = (corrections[f"{name}.{part}"].astype(np.float32) for part in ("A", "B"))
        corrected[f"{name}.weight"] = corrected[f"{name}.weight"] + up @ down
    return corrected


def begins() -> tuple[NDArray[np.float32], float]:
    """The weights [dimensions] and the constant by which a token tells that another question begins there (logit)."""
    learnt = load_file(str(ADAPTER))
    return learnt["begins.weight"][0].astype(np.float32), float(learnt["begins.bias"][0])
