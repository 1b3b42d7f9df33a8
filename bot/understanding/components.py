"""Rasa's view of the understanding: thin graph components that hand messages to the plain modules beside them.

In the order of `config.yml`: words and entities, then what the message asks for, which becomes the plain intent that
the rules look at, with the answer ids beside it.
"""

from __future__ import annotations

import json
from abc import abstractmethod
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.intents import SMALL_TALK
from bot.understanding.follow_up import Before
from bot.understanding.language import Entity, Language
from bot.understanding.parsed import parse_data
from bot.understanding.sentence_vectors import LEARNING_THREADS, SentenceVectors
from bot.understanding.understanding import Understanding

ANSWER_ID = "answer_id"  # the label that our importer puts beside the plain intent


class _Trained(GraphComponent):
    """What our components share: a configuration, and the place where what was learnt is kept."""

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
        written = json.dumps(vocabulary, ensure_ascii=False)
        with self._model_storage.write_to(self._resource) as folder:
            (Path(folder) / "vocabulary.json").write_text(written, encoding="utf-8")
        self.language = Language(vocabulary)
        return self._resource

    def restore(self, folder: Path) -> None:
        self.language = Language(json.loads((folder / "vocabulary.json").read_text(encoding="utf-8")))

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


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UnderstandingComponent(_Trained):
    """What a message asks for: red flags, several questions, what leans on the last message, and doubt."""

    understanding: Understanding | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "encoders": "models/encoder",
            "data": "data",
        }

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.get(ANSWER_ID)]
        texts = [example.get(TEXT) for example in examples]
        ids = [example.get(ANSWER_ID) for example in examples]
        self.understanding = Understanding.fit(texts, ids, *self._given(threads=LEARNING_THREADS))
        with self._model_storage.write_to(self._resource) as folder:
            self.understanding.save(Path(folder))
        return self._resource

    def restore(self, folder: Path) -> None:
        self.understanding = Understanding.load(folder, *self._given())

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        for message in messages:
            if self.understanding is None:
                continue
            decisions = self.understanding.read(message.get(TEXT) or "", before(tracker))
            for key, value in parse_data(decisions, message.get(ENTITIES) or []).items():
                message.set(key, value, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [message.get(INTENT)], add_to_output=True)
        return messages

    def _given(self, *, threads: int = 1) -> tuple[SentenceVectors, Path]:
        return SentenceVectors(Path(self.config["encoders"]), threads=threads), Path(self.config["data"])


def before(tracker: DialogueStateTracker | None) -> Before | None:
    """The visitor's last message that was about something, and what it was answered with."""
    if tracker is None:
        return None
    for event in reversed(tracker.applied_events()):
        questions = event.parse_data.get("questions") if isinstance(event, UserUttered) else None
        if questions and questions[-1]["id"] not in SMALL_TALK:
            return Before(event.text or "", questions[-1]["id"])
    return None
