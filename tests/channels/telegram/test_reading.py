"""What Telegram documents of its updates, and what the assistant makes of it. Nothing here needs a network."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.base import Inbound
from bot.channels.telegram.updates import MEDIA, Bot, NotAsDocumented, read
from tests.channels.telegram.bot_api import BOT
from tests.channels.telegram.documented import UPDATE, faults
from tests.channels.telegram.visitors import GROUP, a_message, a_person, a_press, an_update, in_group

LIV = Bot(id=BOT["id"], username=BOT["username"])
KEY = "a key that makes the names of conversations"
WELCOME = {"aside": "welcome"}
PHOTO = [{"file_id": "AgAD", "file_unique_id": "AQAD", "width": 90, "height": 90}]


def reading(update: dict[str, Any], *, key: str = KEY) -> list[Inbound]:
    assert faults(UPDATE, update) == []
    return read(update, LIV, key=key)


def the_one(update: dict[str, Any]) -> Inbound:
    (inbound,) = reading(update)
    return inbound


def test_a_private_message_is_read() -> None:
    inbound = the_one(an_update(870_000_007, message=a_message("  does it hurt?\n", message_id=17)))

    assert (inbound.text, inbound.message_id, inbound.edition) == ("does it hurt?", "17", 870_000_007)
    assert (inbound.channel, inbound.chat, inbound.choice, inbound.payload) == ("telegram", "501", None, None)


def test_the_name_of_a_conversation_does_not_give_the_chat_away() -> None:
    conversation = the_one(an_update()).conversation

    assert conversation.startswith("telegram-")
    assert "501" not in conversation.removeprefix("telegram-")[:3]
    assert the_one(an_update(2)).conversation == conversation
    (elsewhere,) = reading(an_update(), key="another key")
    assert elsewhere.conversation != conversation, "who tries all chats needs the key as well"


def test_an_edit_is_a_later_edition_of_its_message() -> None:
    first = the_one(an_update(1, message=a_message("hurt", message_id=17)))
    second = the_one(an_update(2, edited_message=a_message("does it hurt?", message_id=17, edit_date=5)))

    assert (second.message_id, second.conversation) == (first.message_id, first.conversation)
    assert (first.edition, second.edition) == (1, 2)


def test_a_pressed_button_is_read() -> None:
    inbound = the_one(an_update(9, callback_query=a_press("t1.0.0")))

    assert (inbound.choice, inbound.text, inbound.chat) == ("t1.0.0", "", "501")
    assert inbound.press == "4382bfdwdsb323b2d9"
    assert inbound.conversation == the_one(an_update()).conversation


def test_a_button_under_a_message_that_telegram_no_longer_has_can_still_be_pressed() -> None:
    gone = {"chat": {"id": 501, "type": "private"}, "message_id": 3, "date": 0}

    assert the_one(an_update(callback_query=a_press(message=gone))).chat == "501"


@pytest.mark.parametrize("missing", ["data", "message"])
def test_a_press_that_is_no_button_of_ours_is_passed_over(missing: str) -> None:
    press = {name: value for name, value in a_press().items() if name != missing}

    assert reading(an_update(callback_query=press)) == []


@pytest.mark.parametrize("text", ["/start", "/START", "/start@liv_clinic_bot", "/start from_the_website", "/start\n"])
def test_start_is_a_greeting(text: str) -> None:
    inbound = the_one(an_update(message=a_message(text)))

    assert (inbound.text, inbound.payload) == ("/start", WELCOME)


def test_help_and_book_are_what_the_menu_says() -> None:
    assert the_one(an_update(message=a_message("/help"))).payload == {"aside": "help"}
    booking = the_one(an_update(message=a_message("/book@Liv_Clinic_Bot")))
    assert (booking.text, booking.payload) == ("Request a booking", {"answer": "handoff/book"})


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("/book cupping on friday", "/book cupping on friday"),
        ("/book@liv_clinic_bot cupping", "/book cupping"),
        ("/start i can't feel my legs", "/start i can't feel my legs"),
        ("/restart i can't feel my legs", "/restart i can't feel my legs"),
        ("/help my chest hurts", "/help my chest hurts"),
        ("/", "/"),
        ("/2 of us", "/2 of us"),
        ("a/b", "a/b"),
    ],
)
def test_words_behind_a_command_are_read_like_any_others(text: str, read_as: str) -> None:
    inbound = the_one(an_update(message=a_message(text)))

    assert (inbound.text, inbound.payload) == (read_as, None)


@pytest.mark.parametrize("medium", MEDIA)
def test_what_has_no_words_is_met_kindly(medium: str) -> None:
    inbound = the_one(an_update(message=a_message(None, **{medium: {}})))

    assert inbound.payload == {"aside": "unreadable"}
    assert inbound.text == f"[{medium.replace('_', ' ')}]"


def test_words_beside_a_picture_are_read_and_the_picture_is_said_to_be_unseen() -> None:
    update = an_update(message=a_message(None, photo=PHOTO, caption="are these marks normal?"))

    unseen, words = reading(update)

    assert unseen.payload == {"aside": "unseen"}
    assert (words.text, words.payload) == ("are these marks normal?", None)
    assert unseen.message_id != words.message_id


def test_the_pictures_of_an_album_are_one_message_to_us() -> None:
    album = [a_message(None, photo=PHOTO, media_group_id="77", message_id=number) for number in (5, 6, 7)]

    ids = {the_one(an_update(number, message=message)).message_id for number, message in enumerate(album)}

    assert len(ids) == 1


def test_a_live_location_that_moves_is_answered_once() -> None:
    first = the_one(an_update(1, message=a_message(None, location={"latitude": 1.0, "longitude": 2.0})))
    moved = the_one(
        an_update(2, edited_message=a_message(None, location={"latitude": 1.1, "longitude": 2.0}, edit_date=9))
    )

    assert (moved.message_id, moved.edition) == (first.message_id, None)


@pytest.mark.parametrize(
    "text",
    [
        "@liv_clinic_bot does it hurt?",
        "does it hurt? @Liv_Clinic_Bot",
        "/help",
        "/book@liv_clinic_bot",
        "/book@liv_clinic_bot cupping",
    ],
)
def test_in_a_group_it_answers_when_it_is_addressed(text: str) -> None:
    inbound = the_one(an_update(message=in_group(text)))

    assert inbound.chat == str(GROUP["id"])
    assert "@" not in inbound.text


def test_in_a_group_a_reply_to_it_is_for_it() -> None:
    earlier = a_message("It can ache a little.", **{"from": BOT, "chat": GROUP})

    assert the_one(an_update(message=in_group("for long?", reply_to_message=earlier))).text == "for long?"


@pytest.mark.parametrize(
    "text",
    [
        "does it hurt?",
        "@liv_clinic_bots does it hurt?",
        "write to dana@liv_clinic_bot.example",
        "/help@another_bot",
        "/play",
        "@another_bot /help",
    ],
)
def test_in_a_group_it_keeps_out_of_what_others_say(text: str) -> None:
    assert reading(an_update(message=in_group(text))) == []


def test_in_a_group_a_reply_to_somebody_else_is_not_for_it() -> None:
    earlier = a_message("I went there", **{"from": a_person(7), "chat": GROUP})

    assert reading(an_update(message=in_group("was it good?", reply_to_message=earlier))) == []


def test_in_a_group_its_name_alone_is_a_greeting() -> None:
    assert the_one(an_update(message=in_group("@liv_clinic_bot"))).payload == WELCOME


def test_in_a_group_pictures_are_not_for_it_unless_they_mention_it() -> None:
    assert reading(an_update(message=in_group(None, photo=PHOTO))) == []

    assert len(reading(an_update(message=in_group(None, photo=PHOTO, caption="@liv_clinic_bot look")))) == 2


def test_in_a_group_each_member_has_a_conversation_of_their_own() -> None:
    dana = the_one(an_update(message=in_group("/book", **{"from": a_person(501)})))
    omar = the_one(an_update(message=in_group("/book", **{"from": a_person(502)})))
    press = the_one(
        an_update(callback_query=a_press(**{"from": a_person(502), "message": in_group("Which?", **{"from": BOT})}))
    )

    assert dana.conversation != omar.conversation
    assert press.conversation == omar.conversation, "so Omar can't press what was offered to Dana"
    assert dana.chat == omar.chat == str(GROUP["id"])


def test_in_a_forum_it_answers_in_the_topic() -> None:
    topic = {"is_topic_message": True, "message_thread_id": 44}

    assert the_one(an_update(message=in_group("/help", **topic))).chat == f"{GROUP['id']}/44"
    assert the_one(an_update(message=in_group("/help", message_thread_id=44))).chat == str(GROUP["id"])


def test_an_anonymous_admin_is_answered_and_another_bot_is_not() -> None:
    robot = a_person(9, is_bot=True)

    assert reading(an_update(message=in_group("/help", **{"from": robot}))) == []
    assert len(reading(an_update(message=in_group("/help", **{"from": robot, "sender_chat": GROUP})))) == 1


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "poll": {"id": "1"}},
        {"update_id": 1, "something_new": {}},
        {"update_id": 1, "channel_post": a_message(chat={"id": -5, "type": "channel"})},
        {"update_id": 1, "message": a_message(None, pinned_message=a_message())},
        {"update_id": 1, "message": a_message(None, new_chat_members=[a_person()], chat=GROUP)},
        {"update_id": 1, "message": a_message(chat={"id": -5, "type": "channel"})},
        {"update_id": 1, "message": a_message("\x00\x01")},
    ],
    ids=lambda update: ",".join(update) + ":" + ",".join(sorted(update.get("message", {}))),
)
def test_news_of_other_kinds_is_passed_over(update: dict[str, Any]) -> None:
    assert read(update, LIV, key=KEY) == []


def test_what_no_database_takes_is_left_out() -> None:
    assert the_one(an_update(message=a_message("a\x00b\ud83d c\n\td"))).text == "ab c\n\td"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
NAMES = ("message_id", "chat", "from", "text", "caption", "photo", "reply_to_message", "data", "id", "message")
objects = st.dictionaries(st.sampled_from(NAMES), json_values | st.just({"id": 1, "type": "private"}), max_size=8)


@given(
    update=st.fixed_dictionaries(
        {"update_id": st.integers()},
        optional={"message": json_values | objects, "edited_message": objects, "callback_query": objects},
    )
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may have other work
def test_no_object_whatever_is_misread(update: dict[str, Any]) -> None:
    """What isn't as documented is refused by that name, or it is a message like any other."""
    try:
        found = read(update, LIV, key=KEY)
    except NotAsDocumented:
        return
    assert all(isinstance(inbound.text, str) and inbound.chat for inbound in found)
