"""Invented people, with numbers that are set aside for stories and addresses that lead nowhere."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

FIRST_NAMES = (
    "Ada", "Amir", "Bea", "Bruno", "Carla", "Chidi", "Dana", "Emeka", "Fatima", "Gus", "Hana", "Idris", "Jo", "Kofi",
    "Lena", "Malik", "Nadia", "Oskar", "Priya", "Quinn", "Rosa", "Sam", "Tomás", "Uma", "Vera", "Will", "Ximena",
    "Yusuf", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "Abara", "Baker", "Castillo", "Delgado", "Eriksen", "Farrow", "Grace", "Haddad", "Ito", "Jansen", "Kowalski",
    "Lindqvist", "Moreau", "Nakamura", "O'Shea", "Petrov", "Quist", "Rossi", "Sandoval", "Tran", "Underhill",
    "Vasquez", "Whitfield", "Yilmaz",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody who might have written."""

    name: str
    phone: str
    email: str


def a_person(chance: random.Random) -> Person:
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    mailbox = unicodedata.normalize("NFKD", f"{first}.{last}".lower().replace("'", "")).encode("ascii", "ignore")
    phone = f"415 555 {chance.randint(100, 199):04}"
    return Person(name=f"{first} {last}", phone=phone, email=f"{mailbox.decode()}@example.com")
