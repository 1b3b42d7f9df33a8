"""Replies: an answer's wording for this clinic and for what the message named, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content.answer import Answer, ArticleAnswer, ByEntity, ProfileAnswer, SafetyAnswer, SafetyWording
from bot.content.article import Article, Fact
from bot.content.entities import EntityValue
from bot.content.other_languages import ENGLISH
from bot.content.profile import SPELLED_EXACTLY, Profile
from bot.content.safety_numbers import safety_fields, safety_words
from bot.content.wording import PLACEHOLDER, fill, listed


@dataclass(frozen=True)
class Rendered:
    """What the assistant says, and on which facts and fields of the profile it rests.

    `source` is the article of the first fact. `known` is False where profile or articles are silent about what
    was asked, and the reply says so.
    """

    text: str
    facts: tuple[str, ...]
    fields: tuple[str, ...]
    source: Article | None
    next: tuple[str, ...]
    known: bool


def render(
    answer: Answer, *, facts: Mapping[str, Fact], profile: Profile, named: Sequence[EntityValue], language: str
) -> Rendered:
    """The reply of an answer of any kind, in `language` (a code) where it is written in that, or else in English.

    `named` are the entities of the message, in its order.
    """
    if isinstance(answer, ProfileAnswer):
        text, fields, known = _from_profile(answer, profile)
        rests_on = answer.facts
    elif isinstance(answer, SafetyAnswer):
        spoken = language if language in answer.wordings else ENGLISH
        text, fields = _safety(answer.wordings[spoken], spoken, profile)
        known, rests_on = True, ()
    else:
        text, rests_on, known = _from_articles(answer, named)
        fields = ()
    source = facts[rests_on[0]].article if rests_on else None
    return Rendered(text, facts=rests_on, fields=fields, source=source, next=answer.next, known=known)


def missing_fields(answer: ProfileAnswer, profile: Profile) -> tuple[str, ...]:
    """What the profile would have to say for every part of the answer to be said."""
    needed = dict.fromkeys(field for part in answer.parts for field in part.needs)
    return tuple(field for field in needed if not profile.known(field))


def _from_articles(answer: ArticleAnswer, named: Sequence[EntityValue]) -> tuple[str, tuple[str, ...], bool]:
    kind = answer.by_entity.entity if answer.by_entity else None
    relevant = [value for value in named if value.kind == kind]
    if answer.by_entity is None or not relevant:
        return answer.reply, answer.facts, True
    rests_on = dict.fromkeys([*(fact for value in relevant for fact in value.facts), *answer.facts])
    return _by_entity(answer.by_entity, relevant), tuple(rests_on), all(value.facts for value in relevant)


def _by_entity(wordings: ByEntity, named: Sequence[EntityValue]) -> str:
    """What the articles cover comes first, then what they don't."""
    covered = [value.say for value in named if value.facts]
    outside = [value.say for value in named if not value.facts]
    spoken = ((wordings.covered, covered), (wordings.outside, outside))
    return " ".join(fill(wording, {"name": listed(names)}) for wording, names in spoken if names)


def _safety(wording: SafetyWording, language: str, profile: Profile) -> tuple[str, tuple[str, ...]]:
    text = fill(wording.reply, safety_words(profile, language))
    fields = safety_fields(profile, PLACEHOLDER.findall(wording.reply))
    if wording.with_phone and profile.known("phone"):
        return f"{text} {fill(wording.with_phone, {'phone': profile.text('phone')})}", (*fields, "phone")
    return text, fields


def _from_profile(answer: ProfileAnswer, profile: Profile) -> tuple[str, tuple[str, ...], bool]:
    said = [part for part in answer.parts if all(profile.known(field) for field in part.needs)]
    if not said:
        return answer.unknown, (), False
    texts = [
        fill(part.say, {field: profile.text(field) for field in part.needs}, as_they_stand=SPELLED_EXACTLY)
        for part in said
    ]
    return " ".join(texts), tuple(dict.fromkeys(field for part in said for field in part.needs)), True
