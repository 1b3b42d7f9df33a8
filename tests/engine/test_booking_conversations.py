"""Bookings and call-back requests, as conversations."""

from __future__ import annotations

from tests.conftest import Chat


def book(chat: Chat) -> None:
    """Says everything up to the summary."""
    for text in ("book me in", "cupping", "friday at 3", "Rosa Delgado", "rosa@example.com"):
        chat.say(text)


def test_a_booking_asks_for_service_time_name_and_contact_and_ends_with_a_reference(chat: Chat) -> None:
    chat.say("book me in")
    assert chat.last_answers == ["handoff/book"]
    assert chat.asks_for == "service"
    chat.say("cupping")
    assert chat.asks_for == "when_said"
    chat.say("friday at 3")
    assert chat.asks_for == "name"
    chat.say("Rosa Delgado")
    assert chat.asks_for == "contact"
    chat.say("415 555 0158")
    assert chat.asks_for == "confirmed"
    assert all(said in chat.last_text for said in ("cupping", "friday at 3", "Rosa Delgado", "415 555 0158"))

    result = chat.say("yes please")

    (request,) = result.requests
    assert (request.kind, request.service, request.name) == ("booking", "cupping", "Rosa Delgado")
    assert request.when_start == "2026-05-08T15:00"
    assert request.reference in chat.last_text


def test_everything_can_be_said_at_once(chat: Chat) -> None:
    chat.say("book acupuncture next tuesday at 4, my name is Rosa Delgado, 415.555.0158")

    assert chat.asks_for == "confirmed"


def test_buttons_lead_through_a_booking(chat: Chat) -> None:
    chat.say("i want to book")
    chat.press("Gua Sha")
    assert chat.asks_for == "when_said"
    for text in ("tomorrow morning", "Dana", "dana@example.com"):
        chat.say(text)

    result = chat.press("Yes, send it")

    assert result.requests[0].service == "gua sha"


def test_a_question_in_the_middle_of_booking_is_answered_and_the_booking_goes_on(chat: Chat) -> None:
    chat.say("book me in")

    chat.say("will it hurt?")

    assert chat.last_answers == ["faq/do_needles_hurt"]
    assert chat.asks_for == "service"


def test_a_question_is_never_taken_for_a_name(chat: Chat) -> None:
    for text in ("book me in", "acupuncture", "tomorrow at 10"):
        chat.say(text)

    chat.say("does it hurt")

    assert chat.asks_for == "name"
    chat.say("Will Grace")
    assert chat.asks_for == "contact"
    assert chat.booking is not None
    assert chat.booking["name"] == "Will Grace"


def test_cancel_ends_it_and_nothing_is_sent(chat: Chat) -> None:
    chat.say("book me in")
    chat.say("cupping")

    result = chat.say("cancel")

    assert result.requests == ()
    assert chat.booking is not None
    assert chat.booking["status"] == "cancelled"
    chat.say("does it hurt?")
    assert chat.asks_for is None


def test_a_detail_can_be_corrected_at_the_summary(chat: Chat) -> None:
    book(chat)

    chat.say("sorry, i meant saturday at 11")

    assert chat.asks_for == "confirmed"
    assert "saturday at 11" in chat.last_text


def test_a_no_at_the_summary_asks_what_to_change(chat: Chat) -> None:
    book(chat)

    chat.say("no")

    assert chat.last.requests == ()
    assert chat.booking is not None
    assert chat.booking["status"] == "collecting"


def test_a_red_flag_interrupts_a_booking_without_losing_it(chat: Chat) -> None:
    for text in ("book me in", "cupping", "friday at 3"):
        chat.say(text)

    chat.say("since last night i can't feel anything between my legs")
    assert chat.last_answers == ["safety/emergency"]
    assert chat.asks_for is None

    chat.say("Rosa Delgado")
    assert chat.asks_for == "contact"


def test_a_red_flag_at_the_summary_sends_nothing_and_the_request_can_still_be_sent(chat: Chat) -> None:
    book(chat)

    result = chat.say("yes but my chest hurts and my left arm has gone numb, is that normal")
    assert chat.last_answers == ["safety/emergency"]
    assert result.requests == ()

    (request,) = chat.say("yes, send it").requests
    assert (request.name, request.service) == ("Rosa Delgado", "cupping")


def test_a_number_that_is_too_short_is_explained(chat: Chat) -> None:
    for text in ("book me in", "cupping", "friday at 3", "Rosa Delgado"):
        chat.say(text)

    chat.say("12345")

    assert "too short" in chat.last_text
    assert chat.asks_for == "contact"


def test_a_call_back_takes_a_message_a_name_and_a_contact(chat: Chat) -> None:
    chat.say("can somebody call me")
    assert chat.last_answers == ["handoff/human"]
    assert chat.asks_for == "message"
    chat.say("I left my scarf in the treatment room")
    assert chat.asks_for == "name"
    chat.say("Dana")

    result = chat.say("dana@example.com")

    (request,) = result.requests
    assert (request.kind, request.notes) == ("call_back", "I left my scarf in the treatment room")
    assert request.reference in chat.last_text


def test_a_form_is_remembered_over_many_questions_in_its_middle(chat: Chat) -> None:
    chat.say("book me in")
    chat.say("cupping")
    for _ in range(12):
        chat.say("is it safe?")
        assert chat.asks_for == "when_said"

    chat.say("friday at 3")

    assert chat.asks_for == "name"


def test_a_detail_that_was_not_asked_for_yet_is_noted_and_the_question_repeated(chat: Chat) -> None:
    chat.say("book me in")

    chat.say("tomorrow after 5 maybe")

    assert chat.last_text.startswith("Thanks, I've noted that.")
    assert chat.asks_for == "service"


def test_a_bare_no_is_no_message_for_the_team(chat: Chat) -> None:
    chat.say("can someone call me")

    chat.say("no")

    assert chat.asks_for == "message"


def test_a_booking_may_take_the_place_of_a_call_back(chat: Chat) -> None:
    chat.say("can someone call me")

    chat.say("book me in")

    assert chat.last_answers == ["handoff/book"]
    assert chat.asks_for == "service"
