"""Our pipeline and Rasa's stock pipeline on the same examples of ours, asked the same messages."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bench.nlu.stock import run_stock
from bot.content import Content
from bot.evaluation.cross_validation import FOLDS, CrossValidation, Validated, as_result
from bot.evaluation.figures import Section
from bot.evaluation.grouping import folds_of, groups_of
from bot.evaluation.learner import Guess, Learner, Model
from bot.evaluation.message_figures import message_sections
from bot.evaluation.messages import Expected, Judged


@dataclass(frozen=True)
class SideBySide:
    """The same figures of both, and what training took."""

    examples: int
    asked: int
    stock: Sequence[Section]
    ours: Sequence[Section]
    stock_errors: int
    our_errors: int
    stock_seconds: float
    our_seconds: float | None  # None where the engine came trained


class Learns(Protocol):
    def learn(self, texts: Sequence[str], ids: Sequence[str]) -> Model: ...


class StockLearner:
    """Rasa's stock pipeline, as cross-validation sees a learner. It trains when it is asked."""

    def __init__(self) -> None:
        self.training_seconds = 0.0

    def learn(self, texts: Sequence[str], ids: Sequence[str]) -> Model:
        def guess(messages: Sequence[str]) -> list[Guess]:
            run = run_stock(texts, ids, messages)
            self.training_seconds = run.training_seconds
            return [as_guess(id, ranking) for id, ranking in zip(run.given, run.rankings, strict=True)]

        return guess


def as_guess(id: str, ranking: list[tuple[str, float]]) -> Guess:
    """What stock Rasa says, with the confidence that it has in it."""
    return Guess((id,), next((confidence for known, confidence in ranking if known == id), 0.0), ranking)


def on_messages(
    content: Content, messages: Sequence[Expected], judged: Sequence[Judged], stock: StockLearner
) -> SideBySide:
    """Both learnt from all examples; `judged` is what the whole engine made of the messages."""
    texts, ids = [one.text for one in content.examples], [one.id for one in content.examples]
    guesses = stock.learn(texts, ids)([one.text for one in messages])
    theirs = [Judged(one, guess.answers, (), guess.confidence) for one, guess in zip(messages, guesses, strict=True)]
    return SideBySide(
        examples=len(texts),
        asked=len(messages),
        stock=message_sections(theirs),
        ours=message_sections(judged),
        stock_errors=sum(not one.right for one in theirs),
        our_errors=sum(not one.right for one in judged),
        stock_seconds=stock.training_seconds,
        our_seconds=None,
    )


def on_a_fold(content: Content, ours: Learner, stock: StockLearner, *, folds: int = FOLDS) -> SideBySide:
    """Both learn from all folds but the first, and are asked that one; near-duplicates stay in one fold."""
    examples = content.examples
    texts, ids = [one.text for one in examples], [one.id for one in examples]
    groups = groups_of(ours.vectors(texts))
    learners: tuple[Learns, Learns] = (ours, stock)
    is_held = folds_of(ids, groups, folds) == 0
    learnt, held = np.flatnonzero(~is_held), np.flatnonzero(is_held)
    asked = [texts[index] for index in held]
    found, seconds = [], []
    for learner in learners:
        started = time.perf_counter()
        model = learner.learn([texts[index] for index in learnt], [ids[index] for index in learnt])
        seconds.append(time.perf_counter() - started)
        validated = [Validated(examples[index], guess) for index, guess in zip(held, model(asked), strict=True)]
        found.append(as_result(CrossValidation(validated, len(set(groups[held].tolist())), seconds[-1:]), content))
    our_result, stock_result = found
    return SideBySide(
        examples=len(learnt),
        asked=len(held),
        stock=stock_result.sections,
        ours=our_result.sections,
        stock_errors=sum(not one.right for one in stock_result.outcomes),
        our_errors=sum(not one.right for one in our_result.outcomes),
        stock_seconds=stock.training_seconds,
        our_seconds=seconds[0],
    )
