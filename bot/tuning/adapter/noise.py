"""How people type: the slips and shortcuts that each example is shown with, another time with others."""

from __future__ import annotations

from random import Random

JOINTS = (
    " and ", " and ", ", and ", " also ", ". also ", "? and ", ". ", "? ", "\n", " plus ", ", ", " & ", "; ",
    " - also ", " oh and ", "? also ", " n ",
)  # fmt: skip


def typed(text: str, random: Random) -> str:
    """Half of the time as it is; otherwise in small letters, without apostrophes, with a slip or a word left out."""
    if random.random() < 0.5:
        return text
    if random.random() < 0.5:
        text = text.lower()
    if random.random() < 0.4:
        text = text.replace("'", "").replace("’", "")
    if random.random() < 0.3:
        text = text.rstrip("?.!")
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        text = _slip(text, random)
    return _shortened(text, random) if random.random() < 0.25 else text


def joined(one: str, other: str, random: Random) -> str:
    """Two messages as one that asks both."""
    joint = random.choice(JOINTS)
    if joint[0] in "?." or random.random() < 0.6:
        one = one.rstrip("?.! ")
    return one + joint + other


def _slip(text: str, random: Random) -> str:
    """Two letters swapped, one left out, or one typed twice; never the first."""
    if len(text) < 8:
        return text
    place = random.randrange(1, len(text) - 2)
    kind = random.random()
    if kind < 0.35:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if kind < 0.7:
        return text[:place] + text[place + 1 :]
    return text[:place] + text[place] + text[place:]


def _shortened(text: str, random: Random) -> str:
    words = text.split()
    if len(words) > 5:
        del words[random.randrange(len(words))]
    return " ".join(words)
