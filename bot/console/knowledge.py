"""What the pages know of the clinic: its name, its time, and words for the ids that are in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timezone, tzinfo
from zoneinfo import ZoneInfo

from bot.content import Content

# Ids and intents that no answer of the content has words for.
NAMES: Mapping[str, str] = {
    "safety/emergency": "A medical emergency",
    "safety/crisis": "A crisis: self-harm or suicide",
    "safety/ask_a_clinician": "A question for a clinician",
    "faq/from_article": "Quoted from an article",
    "handoff/book": "Wants to book",
    "handoff/change_booking": "Wants to change a booking",
    "handoff/human": "Wants to talk to a person",
    "dialogue/greet": "A greeting",
    "dialogue/goodbye": "A goodbye",
    "dialogue/thanks": "Thanks",
    "dialogue/capabilities": "What can you do?",
    "dialogue/are_you_a_bot": "Are you a bot?",
    "dialogue/other_language": "Another language",
    "dialogue/not_understood": "Not understood",
    "inform": "The detail that was asked for",
    "affirm": "A yes",
    "deny": "A no",
    "cancel": "Wants to stop",
}


@dataclass(frozen=True)
class KnownFact:
    """A fact of an article, as staff can read it up."""

    text: str
    article: str


@dataclass(frozen=True)
class Knowledge:
    """Empty until the content is loaded: ids are shown as they are then."""

    clinic: str = "The clinic"
    zone: tzinfo = timezone.utc
    names: Mapping[str, str] = field(default_factory=lambda: NAMES)
    facts: Mapping[str, KnownFact] = field(default_factory=dict)

    def name_of(self, id: str) -> str:
        """Words for an answer id or an intent; the id itself where there are none."""
        return self.names.get(id, id)


def knowledge_of(content: Content) -> Knowledge:
    questions = {id: answer.question for id, answer in content.answers.items() if answer.question}
    return Knowledge(
        clinic=content.profile.name,
        zone=ZoneInfo(content.profile.timezone),
        names={**NAMES, **questions},
        facts={id: KnownFact(fact.text, fact.article.title) for id, fact in content.facts.items()},
    )
