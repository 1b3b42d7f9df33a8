"""The token that each form carries: made from a cookie's secret, so that no other site can make it up."""

from __future__ import annotations

import hashlib
import hmac

FIELD = "csrf"


def token_of(secret: str) -> str:
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()


def is_token_of(secret: str, token: str) -> bool:
    return hmac.compare_digest(token_of(secret).encode(), token.encode())
