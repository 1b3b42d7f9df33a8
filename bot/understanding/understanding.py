"""Understands a message: which questions it asks, and what to do about each.

The order: an alarm, which is the only answer then; a message in another language; the questions that the message is
cut into; for a message that is one question, what it means after the one before it; and for each question the
decision to answer, to ask back, or to say that it is not understood, unless a fact of an article answers a message
that is one question. Knows nothing of Rasa.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

import numpy as np
from threadpoolctl import threadpool_limits

from bot.content.content import load_facts
from bot.content.examples import load_examples
from bot.content.intents import ASK_A_CLINICIAN, FROM_ARTICLE, NOT_UNDERSTOOD, URGENT_IDS
from bot.understanding.classifier import Classifier, Vectors
from bot.understanding.decision import Decision, Thresholds, alarm, decide
from bot.understanding.follow_up import Before, FollowUps, Readings, together
from bot.understanding.foreign_messages import ForeignMessages
from bot.understanding.lesson import Lesson
from bot.understanding.parts import Stretch
from bot.understanding.passages import Passages
from bot.understanding.pieces import CHARACTERS
from bot.understanding.red_flags import RedFlags
from bot.understanding.sentence_vectors import Read, SentenceVectors, multilingual
from bot.understanding.splitter import Meant, Splitter
from bot.understanding.urgency import Urgency

RANKING = "answer_ranking"
ALARM = 0.35  # from here on a message is taken for an emergency or a crisis
# A first part waits if it is unsure, and hardly heard in the message as a whole, which clearly asks something else.
LEADS, HARDLY_HEARD, CLEAR = 0.75, 0.1, 0.5  # probabilities (bench/nlu-notes.md)
# A part is not asked back about, and where a message was cut there is little doubt that it asks something.
FOR_A_PART = Thresholds(doubt=0.6, sure=0.0)
# What came before has been weighed already: to ask back is less often worth the visitor's while.
IN_CONVERSATION = Thresholds(sure=0.4, lead=0.1)
SHORT = 6  # words: after another message, so short a one is a question about that rather than two of its own


@dataclass(frozen=True, eq=False)
class Heard:
    """A message with what was computed of it."""

    words: str
    read: Read
    shares: Vectors  # [ids]
    urgency: float


class Understanding:
    """What was learnt from the examples, with the rules and weights beside it."""

    def __init__(
        self,
        ranker: Classifier,
        urgency: Urgency,
        encoder: SentenceVectors,
        red_flags: RedFlags,
        passages: Passages | None = None,
        foreign: ForeignMessages | None = None,
    ) -> None:
        self.ranker = ranker
        self.urgency = urgency
        self.encoder = encoder
        self.red_flags = red_flags
        self.passages = passages
        self.foreign = foreign
        self._splitter = Splitter.load()
        self._follow_ups = FollowUps.load(ranker.labels)

    @classmethod
    def fit(cls, texts: Sequence[str], ids: Sequence[str], encoder: SentenceVectors, data: Path) -> Understanding:
        """Learns from examples, in seconds, and always the same from the same. `data` has rules and articles."""
        english = Lesson.needed(texts, ids, encoder)
        # One thread each: sums come out the same, and the ranker takes as long as all the rest.
        with threadpool_limits(1), ThreadPoolExecutor(max_workers=1) as pool:
            ranker = pool.submit(
                Classifier.fit, english.texts, english.ids, english.vectors, CHARACTERS, english.sample_weights
            )
            urgency = Urgency.fit(english.texts, english.ids, english.vectors, english.sample_weights)
            spoken = load_examples(data / "dialogue" / "spanish.yml")
            spanish = Lesson.of([one.text for one in spoken], [one.id for one in spoken], encoder.in_many_languages)
            foreign = ForeignMessages.fit(texts, ids, english.in_many_languages(), spanish, data / "dialogue")
            given = _given(data, encoder)
        return cls(ranker.result(), urgency, encoder, **given, foreign=foreign)

    def save(self, folder: Path) -> None:
        """Writes what was learnt."""
        self.ranker.save(folder, RANKING)
        self.urgency.save(folder)
        if self.foreign is not None:
            self.foreign.save(folder)

    @classmethod
    def load(cls, folder: Path, encoder: SentenceVectors, data: Path) -> Understanding:
        """Reads what `save` wrote."""
        ranker, urgency = Classifier.load(folder, RANKING), Urgency.load(folder)
        foreign = ForeignMessages.load(folder, data / "dialogue")
        return cls(ranker, urgency, encoder, **_given(data, encoder), foreign=foreign)

    def read(self, text: str, before: Before | None = None) -> tuple[Decision, ...]:
        """The questions of a message in the order to answer them, one at least."""
        heard = self._hear(text)
        first = self._first_of_all(heard)
        if first is not None:
            return (first,)
        leans = before is not None and len(text.split()) <= SHORT
        questions = () if leans else self._several(heard)
        return questions or (self._single(heard, before),)

    def _hear(self, text: str) -> Heard:
        read = self.encoder.read(text)
        shares = self.ranker.shares([text], read.vector[np.newaxis, :])[0]
        return Heard(text, read, shares, self._urgency(text, read.vector, shares))

    def _urgency(self, text: str, vector: Vectors, shares: Vectors) -> float:
        """Both classifiers have to agree, by their geometric mean: each has false alarms of its own.

        Of the whole message only: a part of it has lost its "no" and its "years ago" to another part.
        """
        ranked = sum(float(share) for id, share in zip(self.ranker.labels, shares, strict=True) if id in URGENT_IDS)
        return math.sqrt(ranked * self.urgency.of(text, vector))

    def _first_of_all(self, heard: Heard) -> Decision | None:
        """An alarm, or what is said in another language; which alarm, the language's own classifier knows better."""
        foreign = self._in_another_language(heard)
        return foreign if foreign and foreign.id in URGENT_IDS else self._alarm(heard) or foreign

    def _alarm(self, heard: Heard) -> Decision | None:
        flag = self.red_flags.find(heard.words)
        if flag is None and heard.urgency < ALARM:
            return None
        ranking = self.ranker.ranked(heard.shares)
        found = alarm(ranking, urgency=heard.urgency, red_flag=(flag.id, flag.phrase) if flag else None)
        return replace(found, text=heard.words)

    def _in_another_language(self, heard: Heard) -> Decision | None:
        return self.foreign.read(heard.words, multilingual(heard.read.vector)) if self.foreign else None

    def _several(self, heard: Heard) -> tuple[Decision, ...]:
        """The questions of a message that asks several, in their order; nothing for one that asks one."""
        if not heard.read.ways:
            return ()
        whole, meant = meant_by(heard.words, heard.read, self.ranker)
        way = self._splitter.split(whole, heard.read.ways, meant)
        decided = [_placed(decide(meant[stretch].ranking, FOR_A_PART), stretch) for stretch in way]
        questions: dict[str, Decision] = {}
        for question in decided:
            questions.setdefault(question.id, question)
        if len(questions) < 2:
            return ()
        first = leading(list(questions.values()), whole)
        return tuple(sorted(questions.values(), key=lambda question: question.id != first))

    def _single(self, heard: Heard, before: Before | None) -> Decision:
        shares, thresholds = heard.shares, Thresholds()
        if before is not None:
            readings = readings_after(before, heard.words, heard.read.vector, self.ranker, self.encoder)
            shares, thresholds = self._follow_ups.weigh(heard.words, before, readings), IN_CONVERSATION
        decision = replace(decide(self.ranker.ranked(shares), thresholds), text=heard.words)
        return self._quoting(decision, heard.read.vector) if decision.id == NOT_UNDERSTOOD else decision

    def _quoting(self, decision: Decision, vector: Vectors) -> Decision:
        """Where no answer fits, the one fact that does; the decision as it is where none surely does."""
        found = self.passages.find(decision.text, vector) if self.passages else None
        if found is None:
            return decision
        return replace(decision, id=FROM_ARTICLE, confidence=found.closeness, fact=found.fact)


