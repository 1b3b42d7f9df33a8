"""all-MiniLM-L6-v2 in torch, its weights frozen, with a low-rank correction to learn beside each linear layer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from safetensors.numpy import load_file, save_file
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn

LAYERS, HEADS, WIDTH, MOST_TOKENS = 6, 12, 384, 128
RANK = 64
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


@dataclass(frozen=True)
class Read:
    """Messages as the encoder reads them."""

    wholes: Tensor  # [messages, WIDTH], at unit length
    parts: Sequence[Tensor]  # for each message [pieces, WIDTH], at unit length
    begins: Tensor  # [tokens of all messages but the first of each], how surely a question begins there
    is_start: Tensor  # the same: 1 where one does


class Encoder(nn.Module):
    """Messages in, unit vectors out, and how surely a question begins at each token."""

    width = WIDTH

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
        self.begins = nn.Linear(WIDTH, 1)

    def read(self, messages: Sequence[Sequence[str]]) -> Read:
        """Messages in pieces, each of which begins a question."""
        found = [self._tokenizer.encode("".join(pieces)) for pieces in messages]
        states, mask = self._states([encoding.ids for encoding in found])
        wholes = F.normalize((states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)
        chances = self.begins(states)[..., 0]
        parts, begins, is_start = [], [], []
        for row, (encoding, pieces) in enumerate(zip(found, messages, strict=True)):
            last = len(encoding.ids) - 1  # the token that ends the message
            starts = _first_tokens(encoding, pieces, last)
            spans = pairwise([1, *starts, last])
            parts.append(torch.stack([states[row, start : max(end, start + 1)].mean(0) for start, end in spans]))
            begins.append(chances[row, 2:last])
            is_start.append(torch.tensor([float(token in starts) for token in range(2, last)]))
        units = [F.normalize(part, dim=-1) for part in parts]
        return Read(wholes, units, torch.cat(begins), torch.cat(is_start))

    def _states(self, tokens: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        ids, mask = _padded(tokens)
        states = F.embedding(ids, self.word) + self.position[: ids.shape[1]] + self.token_type[0]
        states = F.dropout(self.norm(states), DROPOUT, self.training)
        with torch.autocast("cpu", dtype=torch.bfloat16):  # half the time, where the processor can
            for layer in self.layers:
                states = layer(states, mask)
        return states.float(), mask

    def learnt(self) -> list[nn.Parameter]:
        return [parameter for layer in self.layers for parameter in layer.parameters()]

    def save_adapter(self, file: Path) -> None:
        """Writes what was learnt in half precision, named as `bot.understanding.adapter` reads it."""
        learnt = {
            f"encoder.layer.{number}.{full}.{part.upper()}": getattr(getattr(layer, short), part)
            for number, layer in enumerate(self.layers)
            for short, full in LINEAR.items()
            for part in ("a", "b")
        }
        learnt |= {"begins.weight": self.begins.weight, "begins.bias": self.begins.bias}
        save_file({name: value.detach().numpy().astype(np.float16) for name, value in learnt.items()}, str(file))


def _first_tokens(encoding: Encoding, pieces: Sequence[str], last: int) -> list[int]:
    """At which token each piece but the first begins; at `last` where it was cut off."""
    ends = list(accumulate(map(len, pieces)))[:-1]
    return [next((token for token in range(1, last) if encoding.offsets[token][1] > end), last) for end in ends]


def _padded(tokens: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, tokens))
    ids, mask = torch.zeros(len(tokens), longest, dtype=torch.long), torch.zeros(len(tokens), longest)
    for row, one in enumerate(tokens):
        ids[row, : len(one)] = torch.tensor(one)
        mask[row, : len(one)] = 1
    return ids, mask
