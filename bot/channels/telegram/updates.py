"""Reads Telegram's updates: messages, edits and pressed buttons. Pure: nothing is asked, sent or stored.

In a private chat everything is for the bot. In a group it is what mentions the bot, replies to it, or is one of its
commands; there each member has a conversation of their own, since a booking is nobody else's business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.asides import aside
from bot.channels.base import Inbound, cleaned, conversation_id

KINDS = ("message", "edited_message", "callback_query")  # what Telegram is asked to deliver

# Messages without words. News such as "Dana joined the group" is in none of these, and is passed over.
MEDIA = (
    "animation",
    "audio",
    "checklist",
    "contact",
    "dice",
    "document",
    "game",
    "location",
    "paid_media",
    "photo",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
)
COMMAND = re.compile(r"(?isa)/(?P<name>[a-z0-9_]{1,32})(?:@(?P<bot>[a-z0-9_]{1,32}))?(?:\s+(?P<rest>.*))?")

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Bot:
    """The bot, as others address it."""

    id: int
    username: str


@dataclass(frozen=True)
class Command:
    """A command of the bot's menu: what it does, and what it stands for in the conversation."""

    purpose: str
    text: str
    payload: Object


COMMANDS = {
    "start": Command("Begin", "/start", aside("welcome")),
    "book": Command("Request a booking", "Request a booking", {"answer": "handoff/book"}),
    "help": Command("What I can do for you", "/help", aside("help")),
}


@dataclass(frozen=True)
class Said:
    """What of a message is for the bot."""

    text: str
    payload: Object | None = None


class NotAsDocumented(Exception):
    """An update lacks what Telegram documents. The text names the field, and holds nothing of the message."""


def read(update: Object, bot: Bot, *, key: str) -> list[Inbound]:
    """The messages in an update; empty for other kinds, and for what is not for the bot. Raises NotAsDocumented."""
    number = _whole(update, "update_id")
    for kind in ("message", "edited_message"):
        if kind in update:
            return _message(_object(update, kind), number, bot, key)
    if "callback_query" in update:
        return _press(_object(update, "callback_query"), number, key)
    return []


def _press(query: Object, number: int, key: str) -> list[Inbound]:
    """A pressed button. Those of games, and under messages that the bot did not write itself, are not ours."""
    if not isinstance(query.get("data"), str) or "message" not in query:
        return []
    message = _object(query, "message")
    pressed = _inbound(message, _whole(_object(query, "from"), "id"), key)
    return [replace(pressed, message_id=f"press {number}", choice=query["data"], press=_text(query, "id"))]


def _message(message: Object, number: int, bot: Bot, key: str) -> list[Inbound]:
    kind = _text(_object(message, "chat"), "type")
    sender = _sender(message)
    if kind == "channel" or sender is None:
        return []
    medium = next((medium for medium in MEDIA if medium in message), None)
    text = cleaned(str(message.get("text") or message.get("caption") or ""))
    said = _said(text, bot) if kind == "private" else _said_in_group(message, text, bot)
    if said is None or not (said.text or medium):
        return []
    inbound = _inbound(message, sender, key)
    found = [_unread(inbound, message, medium, has_words=bool(said.text))] if medium else []
    if said.text:
        found.append(replace(inbound, text=said.text, payload=said.payload, edition=number))
    return found


def _unread(inbound: Inbound, message: Object, medium: str, *, has_words: bool) -> Inbound:
    """A picture or the like. Those of one album, and all edits, are answered once: to us they are one message."""
    album = message.get("media_group_id")
    message_id = f"album {album}" if album else f"{inbound.message_id} unread"
    text = f"[{medium.replace('_', ' ')}]"
    return replace(inbound, message_id=message_id, text=text, payload=aside("unseen" if has_words else "unreadable"))


def _inbound(message: Object, sender: int, key: str) -> Inbound:
    """Where a message belongs: its conversation, and the chat in which to answer."""
    chat = _object(message, "chat")
    place = str(_whole(chat, "id"))
    if message.get("is_topic_message") is True:
        place += f"/{_whole(message, 'message_thread_id')}"
    whose = place if chat.get("type") == "private" else f"{place}:{sender}"
    message_id = str(_whole(message, "message_id")) if "message_id" in message else ""
    return Inbound(conversation_id("telegram", whose, key=key), "telegram", message_id, chat=place)


def _sender(message: Object) -> int | None:
    """Who wrote; None for other bots, which might answer for ever. An anonymous group admin writes as the group."""
    if "sender_chat" in message:
        return _whole(_object(message, "sender_chat"), "id")
    sender = _object(message, "from")
    return None if sender.get("is_bot") is True else _whole(sender, "id")


def _said(text: str, bot: Bot) -> Said | None:
    """None for a command to another bot. A command with words behind it is read for the words: they may be urgent."""
    match = COMMAND.fullmatch(text)
    if match is None:
        return Said(text)
    if match["bot"] and not _is(bot, match["bot"]):
        return None
    name, rest = match["name"].lower(), match["rest"] or ""
    is_link = name == "start" and len(rest.split()) == 1  # t.me/BOT?start=... sends the rest with it
    if name in COMMANDS and (not rest or is_link):
        return Said(COMMANDS[name].text, COMMANDS[name].payload)
    return Said(f"/{name} {rest}".strip())


def _said_in_group(message: Object, text: str, bot: Bot) -> Said | None:
    """None if it is not for the bot."""
    mention = re.compile(rf"(?<![\w.@])@{re.escape(bot.username)}(?!\w)", re.I)
    rest = cleaned(mention.sub("", text))
    said = _said(rest, bot)
    if mention.search(text):
        is_greeting = not rest and not any(medium in message for medium in MEDIA)
        return Said(COMMANDS["start"].text, COMMANDS["start"].payload) if is_greeting else said
    return said if _replies_to(message, bot) or _is_command(text, bot) else None


def _is_command(text: str, bot: Bot) -> bool:
    """A command that names the bot, or one that all bots in a group hear and that this one knows."""
    match = COMMAND.fullmatch(text)
    if match is None:
        return False
    return _is(bot, match["bot"]) if match["bot"] else match["name"].lower() in COMMANDS


def _replies_to(message: Object, bot: Bot) -> bool:
    earlier = message.get("reply_to_message")
    author = earlier.get("from") if isinstance(earlier, Mapping) else None
    return isinstance(author, Mapping) and author.get("id") == bot.id


def _is(bot: Bot, name: str) -> bool:
    return name.lower() == bot.username.lower()


def _object(parent: Object, name: str) -> Object:
    value = parent.get(name)
    if not isinstance(value, Mapping):
        raise NotAsDocumented(name)
    return value


def _whole(parent: Object, name: str) -> int:
    value = parent.get(name)
    if not isinstance(value, int):
        raise NotAsDocumented(name)
    return value


def _text(parent: Object, name: str) -> str:
    value = parent.get(name)
    if not isinstance(value, str):
        raise NotAsDocumented(name)
    return value
