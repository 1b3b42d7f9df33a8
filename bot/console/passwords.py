"""Passwords of staff: made here, long and random, and kept as Argon2 hashes."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily taken for another
GROUPS, GROUP_LENGTH = 4, 5  # 99 bits
LONGEST = 200

# 19 MiB and two passes on one lane, the least that OWASP advises: a sign-in must not slow a visitor's answer.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def make_password() -> str:
    """A password such as "kx3fq-9wzt2-hj4rm-pd8ve"."""
    letters = (secrets.choice(LETTERS) for _ in range(GROUPS * GROUP_LENGTH))
    return "-".join("".join(next(letters) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def hashed(password: str) -> str:
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password. None, for an account that is not there, takes just as long to be refused."""
    try:
        _HASHER.verify(password_hash or _nobodys(), password[: LONGEST + 1])
    except (Argon2Error, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _nobodys() -> str:
    return hashed(make_password())
