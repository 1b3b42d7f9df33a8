"""`make adapter`: learns the adapter from our examples and writes it to its place.

Three tasks at once. What a message asks, from each example, shown with other slips every time. Where in a message
another question begins, from written messages and from examples joined to one. And what each of its questions asks,
read within the message, so that "and afterwards?" is still about the cups. Some are never shown: `tune` needs
messages of our own that are new.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own custom
from torch import Tensor, nn

from bot.content.content import load_content
from bot.content.examples import Example
from bot.tuning.adapter.encoder import Encoder, Read
from bot.tuning.adapter.noise import joined, typed, typed_pieces
from bot.tuning.conversations import FollowUp, SeveralQuestions, read_follow_ups, read_several
from bot.tuning.held_out import EXAMPLES, FOLLOW_UPS, SEVERAL, learnt_and_held
from bot.understanding.adapter import ADAPTER
from bot.understanding.follow_up import Before, together

EPOCHS, BATCH = 5, 48
LEARNING_RATE, HEAD_LEARNING_RATE = 1e-3, 5e-3
WARM_UP, LOWEST = 0.06, 0.02  # shares of the steps, and of the learning rate
SHARPNESS = 20.0  # of the cosine between a message and an id
SMOOTHING = 0.05
JOINED = 0.3  # messages of several examples, for each example
THREE = 0.15  # of these
WRITTEN = 3  # times that each written message is shown in an epoch
LONGEST_JOINED = 16  # words
MAY_BE_JOINED = ("faq/", "handoff/", "safety/ask_a_clinician", "dialogue/are_you_a_bot", "dialogue/capabilities")
BEGINNINGS = 2.0  # how much hearing where a question begins counts
SEED = 0


@dataclass(frozen=True)
class Shown:
    """A message as it is shown, in pieces that each ask one thing, and the ids that answer each."""

    pieces: Sequence[str]
    answers: Sequence[Sequence[int]]


Written = tuple[Sequence[str], Sequence[Sequence[str]]]  # the pieces of a message, and the ids that answer each


class Learner(nn.Module):
    """The encoder with what it is to be good at: the ids, and where a question begins."""

    def __init__(self, encoder: Encoder, ids: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.ids = nn.Linear(encoder.width, ids)
        nn.init.zeros_(self.ids.weight)

    def loss(self, batch: Sequence[Shown], read: Read) -> Tensor:
        """Of a message's questions each counts alike, in the whole and in its pieces.

        Where any of several ids answers a question, the whole is taught the first of them, a piece any.
        """
        asked = [[answers[0] for answers in one.answers if answers] for one in batch]
        whole = self._missed(read.wholes, asked, torch.mean)
        unheard = F.binary_cross_entropy_with_logits(read.begins, read.is_start, reduction="sum")
        begins = BEGINNINGS * unheard / len(batch)
        pieces = [
            (vector, answers)
            for one, vectors in zip(batch, read.parts, strict=True)
            if len(one.pieces) > 1
            for vector, answers in zip(vectors, one.answers, strict=True)
            if answers
        ]
        if not pieces:
            return whole + begins
        vectors, answers = torch.stack([vector for vector, _ in pieces]), [ids for _, ids in pieces]
        parts = self._missed(vectors, answers, partial(torch.logsumexp, dim=0))
        return whole + begins + parts * len(pieces) / len(batch) / 2

    def _missed(self, vectors: Tensor, answers: Sequence[Sequence[int]], taken: Callable[[Tensor], Tensor]) -> Tensor:
        """How unlikely the answers are; of several their mean where all are wanted, their sum where any will do."""
        logs = F.log_softmax(self.ids(vectors) * SHARPNESS, dim=1)
        right = torch.stack([taken(logs[row, list(ids)]) for row, ids in enumerate(answers)])
        return -((1 - SMOOTHING) * right + SMOOTHING * logs.mean(1)).mean()


def main() -> None:
    """Wants the folder of the published weights."""
    torch.manual_seed(SEED)
    random = Random(SEED)
    examples, _ = learnt_and_held(load_content(Path("data")).examples, EXAMPLES, lambda example: example.text)
    several, _ = learnt_and_held(read_several(), SEVERAL, lambda message: message.text)
    follow_ups, _ = learnt_and_held(read_follow_ups(), FOLLOW_UPS, lambda conversation: conversation.text)
    written = [*map(_in_pieces, several), *map(_after_another, follow_ups)]
    labels = sorted({example.id for example in examples})

    encoder = Encoder(Path(sys.argv[1]))
    learner = Learner(encoder, len(labels))
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder.learnt(), "lr": LEARNING_RATE, "weight_decay": 0.01},
            {"params": [*learner.ids.parameters(), *encoder.begins.parameters()], "lr": HEAD_LEARNING_RATE},
        ],
        weight_decay=0.0,
    )
    steps = EPOCHS * (int(len(examples) * (1 + JOINED) + WRITTEN * len(written)) // BATCH + 1)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step / steps))
    learner.train()
    for epoch in range(EPOCHS):
        started, losses = time.perf_counter(), []
        for batch in _batches(_shown(examples, written, labels, random), random):
            loss = learner.loss(batch, encoder.read([one.pieces for one in batch]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.learnt(), 1.0)
            optimizer.step()
            rate.step()
            losses.append(loss.item())
        seconds = time.perf_counter() - started
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {sum(losses) / len(losses):.3f}, {seconds:.0f} s", flush=True)  # noqa: T201
    encoder.save_adapter(ADAPTER)


def _rate(progress: float) -> float:
    """Up for a while, then down in a straight line."""
    return min(1.0, progress / WARM_UP + 1e-3) * max(LOWEST, 1 - progress)


def _in_pieces(message: SeveralQuestions) -> Written:
    return message.pieces, [sorted(ids) for ids in message.accepted]


def _after_another(conversation: FollowUp) -> Written:
    """Two messages of a conversation as one; what the first asks is not known."""
    before, text = together(Before(conversation.before, ""), conversation.text)
    return [before, text], [[], sorted(conversation.accepted)]


def _shown(
    examples: Sequence[Example], written: Sequence[Written], labels: Sequence[str], random: Random
) -> Iterator[Shown]:
    """What an epoch shows."""
    number = {label: index for index, label in enumerate(labels)}
    for example in examples:
        yield Shown([typed(example.text, random)], [[number[example.id]]])
    for pieces, answers in [*written] * WRITTEN:
        yield Shown(typed_pieces(pieces, random), [[number[id] for id in ids] for ids in answers])
    short = [example for example in examples if _may_be_joined(example)]
    for _ in range(int(JOINED * len(examples))):
        chosen = random.sample(short, 3 if random.random() < THREE else 2)
        if len({example.id for example in chosen}) == len(chosen):
            pieces = joined([typed(example.text, random) for example in chosen], random)
            yield Shown(pieces, [[number[example.id]] for example in chosen])


def _may_be_joined(example: Example) -> bool:
    return example.id.startswith(MAY_BE_JOINED) and 1 <= len(example.text.split()) <= LONGEST_JOINED


def _batches(shown: Iterator[Shown], random: Random) -> Iterator[list[Shown]]:
    """Batches of about equal length, in random order."""
    order = list(shown)
    random.shuffle(order)
    batches = []
    for start in range(0, len(order), BATCH * 20):
        alike = sorted(order[start : start + BATCH * 20], key=lambda one: sum(map(len, one.pieces)))
        batches += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
    random.shuffle(batches)
    yield from batches


if __name__ == "__main__":
    main()
