"""Makes the short reference under which a request is known to the visitor and the clinic.

It is the same each time for the same turn, so that a turn that is thought twice gives one request, and can be read
out over the phone: no letter looks or sounds like a figure.
"""

from __future__ import annotations

import hashlib

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without 0 and O, 1, I and L
_LENGTH = 8


def reference(conversation: str, turn: int) -> str:
    """Eight characters in two groups: "K7QM-2XWD"."""
    number = int.from_bytes(hashlib.sha256(f"{conversation}\n{turn}".encode()).digest(), "big")
    letters = ""
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters += _LETTERS[place]
    return f"{letters[: _LENGTH // 2]}-{letters[_LENGTH // 2 :]}"
