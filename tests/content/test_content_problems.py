"""What can be wrong with the content is told with its place and what to do about it; all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Folder

PROFILE = "clinic.yml"
CUPPING = "answers/cupping.yml"
CLINIC = "answers/clinic.yml"
ASKED = "examples/clinic.yml"
WORDS = "dialogue/conditions.yml"
SAFETY = "dialogue/safety_replies.yml"
SPANISH = "dialogue/spanish.yml"

MISTAKES = [
    # fields
    (CUPPING, "reply:", "replly:", ':3: faq/cupping_marks has a field "replly"'),
    (CUPPING, "  facts: [cupping/circular_marks]\n", "", ':1: faq/cupping_marks has no "facts"'),
    (CUPPING, "[cupping/circular_marks]", "[]", ':4: "facts" of faq/cupping_marks is an empty list'),
    (CUPPING, "[cupping/circular_marks]", "cupping", ':4: "facts" of faq/cupping_marks is to be a list'),
    (CUPPING, "What are the round marks?", "", ':2: "question" of faq/cupping_marks is empty'),
    (CUPPING, "What are the round marks?", "[a]", ':2: "question" of faq/cupping_marks is to be a text'),
    (CUPPING, "  question: What", "  id: x\n  question: What", ':2: an answer has "id" twice'),
    (CUPPING, "faq/cupping_marks\n  q", "cupping_marks\n  q", 'an id that does not start with "faq/"'),
    (CUPPING, "faq/cupping_marks\n  q", "faq/from_article\n  q", ":1: faq/from_article has the id that stands for"),
    (CLINIC, "[hours, holidays]", "[]", ':3: "profile" of faq/hours is an empty list'),
    (CLINIC, "[hours, holidays]", "[hours, holiday]", ':3: faq/hours asks the profile for "holiday"'),
    (CLINIC, "needs: [hours]", "needs: []", ':5: "needs" of'),
    (CLINIC, "needs: [holidays]", "needs: [phone]", 'needs "phone", which the answer\'s "profile"'),
    ("articles/cupping.yml", "id: athletes", "id: circular_marks", ":6: cupping/circular_marks stands twice"),
    ("articles/cupping.yml", "id: athletes", "id: The athletes", "is not named in snake_case"),
    ("articles/cupping.yml", "https://example", "javascript:x", 'the fact sheet cupping has the link "javascript:x'),
    (SAFETY, '  reviewed_by: ""\n', "", ':1: safety/emergency has no "reviewed_by"'),
    (WORDS, "    say: migraine\n", "", ':7: condition migraine has no "say"'),
    (WORDS, "say: migraine", "said: migraine", ':8: condition migraine has a field "said"'),
    (ASKED, "[when are you open]", '[when, "  "]', ':2: an item of "examples" of faq/hours is empty'),
    (ASKED, "[when are you open]", "[when, {a: b}]", "of faq/hours is to be a text"),
    (SAFETY, "  reviewed", "  in_other_languages: {fr: {}}\n  reviewed", 'has a field "fr", which is not known here'),
    (SAFETY, "  reviewed", "  in_other_languages: {es: {reply: Ya}}\n  reviewed", 'has no "reviewed_by"'),
    (SAFETY, "  reviewed", "  in_other_languages: {es: {text: Ya}}\n  reviewed", 'has a field "text"'),
    # wordings
    (CLINIC, "{hours}", "{hour}", ':6: an item of "parts" of faq/hours says {hour} in "say"'),
    (CLINIC, "{hours}", "{holidays}", 'says {holidays} in "say", which nothing fills'),
    (CLINIC, "{hours}", "{hours", "has a single brace"),
    (SAFETY, "your emergency number", "{emergency_numer}", 'Did you mean "emergency_number"?'),
    (SAFETY, "your emergency number", "{phone}", ':2: safety/emergency says {phone} in "reply", which nothing fills'),
    (SAFETY, "  reviewed", "  with_phone: Ring {number}.\n  reviewed", 'says {number} in "with_phone"'),
    (CUPPING, "speaks of {name}", "speaks of {say}", 'says {say} in "covered"'),
    (CUPPING, "that athletes", "that {name}", ':9: faq/cupping_benefits says {name} in "reply"'),
    (CUPPING, "that athletes", "very " * 60, ':9: faq/cupping_benefits has 65 words in "reply"'),
    (CLINIC, "I don't have the", "very " * 60, ':9: faq/hours has 62 words in "unknown"'),
    (CUPPING, "the round marks?", "the round marks, and do they fade?", "a question of 43 characters"),
    # ids
    (CUPPING, "handoff/book", "handoff/human", ':5: faq/cupping_marks offers "handoff/human" next'),
    (CUPPING, "handoff/book", "faq/hour", 'offers "faq/hour" next, which can\'t be offered'),
    (CUPPING, "handoff/book", "faq/cupping_marks", 'offers "faq/cupping_marks" next'),
    (CUPPING, "handoff/book", "safety/emergency", 'offers "safety/emergency" next'),
    (CUPPING, "entity: condition", "entity: complaint", 'wordings for the entity "complaint"'),
    (CLINIC, "When are you open", "What are the round marks", "has the question of faq/hours"),
    (ASKED, "faq/hours", "faq/hour", ':1: faq/hour has examples but no answer. Did you mean "faq/hours"'),
    ("dialogue/handoff.yml", "handoff/book", "handoff/bok", 'handoff/bok has examples but no answer. Did you mean "'),
    ("dialogue/safety.yml", "safety/emergency", "safety/crisis", "safety/crisis has examples but no answer"),
    (SPANISH, "faq/hours", "faq/hour", 'spanish.yml:1: faq/hour has examples but no answer. Did you mean'),
    (SPANISH, "abren]", "abren, A que hora abren?]", 'abren?" stands at data/dialogue/spanish.yml:2 already'),
    # examples and words
    (ASKED, "when are you open", "Why the round-marks?!", 'marks" stands at data/examples/clinic.yml:2'),
    (ASKED, "[when are you open]", '[its open, "It\'s open."]', "under faq/hours. Keep one"),
    (WORDS, "[migraines]", "[Siatica]", 'the word "Siatica", which means condition sciatica'),
    (WORDS, "name: tinnitus", "name: migraine", ":10: condition migraine stands at"),
    # the profile
    (PROFILE, "name: ", "fone: 1\nname: ", ':1: the profile has a field "fone", which is not known here. Did you'),
    (PROFILE, "name: Harbour Lane Acupuncture", "phone: 1", ':1: the profile has no "name"'),
    (PROFILE, "09:00-17:00", "9 to 5", ':3: "hours" of the profile has "9 to 5" for mon'),
    (PROFILE, "09:00-17:00", "17:00-09:00", "ends before it begins"),
    (PROFILE, "09:00-17:00", "25:00-27:00", 'Write it as "09:00-17:00"'),
    (PROFILE, '"09:00-17:00"', '["12:00-17:00", "09:00-13:00"]', 'begins before "12:00-17:00" ends'),
    (PROFILE, "mon:", "monday:", 'has "monday", which is no day. Did you mean "mon"?'),
    (PROFILE, "name: ", "timezone: America/New_Yrok\nname: ", 'Did you mean "America/New_York"?'),
    (PROFILE, "name: ", "timezone: ../x\nname: ", "as its timezone, which is none"),
    (PROFILE, "name: ", "date_order: british\nname: ", 'Use "month_first" or "day_first"'),
    (PROFILE, "name: ", "emergency_number: 91\nname: ", ':1: the profile has "91" as its emergency_number, which no'),
    (PROFILE, "name: ", "crisis_line: 988 or 911\nname: ", 'Write one number, such as "911"'),
    (PROFILE, "name: ", "crisis_line: the GP\nname: ", ':1: the profile has "the GP" as its crisis_line'),
    (PROFILE, "name: ", "prices:\n  - service: cupping\nname: ", ':2: a price has no "price"'),
]  # fmt: skip


def test_a_sound_folder_has_no_problems(folder: Folder) -> None:
    assert folder.problems() == []


def test_a_fact_that_does_not_exist_is_named_with_the_nearest_that_does(folder: Folder) -> None:
    folder.change("answers/cupping.yml", "cupping/circular_marks", "cupping/circle_marks")

    assert folder.problem() == (
        'data/answers/cupping.yml:4: faq/cupping_marks rests on "cupping/circle_marks", which no fact sheet has. '
        'Did you mean "cupping/circular_marks"?'
    )


def test_all_problems_are_told_in_the_order_of_the_files(folder: Folder) -> None:
    folder.change("answers/cupping.yml", "cupping/circular_marks", "cupping/nonsense")
    folder.change("articles/cupping.yml", "title: Cupping, explained\n", "")
    folder.change("clinic.yml", "closed", "shut")

    places = [problem.split(": ")[0] for problem in folder.problems()]

    assert places == ["data/answers/cupping.yml:4", "data/articles/cupping.yml:1", "data/clinic.yml:6"]


@pytest.mark.parametrize(("path", "before", "after", "problem"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_its_remedy(
    folder: Folder, path: str, before: str, after: str, problem: str
) -> None:
    folder.change(path, before, after)

    assert any(problem in found for found in folder.problems()), "\n".join(folder.problems())


def test_an_id_that_stands_twice_is_told_with_both_places(folder: Folder) -> None:
    folder.write(
        "answers/second.yml",
        """\
        - id: faq/cupping_marks
          question: Will it leave marks?
          reply: Our article says so.
          facts: [cupping/circular_marks]
        """,
    )

    assert folder.problem() == (
        "data/answers/second.yml:1: faq/cupping_marks stands at data/answers/cupping.yml:1 already. Keep one of them."
    )


def test_an_answer_that_nobody_can_ask_for_is_told(folder: Folder) -> None:
    folder.write("examples/cupping.yml", "- id: faq/cupping_marks\n  examples: [why the round marks]\n")

    assert folder.problem() == (
        "data/answers/cupping.yml:7: faq/cupping_benefits has no examples, so that nobody can ask for it. Add some."
    )


def test_examples_of_an_id_in_two_files_are_told(folder: Folder) -> None:
    folder.write("examples/more.yml", "- id: faq/cupping_marks\n  examples: [how long do they stay]\n")

    assert "faq/cupping_marks has examples at data/examples/cupping.yml:1 already" in folder.problem()


def test_a_word_of_two_kinds_is_told_since_rasa_has_one_table_for_both(folder: Folder) -> None:
    folder.write(
        "dialogue/services.yml",
        """\
        entity: service
        values:
          - name: cupping
            say: cupping
            words: [migraines]
        """,
    )

    assert 'service cupping has the word "migraines", which means condition migraine already' in folder.problem()


@pytest.mark.parametrize("key", ["nlu", "rules", "stories", "responses"])
@pytest.mark.parametrize("path", ["clinic.yml", "examples/clinic.yml", "dialogue/red_flags.yml", "new/file.yaml"])
def test_a_line_that_rasa_would_take_for_its_own_is_told_in_any_file(folder: Folder, path: str, key: str) -> None:
    folder.write(path, f"# a comment\n    {key}: something\n")

    assert any(
        problem.startswith(f"data/{path}:2: Rasa takes a line that starts with") for problem in folder.problems()
    )


def test_a_file_that_would_be_overlooked_is_told(folder: Folder) -> None:
    folder.write("answers/more.yaml", "[]")

    assert folder.problem() == 'data/answers/more.yaml:1: This file is not read. Let its name end in ".yml".'


def test_what_is_no_yaml_is_told_with_its_line_and_nothing_that_follows_from_it(folder: Folder) -> None:
    folder.write("articles/cupping.yml", "title: Cupping\nfacts:\n  - id: [\n")

    assert "data/articles/cupping.yml:4: This is no YAML" in folder.problem()


def test_a_tab_is_told(folder: Folder) -> None:
    folder.change("examples/clinic.yml", "  examples: [when", "  examples:\t[when")

    assert folder.problem() == "data/examples/clinic.yml:2: This line has a tab. Use spaces instead."


def test_another_encoding_is_told_with_its_line(folder: Folder) -> None:
    path = folder.root / "examples/clinic.yml"
    path.write_bytes(path.read_bytes().replace(b"phone", "téléphone".encode("latin-1")))

    assert folder.problem() == (
        "data/examples/clinic.yml:4: This line is not in UTF-8. Save the file with that encoding."
    )


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_an_empty_file_is_told(folder: Folder, text: str) -> None:
    folder.write("answers/cupping.yml", text)

    assert folder.problem().startswith("data/answers/cupping.yml:1: There is nothing in this file.")


@pytest.mark.parametrize("path", ["answers/cupping.yml", "clinic.yml", "dialogue/conditions.yml"])
@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n", "a: b\n", "? [a]\n: b\n"])
def test_a_file_of_another_shape_is_told(folder: Folder, path: str, text: str) -> None:
    folder.write(path, text)

    assert any(problem.startswith(f"data/{path}:1: ") for problem in folder.problems())


def test_a_missing_profile_is_told(folder: Folder) -> None:
    (folder.root / "clinic.yml").unlink()

    assert folder.problem() == "data/clinic.yml:1: This file can't be read: No such file or directory."


def test_an_unfinished_rules_file_is_rasas_business(folder: Folder) -> None:
    folder.write("dialogue/rules.yml", "rules:\n\t- [")

    assert folder.problems() == []
