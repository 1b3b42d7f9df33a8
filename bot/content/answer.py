"""Answers: what is said when a visitor asks for an id, what it rests on, and what may be asked next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.content.intents import FROM_ARTICLE
from bot.content.other_languages import ENGLISH
from bot.content.problems import Place, did_you_mean
from bot.content.profile import FIELDS
from bot.content.safety_numbers import LANGUAGES, PLACEHOLDERS
from bot.content.wording import read_wording
from bot.content.yaml_lines import Fields, Node

LONGEST_QUESTION = 40  # characters; what fits on a button of every channel
ARTICLE_FIELDS = ("id", "question", "reply", "by_entity", "facts", "next")
SAFETY_WORDING = ("reply", "with_phone", "reviewed_by")
PROFILE_FIELDS = ("id", "question", "profile", "parts", "unknown", "facts", "next")


@dataclass(frozen=True)
class Mention:
    """The id of a fact or an answer, as another entry names it; looked up once everything is read."""

    owner: str
    kind: Literal["fact", "answer", "entity"]
    id: str
    place: Place


@dataclass(frozen=True)
class _Answer:
    """What all answers have in common. `question` offers it on a button; safety replies are never offered."""

    id: str
    question: str
    facts: tuple[str, ...]
    next: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class ByEntity:
    """Wordings for when the message named something of this kind: with facts about it, and without."""

    entity: str
    covered: str
    outside: str


@dataclass(frozen=True)
class ArticleAnswer(_Answer):
    """An answer that says what the articles say."""

    reply: str
    by_entity: ByEntity | None


@dataclass(frozen=True)
class Part:
    """A sentence of a profile answer, said when everything that it needs is known."""

    needs: tuple[str, ...]
    say: str


@dataclass(frozen=True)
class ProfileAnswer(_Answer):
    """An answer that says what the clinic's profile says, and admits where it is silent."""

    profile: tuple[str, ...]
    parts: tuple[Part, ...]
    unknown: str


@dataclass(frozen=True)
class SafetyWording:
    """A fixed reply in a language; `reviewed_by` is empty until the clinic's responsible person has signed it.

    `with_phone` is said at its end where the profile has the clinic's phone; empty where there is nothing to add.
    """

    reply: str
    with_phone: str
    reviewed_by: str


@dataclass(frozen=True)
class SafetyAnswer(_Answer):
    """What is said when it is beyond an assistant: in English, and in what other languages there are."""

    wordings: Mapping[str, SafetyWording]  # by the language's code


Answer = ArticleAnswer | ProfileAnswer | SafetyAnswer


def read_answers(topics: list[tuple[str, Node]], mentions: list[Mention]) -> Iterator[Answer]:
    """Every answer of data/answers, also one whose id stands twice."""
    for topic, node in topics:
        for fields in node.entries(f"the answers on {topic}", "an answer"):
            if not fields.owner.startswith("faq/"):
                fields.problem('has an id that does not start with "faq/". Rename it.', at="id")
            if fields.owner == FROM_ARTICLE:
                fields.problem("has the id that stands for a fact quoted from an article. Rename it.", at="id")
            is_profile = fields.has("profile") or fields.has("parts") or fields.has("unknown")
            yield _profile_answer(fields, mentions) if is_profile else _article_answer(fields, mentions)


def read_safety_replies(node: Node) -> Iterator[SafetyAnswer]:
    """The fixed replies of data/dialogue/safety_replies.yml."""
    for fields in node.entries("the safety replies", "a safety reply"):
        fields.only(("id", *SAFETY_WORDING, "in_other_languages"))
        if not fields.owner.startswith("safety/"):
            fields.problem('has an id that does not start with "safety/". Rename it.', at="id")
        yield SafetyAnswer(
            id=fields.owner,
            question="",
            facts=(),
            next=(),
            place=fields.place,
            wordings={ENGLISH: _safety_wording(fields), **_in_other_languages(fields)},
        )


