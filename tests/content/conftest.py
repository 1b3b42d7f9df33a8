"""A small, complete content folder that a test changes in the one thing it is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from bot.content import Content, ContentError, load_content

FILES = {
    "clinic.yml": """\
        name: Harbour Lane Acupuncture
        hours:
          mon: "09:00-17:00"
          tue: "09:00-17:00"
          wed: "09:00-17:00"
          sat: closed
        """,
    "articles/cupping.yml": """\
        title: Cupping, explained
        link: https://example.com/cupping
        facts:
          - id: circular_marks
            text: Cupping leaves round marks.
          - id: athletes
            text: The article says that athletes like it.
        """,
    "articles/back_pain.yml": """\
        title: Backs
        facts:
          - id: sciatica
            text: The article names sciatica.
        """,
    "answers/cupping.yml": """\
        - id: faq/cupping_marks
          question: What are the round marks?
          reply: Our article says that cupping leaves round marks.
          facts: [cupping/circular_marks]
          next: [faq/cupping_benefits, handoff/book]

        - id: faq/cupping_benefits
          question: What is cupping good for?
          reply: Our article says that athletes like it.
          by_entity:
            entity: condition
            covered: Our article speaks of {name}.
            outside: "{name}: our article doesn't say."
          facts: [cupping/athletes]
          next: [faq/cupping_marks]
        """,
    "answers/clinic.yml": """\
        - id: faq/hours
          question: When are you open?
          profile: [hours, holidays]
          parts:
            - needs: [hours]
              say: "We are open {hours}."
            - needs: [holidays]
              say: "{holidays}"
          unknown: I don't have the opening hours.
          next: [handoff/book, faq/cupping_marks]

        - id: faq/contact
          question: How can I reach you?
          profile: [phone, email, website]
          parts:
            - needs: [phone, email]
              say: "Call {phone}. {email} is our address."
            - needs: [website]
              say: "Look at {website}."
          unknown: I don't have a number to give you.
        """,
    "examples/cupping.yml": """\
        - id: faq/cupping_marks
          examples:
            - why the round marks
            - cuping bruises how long           # misspelt on purpose

        - id: faq/cupping_benefits
          examples: [what is cupping good for]
        """,
    "examples/clinic.yml": """\
        - id: faq/hours
          examples: [when are you open]
        - id: faq/contact
          examples: [what is your phone number]
        """,
    "dialogue/safety.yml": """\
        - id: safety/emergency
          examples: [i cant feel my legs]
        """,
    "dialogue/safety_replies.yml": """\
        - id: safety/emergency
          reply: Call your emergency number now.
          reviewed_by: ""
        """,
    "dialogue/spanish.yml": """\
        - id: faq/hours
          examples: [a que hora abren]
        """,
    "dialogue/handoff.yml": """\
        - id: handoff/book
          examples: [book me in]
        """,
    "dialogue/smalltalk.yml": """\
        - id: dialogue/greet
          examples: [hello, yo]
        """,
    "dialogue/out_of_scope.yml": """\
        - id: dialogue/not_understood
          examples: [who won the match]
        """,
    "dialogue/conditions.yml": """\
        entity: condition
        values:
          - name: sciatica
            say: sciatica
            facts: [back_pain/sciatica]
            words: [siatica, sciatic nerve]
          - name: migraine
            say: migraine
            words: [migraines]
          - name: tinnitus
            say: tinnitus
        """,
    "dialogue/rules.yml": """\
        version: "3.1"
        rules:
          - rule: a question is answered
            steps: [{ intent: faq }, { action: utter_faq }]
        """,
}


@dataclass(frozen=True)
class Folder:
    """A content folder, `data` by name."""

    root: Path

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(dedent(text), encoding="utf-8")

    def change(self, path: str, before: str, after: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert before in text
        (self.root / path).write_text(text.replace(before, after, 1), encoding="utf-8")

    def load(self, profile: Path | None = None) -> Content:
        return load_content(self.root, profile)

    def problems(self) -> list[str]:
        """What is wrong with the folder, a line each; nothing when it can be loaded."""
        try:
            self.load()
        except ContentError as error:
            return list(error.problems)
        return []

    def problem(self) -> str:
        """The one thing that is wrong with the folder."""
        (found,) = self.problems()
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    built = Folder(tmp_path / "data")
    for path, text in FILES.items():
        built.write(path, text)
    return built
