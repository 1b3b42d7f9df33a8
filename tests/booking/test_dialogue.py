"""What a message means while the form asks, in the order of precedence."""

from __future__ import annotations

import pytest

from bot.booking.dialogue import Form, Heard, decide
from tests.booking.said import FILLED, NOW, SERVICES, say, say_in_call_back


def test_safety_comes_before_everything() -> None:
    heard = Heard("cancel it, my chest is tight", "safety", "safety/emergency", 1.0, safety=True)

    assert decide(Form("booking_form", "name", {}), heard, NOW, SERVICES).intent == "safety"


def test_words_that_only_sound_medical_go_on_with_the_form() -> None:
    text = "ok, i'll mention it to my doctor. my number is 415 555 0142"
    heard = Heard(text, "safety", "safety/ask_a_clinician", 0.9, safety=True)

    move = decide(Form("booking_form", "contact", {}), heard, NOW, SERVICES)

    assert (move.intent, move.values["contact"]) == ("inform", "415 555 0142")


def test_a_medical_question_gets_its_reply_and_what_came_with_it_is_kept() -> None:
    heard = Heard(
        "I take warfarin, is that a problem? It's Dana", "safety", "safety/ask_a_clinician", 0.9, safety=True
    )

    move = decide(Form("booking_form", "name", {}), heard, NOW, SERVICES)

    assert (move.intent, move.values) == ("safety", {"name": "Dana"})


def test_a_red_flag_found_by_a_rule_is_never_passed_over() -> None:
    heard = Heard("I take warfarin. 415 555 0142", "safety", "safety/ask_a_clinician", 1.0, safety=True)

    move = decide(Form("booking_form", "contact", {}), heard, NOW, SERVICES)

    assert (move.intent, move.values["contact"]) == ("safety", "415 555 0142")


def test_an_emergency_in_which_the_booking_is_dropped_gets_the_safety_reply_first() -> None:
    heard = Heard("going to hospital, drop the booking", "safety", "safety/emergency", 1.0, safety=True)

    move = decide(Form("booking_form", "name", {}), heard, NOW, SERVICES)

    assert (move.intent, move.problem) == ("safety", "also_cancels")


def test_a_faint_likeness_to_an_emergency_does_not_keep_the_visitor_from_cancelling() -> None:
    heard = Heard("no, leave it, i don't want it any more", "safety", "safety/crisis", 0.3, safety=True)

    assert decide(Form("booking_form", "confirm", FILLED), heard, NOW, SERVICES).intent == "cancel"


@pytest.mark.parametrize(
    "text",
    [
        "cancel",
        "forget it",
        "never mind",
        "don't book it",
        "drop the booking",
        "actually forget it, i'll ring instead",
        "no, leave it, i don't want it any more",
        "i've changed my mind",
        "can you cancel that please?",
        "stop",
        "cancel the booking on friday",
    ],
)
def test_the_visitor_can_cancel_at_any_point(text: str) -> None:
    assert say(text, "name").intent == "cancel"
    assert say(text, "confirm").intent == "cancel"


@pytest.mark.parametrize(
    "text",
    ["do I have to pay if I cancel?", "what's your cancellation policy?", "can i cancel later?", "don't cancel it"],
)
def test_asking_about_cancelling_cancels_nothing(text: str) -> None:
    assert say(text, "name", intent="faq").intent != "cancel"


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "y",
        "yep go ahead",
        "ok yes submit it",
        "that's right",
        "Yes, friday is right",
        "confirm",
        "all good",
        "perfect thanks",
        "no changes, that's right",
        "yes, 3",
        "👍",
    ],
)
def test_a_yes_to_the_summary_confirms_it(text: str) -> None:
    move = say(text, "confirm")

    assert (move.intent, move.values) == ("affirm", {"confirmed": True})


@pytest.mark.parametrize("text", ["no", "not quite", "that's wrong", "nope", "yes but"])
def test_a_no_to_the_summary_is_heard(text: str) -> None:
    assert say(text, "confirm").intent == "deny"


def test_a_no_that_names_the_field_says_what_to_change() -> None:
    assert say("the name is wrong", "confirm").problem == "change_name"


@pytest.mark.parametrize("text", ["hmm, let me think", "not yet", "hold on, i need to check"])
def test_a_visitor_who_hesitates_is_given_time(text: str) -> None:
    move = say(text, "confirm")

    assert (move.intent, move.problem) == ("out_of_scope", "no_hurry")


def test_an_ok_before_a_question_is_no_yes() -> None:
    assert say("ok, and how much is it?", "confirm", intent="faq").intent == "faq"
    assert say("yes if it's free", "confirm").intent != "affirm"


