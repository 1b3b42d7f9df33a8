"""A visit, in a real browser with the real assistant: questions, an emergency, a booking, a call back, a reload."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Widget

RINGS_HERE = """link => link.addEventListener('click', event => {
  event.preventDefault();
  window.rang = link.href;
})"""


def test_a_whole_visit_with_a_reload_in_it(page: Page, widget: Widget, site: Site) -> None:
    widget.open()
    widget.shows("kept")  # the privacy line stands before the first message

    widget.write("will the needles hurt me?")
    widget.shows("How Does Acupuncture Work for Back Pain?")
    widget.write("cuping bruises how long")
    widget.shows("How Does Cupping Benefit You?")
    widget.write("my sciatica is bad can you help")
    widget.shows("sciatica")
    widget.write("how much is it?")
    widget.shows("I don't have")
    widget.write("i cant feel between my legs and i wet myself")
    widget.shows("emergency")

    widget.write("book me in")
    widget.shows("What would you like to come for?")
    widget.press("Cupping")
    widget.shows("When would suit you?")
    widget.write("does it hurt?")
    expect(widget.log.get_by_text("When would suit you?")).to_have_count(2, timeout=10_000)
    widget.write("friday at 3")
    widget.shows("What name")

    before = widget.log.get_by_role("listitem").all_inner_texts()
    page.reload()
    widget.shows("What name")
    assert widget.log.get_by_role("listitem").all_inner_texts() == before

    widget.write("Rosa Delgado")
    widget.shows("How can the clinic reach you?")
    widget.write("415 555 0158")
    widget.shows("Shall I send it")
    widget.press("Yes, send it")
    widget.shows("reference")
    booked = site.rows("SELECT service, name, phone, reference FROM request WHERE kind = 'booking'")
    assert booked[-1][:3] == ("cupping", "Rosa Delgado", "415 555 0158")
    widget.shows(str(booked[-1][3]))

    widget.write("can somebody call me")
    widget.shows("What should I tell them?")
    widget.write("I left my scarf with you")
    widget.shows("Who should they ask for?")
    widget.write("Rosa")
    widget.shows("how can they reach you?")
    widget.write("rosa@example.com")
    widget.shows("Your message is with the team")
    called = site.rows("SELECT notes, email FROM request WHERE kind = 'call_back'")
    assert called[-1] == ("I left my scarf with you", "rosa@example.com")


def test_nothing_is_stored_before_the_first_message(page: Page, widget: Widget) -> None:
    widget.open()

    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("document.cookie") == ""


def test_a_suggestion_is_asked_by_a_tap(widget: Widget) -> None:
    widget.open()
    widget.write("does it hurt")
    widget.shows("From:")
    suggestion = widget.page.get_by_role("list", name="Suggested replies").get_by_role("button").first
    title = suggestion.inner_text()

    suggestion.click()

    expect(widget.log.get_by_text("From:")).to_have_count(2, timeout=10_000)
    widget.shows(title)


def test_the_emergency_number_is_called_by_a_tap_or_by_the_keyboard(page: Page, widget: Widget) -> None:
    widget.open()
    widget.write("i cant feel between my legs and i wet myself")
    call = widget.log.get_by_role("link", name="Call 911", exact=True)
    expect(call).to_have_attribute("href", "tel:911", timeout=10_000)
    box = call.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    call.evaluate(RINGS_HERE)

    widget.log.focus()
    page.keyboard.press("Tab")
    expect(call).to_be_focused()
    page.keyboard.press("Enter")

    assert page.evaluate("window.rang") == "tel:911"


def test_an_ordinary_answer_has_nothing_to_call(widget: Widget) -> None:
    widget.open()
    widget.write("does it hurt?")
    widget.shows("From:")

    assert widget.log.locator("a.call").count() == 0


def test_script_and_markup_are_shown_as_text(page: Page, widget: Widget) -> None:
    widget.open()

    widget.write("<img src=x onerror=alert(1)><b>hi</b>")

    widget.shows("<img src=x onerror=alert(1)><b>hi</b>")
    assert page.evaluate("document.querySelectorAll('clinic-chat img').length") == 0


def test_a_message_that_did_not_go_out_is_kept_and_sent_by_a_tap(page: Page, widget: Widget) -> None:
    widget.open()
    widget.write("hello")
    widget.shows("welcome")
    page.route("**/chat/messages", lambda route: route.abort())
    widget.write("does it hurt?")
    widget.shows("That didn't reach us")

    page.unroute("**/chat/messages")
    widget.log.get_by_role("button", name="tap to send").click()

    widget.shows("From:")
    assert widget.log.get_by_text("does it hurt?", exact=True).count() == 1


def test_an_expired_token_starts_afresh_kindly(page: Page, widget: Widget) -> None:
    widget.open()
    widget.write("hello")
    widget.shows("welcome")
    page.evaluate("for (const key in localStorage) if (key.includes('token')) localStorage[key] = 'long.gone.by'")
    page.reload()

    widget.write("does it hurt?")

    widget.shows("We started a fresh conversation")
    widget.shows("From:")
