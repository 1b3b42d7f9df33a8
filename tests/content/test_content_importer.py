"""Rasa gets its training data from the content, through its own front door."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.validator import Validator

from bot.content.importer import ContentImporter, ContentRefused

if TYPE_CHECKING:
    from conftest import Folder

CONFIG = """\
recipe: default.v1
language: en
importers:
  - name: bot.content.importer.ContentImporter
pipeline: []
policies:
  - name: RulePolicy
"""
DOMAIN = """\
version: "3.1"
intents:
  - faq: {is_retrieval_intent: true}
  - safety: {is_retrieval_intent: true}
  - dialogue: {is_retrieval_intent: true}
  - book
  - out_of_scope
entities: [condition]
responses:
  utter_dialogue/greet:
    - text: Hello.
"""
RULES = """\
version: "3.1"
rules:
  - rule: a question is answered
    steps: [{ intent: faq }, { action: utter_faq }]
  - rule: a red flag comes first
    steps: [{ intent: safety }, { action: utter_safety }]
  - rule: small talk
    steps: [{ intent: dialogue }, { action: utter_dialogue }]
  - rule: a booking starts
    steps: [{ intent: book }, { action: utter_dialogue }]
  - rule: the rest
    steps: [{ intent: out_of_scope }, { action: utter_dialogue }]
"""


@pytest.fixture
def project(folder: Folder) -> Path:
    """A Rasa project around the small content folder."""
    root = folder.root.parent
    (root / "config.yml").write_text(CONFIG, encoding="utf-8")
    (root / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    return root


def importer(project: Path) -> TrainingDataImporter:
    """The importer as every command of Rasa's opens it."""
    config, domain, data = (str(project / name) for name in ("config.yml", "domain.yml", "data"))
    return TrainingDataImporter.load_from_config(config, domain, [data])


def examples(data: TrainingData) -> dict[str, tuple[str, str]]:
    return {one.get("text"): (one.get("intent"), one.get("answer_id")) for one in data.intent_examples}


def test_an_example_has_a_plain_intent_and_its_answer_id_beside_it(project: Path) -> None:
    found = examples(importer(project).get_nlu_data())

    assert found["why the round marks"] == ("faq", "faq/cupping_marks")
    assert found["i cant feel my legs"] == ("safety", "safety/emergency")
    assert found["book me in"] == ("book", "handoff/book")
    assert found["hello"] == ("dialogue", "dialogue/greet")
    assert found["who won the match"] == ("out_of_scope", "dialogue/not_understood")


def test_the_words_of_entities_are_a_lookup_table_with_their_names_as_synonyms(project: Path) -> None:
    data = importer(project).get_nlu_data()

    assert data.lookup_tables == [
        {
            "name": "condition",
            "elements": ["sciatica", "siatica", "sciatic nerve", "migraine", "migraines", "tinnitus"],
        }
    ]
    assert data.entity_synonyms == {"siatica": "sciatica", "sciatic nerve": "sciatica", "migraines": "migraine"}


def test_rules_and_domain_stay_in_rasas_own_files(project: Path) -> None:
    found = importer(project)

    assert [step.block_name for step in found.get_stories().story_steps] == ["a question is answered"]
    assert set(found.get_domain().intents) >= {"faq", "safety", "book"}


def test_the_validation_finds_nothing_to_complain_of(project: Path, folder: Folder) -> None:
    folder.write("dialogue/rules.yml", RULES)

    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # what Rasa warns of its users with
        validator = Validator.from_importer(importer(project))

        assert validator.verify_nlu(ignore_warnings=False)
        assert validator.verify_utterances_in_stories(ignore_warnings=False)


def test_without_training_files_the_content_is_the_folder_data_beside_the_configuration(project: Path) -> None:
    data = ContentImporter(str(project / "config.yml")).get_nlu_data()

    assert "why the round marks" in examples(data)


def test_a_command_may_name_another_folder(project: Path, tmp_path: Path) -> None:
    (project / "data").rename(tmp_path / "elsewhere")

    data = ContentImporter(
        str(project / "config.yml"), training_data_paths=str(tmp_path / "elsewhere")
    ).get_nlu_data()

    assert "why the round marks" in examples(data)


def test_content_with_problems_is_refused_with_all_of_them(project: Path, folder: Folder) -> None:
    folder.change("answers/cupping.yml", "handoff/book", "handoff/cook")
    folder.change("clinic.yml", "closed", "shut")

    with pytest.raises(ContentRefused) as refused:
        importer(project).get_nlu_data()

    assert str(refused.value).count("\ndata/") == 2


def test_the_data_is_the_same_each_time(project: Path) -> None:
    assert importer(project).get_nlu_data().fingerprint() == importer(project).get_nlu_data().fingerprint()
