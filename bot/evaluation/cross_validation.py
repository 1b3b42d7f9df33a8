"""Measures an understanding on our own examples: each judged by classifiers that saw neither it nor its like."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.content import ArticleAnswer, Content, Example
from bot.content.intents import NOT_UNDERSTOOD
from bot.evaluation.figures import Figure, Section, Share, share_of
from bot.evaluation.grouping import folds_of, groups_of
from bot.evaluation.heard import Heard
from bot.evaluation.learner import Guess, Learner
from bot.evaluation.messages import Expected, Judged
from bot.evaluation.result import Result, of_messages

FOLDS = 5
NAME = "cross-validation"


@dataclass(frozen=True)
class Validated:
    """An example, and what was made of it unseen."""

    example: Example
    guess: Guess

    @property
    def right(self) -> bool:
        """What is decided is right, or a clarifying question offers it."""
        return Heard(self.guess.answers, self.guess.options).accepted_by([self.example.id])

    def among_first(self, most: int) -> bool:
        return self.example.id in [id for id, _ in self.guess.ranking[:most]]


@dataclass(frozen=True)
class CrossValidation:
    """All examples, how they were grouped, and what a fold's training took."""

    validated: Sequence[Validated]
    groups: int
    seconds: Sequence[float]  # of training, by fold


def cross_validate(
    examples: Sequence[Example], learner: Learner, *, folds: int = FOLDS, part: float = 1.0
) -> CrossValidation:
    """`part` is how much of its examples a fold learns from: always the same ones, one of each id at least."""
    texts, ids = [example.text for example in examples], [example.id for example in examples]
    groups = groups_of(learner.vectors(texts))
    fold_of = folds_of(ids, groups, folds)
    order = np.random.RandomState(0).permutation(len(texts))
    validated: list[Validated] = []
    seconds = []
    for fold in range(folds):
        learnt = _part_of([index for index in order if fold_of[index] != fold], ids, part)
        held = np.flatnonzero(fold_of == fold)
        started = time.perf_counter()
        model = learner.learn([texts[index] for index in learnt], [ids[index] for index in learnt])
        seconds.append(time.perf_counter() - started)
        guesses = model([texts[index] for index in held])
        validated += [Validated(examples[index], guess) for index, guess in zip(held, guesses, strict=True)]
    return CrossValidation(validated, len(set(groups.tolist())), seconds)


def _part_of(indices: Sequence[int], ids: Sequence[str], part: float) -> list[int]:
    """The first of each id, in the order given; in the order of the files again, so that training is the same."""
    by_id: dict[str, list[int]] = {}
    for index in indices:
        by_id.setdefault(ids[index], []).append(index)
    kept = [index for of_id in by_id.values() for index in of_id[: max(1, round(part * len(of_id)))]]
    return sorted(kept)


def as_result(found: CrossValidation, content: Content) -> Result:
    """The same figures as for a set of messages, and beside them what only the ranking tells."""
    kinds = kinds_of(content)
    judged = [_judged(one, kinds) for one in found.validated]
    result = of_messages(NAME, judged, (), title="Our own examples, cross-validated")
    groups, examples = found.groups, len(found.validated)
    note = (
        f"{examples:,} examples in {groups:,} groups of near-duplicates, {len(found.seconds)} folds. The classifiers "
        "have not seen what they are asked; the encoder's adapter has seen most of it."
    )
    ranking = Section("The ranking alone", tuple(_ranking_figures(found.validated)), note)
    return replace(result, sections=[*result.sections, ranking], messages=judged)


def _ranking_figures(validated: Sequence[Validated]) -> list[Figure]:
    return [
        Figure("first guess right", share_of(validated, lambda one: one.among_first(1))),
        Figure("right id among the first three", share_of(validated, lambda one: one.among_first(3))),
    ]


def _judged(one: Validated, kinds: Mapping[str, str]) -> Judged:
    expected = Expected(one.example.text, (one.example.id,), kinds[one.example.id])
    return Judged(expected, one.guess.answers, one.guess.options, one.guess.confidence)


def kinds_of(content: Content) -> dict[str, str]:
    """The kind of each id that has examples, as the evaluation files call it."""
    return {example.id: _kind(example.id, content) for example in content.examples}


def _kind(id: str, content: Content) -> str:
    family = id.partition("/")[0]
    if id == NOT_UNDERSTOOD:
        return "out_of_scope"
    if family in ("safety", "handoff", "dialogue"):
        return family
    return "article" if isinstance(content.answers.get(id), ArticleAnswer) else "profile"


def accuracy(found: CrossValidation) -> Share:
    """How often what was decided is right."""
    return share_of(found.validated, lambda one: one.right)
