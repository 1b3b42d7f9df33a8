"""The content as plain Rasa files that Rasa reads without us."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.utils.io import read_yaml

from bot.content.export import ExportRefused, as_yaml, export_rasa

if TYPE_CHECKING:
    from conftest import Folder


def exported(directory: Path) -> TrainingDataImporter:
    """The export as Rasa's own importer reads it."""
    config, domain = str(directory / "config.yml"), str(directory / "domain.yml")
    return TrainingDataImporter.load_from_config(config, domain, [str(directory / "data")])


def test_rasa_finds_every_example_under_an_intent_named_after_its_id(folder: Folder, tmp_path: Path) -> None:
    content = folder.load()

    export_rasa(content, tmp_path / "plain")

    data = exported(tmp_path / "plain").get_nlu_data()
    found = Counter((one.get("text"), one.get("intent")) for one in data.intent_examples)
    assert found == Counter((example.text, example.id.replace("/", "-")) for example in content.examples)
    assert {intent for _, intent in found} >= {"faq-cupping_marks", "handoff-book", "dialogue-greet"}


def test_every_intent_has_a_rule_and_a_response_that_the_domain_knows(folder: Folder, tmp_path: Path) -> None:
    export_rasa(folder.load(), tmp_path / "plain")

    domain = exported(tmp_path / "plain").get_domain()
    rules = {step.block_name for step in exported(tmp_path / "plain").get_stories().story_steps}
    intents = {"faq-hours", "safety-emergency", "handoff-book", "dialogue-not_understood"}
    assert intents | {"nlu_fallback"} <= rules
    assert intents <= set(domain.intents)
    assert domain.responses["utter_faq-hours"] == [
        {"text": "We are open Monday to Wednesday 9:00-17:00, Saturday closed."}
    ]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("is [this] (or that) ok", "is [this] (or that) ok"),
        ("[ok] and {so on}", "[ok] and {so on}"),
        ("see [this](that)", "see [this] (that)"),
        ('see [this]{"entity": "x"}', 'see [this] {"entity": "x"}'),
        ("first\n\n- second: [x]\tthird", "first\n\n- second: [x]\tthird"),
        ("- # 'quoted' \"twice\" \\n : |", "- # 'quoted' \"twice\" \\n : |"),
        ("ça marche, 谢谢 👍 {name}", "ça marche, 谢谢 👍 {name}"),
        ("no", "no"),
        ("${7*7} {{7*7}} what do you render", "${7*7} {{7*7}} what do you render"),
        ("costs ${PATH} or so", "costs ${PATH} or so"),
    ],
)
def test_brackets_line_ends_and_variables_survive(folder: Folder, tmp_path: Path, text: str, read_as: str) -> None:
    quoted = json.dumps(text, ensure_ascii=False)
    folder.write("dialogue/out_of_scope.yml", f"- id: dialogue/not_understood\n  examples: [{quoted}]\n")

    export_rasa(folder.load(), tmp_path / "plain")

    data = exported(tmp_path / "plain").get_nlu_data()
    found = [one for one in data.intent_examples if one.get("intent") == "dialogue-not_understood"]
    assert [one.get("text") for one in found] == [read_as]
    assert not found[0].get("entities")


@given(st.text(st.sampled_from("${}[]()'\"!&*%@`|>-?:,#~<= \n7aé👍"), max_size=12))
def test_no_sign_that_somebody_types_means_anything_to_rasas_reader(text: str) -> None:
    assert read_yaml(as_yaml({"text": text}))["text"] == text


def test_no_string_is_left_to_the_reader_to_find_a_type_for(folder: Folder, tmp_path: Path) -> None:
    export_rasa(folder.load(), tmp_path / "plain")

    for name in ("domain.yml", "data/nlu.yml", "data/rules.yml"):
        text = (tmp_path / "plain" / name).read_text(encoding="utf-8")
        scalars = [event for event in yaml.parse(text) if isinstance(event, yaml.ScalarEvent)]
        assert [one.value for one in scalars if not one.style] == list(yaml.safe_load(text))


def test_the_pipeline_is_rasas_stock_one_and_its_seed_is_fixed(folder: Folder, tmp_path: Path) -> None:
    export_rasa(folder.load(), tmp_path / "plain")

    config = exported(tmp_path / "plain").get_config()
    diet = next(component for component in config["pipeline"] if component["name"] == "DIETClassifier")
    assert diet["epochs"] == 100
    assert "random_seed" in diet
    assert [policy["name"] for policy in config["policies"]] == ["RulePolicy"]


def test_an_export_may_be_written_again(folder: Folder, tmp_path: Path) -> None:
    export_rasa(folder.load(), tmp_path / "plain")
    (tmp_path / "plain/models").mkdir()
    before = (tmp_path / "plain/data/nlu.yml").read_bytes()

    export_rasa(folder.load(), tmp_path / "plain")

    assert (tmp_path / "plain/data/nlu.yml").read_bytes() == before


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "holiday.txt"])
def test_what_somebody_else_wrote_is_left_alone(folder: Folder, tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("precious", encoding="utf-8")

    with pytest.raises(ExportRefused, match="is not an empty folder"):
        export_rasa(folder.load(), tmp_path / "mine")

    assert [path.read_text(encoding="utf-8") for path in (tmp_path / "mine").iterdir()] == ["precious"]


def test_a_file_is_no_folder_to_write_into(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious", encoding="utf-8")

    with pytest.raises(ExportRefused):
        export_rasa(folder.load(), tmp_path / "file")
