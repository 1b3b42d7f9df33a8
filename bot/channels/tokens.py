"""A visitor's token: the name of a conversation, signed. Whoever holds it may read the conversation and write in it.

Nothing is stored for a token, so that a visitor who only looks leaves no trace.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from bot.channels.refusal import Refusal


@dataclass(frozen=True)
class Token:
    text: str
    expires: datetime


class Tokens:
    """Issues and reads tokens. Another key makes all earlier ones invalid."""

    def __init__(self, key: str, *, days: int) -> None:
        self._serializer = URLSafeTimedSerializer(key, salt="conversation")
        self._lifetime = timedelta(days=days)

    def issue(self, now: datetime) -> Token:
        """A token for a conversation that nobody has had yet."""
        conversation = f"web-{secrets.token_hex(12)}"
        return Token(str(self._serializer.dumps(conversation)), now + self._lifetime)

    def read(self, text: str) -> str:
        """The conversation that the token names. Raises Refusal."""
        try:
            conversation = self._serializer.loads(text, max_age=int(self._lifetime.total_seconds()))
        except SignatureExpired:
            raise Refusal("expired_token") from None
        except BadData:
            raise Refusal("bad_token") from None
        return str(conversation)
