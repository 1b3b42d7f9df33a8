"""The public sets as they lie in a folder beside the repository; docs/benchmarks.md says where each is published."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HINT3_OOS = "NO_NODES_DETECTED"
CLINC_OOS = "oos"
BOTS = ("curekart", "powerplay11", "sofmattress")
FEW_SHOT = ("banking77", "hwu64", "clinc150")
# HINT3's products, by the name of their columns; BERT, which it lists too, is a model that was tuned on each set.
NAMES = {"dialogflow": "Dialogflow", "luis": "LUIS", "rasa": "Rasa", "haptik": "Haptik"}


class PublicSetMissing(Exception):
    """A file of the public sets is not where it should be, or not what it should be."""


@dataclass(frozen=True)
class Examples:
    """Texts, and the intent of each."""

    texts: list[str]
    intents: list[str]

    def __add__(self, other: Examples) -> Examples:
        return Examples([*self.texts, *other.texts], [*self.intents, *other.intents])


@dataclass(frozen=True)
class Published:
    """What a system was published to say to each test message: the intents, and how sure it was."""

    wanted: list[str]
    given: list[str]
    scores: list[float]


class PublicSets:
    """Reads them. Raises PublicSetMissing with the file's name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def few_shot(self, name: str) -> tuple[Examples, Examples]:
        """Ten training examples an intent, and the test set."""
        return self._examples(f"{name}/train_10.csv"), self._examples(f"{name}/test.csv")

    def clinc150(self, split: str) -> tuple[Examples, Examples]:
        """`split` is train, val or test: the messages of the 150 intents, and those out of scope."""
        return self._examples(f"clinc150/{split}.csv"), self._examples(f"clinc150/oos_{split}.csv")

    def hint3(self, bot: str) -> tuple[Examples, Examples]:
        """Version 1, as published: the full training set, and the test set."""
        return self._examples(f"hint3/{bot}/v1/train.csv"), self._examples(f"hint3/{bot}/v1/test.csv")

    def hint3_published(self, bot: str, system: str) -> Published:
        """The predictions of a system trained on the full training set."""
        rows = list(self._rows(f"hint3/{bot}/v1/published_predictions.csv", ("intent", f"{system}_intent")))
        return Published(
            [row["intent"] for row in rows],
            [row[f"{system}_intent"] for row in rows],
            [float(row[f"{system}_score"]) for row in rows],
        )

    def _examples(self, name: str) -> Examples:
        rows = list(self._rows(name, ("text", "intent")))
        return Examples([row["text"] for row in rows], [row["intent"] for row in rows])

    def _rows(self, name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
        path = self._folder / name
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                lacking = sorted({*columns} - {*(reader.fieldnames or ())})
                if lacking:
                    raise PublicSetMissing(
                        f"{path} has no column {lacking[0]}. docs/benchmarks.md says what is expected."
                    )
                yield from reader
        except OSError as error:
            raise PublicSetMissing(
                f"{path} cannot be read: {error.strerror}. Name the folder of the public sets, as in "
                "`PUBLIC=../shared/benchmarks make bench-nlu`; docs/benchmarks.md says where they are published."
            ) from error
