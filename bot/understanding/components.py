"""Rasa's view of the understanding: thin graph components that hand messages to the plain modules beside them.

In the order of `config.yml`: words and entities, the sentence vector, the ranking of answer ids, and the decision,
which becomes the plain intent that the rules look at.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.classifier import CHARACTERS, Classifier
from bot.understanding.decision import Thresholds, decide
from bot.understanding.encoder import SentenceEncoder
from bot.understanding.language import Entity, Language
from bot.understanding.parsed import parse_data
from bot.understanding.red_flags import RedFlags
from bot.understanding.urgency import Urgency

ANSWER_ID = "answer_id"  # the label that our importer puts beside the plain intent
EMBEDDING = "embedding"
RANKING = "answer_ranking"
URGENCY = "urgency"


class _Component(GraphComponent):
    """What our components share: a configuration, and the place where a trained one is kept."""

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self.config = config
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls(config, model_storage, resource)


class _Trained(_Component):
    """A component that comes back from the model with what it has learnt."""

    @abstractmethod
    def restore(self, folder: Path) -> None:
        """Reads what `train` wrote."""

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GraphComponent:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.restore(Path(folder))
        return component


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityComponent(_Trained):
    """Entities by spaCy; its vocabulary is the lookup tables and synonyms of the training data."""

    language: Language | None = None

    def train(self, training_data: TrainingData) -> Resource:
        vocabulary: dict[str, dict[str, list[str]]] = {}
        for table in training_data.lookup_tables:
            for word in table["elements"]:
                name = training_data.entity_synonyms.get(word, word)
                vocabulary.setdefault(table["name"], {}).setdefault(name, []).append(word)
        with self._model_storage.write_to(self._resource) as folder:
            (Path(folder) / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
        self.language = Language(vocabulary)
        return self._resource

    def restore(self, folder: Path) -> None:
        self.language = Language(json.loads((folder / "vocabulary.json").read_text()))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if self.language is not None:
                found = self.language.entities(self.language.tokens(message.get(TEXT) or ""))
                message.set(ENTITIES, [_as_rasa(entity) for entity in found], add_to_output=True)
        return messages


def _as_rasa(entity: Entity) -> dict[str, Any]:
    return {
        "entity": entity.kind,
        "value": entity.value,
        "start": entity.start,
        "end": entity.end,
        "extractor": EntityComponent.__name__,
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EncoderComponent(_Component):
    """The sentence vector of a message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"folder": "models/encoder"}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        self.encoder = SentenceEncoder(Path(config["folder"]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        vectors = self.encoder.encode([message.get(TEXT) or "" for message in messages])
        for message, vector in zip(messages, vectors, strict=True):
            message.set(EMBEDDING, vector)
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ClassifierComponent(_Trained):
    """Ranks the answer ids for a message, and tells how urgent it sounds."""

    ranker: Classifier | None = None
    urgency: Urgency | None = None

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.get(ANSWER_ID)]
        texts = [example.get(TEXT) for example in examples]
        ids = [example.get(ANSWER_ID) for example in examples]
        vectors = np.stack([example.get(EMBEDDING) for example in examples])
        self.ranker = Classifier.fit(texts, ids, vectors, CHARACTERS)
        self.urgency = Urgency.fit(texts, ids, vectors)
        with self._model_storage.write_to(self._resource) as folder:
            self.ranker.save(Path(folder), RANKING)
            self.urgency.save(Path(folder))
        return self._resource

    def restore(self, folder: Path) -> None:
        self.ranker = Classifier.load(folder, RANKING)
        self.urgency = Urgency.load(folder)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text, vector = message.get(TEXT), message.get(EMBEDDING)
            if self.ranker is not None and self.urgency is not None and vector is not None:
                message.set(RANKING, self.ranker.rank(text, vector))
                message.set(URGENCY, self.urgency.of(text, vector))
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DecisionComponent(_Component):
    """Red flags and thresholds: turns the ranking into the plain intent, with the answer id beside it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"red_flags": "data/dialogue/red_flags.yml"}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config, model_storage, resource)
        self.red_flags = RedFlags.load(Path(config["red_flags"]))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = message.get(RANKING)
            if ranking:
                text = message.get(TEXT)
                flag = self.red_flags.find(text)
                decision = decide(
                    ranking,
                    urgency=message.get(URGENCY),
                    red_flag=(flag.id, flag.phrase) if flag else None,
                    thresholds=Thresholds(),
                )
                for key, value in parse_data(text, decision, message.get(ENTITIES) or []).items():
                    message.set(key, value, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [message.get(INTENT)], add_to_output=True)
        return messages