def meant_by(text: str, read: Read, ranker: Classifier) -> tuple[Meant, dict[Stretch, Meant]]:
    """The message and each stretch of it, with what they may mean."""
    words = [text, *(stretch.text for stretch in read.parts)]
    vectors = np.stack([read.vector, *read.parts.values()])
    whole, *parts = (Meant(*one) for one in zip(words, ranker.rank_many(words, vectors), vectors, strict=True))
    return whole, {stretch: part.as_a_part() for stretch, part in zip(read.parts, parts, strict=True)}


def readings_after(
    before: Before, text: str, vector: Vectors, ranker: Classifier, encoder: SentenceVectors
) -> Readings:
    """A message after another one; `vector` is that of the message alone."""
    pieces = together(before, text)
    joined, within = encoder.after(pieces, vector)
    texts = [text, "".join(pieces), text, before.text]
    return Readings(*ranker.shares(texts, np.stack([vector, joined, within, encoder.encode([before.text])[0]])))


def leading(questions: Sequence[Decision], whole: Meant) -> str:
    """The id to begin with: a clinician's, or what is asked first.

    Where it is doubtful that the first part asks anything, and the message as a whole asks something else, then that.
    """
    if any(question.id == ASK_A_CLINICIAN for question in questions):
        return ASK_A_CLINICIAN
    first = questions[0]
    is_doubtful = first.confidence < LEADS and whole.probability(first.id) < HARDLY_HEARD
    return whole.id if is_doubtful and whole.confidence >= CLEAR else first.id


class _Given(TypedDict):
    """What is not learnt from examples."""

    red_flags: RedFlags
    passages: Passages


def _given(data: Path, encoder: SentenceVectors) -> _Given:
    return {
        "red_flags": RedFlags.load(data / "dialogue" / "red_flags.yml"),
        "passages": Passages(list(load_facts(data / "articles").values()), encoder),
    }


def _placed(decision: Decision, stretch: Stretch) -> Decision:
    return replace(decision, text=stretch.text, start=stretch.start, end=stretch.end)
