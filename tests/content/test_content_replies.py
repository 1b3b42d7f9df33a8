"""What the assistant says for an id, for this clinic and for what the visitor named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.wording import fill, listed

if TYPE_CHECKING:
    from conftest import Folder

SCIATICA = ("condition", "sciatica")
MIGRAINE = ("condition", "migraine")
TINNITUS = ("condition", "tinnitus")


def test_an_article_answer_names_its_facts_and_the_article_of_the_first(folder: Folder) -> None:
    reply = folder.load().reply("faq/cupping_marks")

    assert reply.text == "Our article says that cupping leaves round marks."
    assert reply.facts == ("cupping/circular_marks",)
    assert reply.source is not None
    assert (reply.source.title, reply.source.link) == ("Cupping, explained", "https://example.com/cupping")
    assert reply.next == ("faq/cupping_benefits", "handoff/book")
    assert reply.known


def test_a_condition_of_the_article_is_named_in_the_reply_which_rests_on_its_facts(folder: Folder) -> None:
    reply = folder.load().reply("faq/cupping_benefits", [SCIATICA])

    assert reply.text == "Our article speaks of sciatica."
    assert reply.facts == ("back_pain/sciatica", "cupping/athletes")
    assert reply.source is not None
    assert reply.source.title == "Backs"


def test_a_condition_outside_the_articles_is_said_to_be_outside(folder: Folder) -> None:
    reply = folder.load().reply("faq/cupping_benefits", [MIGRAINE, TINNITUS])

    assert reply.text == "Migraine and tinnitus: our article doesn't say."
    assert reply.facts == ("cupping/athletes",)


def test_of_several_conditions_those_of_the_article_come_first(folder: Folder) -> None:
    reply = folder.load().reply("faq/cupping_benefits", [MIGRAINE, SCIATICA, MIGRAINE])

    assert reply.text == "Our article speaks of sciatica. Migraine: our article doesn't say."


@pytest.mark.parametrize("entities", [[], [("condition", "plague")], [("service", "sciatica")]])
def test_what_is_no_condition_we_know_changes_nothing(folder: Folder, entities: list[tuple[str, str]]) -> None:
    assert folder.load().reply("faq/cupping_benefits", entities).text == "Our article says that athletes like it."


def test_a_profile_answer_says_what_is_known_and_leaves_out_the_rest(folder: Folder) -> None:
    reply = folder.load().reply("faq/hours")

    assert reply.text == "We are open Monday to Wednesday 9:00-17:00, Saturday closed."
    assert reply.fields == ("hours",)
    assert reply.source is None
    assert reply.known


def test_parts_follow_each_other_and_a_sentence_ends_once(folder: Folder) -> None:
    folder.change("clinic.yml", "name:", "holidays: we are closed in July.\nname:")
    folder.change("answers/clinic.yml", "{holidays}", "{holidays}.")

    reply = folder.load().reply("faq/hours")

    assert reply.text.endswith("Saturday closed. We are closed in July.")
    assert reply.fields == ("hours", "holidays")


def test_a_part_is_said_when_all_that_it_needs_is_known_and_an_address_is_never_capitalised(folder: Folder) -> None:
    folder.change("clinic.yml", "name:", "phone: 555-0100\nname:")
    assert not folder.load().reply("faq/contact").known

    folder.change("clinic.yml", "name:", "email: hello@example.com\nname:")
    reply = folder.load().reply("faq/contact")

    assert reply.text == "Call 555-0100. hello@example.com is our address."
    assert reply.fields == ("phone", "email")


def test_an_answer_of_which_the_profile_knows_nothing_admits_it(folder: Folder) -> None:
    reply = folder.load().reply("faq/contact")

    assert reply.text == "I don't have a number to give you."
    assert not reply.known
    assert reply.fields == ()


def test_a_safety_reply_is_said_word_for_word(folder: Folder) -> None:
    reply = folder.load().reply("safety/emergency", [SCIATICA])

    assert reply.text == "Call your emergency number now."
    assert reply.next == ()


def test_an_id_that_is_no_answer_has_no_reply(folder: Folder) -> None:
    with pytest.raises(KeyError):
        folder.load().reply("handoff/book")


def test_prices_services_and_practitioners_become_sentences(folder: Folder) -> None:
    folder.write(
        "clinic.yml",
        """\
        name: Harbour Lane Acupuncture
        services: [acupuncture, cupping, Gua Sha]
        prices:
          - service: acupuncture
            price: $95
            note: 60 minutes
          - {service: cupping, price: $60}
        practitioners:
          - name: June Okafor
            about: licensed acupuncturist.
          - name: Theo Lindqvist
            about: cupping
        """,
    )

    profile = folder.load().profile

    assert profile.text("services") == "acupuncture, cupping and Gua Sha"
    assert profile.text("prices") == "acupuncture $95 (60 minutes), cupping $60"
    assert profile.text("practitioners") == "June Okafor, licensed acupuncturist; Theo Lindqvist, cupping"
    assert (profile.timezone, profile.date_order) == ("UTC", "month_first")


@pytest.mark.parametrize(
    ("template", "value", "said"),
    [
        ("{x}.", "closed in July", "Closed in July."),
        ("{x}.", "Closed in July.", "Closed in July."),
        ("{x}.", "really?", "Really?"),
        ("Well. {x}", "closed?", "Well. Closed?"),
        ("We are at {x}.", "12 Example St.", "We are at 12 Example St."),
        ("We are at {x}, really.", "home", "We are at home, really."),
        ("{x}", "{x}", "{x}"),
    ],
)
def test_a_value_fits_into_its_sentence(template: str, value: str, said: str) -> None:
    assert fill(template, {"x": value}) == said


def test_items_are_listed_as_one_says_them() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


names = st.sampled_from(["sciatica", "migraine", "tinnitus"]) | st.text(max_size=5)
kinds = st.sampled_from(["condition", "service"]) | st.text(max_size=5)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(entities=st.lists(st.tuples(kinds, names)))
def test_whatever_a_message_names_there_is_a_reply(folder: Folder, entities: list[tuple[str, str]]) -> None:
    content = folder.load()

    replies = [content.reply(answer_id, entities) for answer_id in content.answers]

    assert all(reply.text and "{" not in reply.text for reply in replies)
