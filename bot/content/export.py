"""The content as a plain Rasa project, for `rasa test nlu` and for a comparison with Rasa's stock pipeline.

Every answer id becomes an intent of its own, with one rule and one response. What only the dialogue words (greetings,
hand-offs) says its id instead. Nothing here needs Rasa.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.content.content import Content
from bot.content.intents import NOT_UNDERSTOOD

HEADING = "# Written by `python -m bot export-rasa`. The next export writes it anew.\n"
VERSION = "3.1"
ANNOTATION = re.compile(r"\](?=[(\[{])")

# What `rasa init` proposes, but for the response selector and the story policies, which have nothing to learn here.
CONFIG = """\
recipe: default.v1
assistant_id: plain-rasa
language: en

pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
    random_seed: 42
  - name: EntitySynonymMapper
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1

policies:
  - name: RulePolicy
"""


class ExportRefused(Exception):
    """The export would overwrite what somebody else has written."""


def export_rasa(content: Content, directory: Path) -> None:
    """Writes a project as `rasa init` lays it out: config.yml, domain.yml, data/nlu.yml and data/rules.yml.

    Raises ExportRefused for a folder that holds something already, unless it is an earlier export.
    """
    if directory.exists() and not _may_be_written(directory):
        raise ExportRefused(
            f"{directory} is not an empty folder, nor one that this command wrote. Name another one, or empty it."
        )
    (directory / "data").mkdir(parents=True, exist_ok=True)
    ids = list(dict.fromkeys(example.id for example in content.examples))
    files = {
        "config.yml": CONFIG,
        "domain.yml": as_yaml(
            {"version": VERSION, "intents": [*map(label, ids)], "responses": _responses(content, ids)}
        ),
        "data/nlu.yml": as_yaml(nlu((example.text, example.id) for example in content.examples)),
        "data/rules.yml": as_yaml({"version": VERSION, "rules": _rules(ids)}),
    }
    for name, text in files.items():
        (directory / name).write_text(HEADING + text, encoding="utf-8")


def label(answer_id: str) -> str:
    """The intent for an id; what stands behind a slash would be lost to Rasa's rules."""
    return answer_id.replace("/", "-")


def nlu(labelled: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The document of data/nlu.yml, from examples with their ids."""
    by_id: dict[str, list[dict[str, str]]] = {}
    for text, id in labelled:
        by_id.setdefault(id, []).append({"text": _without_annotations(text)})
    return {"version": VERSION, "nlu": [{"intent": label(id), "examples": texts} for id, texts in by_id.items()]}


def as_yaml(document: Mapping[str, Any]) -> str:
    """YAML that Rasa reads as it was meant, and soon."""
    named = {_Section(name): content for name, content in document.items()}
    return yaml.dump(named, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Section(str):
    """The name of a part of the document. Rasa looks for it to know what a file is for, and only without quotes."""


class _Dumper(yaml.CSafeDumper):
    """Quotes all other strings.

    Rasa's reader takes an unquoted `${...}` for a variable of the environment, and refuses when there is none. To
    find the type of a string without quotes it tries ever more rules (a slip in ruamel.yaml): 40,000 take minutes.
    """


def _plain(dumper: _Dumper, name: _Section) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(name))


def _quoted(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'")


_Dumper.add_representer(_Section, _plain)
_Dumper.add_representer(str, _quoted)


def _may_be_written(directory: Path) -> bool:
    if not directory.is_dir():
        return False
    config = directory / "config.yml"
    is_earlier_export = config.is_file() and config.read_bytes().startswith(HEADING.encode())
    return is_earlier_export or not any(directory.iterdir())


def _without_annotations(text: str) -> str:
    """Brackets that follow each other are kept apart: Rasa would see an entity in them, and knows no escape."""
    return ANNOTATION.sub("] ", text)


def _responses(content: Content, ids: Iterable[str]) -> Mapping[str, Any]:
    texts = {id: content.reply(id).text if id in content.answers else id for id in ids}
    return {f"utter_{label(id)}": [{"text": text}] for id, text in texts.items()}


def _rules(ids: list[str]) -> list[dict[str, Any]]:
    fallback = [("nlu_fallback", NOT_UNDERSTOOD)] if NOT_UNDERSTOOD in ids else []
    return [
        {"rule": intent, "steps": [{"intent": intent}, {"action": f"utter_{label(id)}"}]}
        for intent, id in [*((label(id), id) for id in ids), *fallback]
    ]
