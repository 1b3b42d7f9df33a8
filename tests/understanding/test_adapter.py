"""The corrections to the encoder fit its layers, and change them a little."""

from __future__ import annotations

import numpy as np
from safetensors.numpy import load_file

from bot.understanding.adapter import ADAPTER, adapted, fingerprint

SIDES = {"intermediate.dense": (1536, 384), "attention.output.dense": (384, 384), "output.dense": (384, 1536)}


def shape_of(name: str) -> tuple[int, int]:
    return next((shape for end, shape in SIDES.items() if name.endswith(end)), (384, 384))


def test_each_correction_fits_its_layer_and_is_small_beside_it() -> None:
    names = sorted(key.removesuffix(".A") for key in load_file(str(ADAPTER)) if key.endswith(".A"))
    random = np.random.RandomState(0)
    before = {f"{name}.weight": random.normal(0, 0.05, shape_of(name)).astype(np.float32) for name in names}

    after = adapted(before)

    assert names
    for key, weight in before.items():
        assert after[key].shape == weight.shape
        assert 0 < np.linalg.norm(after[key] - weight) < 2 * np.linalg.norm(weight)


def test_another_adapter_makes_another_encoder() -> None:
    assert len(fingerprint()) == 8
