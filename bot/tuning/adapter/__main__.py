"""`make adapter`: learns the adapter from our examples and writes it to its place.

Each example is shown with other slips every time, and pairs of them as one message that asks both, so that the vector
of such a message keeps both questions. Some examples are never shown: `tune` learns from those what an unseen
message looks like.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from torch import Tensor, nn

from bot.content.content import load_content
from bot.tuning.adapter.encoder import Encoder
from bot.tuning.adapter.noise import joined, typed
from bot.tuning.held_out import learnt_and_held
from bot.understanding.adapter import ADAPTER

EPOCHS, BATCH = 6, 48
LEARNING_RATE, HEAD_LEARNING_RATE = 1e-3, 5e-3
WARM_UP, LOWEST = 0.06, 0.02  # shares of the steps, and of the learning rate
SHARPNESS = 20.0  # of the cosine between a message and an id
SMOOTHING = 0.05
PAIRS = 0.25  # messages with two questions, for each example
LONGEST_IN_A_PAIR = 16  # words
PAIRED = ("faq/", "handoff/", "safety/ask_a_clinician", "dialogue/are_you_a_bot", "dialogue/capabilities")
SEED = 0


@dataclass(frozen=True)
class Shown:
    """A message as it is shown, and the one or two ids that it asks for."""

    text: str
    ids: tuple[int, int]


def main() -> None:
    """Wants the folder of the published weights."""
    torch.manual_seed(SEED)
    random = Random(SEED)
    examples, _ = learnt_and_held(load_content(Path("data")).examples)
    labels = sorted({example.id for example in examples})
    single = [(example.text, labels.index(example.id)) for example in examples]
    paired = [one for one, example in zip(single, examples, strict=True) if _may_be_paired(example.text, example.id)]

    encoder = Encoder(Path(sys.argv[1]))
    head = nn.Linear(encoder.norm.weight.shape[0], len(labels))
    nn.init.zeros_(head.weight)
    learner = torch.optim.AdamW(
        [
            {"params": encoder.learnt(), "lr": LEARNING_RATE, "weight_decay": 0.01},
            {"params": head.parameters(), "lr": HEAD_LEARNING_RATE, "weight_decay": 0.0},
        ]
    )
    steps = EPOCHS * (int(len(single) * (1 + PAIRS)) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(learner, lambda step: _rate(step / steps))
    encoder.train()
    for epoch in range(EPOCHS):
        started, losses = time.perf_counter(), []
        for batch, tokens in _batches(encoder, _shown(single, paired, random), random):
            loss = _loss(head(encoder(tokens)) * SHARPNESS, batch)
            learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.learnt(), 1.0)
            learner.step()
            rate.step()
            losses.append(loss.item())
        seconds = time.perf_counter() - started
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {sum(losses) / len(losses):.3f}, {seconds:.0f} s", flush=True)  # noqa: T201
    encoder.save_adapter(ADAPTER)


def _may_be_paired(text: str, id: str) -> bool:
    return id.startswith(PAIRED) and 2 <= len(text.split()) <= LONGEST_IN_A_PAIR


def _rate(progress: float) -> float:
    """Up for a while, then down in a straight line."""
    return min(1.0, progress / WARM_UP + 1e-3) * max(LOWEST, 1 - progress)


def _shown(single: Sequence[tuple[str, int]], paired: Sequence[tuple[str, int]], random: Random) -> list[Shown]:
    shown = [Shown(typed(text, random), (id, id)) for text, id in single]
    for _ in range(int(PAIRS * len(single))):
        (one, first), (other, second) = random.sample(list(paired), 2)
        if first != second:
            shown.append(Shown(joined(typed(one, random), typed(other, random), random), (first, second)))
    return shown


def _batches(
    encoder: Encoder, shown: Sequence[Shown], random: Random
) -> Iterator[tuple[list[Shown], list[list[int]]]]:
    """Batches of about equal length, in random order."""
    tokens = encoder.tokens([one.text for one in shown])
    order = list(range(len(shown)))
    random.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * 20):
        alike = sorted(order[start : start + BATCH * 20], key=lambda index: len(tokens[index]))
        batches += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
    random.shuffle(batches)
    for batch in batches:
        yield [shown[index] for index in batch], [tokens[index] for index in batch]


def _loss(scores: Tensor, batch: Sequence[Shown]) -> Tensor:
    """Both ids of a message count half."""
    halves = [
        F.cross_entropy(scores, torch.tensor([one.ids[which] for one in batch]), label_smoothing=SMOOTHING)
        for which in (0, 1)
    ]
    return (halves[0] + halves[1]) / 2


if __name__ == "__main__":
    main()
