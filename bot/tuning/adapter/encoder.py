"""all-MiniLM-L6-v2 in torch, its weights frozen, with a low-rank correction to learn beside each linear layer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

LAYERS, HEADS, WIDTH, MOST_TOKENS = 6, 12, 384, 128
RANK = 16
DROPOUT = 0.1
EPSILON = 1e-12  # of the layer norms, as published
LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
}


class Corrected(nn.Module):
    """A published linear layer W, run as W + B A, of which A and B are learnt. B starts at nothing."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)
        outputs, inputs = weight.shape
        self.a = nn.Parameter(torch.randn(RANK, inputs) / math.sqrt(inputs))
        self.b = nn.Parameter(torch.zeros(outputs, RANK))

    def forward(self, states: Tensor) -> Tensor:
        return F.linear(states, self.weight, self.bias) + F.linear(F.linear(states, self.a), self.b)


class Norm(nn.Module):
    """A published layer norm, as it is."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)

    def forward(self, states: Tensor) -> Tensor:
        return F.layer_norm(states, (WIDTH,), self.weight, self.bias, EPSILON)


class Layer(nn.Module):
    """Attention and a feed-forward step, each added to what came in."""

    def __init__(self, arrays: dict[str, Tensor], name: str) -> None:
        super().__init__()
        for short, full in LINEAR.items():
            setattr(self, short, Corrected(arrays[f"{name}.{full}.weight"], arrays[f"{name}.{full}.bias"]))
        norms = [f"{name}.attention.output.LayerNorm", f"{name}.output.LayerNorm"]
        self.norms = nn.ModuleList(Norm(arrays[f"{norm}.weight"], arrays[f"{norm}.bias"]) for norm in norms)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = states.shape
        query, key, value = (
            layer(states).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        )
        seen = F.scaled_dot_product_attention(
            query, key, value, attn_mask=mask[:, None, None, :].bool(), dropout_p=DROPOUT if self.training else 0.0
        )
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        states = self.norms[0](states + F.dropout(seen, DROPOUT, self.training))
        found = self.down(F.gelu(self.up(states)))
        normed: Tensor = self.norms[1](states + F.dropout(found, DROPOUT, self.training))
        return normed


class Encoder(nn.Module):
    """Token ids in, unit vectors out."""

    def __init__(self, folder: Path) -> None:
        """`folder` has the published model.safetensors and tokenizer.json."""
        super().__init__()
        arrays = {name: torch.tensor(array) for name, array in load_file(str(folder / "model.safetensors")).items()}
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()
        for name in ("word", "position", "token_type"):
            self.register_buffer(name, arrays[f"embeddings.{name}_embeddings.weight"])
        self.norm = Norm(arrays["embeddings.LayerNorm.weight"], arrays["embeddings.LayerNorm.bias"])
        self.layers = nn.ModuleList(Layer(arrays, f"encoder.layer.{number}") for number in range(LAYERS))

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]

    def forward(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        ids, mask = _padded(tokens)
        states = F.embedding(ids, self.word) + self.position[: ids.shape[1]] + self.token_type[0]
        states = F.dropout(self.norm(states), DROPOUT, self.training)
        for layer in self.layers:
            states = layer(states, mask)
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return F.normalize(mean, dim=-1)

    def learnt(self) -> list[nn.Parameter]:
        return [parameter for parameter in self.parameters() if parameter.requires_grad]

    def save_adapter(self, file: Path) -> None:
        """Writes what was learnt in half precision, named as `bot.understanding.adapter` reads it."""
        corrections = {
            f"encoder.layer.{number}.{full}.{part.upper()}": getattr(getattr(layer, short), part)
            for number, layer in enumerate(self.layers)
            for short, full in LINEAR.items()
            for part in ("a", "b")
        }
        save_file({name: value.detach().numpy().astype(np.float16) for name, value in corrections.items()}, str(file))


def _padded(tokens: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, tokens))
    ids, mask = torch.zeros(len(tokens), longest, dtype=torch.long), torch.zeros(len(tokens), longest)
    for row, one in enumerate(tokens):
        ids[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = 1
    return ids, mask