def _in_other_languages(fields: Fields) -> dict[str, SafetyWording]:
    inner = fields.mapping("in_other_languages")
    if inner is None:
        return {}
    inner.only(code for code in LANGUAGES if code != ENGLISH)
    wordings = ((code, inner.mapping(code)) for code in LANGUAGES)
    found = {code: wording for code, wording in wordings if wording}
    for wording in found.values():
        wording.only(SAFETY_WORDING)
    return {code: _safety_wording(wording) for code, wording in found.items()}


def _safety_wording(fields: Fields) -> SafetyWording:
    return SafetyWording(
        reply=read_wording(fields, "reply", placeholders=PLACEHOLDERS, any_length=True),
        with_phone=read_wording(fields, "with_phone", placeholders=("phone",)) if fields.has("with_phone") else "",
        reviewed_by=fields.text("reviewed_by", may_be_empty=True),
    )


def _article_answer(fields: Fields, mentions: list[Mention]) -> ArticleAnswer:
    fields.only(ARTICLE_FIELDS)
    return ArticleAnswer(
        **_common(fields, mentions, facts_required=True),
        reply=read_wording(fields, "reply"),
        by_entity=_by_entity(fields, mentions),
    )


def _by_entity(fields: Fields, mentions: list[Mention]) -> ByEntity | None:
    inner = fields.mapping("by_entity")
    if inner is None:
        return None
    inner.only(("entity", "covered", "outside"))
    kind = inner.text("entity")
    if kind:
        mentions.append(Mention(fields.owner, "entity", kind, inner.place_of("entity")))
    return ByEntity(
        entity=kind,
        covered=read_wording(inner, "covered", placeholders=("name",)),
        outside=read_wording(inner, "outside", placeholders=("name",)),
    )


def _profile_answer(fields: Fields, mentions: list[Mention]) -> ProfileAnswer:
    fields.only(PROFILE_FIELDS)
    profile = fields.texts("profile")
    for field in profile:
        if field.value not in FIELDS:
            remedy = did_you_mean(field.value, FIELDS, otherwise="See data/clinic.yml for those there are.")
            fields.problem(f'asks the profile for "{field.value}", which it can\'t have. {remedy}', at=field)
    known = tuple(field.value for field in profile)
    return ProfileAnswer(
        **_common(fields, mentions, facts_required=False),
        profile=known,
        parts=tuple(_part(part, known) for part in fields.mappings("parts")),
        unknown=read_wording(fields, "unknown"),
    )


def _part(fields: Fields, profile: tuple[str, ...]) -> Part:
    fields.only(("needs", "say"))
    needs = fields.texts("needs")
    for field in needs:
        if field.value not in profile:
            remedy = did_you_mean(field.value, profile, otherwise='Add it to "profile".')
            fields.problem(f'needs "{field.value}", which the answer\'s "profile" does not list. {remedy}', at=field)
    names = tuple(field.value for field in needs)
    return Part(needs=names, say=read_wording(fields, "say", placeholders=names))


def _common(fields: Fields, mentions: list[Mention], *, facts_required: bool) -> dict[str, Any]:
    question = fields.text("question")
    if len(question) > LONGEST_QUESTION:
        sentence = f"has a question of {len(question)} characters. A button holds {LONGEST_QUESTION}; shorten it."
        fields.problem(sentence, at="question")
    return {
        "id": fields.owner,
        "question": question,
        "facts": read_mentions(fields, "facts", "fact", mentions, required=facts_required),
        "next": read_mentions(fields, "next", "answer", mentions, required=False),
        "place": fields.place,
    }


def read_mentions(
    fields: Fields, name: str, kind: Literal["fact", "answer"], mentions: list[Mention], *, required: bool
) -> tuple[str, ...]:
    """The ids that a field lists; each is remembered as a mention."""
    ids = fields.texts(name, required=required)
    mentions += [Mention(fields.owner, kind, id.value, id.place) for id in ids]
    return tuple(id.value for id in ids)
