"""Staff at work in a real browser, while visitors write in another one."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Site, Widget
from tests.e2e.staff import a_password, at_a_desk, focused, has_visible_focus, sign_in, tab_to

NEWS_MILLISECONDS = 1000


@pytest.fixture(scope="module")
def password(site: Site) -> str:
    return a_password(site, "ines")


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    with at_a_desk(browser, site) as context:
        yield context


@pytest.fixture
def ines(desk: BrowserContext, password: str) -> Page:
    """Ines, signed in, at today's page."""
    return sign_in(desk, "ines", password)


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Widget]:
    """Somebody on the clinic's website, at a machine of their own."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.address)
    widget = Widget(page)
    widget.open()
    yield widget
    context.close()


def test_a_conversation_appears_on_the_open_list_within_a_second_of_the_reply(ines: Page, visitor: Widget) -> None:
    ines.goto("/staff/conversations")
    ines.evaluate("window.sameDocument = true")
    said = f"will the needles hurt, asks visitor {time.monotonic_ns()}"
    listed = ines.get_by_role("link", name=said)

    ask(visitor, said)

    expect(listed).to_be_visible(timeout=NEWS_MILLISECONDS)
    expect(listed).to_contain_text("Website, 1 exchange")
    expect(ines.locator("#announcer")).to_contain_text("new entr")
    assert ines.evaluate("window.sameDocument")


def test_what_a_visitor_adds_appears_in_the_open_conversation(ines: Page, visitor: Widget) -> None:
    open_conversation(ines, visitor, "will the needles hurt me")
    ines.get_by_label("Write a note").fill("half a thou")

    ask(visitor, "and how much is it, in pounds?")

    expect(ines.get_by_role("main")).to_contain_text("in pounds?", timeout=NEWS_MILLISECONDS)
    expect(ines.get_by_label("Write a note")).to_have_value("half a thou")


def test_by_keyboard_alone_a_conversation_is_found_read_noted_and_marked_as_reviewed(
    desk: BrowserContext, password: str, visitor: Widget
) -> None:
    said = f"is cupping dangerous, asks visitor {time.monotonic_ns()}"
    ask(visitor, said)
    page = desk.new_page()
    keys = page.keyboard

    page.goto("/staff")
    expect(page.get_by_label("Name")).to_be_focused()
    keys.type("ines")
    keys.press("Tab")
    keys.type(password)
    keys.press("Enter")
    expect(page).to_have_url(re.compile("/staff/today$"))

    skip = tab_to(page, "Skip to the content")
    expect(skip).to_be_in_viewport()
    keys.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    page.goto("/staff/today")
    tab_to(page, "Conversations")
    keys.press("Enter")
    has_arrived(page, "Conversations")
    rows = page.locator("a.row")
    keys.press("j")
    expect(rows.nth(0)).to_be_focused()
    assert has_visible_focus(page)
    keys.press("k")
    expect(rows.nth(0)).to_be_focused()
    keys.press("/")
    keys.type("dangerous cupping")
    expect(page).to_have_url(re.compile(r"\?q=dangerous\+cupping$"))
    expect(rows.nth(0)).to_contain_text(said)
    keys.press("Escape")
    keys.press("j")
    expect(rows.nth(0)).to_be_focused()
    keys.press("Enter")

    has_arrived(page, "Today, ")
    keys.press("j")
    expect(focused(page)).to_have_class("permalink")
    assert has_visible_focus(page)
    keys.press("n")
    keys.type("Asked Omar about it; j and k are letters here.")
    tab_to(page, "Save note")
    keys.press("Enter")
    notes = page.get_by_role("region", name="Notes for colleagues")
    expect(notes).to_contain_text("j and k are letters here.")
    expect(notes).to_contain_text("ines, today")
    keys.press("r")
    expect(page.get_by_text("Reviewed by ines, today")).to_be_visible()
    assert has_visible_focus(page)

    keys.press("u")
    expect(page.get_by_role("searchbox")).to_have_value("dangerous cupping")
    expect(rows.nth(0)).to_contain_text("reviewed")


def test_the_message_that_a_link_leads_to_stays_marked_when_the_visitor_goes_on(ines: Page, visitor: Widget) -> None:
    open_conversation(ines, visitor, "do the needles have to be so long")
    ines.locator(".visitor a.permalink").click()
    marked = ines.locator(".linked .bubble")
    expect(marked).to_contain_text("so long")

    ask(visitor, "and how much is it, in yen?")
    expect(ines.get_by_role("main")).to_contain_text("in yen?", timeout=NEWS_MILLISECONDS)

    expect(marked).to_contain_text("so long")
    assert marked.evaluate("bubble => getComputedStyle(bubble).outlineStyle") == "solid"


def test_the_keyboard_stays_where_it_is_when_the_visitor_goes_on(ines: Page, visitor: Widget) -> None:
    open_conversation(ines, visitor, "do the needles have to be so thin")
    ines.keyboard.press("j")
    here = focused(ines).get_attribute("href")
    assert here is not None

    ask(visitor, "and how much is it, in francs?")
    expect(ines.get_by_role("main")).to_contain_text("in francs?", timeout=NEWS_MILLISECONDS)

    expect(focused(ines)).to_have_attribute("href", here)
    assert has_visible_focus(ines)


def test_what_is_being_read_stays_in_its_place_when_the_visitor_goes_on(ines: Page, visitor: Widget) -> None:
    open_conversation(ines, visitor, "zzgl blorp fnord")  # not understood: the list's link leads to this message
    ines.mouse.wheel(0, 60)
    ines.wait_for_function("scrollY >= 60")
    read = ines.locator(".visitor").first
    place = read.bounding_box()

    ask(visitor, "and how much is it, in crowns?")
    expect(ines.get_by_role("main")).to_contain_text("in crowns?", timeout=NEWS_MILLISECONDS)

    assert read.bounding_box() == place


def test_a_press_of_the_mouse_opens_what_it_began_on_whatever_arrives_meanwhile(ines: Page, visitor: Widget) -> None:
    said = f"a slow press, asks visitor {time.monotonic_ns()}"
    ask(visitor, said)
    ines.goto("/staff/conversations")
    listed = ines.get_by_role("link", name=said)
    listed.hover()
    ines.mouse.down()
    with ines.expect_response(re.compile("/staff/conversations$")):
        ask(visitor, "and how much is it, in crowns?")
    ines.wait_for_timeout(200)  # the news have come, and would be shown by now

    ines.mouse.up()

    has_arrived(ines, "Today, ")


def test_the_keys_are_listed_and_can_be_switched_off(ines: Page) -> None:
    ines.goto("/staff/conversations")

    ines.keyboard.press("?")
    expect(ines.get_by_role("dialog", name="Keys")).to_be_visible()
    ines.get_by_label("Use these keys").uncheck()
    ines.keyboard.press("Escape")
    expect(ines.get_by_role("dialog", name="Keys")).to_be_hidden()
    ines.keyboard.press("/")

    expect(ines.get_by_role("searchbox")).not_to_be_focused()


def test_a_booking_made_in_the_widget_is_confirmed_and_its_history_tells_who_and_when(
    ines: Page, visitor: Widget, site: Site
) -> None:
    ines.goto("/staff/requests")
    name = book(visitor)
    card = ines.get_by_role("article").filter(has=ines.get_by_role("heading", name=name))
    expect(card).to_be_visible(timeout=NEWS_MILLISECONDS)
    expect(card).to_contain_text("cupping")
    expect(card).to_contain_text("friday at 3")
    expect(card.get_by_role("link", name="415 555 0158")).to_have_attribute("href", "tel:4155550158")

    card.get_by_role("button", name="Confirmed").click()

    expect(card).to_be_hidden()  # it is no longer open
    told = ines.locator("#toast")
    expect(told).to_have_text(f"{name} is now: Confirmed")
    told.get_by_role("link").click()
    expect(ines.get_by_role("button", name="Confirmed")).to_have_attribute("aria-pressed", "true")
    history = ines.get_by_text("Confirmed since today")
    expect(history).to_contain_text("by ines")
    history.click()
    expect(
        ines.get_by_role("listitem").filter(has_text=re.compile(r"Today \d\d:\d\d Confirmed, by ines"))
    ).to_be_visible()
    assert (name, "confirmed", "ines") in site.rows("SELECT name, status, changed_by FROM request")

    ines.get_by_role("link", name="Read the conversation").click()
    expect(ines.get_by_role("main")).to_contain_text("Shall I send it")


def test_what_is_read_no_more_is_not_marked_and_the_reason_is_told(ines: Page, visitor: Widget) -> None:
    ines.route("**/staff/events", lambda route: route.abort())  # news do not get through
    open_conversation(ines, visitor, "do the needles go in deep")
    ask(visitor, "how many sessions will it take?")

    ines.get_by_role("button", name="Mark as reviewed").click()

    expect(ines.get_by_role("alert")).to_contain_text(
        "Something has changed here. A colleague or the visitor was quicker."
    )
    expect(ines.get_by_role("button", name="Mark as reviewed")).to_be_visible()


def test_a_note_that_does_not_get_through_stays_and_is_said_to(ines: Page, visitor: Widget) -> None:
    open_conversation(ines, visitor, "do the needles leave holes")
    ines.get_by_label("Write a note").fill("Ask the practitioner.")
    ines.route("**/notes", lambda route: route.abort())

    ines.get_by_role("button", name="Save note").click()

    expect(ines.get_by_role("alert")).to_contain_text("There is no connection at the moment.")
    expect(ines.get_by_label("Write a note")).to_have_value("Ask the practitioner.")
    ines.unroute("**/notes")
    ines.get_by_role("button", name="Save note").click()
    expect(ines.get_by_role("region", name="Notes for colleagues")).to_contain_text("Ask the practitioner.")
    expect(ines.get_by_role("alert")).to_be_hidden()


def test_filters_stand_in_the_address_and_the_back_button_undoes_them(ines: Page, visitor: Widget) -> None:
    visitor.write("zzz qqq xxx")
    visitor.shows("I don't know")
    ines.goto("/staff/conversations")

    ines.get_by_label("Not understood").check()
    expect(ines).to_have_url(re.compile(r"\?not_understood=1$"))
    expect(ines.locator("a.row").first).to_contain_text("Not understood")
    ines.go_back()

    expect(ines).to_have_url(re.compile("/conversations$"))
    expect(ines.get_by_label("Not understood")).not_to_be_checked()


def test_everything_works_without_script(browser: Browser, site: Site, password: str, visitor: Widget) -> None:
    said = f"is it safe, asks visitor {time.monotonic_ns()}"
    ask(visitor, said)
    with at_a_desk(browser, site, java_script_enabled=False) as plain:
        page = sign_in(plain, "ines", password)

        page.get_by_role("link", name="Conversations").click()
        page.get_by_role("searchbox").fill(said)
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name=said).click()
        page.get_by_label("Write a note").fill("Read without script.")
        page.get_by_role("button", name="Save note").click()
        page.get_by_role("button", name="Mark as reviewed").click()
        expect(page.get_by_text("Reviewed by ines, today")).to_be_visible()
        expect(page.get_by_text("Read without script.")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.goto("/staff/requests")

        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def ask(visitor: Widget, said: str) -> None:
    """Says something and waits for the reply, whatever it is."""
    replies = visitor.log.get_by_role("listitem").filter(has_text="Assistant:")
    before = replies.count()
    visitor.write(said)
    expect(replies.nth(before)).to_be_visible(timeout=10_000)


def has_arrived(page: Page, heading: str) -> None:
    """The page is there, and so is what listens to the keys."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    page.wait_for_load_state()


def open_conversation(staff: Page, visitor: Widget, said: str) -> None:
    """The visitor says something new, and it is opened from the list."""
    said = f"{said} {time.monotonic_ns()}"
    ask(visitor, said)
    staff.goto("/staff/conversations")
    staff.get_by_role("link", name=said).click()
    has_arrived(staff, "Today, ")


def book(visitor: Widget) -> str:
    """Books cupping for Friday; returns the name it was booked under."""
    name = "Noor Haddad"
    visitor.write("book cupping for friday at 3")
    visitor.shows("What name")
    visitor.write(name)
    visitor.shows("How can the clinic reach you?")
    visitor.write("415 555 0158")
    visitor.shows("Shall I send it")
    visitor.press("Yes, send it")
    visitor.shows("reference")
    return name
