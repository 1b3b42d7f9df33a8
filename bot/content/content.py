"""The content as a whole: answers, the facts they rest on, the clinic's profile, entities and examples.

It is read from a folder in one go and refused in one go, with every problem that was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.content.answer import Answer, Mention, SafetyAnswer, read_answers, read_safety_replies
from bot.content.article import Fact, read_articles
from bot.content.checks import check_answers, check_entities, check_examples, check_groups, check_mentions
from bot.content.entities import EntityEntry, EntityValue, read_entities
from bot.content.examples import Example, ExampleGroup, read_examples
from bot.content.files import DataFolder
from bot.content.other_languages import ENGLISH, OtherLanguage, read_other_languages
from bot.content.problems import ContentError, Problems
from bot.content.profile import Profile, read_profile
from bot.content.rendering import Rendered, render

DIALOGUE_EXAMPLES = ("safety", "handoff", "smalltalk", "out_of_scope")
ENTITY_LISTS = ("conditions", "services")


@dataclass(frozen=True)
class Content:
    """Everything that the assistant knows and how it is asked for."""

    answers: Mapping[str, Answer]  # faq/* and safety/*, by id
    facts: Mapping[str, Fact]  # by <article>/<fact>
    profile: Profile
    entities: Mapping[str, tuple[EntityValue, ...]]  # by kind
    examples: tuple[Example, ...]
    other_languages: Mapping[str, OtherLanguage]  # by code

    def reply(self, answer_id: str, entities: Sequence[tuple[str, str]] = (), *, language: str = ENGLISH) -> Rendered:
        """What to say for an id, where the message named these entities (kind, name); unknown ones are no matter.

        It is said in `language` (a code) where it is written in that, or else in English. Raises a KeyError for an id
        that is no answer.
        """
        found = [value for kind, name in entities if (value := self._entity(kind, name))]
        named = [value for position, value in enumerate(found) if value not in found[:position]]
        return render(self.answers[answer_id], facts=self.facts, profile=self.profile, named=named, language=language)

    def is_written_in(self, language: str, answer_id: str) -> bool:
        """Whether what is said for an id is written in a language (a code), too."""
        answer = self.answers.get(answer_id)
        return isinstance(answer, SafetyAnswer) and language in answer.wordings

    def _entity(self, kind: str, name: str) -> EntityValue | None:
        return next((value for value in self.entities.get(kind, ()) if value.name == name), None)


def load_content(data_dir: Path, profile: Path | None = None) -> Content:
    """Reads and checks a content folder, with another profile than its own if one is given.

    Raises a ContentError that lists everything to mend.
    """
    if not data_dir.is_dir():
        raise ContentError([f"{data_dir}: there is no such folder. Name the one that holds the content."])
    problems = Problems()
    folder = DataFolder(data_dir, problems)
    folder.check_every_file()
    reading = _read(folder, profile or data_dir / "clinic.yml")
    if not problems.unreadable:
        reading.check(problems)
    if problems.found or reading.profile is None:
        raise problems.error()
    return reading.content(reading.profile)


def load_facts(articles: Path) -> dict[str, Fact]:
    """The facts of a folder of fact sheets by id, without the rest of the content.

    Raises a ContentError that lists everything to mend.
    """
    problems = Problems()
    facts = read_articles(DataFolder(articles.parent, problems).topics(articles.name))
    if problems.found:
        raise problems.error()
    return facts


@dataclass(frozen=True)
class _Reading:
    """Everything that the files say, before it is checked against each other."""

    facts: dict[str, Fact]
    answers: list[Answer]
    groups: list[ExampleGroup]
    spanish: list[ExampleGroup]
    entities: list[EntityEntry]
    profile: Profile | None
    mentions: list[Mention]
    other_languages: dict[str, OtherLanguage]

    def check(self, problems: Problems) -> None:
        check_answers(self.answers, problems)
        check_mentions(
            self.mentions,
            problems,
            facts=self.facts,
            answers=[answer.id for answer in self.answers],
            entity_kinds={entry.value.kind for entry in self.entities},
        )
        check_examples(self.groups, self.answers, problems)
        check_groups(self.spanish, self.answers, problems)
        check_entities(self.entities, problems)

    def content(self, profile: Profile) -> Content:
        kinds = dict.fromkeys(entry.value.kind for entry in self.entities)
        values = [entry.value for entry in self.entities]
        return Content(
            answers={answer.id: answer for answer in self.answers},
            facts=self.facts,
            profile=profile,
            entities={kind: tuple(value for value in values if value.kind == kind) for kind in kinds},
            examples=tuple(example for group in self.groups for example in group.examples),
            other_languages=self.other_languages,
        )


def _read(folder: DataFolder, profile_file: Path) -> _Reading:
    mentions: list[Mention] = []
    replies = folder.topics("dialogue", only=("safety_replies",))
    safety: list[SafetyAnswer] = [reply for _, node in replies for reply in read_safety_replies(node)]
    profile = folder.document(profile_file)
    return _Reading(
        facts=read_articles(folder.topics("articles")),
        answers=[*read_answers(folder.topics("answers"), mentions), *safety],
        groups=list(read_examples([*folder.topics("examples"), *folder.topics("dialogue", only=DIALOGUE_EXAMPLES)])),
        spanish=list(read_examples(folder.topics("dialogue", only=("spanish",)))),
        entities=list(read_entities(folder.topics("dialogue", only=ENTITY_LISTS), mentions)),
        profile=read_profile(profile) if profile else None,
        mentions=mentions,
        other_languages={
            code: language
            for _, node in folder.topics("dialogue", only=("other_languages",))
            for code, language in read_other_languages(node).items()
        },
    )
