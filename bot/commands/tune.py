"""`python -m bot tune`: what is learnt once the adapter has changed, and shipped with it.

Which examples are settled, how messages are cut into questions, and how they lean on the last one. By hand; it is
committed with the code (bot/understanding/learned), and ordinary training doesn't touch it. How messages are cut is
learnt from those that the adapter has not seen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.content import ContentError, load_content
from bot.content.examples import Example
from bot.tuning.conversations import SeveralQuestions, read_follow_ups, read_several
from bot.tuning.follow_ups import learn_follow_ups
from bot.tuning.held_out import EXAMPLES, SEVERAL, learnt_and_held
from bot.tuning.settled import find_settled
from bot.tuning.splitter import learn_splitter
from bot.understanding.classifier import Classifier
from bot.understanding.lesson import SETTLED, Lesson
from bot.understanding.pieces import CHARACTERS
from bot.understanding.sentence_vectors import LEARNING_THREADS, SentenceVectors

HELP = "learn what goes with the adapter: settled examples, cuts, follow-ups"


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot tune", description=HELP)
    parser.parse_args(arguments)
    try:
        examples = load_content(Path("data")).examples
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    learnt, held = learnt_and_held(examples, EXAMPLES, lambda example: example.text)
    _, several = learnt_and_held(read_several(), SEVERAL, lambda message: message.text)
    conversations = read_follow_ups()  # all of them: those held out are too few to learn from
    encoder = SentenceVectors(Path("models/encoder"), threads=LEARNING_THREADS)
    settled = find_settled(Lesson.of(*_texts_and_ids(examples), encoder))
    np.save(SETTLED, settled)
    print(f"settled: {len(settled)} of {len(examples)} examples")
    lesson = Lesson.needed(*_texts_and_ids(learnt), encoder)
    ranker = Classifier.fit(lesson.texts, lesson.ids, lesson.vectors, CHARACTERS, lesson.sample_weights)
    singles = [SeveralQuestions(example.text, (frozenset([example.id]),), (0,)) for example in held]
    weights, count = learn_splitter([*several, *singles], ranker, encoder)
    weights.save("splitter")
    print(f"splitter: learnt from {count} ways to cut a message")
    learn_follow_ups(conversations, ranker, encoder).save("follow_up")
    print(f"follow-ups: learnt from {len(conversations)} conversations")
    return 0


def _texts_and_ids(examples: Sequence[Example]) -> tuple[list[str], list[str]]:
    return [example.text for example in examples], [example.id for example in examples]
