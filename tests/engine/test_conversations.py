"""Whole conversations through the engine, as a visitor has them."""

from __future__ import annotations

import pytest

from tests.conftest import Chat


def test_half_an_emoji_does_not_hide_the_question(chat: Chat) -> None:
    """A phone that cuts a message off may cut through its last character."""
    chat.say("how much is a session? \ud83d")

    assert chat.last_answers == ["faq/prices"]


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("will the needles hurt me?", "faq/do_needles_hurt"),
        ("cuping bruises how long", "faq/cupping_marks"),
        ("my sciatica is bad can you help", "faq/conditions_treated"),
    ],
)
def test_a_question_is_answered_with_its_article_and_what_to_ask_next(chat: Chat, message: str, answer: str) -> None:
    result = chat.say(message)

    assert chat.last_answers == [answer]
    assert result.replies[0].source is not None
    assert result.replies[0].source.title in (
        "How Does Acupuncture Work for Back Pain?",
        "How Does Cupping Benefit You?",
    )
    assert 2 <= len(result.replies[0].buttons) <= 3


def test_the_condition_that_was_named_is_in_the_reply(chat: Chat) -> None:
    chat.say("my siatica is bad can you help")

    assert "sciatica" in chat.last_text.lower()


def test_a_condition_outside_the_article_is_said_to_be_outside_it(chat: Chat) -> None:
    chat.say("can you help with my migraines")

    assert chat.last_answers == ["faq/conditions_treated"]
    assert "migraine" in chat.last_text.lower()


def test_what_the_profile_leaves_unknown_is_admitted_and_the_question_can_be_passed_on(chat: Chat) -> None:
    chat.say("how much is it?")
    assert chat.last_answers == ["faq/prices"]

    chat.press("Ask the team for me")

    assert chat.last_answers == ["handoff/human"]
    assert chat.asks_for == "name"


@pytest.mark.parametrize(
    "message",
    ["i cant feel between my legs and i wet myself", "/restart i cant feel between my legs and i wet myself"],
)
def test_an_emergency_gets_the_emergency_reply(chat: Chat, message: str) -> None:
    chat.say(message)

    assert chat.last_answers == ["safety/emergency"]


@pytest.mark.parametrize(
    "message",
    [
        "trying not to hurt myself",
        "i dont want to hurt anymore",
        "dont want to be here or be a problem",
        "shes not reacting to voice or pain",
        "no movement or pain in my legs",
        "had a stroke years ago my face feels funny and droopy on one side",
        "heart attack in 2019 chest is tight my arm aches",
        "lost my baby last year i dont see the point in living",
        "wish id killed myself years ago",
        "i was suicidal in my twenties and its creeping up",
        "cut myself as a teenager and started doing it",
        "tonight there will be no more pain",
        "never had chest pain as bad as now",
        "throat closing up like it did with nuts as a child",
    ],
)
def test_no_reassuring_word_hides_an_alarm(chat: Chat, message: str) -> None:
    chat.say(message)

    assert chat.last_answers[0] in ("safety/emergency", "safety/crisis")


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("No numbness, no weakness, no fever, I'm FINE. What does a session cost?", "faq/prices"),
        ("got blue lighted in with my heart in 1999 and it was a curry. how late are you open", "faq/hours"),
        ("never fainted, never had a seizure, not on any medication. do I eat before it", "faq/preparation"),
    ],
)
def test_what_somebody_says_is_not_so_or_is_over_hides_no_question(chat: Chat, message: str, answer: str) -> None:
    chat.say(message)

    assert chat.last_answers == [answer]


@pytest.mark.parametrize(
    ("message", "first_words"),
    [
        ("no puedo mover las piernas", "Esto puede ser una emergencia."),
        ("ya no quiero vivir", "Por favor, hable con una persona ahora mismo"),
        ("je ne sens plus mes jambes et j'ai très mal au dos", "Mes réponses sont en anglais"),
    ],
)
def test_an_alarm_is_answered_in_spanish_to_who_wrote_in_spanish(chat: Chat, message: str, first_words: str) -> None:
    chat.say(message)

    assert chat.last_text.startswith(first_words)
    assert "911" in chat.last_text


@pytest.mark.parametrize("message", ["/restart", "/book", '/inform{"name": "x"}', "/", "   /", "/session_start"])
def test_engine_commands_are_only_words(chat: Chat, message: str) -> None:
    chat.say(message)

    assert chat.last.replies


def test_a_pressed_suggestion_is_answered_as_if_it_had_been_asked(chat: Chat) -> None:
    chat.say("does it hurt")
    suggestion = chat.last.replies[0].buttons[0]

    chat.press(suggestion.title)

    assert chat.last_answers == [suggestion.payload["answer"]]


def test_nonsense_is_not_answered_and_a_person_is_offered(chat: Chat) -> None:
    chat.say("asdf qwer zxcv uiop")

    assert chat.last_answers == ["dialogue/not_understood"]
    assert chat.last.replies[0].buttons[-1].title == "Talk to a person"


def test_two_runs_of_a_conversation_are_alike(engine, chat: Chat) -> None:  # type: ignore[no-untyped-def]
    from bot.engine.rehearsal import Rehearsal

    turns = ["book me in", "cupping", "friday at 3", "Rosa Delgado", "rosa@example.com", "yes"]
    first, second = (Rehearsal(engine, "same", chat.rehearsal.now) for _ in range(2))

    said = [[reply.text for turn in turns for reply in run.say(turn).replies] for run in (first, second)]

    assert said[0] == said[1]