@pytest.mark.parametrize("name", ["Will Grace", "Sunday Adebayo", "mark bell", "Иван Петров"])
@pytest.mark.parametrize("intent", ["out_of_scope", "dialogue", "faq"])
def test_a_name_is_never_beaten_by_what_it_was_heard_as(name: str, intent: str) -> None:
    assert say(name, "name", intent=intent).values == {"name": name}


@pytest.mark.parametrize(
    "text", ["does it hurt", "is there parking?", "what do you charge for cupping?", "is cupping safe?"]
)
@pytest.mark.parametrize("asked", ["service", "when", "name", "contact", "confirm"])
def test_a_question_is_answered_and_fills_nothing(asked: str, text: str) -> None:
    move = decide(Form("booking_form", asked, FILLED), Heard(text, "faq", confidence=0.9), NOW, SERVICES)  # type: ignore[arg-type]

    assert (move.intent, move.values) == ("faq", {})


def test_opening_hours_are_a_question_and_a_wish_put_as_one_is_not() -> None:
    assert say("are you open on sunday?", "when", intent="faq").values == {}
    assert say("do you have anything on sunday?", "when", intent="faq").values["when_said"] == "sunday"
    assert say("how about friday at 3?", "when", intent="faq").values["when_said"] == "friday at 3"


def test_a_value_beside_a_question_is_kept_and_the_question_answered() -> None:
    move = say("Dana Reyes. does it hurt?", "name", intent="faq")

    assert (move.intent, move.values) == ("faq", {"name": "Dana Reyes"})


def test_several_values_at_once_are_all_kept() -> None:
    move = say("thurs at 3 my name is rosa delgado and my number is 415.555.0158", "when")

    assert move.values["when_start"] == "2026-05-07T15:00"
    assert move.values["name"] == "rosa delgado"
    assert move.values["phone"] == "415.555.0158"


def test_values_may_come_out_of_order() -> None:
    assert say("Jean-Baptiste Kouassi", "when").values == {"name": "Jean-Baptiste Kouassi"}
    assert say("415 555 0142", "service").values["contact"] == "415 555 0142"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("12345", "contact_too_short"),
        ("dana@example", "contact_email_incomplete"),
        ("ring me at work", "contact_invalid"),
    ],
)
def test_a_contact_that_cannot_be_used_is_explained(text: str, problem: str) -> None:
    move = say(text, "contact")

    assert (move.intent, move.values, move.problem) == ("out_of_scope", {}, problem)


def test_a_day_that_does_not_exist_is_explained() -> None:
    assert say("the 31st of june", "when").problem == "when_no_such_day"


def test_a_refusal_is_met_kindly() -> None:
    move = say("I'd rather not give my number", "contact")

    assert (move.intent, move.problem) == ("deny", "refused_contact")
    assert say("no thanks", "name").intent == "deny"


def test_a_change_of_task_is_heard() -> None:
    assert say("can i talk to a person instead", "name", intent="human").intent == "human"


def test_a_wish_in_other_words_than_a_date_is_taken_as_it_is() -> None:
    move = say("when my hip lets me", "when")

    assert move.values == {"when_said": "when my hip lets me", "when_start": None}


def test_buttons_say_what_they_mean() -> None:
    def press(**choice: object) -> object:
        return decide(Form("booking_form", "confirm", FILLED), Heard("", "inform", choice=choice), NOW, SERVICES)

    assert press(intent="affirm") == decide(
        Form("booking_form", "confirm", FILLED), Heard("yes", "inform"), NOW, SERVICES
    )
    assert press(value={"service": "gua sha"}).values == {"service": "gua sha"}  # type: ignore[attr-defined]
    assert press(intent="cancel").intent == "cancel"  # type: ignore[attr-defined]


def test_any_words_are_a_message_for_the_team() -> None:
    text = "do you treat dogs? I want to cancel my appointment on friday"

    move = say_in_call_back(text, "message", intent="change_booking")

    assert move.values["message"] == text


def test_leaving_the_booking_after_asking_for_a_person_drops_it() -> None:
    move = say_in_call_back("leave the booking, i'll wait for the call", "message", service="cupping")

    assert move.intent == "cancel"


def test_a_yes_where_nothing_was_summed_up_sends_nothing() -> None:
    assert say("yes", "contact", intent="dialogue").values == {}
    assert say("yes", "contact", intent="dialogue").intent == "affirm"


def test_a_call_back_request_can_be_cancelled_and_takes_no_service_or_time() -> None:
    assert say_in_call_back("never mind", "message").intent == "cancel"
    values = say_in_call_back("Dana, about cupping on friday", "name", message="about friday").values
    assert set(values) <= {"name"}
