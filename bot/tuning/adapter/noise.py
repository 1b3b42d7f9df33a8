"""How people type: the slips and shortcuts that each example is shown with, another time with others."""

from __future__ import annotations

from collections.abc import Sequence
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


def typed_pieces(pieces: Sequence[str], random: Random) -> list[str]:
    """`typed` for the pieces of a message, which keep the spaces between them."""
    bare = [piece.rstrip() for piece in pieces]
    return [typed(words, random) + piece[len(words) :] for words, piece in zip(bare, pieces, strict=True)]


def joined(messages: Sequence[str], random: Random) -> list[str]:
    """Messages as the pieces of one that asks them all; a joining word belongs to the piece that follows."""
    pieces = [messages[0]]
    for message in messages[1:]:
        joint = random.choice(JOINTS)
        before = pieces[-1]
        if joint[0] in "?." or random.random() < 0.6:
            before = before.rstrip("?.! ")
        words = joint.lstrip(" ,.;?-\n")
        pieces[-1] = before + joint[: len(joint) - len(words)]
        pieces.append(words + message)
    return pieces


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
