"""The assistant says nothing that it can't answer for.

Walks every reply that the content can give, with the clinic's profile as it is and with one that says everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content import ArticleAnswer, Content, ProfileAnswer, Rendered, SafetyAnswer, load_content
from bot.content.intents import CLARIFY, DIALOGUE_IDS, HANDOFF_IDS
from bot.content.rendering import missing_fields
from bot.content.wording import MOST_WORDS

ROOT = Path(__file__).parents[2]
FULL_PROFILE = Path(__file__).parent / "full_clinic.yml"

# The ids are a contract with the log and every evaluation; more may come, none may go.
ANSWERS = (
    "faq/what_is_acupuncture",
    "faq/qi_and_meridians",
    "faq/how_it_relieves_back_pain",
    "faq/endorphins",
    "faq/inflammation",
    "faq/circulation",
    "faq/muscles_and_fascia",
    "faq/nervous_system",
    "faq/conditions_treated",
    "faq/causes_of_back_pain",
    "faq/is_it_effective",
    "faq/is_it_safe",
    "faq/do_needles_hurt",
    "faq/versus_medication",
    "faq/versus_surgery",
    "faq/what_to_expect",
    "faq/consultation",
    "faq/tailored_treatment",
    "faq/combined_therapies",
    "faq/how_it_feels",
    "faq/number_of_sessions",
    "faq/what_is_cupping",
    "faq/cupping_benefits",
    "faq/cupping_marks",
    "faq/who_uses_cupping",
    "faq/gua_sha",
    "faq/services",
    "faq/prices",
    "faq/insurance",
    "faq/hours",
    "faq/location",
    "faq/contact",
    "faq/practitioners",
    "faq/session_length",
    "faq/preparation",
    "faq/cancellation_policy",
    "faq/payment_methods",
    "faq/accessibility",
    "faq/privacy",
    "safety/emergency",
    "safety/crisis",
    "safety/ask_a_clinician",
)

FORBIDDEN = (
    r"\bcur(e|es|ed|ing)\b",
    r"\bguarante",
    r"\bmiracle",
    r"\b(no|without( any)?|zero|free of) (risks?|side effects?|danger)\b",
    r"\brisk-free\b",
    r"\b(completely|totally|entirely|perfectly|absolutely|100\s?%) (safe|harmless|painless|effective)\b",
    r"\b100\s?(%|percent|per cent)",
    r"\b(always|never) (works?|fails?|hurts?)\b",
    r"\bwill (heal|fix|eliminate|remove|stop) (you|your|the pain)\b",
    r"\b(you|yours) (probably |surely )?(have|has) (a |an )?(slipped|herniated|sciatica|arthritis)",
    r"\b(?<!don't )(?<!never )(stop|reduce|skip|replace) (taking|your (medication|medicine|tablets|painkillers))",
    r"\b(clinically|scientifically) proven\b",
)
ADMISSION = re.compile(r"\b(don't|can't|haven't|isn't|nor|no)\b")


@pytest.fixture(scope="module")
def real() -> Content:
    return load_content(ROOT / "data")


@pytest.fixture(scope="module")
def full() -> Content:
    return load_content(ROOT / "data", FULL_PROFILE)


@pytest.fixture(params=["real", "full"])
def content(request: pytest.FixtureRequest) -> Content:
    found: Content = request.getfixturevalue(request.param)
    return found


def replies(content: Content) -> Iterator[tuple[str, Rendered]]:
    """Every reply: to the bare question, and with each thing named that it has wordings for."""
    for answer in content.answers.values():
        yield answer.id, content.reply(answer.id)
        if isinstance(answer, ArticleAnswer) and answer.by_entity:
            for value in content.entities[answer.by_entity.entity]:
                yield f"{answer.id} {value.name}", content.reply(answer.id, [(value.kind, value.name)])


def fixed_words(answer: SafetyAnswer) -> set[str]:
    """What is said whatever the profile says."""
    return {word for word in answer.wordings["en"].reply.split() if "{" not in word}


def test_no_id_has_gone(real: Content) -> None:
    answers = set(real.answers)
    asked = {example.id for example in real.examples}

    assert set(ANSWERS) <= answers
    assert {*ANSWERS, *HANDOFF_IDS, *DIALOGUE_IDS} - {CLARIFY} <= asked


def test_every_reply_rests_on_a_fact_or_on_the_profile_or_admits_that_it_does_not_know(content: Content) -> None:
    for name, reply in replies(content):
        answer = content.answers[name.split()[0]]
        if isinstance(answer, SafetyAnswer):
            assert fixed_words(answer) <= set(reply.text.split()), f"{name} leaves something out: {reply.text}"
        elif isinstance(answer, ProfileAnswer) and not reply.known:
            assert reply.text == answer.unknown
            assert ADMISSION.search(reply.text), f"{name} does not say that it doesn't know: {reply.text}"
        else:
            assert reply.facts or reply.fields, f"{name} rests on nothing"
        assert set(reply.facts) <= set(content.facts), name
        assert all(content.profile.known(field) for field in reply.fields), name


def test_an_article_answer_names_its_article(content: Content) -> None:
    for name, reply in replies(content):
        if isinstance(content.answers[name.split()[0]], ArticleAnswer):
            assert reply.source is not None, name
            assert reply.source.title, name


def test_a_figure_in_a_reply_stands_in_a_fact_or_in_the_profile(content: Content) -> None:
    for name, reply in replies(content):
        sources = [content.facts[id].text for id in reply.facts] + [content.profile.text(f) for f in reply.fields]
        figures = set(re.findall(r"\d+", reply.text)) - set(re.findall(r"\d+", " ".join(sources)))
        assert not figures or name.startswith("safety/"), f"{name} has the figures {figures} from nowhere"


def test_a_reply_is_short_enough_to_be_read(content: Content) -> None:
    for name, reply in replies(content):
        words = len(reply.text.split())
        assert words <= MOST_WORDS or name.startswith("safety/"), f"{name} has {words} words: {reply.text}"


def test_no_placeholder_is_left_in_a_reply(content: Content) -> None:
    for name, reply in replies(content):
        assert not re.search(r"[{}]|\bNone\b", reply.text), f"{name}: {reply.text}"


@pytest.mark.parametrize("claim", FORBIDDEN)
def test_nothing_is_promised_that_nobody_can_promise(content: Content, claim: str) -> None:
    texts = [*replies(content), *((fact.id, fact) for fact in content.facts.values())]

    for name, said in texts:
        assert not re.search(claim, said.text, re.IGNORECASE), f"{name}: {said.text}"


@pytest.mark.parametrize(
    "said",
    [
        "It cures sciatica.",
        "We guarantee results.",
        "There are no side effects.",
        "It is completely safe.",
        "It works 100% of the time.",
        "You can stop taking your tablets.",
        "It will heal your back.",
    ],
)
def test_such_a_promise_would_be_noticed(said: str) -> None:
    assert any(re.search(claim, said, re.IGNORECASE) for claim in FORBIDDEN)


def test_a_profile_that_says_everything_is_said_whole(full: Content) -> None:
    for answer in full.answers.values():
        if isinstance(answer, ProfileAnswer):
            assert missing_fields(answer, full.profile) == (), answer.id
            assert full.reply(answer.id).fields == tuple(
                dict.fromkeys(f for part in answer.parts for f in part.needs)
            )


def test_a_profile_that_says_nothing_but_the_name_makes_nothing_up(tmp_path: Path) -> None:
    bare = tmp_path / "bare.yml"
    bare.write_text("name: Nameless\n", encoding="utf-8")
    content = load_content(ROOT / "data", bare)

    for answer in content.answers.values():
        if isinstance(answer, ProfileAnswer):
            assert not content.reply(answer.id).known, answer.id
