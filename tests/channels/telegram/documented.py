"""What the Bot API documents, as JSON schemas: the parameters of the methods that we call, and what it delivers.

Written from the reference of Bot API 7.10. Parameters that it does not list are refused, as are texts that are too
long; what is optional there is optional here.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft7Validator

Schema = dict[str, Any]

INTEGER: Schema = {"type": "integer"}
STRING: Schema = {"type": "string"}
BOOLEAN: Schema = {"type": "boolean"}
CHAT_ID: Schema = {"anyOf": [INTEGER, {"type": "string", "pattern": "^@[A-Za-z0-9_]+$"}]}
KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
)
ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)


def text(least: int, most: int, pattern: str | None = None) -> Schema:
    return {"type": "string", "minLength": least, "maxLength": most} | ({"pattern": pattern} if pattern else {})


def listed(items: Schema, **limits: int) -> Schema:
    return {"type": "array", "items": items, **limits}


def exactly(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object with these fields and no others."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def at_least(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object that Telegram sends: new fields come with each version."""
    return {**exactly(required, optional), "additionalProperties": True}


ALLOWED_UPDATES = listed({"enum": list(KINDS)})
LINK_PREVIEW_OPTIONS = exactly(
    {},
    {
        "is_disabled": BOOLEAN,
        "url": STRING,
        "prefer_small_media": BOOLEAN,
        "prefer_large_media": BOOLEAN,
        "show_above_text": BOOLEAN,
    },
)
INLINE_KEYBOARD_BUTTON = {
    "oneOf": [exactly({"text": text(1, 256), "callback_data": text(1, 64)}), exactly({"text": STRING, "url": STRING})]
}
INLINE_KEYBOARD_MARKUP = exactly({"inline_keyboard": listed(listed(INLINE_KEYBOARD_BUTTON, minItems=1), minItems=1)})
PARSE_MODE = {"enum": ["HTML", "MarkdownV2", "Markdown"]}

METHODS: dict[str, Schema] = {
    "getMe": exactly({}),
    "getWebhookInfo": exactly({}),
    "deleteWebhook": exactly({}, {"drop_pending_updates": BOOLEAN}),
    "setWebhook": exactly(
        {"url": STRING},
        {
            "ip_address": STRING,
            "max_connections": {"type": "integer", "minimum": 1, "maximum": 100},
            "allowed_updates": ALLOWED_UPDATES,
            "drop_pending_updates": BOOLEAN,
            "secret_token": text(1, 256, "^[A-Za-z0-9_-]+$"),
        },
    ),
    "getUpdates": exactly(
        {},
        {
            "offset": INTEGER,
            "limit": {"type": "integer", "minimum": 1, "maximum": 100},
            "timeout": {"type": "integer", "minimum": 0},
            "allowed_updates": ALLOWED_UPDATES,
        },
    ),
    "sendMessage": exactly(
        {"chat_id": CHAT_ID, "text": text(1, 4096)},
        {
            "message_thread_id": INTEGER,
            "parse_mode": PARSE_MODE,
            "link_preview_options": LINK_PREVIEW_OPTIONS,
            "disable_notification": BOOLEAN,
            "protect_content": BOOLEAN,
            "reply_parameters": {"type": "object"},
            "reply_markup": INLINE_KEYBOARD_MARKUP,
        },
    ),
    "sendChatAction": exactly(
        {"chat_id": CHAT_ID, "action": {"enum": list(ACTIONS)}}, {"message_thread_id": INTEGER}
    ),
    "answerCallbackQuery": exactly(
        {"callback_query_id": STRING},
        {"text": text(0, 200), "show_alert": BOOLEAN, "url": STRING, "cache_time": INTEGER},
    ),
    "setMyCommands": exactly(
        {
            "commands": listed(
                exactly({"command": text(1, 32, "^[a-z0-9_]+$"), "description": text(1, 256)}),
                minItems=1,
                maxItems=100,
            )
        },
        {"scope": {"type": "object"}, "language_code": STRING},
    ),
    "setMyDescription": exactly({}, {"description": text(0, 512), "language_code": STRING}),
}

USER = at_least({"id": INTEGER, "is_bot": BOOLEAN, "first_name": STRING}, {"username": STRING})
CHAT = at_least({"id": INTEGER, "type": {"enum": ["private", "group", "supergroup", "channel"]}}, {"title": STRING})
MESSAGE = at_least(
    {"message_id": INTEGER, "date": INTEGER, "chat": CHAT},
    {
        "from": USER,
        "sender_chat": CHAT,
        "edit_date": INTEGER,
        "text": text(1, 4096),
        "caption": text(0, 1024),
        "is_topic_message": {"const": True},
        "message_thread_id": INTEGER,
        "media_group_id": STRING,
        "reply_to_message": {"type": "object", "required": ["message_id", "date", "chat"]},
    },
)
INACCESSIBLE_MESSAGE = at_least({"chat": CHAT, "message_id": INTEGER, "date": {"const": 0}})
CALLBACK_QUERY = at_least(
    {"id": STRING, "from": USER, "chat_instance": STRING},
    {
        "message": {"anyOf": [MESSAGE, INACCESSIBLE_MESSAGE]},
        "inline_message_id": STRING,
        "data": text(1, 64),
        "game_short_name": STRING,
    },
)
UPDATE = {
    **at_least(
        {"update_id": INTEGER}, {"message": MESSAGE, "edited_message": MESSAGE, "callback_query": CALLBACK_QUERY}
    ),
    "maxProperties": 2,
}


def faults(schema: Schema, value: Any) -> list[str]:
    """Where the value is not as documented."""
    found = Draft7Validator(schema).iter_errors(value)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def too_long_for_a_button(parameters: Any) -> list[str]:
    """Data is counted in bytes, which a schema can't."""
    rows = (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
    data = [button.get("callback_data", "") for row in rows for button in row]
    return [f"callback_data of {len(one.encode())} bytes" for one in data if len(one.encode()) > 64]
