"""Checks across the files: what is named must exist, what is unique must stand once, what belongs together must meet.

What a single entry can get wrong by itself is noted where it is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot.content.answer import Answer, Mention
from bot.content.entities import EntityEntry
from bot.content.examples import Example, ExampleGroup, folded
from bot.content.intents import DIALOGUE_IDS, HANDOFF_IDS
from bot.content.problems import Place, Problems, did_you_mean

OFFERED = ("handoff/book",)  # what may be offered next besides answers
MISSING = {
    "fact": ("rests on", ", which no fact sheet has", "Add it to a fact sheet, or take it out."),
    "answer": ("offers", " next, which can't be offered here", "Offer other answers (faq/...) or handoff/book."),
    "entity": ("has wordings for the entity", ", which data/dialogue doesn't list", "List it, or drop by_entity."),
}


def check_answers(answers: Sequence[Answer], problems: Problems) -> None:
    """Ids stand once, and so do questions: two buttons alike can't be told apart."""
    seen: dict[str, Place] = {}
    questions: dict[str, str] = {}
    for answer in answers:
        if answer.id in seen:
            problems.add(answer.place, f"{answer.id} stands at {seen[answer.id]} already. Keep one of them.")
            continue
        seen[answer.id] = answer.place
        asked_by = questions.setdefault(folded(answer.question), answer.id) if answer.question else answer.id
        if asked_by != answer.id:
            sentence = f'{answer.id} has the question of {asked_by}, "{answer.question}". Word one differently.'
            problems.add(answer.place, sentence)


def check_mentions(
    mentions: Iterable[Mention],
    problems: Problems,
    *,
    facts: Collection[str],
    answers: Collection[str],
    entity_kinds: Collection[str],
) -> None:
    """Every fact, answer and kind of entity that an entry names exists."""
    offered = [*(id for id in answers if id.startswith("faq/")), *OFFERED]
    choices = {"fact": facts, "answer": offered, "entity": entity_kinds}
    for mention in mentions:
        if mention.id not in choices[mention.kind] or mention.id == mention.owner:
            before, after, otherwise = MISSING[mention.kind]
            others = set(choices[mention.kind]) - {mention.owner}
            remedy = did_you_mean(mention.id, others, otherwise=otherwise)
            problems.add(mention.place, f'{mention.owner} {before} "{mention.id}"{after}. {remedy}')


def check_examples(groups: Sequence[ExampleGroup], answers: Sequence[Answer], problems: Problems) -> None:
    """Examples belong to an id that there is, every answer has some, and each message stands once."""
    check_groups(groups, answers, problems)
    asked_for = {group.id for group in groups}
    for answer in answers:
        if answer.id not in asked_for:
            sentence = f"{answer.id} has no examples, so that nobody can ask for it. Add some."
            problems.add(answer.place, sentence)


def check_groups(groups: Sequence[ExampleGroup], answers: Sequence[Answer], problems: Problems) -> None:
    """Examples, in whatever language, belong to an id that there is, stand together, and each message stands once."""
    known = {*(answer.id for answer in answers), *HANDOFF_IDS, *DIALOGUE_IDS}
    seen: dict[str, Place] = {}
    for group in groups:
        if group.id in seen:
            problems.add(group.place, f"{group.id} has examples at {seen[group.id]} already. Put them together.")
        elif group.id not in known:
            remedy = did_you_mean(group.id, known, otherwise="Write the answer, or take them out.")
            problems.add(group.place, f"{group.id} has examples but no answer. {remedy}")
        seen.setdefault(group.id, group.place)
    _check_messages([example for group in groups for example in group.examples], problems)


def _check_messages(examples: Iterable[Example], problems: Problems) -> None:
    seen: dict[str, Example] = {}
    for example in examples:
        first = seen.setdefault(folded(example.text), example)
        if first is not example:
            sentence = f'"{example.text}" stands at {first.place} already, under {first.id}. Keep one of them.'
            problems.add(example.place, sentence)


def check_entities(entries: Sequence[EntityEntry], problems: Problems) -> None:
    """A name stands once in its kind, and a word means one thing.

    Also words of different kinds are kept apart: Rasa has one table of synonyms for all of them.
    """
    names: dict[tuple[str, str], Place] = {}
    meaning: dict[str, EntityEntry] = {}
    for entry in entries:
        kind, name = entry.value.kind, entry.value.name
        if (kind, name) in names:
            problems.add(entry.place, f"{kind} {name} stands at {names[kind, name]} already. Put them together.")
            continue
        names[kind, name] = entry.place
        for word, place in entry.spoken():
            first = meaning.setdefault(folded(word), entry)
            if first.value.name != name:
                other = f"{first.value.kind} {first.value.name}"
                problems.add(place, f'{kind} {name} has the word "{word}", which means {other} already. Keep one.')
