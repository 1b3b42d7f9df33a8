"""`python -m bot tune`: learns again how messages are cut into questions, and how they lean on the last one.

By hand, after the adapter has changed; what it learns is committed with the code (bot/understanding/learned).
Ordinary training doesn't touch it. How messages are cut is learnt from those that the adapter has not seen.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.content import load_content
from bot.tuning.conversations import SeveralQuestions, read_follow_ups, read_several
from bot.tuning.follow_ups import learn_follow_ups
from bot.tuning.held_out import EXAMPLES, SEVERAL, learnt_and_held
from bot.tuning.splitter import learn_splitter
from bot.understanding.classifier import CHARACTERS, Classifier
from bot.understanding.sentence_vectors import SentenceVectors

HELP = "learn how messages are cut into questions and lean on the last one"


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot tune", description=HELP)
    parser.parse_args(arguments)
    learnt, held = learnt_and_held(load_content(Path("data")).examples, EXAMPLES, lambda example: example.text)
    _, several = learnt_and_held(read_several(), SEVERAL, lambda message: message.text)
    conversations = read_follow_ups()  # all of them: those held out are too few to learn from
    encoder = SentenceVectors(Path("models/encoder"))
    texts, ids = [example.text for example in learnt], [example.id for example in learnt]
    ranker = Classifier.fit(texts, ids, encoder.encode(texts), CHARACTERS)
    singles = [SeveralQuestions(example.text, (frozenset([example.id]),), (0,)) for example in held]
    weights, count = learn_splitter([*several, *singles], ranker, encoder)
    weights.save("splitter")
    print(f"splitter: learnt from {count} ways to cut a message")
    learn_follow_ups(conversations, ranker, encoder).save("follow_up")
    print(f"follow-ups: learnt from {len(conversations)} conversations")
    return 0
