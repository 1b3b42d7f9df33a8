"""The content as Rasa's training data: examples under their plain intents, and the entities' words.

Rules and the domain stay in Rasa's own files, which Rasa's own importer reads. The answer id travels beside the
plain intent, since the rules look at the one and the understanding learns the other.
"""

from __future__ import annotations

from pathlib import Path

from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.content import Content, load_content
from bot.content.intents import FAQ, SAFETY, plain_intent
from bot.content.problems import ContentError

ANSWER_ID = "answer_id"

# The wordings are not in the model, so that a changed one needs no training; without any response of that name,
# Rasa's validation takes `utter_faq` for a mistake.
STAND_INS = {f"utter_{intent}/content": [{"text": "Worded by the content."}] for intent in (FAQ, SAFETY)}


class ContentRefused(RasaException):
    """The content has problems; Rasa's commands print them without a traceback."""


class ContentImporter(RasaFileImporter):
    """Rasa's file importer, with training data that comes from the content.

    The content is in the training data's folder where that has answers, otherwise in `data` beside the configuration.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._data_dir = _content_folder(config_file, training_data_paths)

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples and the entities' words. Raises ContentRefused where the content has problems."""
        try:
            return training_data(load_content(self._data_dir))
        except ContentError as error:
            raise ContentRefused(f"The content can't be used yet.\n{error}") from error


def training_data(content: Content) -> TrainingData:
    """The content in Rasa's terms. An entity's words are a lookup table, with its name as their synonym."""
    values = [value for kind in content.entities.values() for value in kind]
    return TrainingData(
        training_examples=[
            Message({TEXT: example.text, INTENT: plain_intent(example.id), ANSWER_ID: example.id})
            for example in content.examples
        ],
        entity_synonyms={word: value.name for value in values for word in value.words},
        lookup_tables=[
            {"name": kind, "elements": [word for value in found for word in (value.name, *value.words)]}
            for kind, found in content.entities.items()
        ],
        responses={name: list(texts) for name, texts in STAND_INS.items()},
    )


def _content_folder(config_file: str | None, paths: list[str] | str | None) -> Path:
    for path in [paths] if isinstance(paths, str) else paths or []:
        if (Path(path) / "answers").is_dir():
            return Path(path)
    return Path(config_file or "").parent / "data"
