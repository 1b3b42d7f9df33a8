"""Finds the words in which a time was wished for: all of them, and no more."""

from __future__ import annotations

from bot.booking.timewords.atoms import Atom
from bot.booking.timewords.selection import DAYISH, Selection
from bot.booking.timewords.tokens import Line

_WISHES = frozenset({"flex", "every"})
_GAP = frozenset(
    {"glue", "soft", "comma", "around", "before", "after", "by", "from", "between", "to", "or", "and", "not", "but"}
    | {"back_from", "back_by", "back_after", "overnight", "edge"}
)
_LEFT = frozenset({"soft", "before", "after", "by", "from", "between", "around", "edge"})
_RIGHT = frozenset({"soft", "back_from", "back_by", "back_after", "edge"})
_ARTICLES = frozenset({"the", "a", "an", "any", "some", "this", "that"})
_WORDS_BETWEEN = 2  # more unknown words than these between two times part them


def quote(line: Line, chosen: Selection) -> str:
    """The visitor's words; what lies far apart is joined, days first."""
    clusters = _clusters(chosen, [place for place in range(len(chosen.atoms)) if _carries(chosen, place)])
    with_days = [one for one in clusters if any(chosen.atoms[place].kind in DAYISH for place in one)]
    others = [one for one in clusters if one not in with_days]
    texts = [_text(line, chosen, one[0], one[-1]) for one in with_days + others]
    return " ".join(text for text in texts if text)


def quote_only(line: Line, chosen: Selection, family: frozenset[str]) -> str:
    """Only the words for the day, or only those for the time of day."""
    others = {chosen.atoms[place].first for place in chosen.kept if chosen.atoms[place].kind not in family}
    places = [place for place in chosen.operands(family) if chosen.atoms[place].first not in others]
    alone = Selection(chosen.atoms, frozenset(places), frozenset(range(len(chosen.atoms))) - frozenset(places))
    texts = [_text(line, chosen, one[0], one[-1], with_at=True) for one in _clusters(alone, places)]
    return " ".join(text for text in texts if text)


def _clusters(chosen: Selection, strong: list[int]) -> list[list[int]]:
    """Runs of atoms that carry the wish, by their places."""
    clusters: list[list[int]] = []
    for place in strong:
        if clusters and _close(chosen, clusters[-1][-1], place):
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return clusters


def _carries(chosen: Selection, place: int) -> bool:
    """A refusal belongs to the wish only where it is all that was said, or says what a standing wish leaves out."""
    kind = chosen.atoms[place].kind
    if place in chosen.dropped:
        standing = any(atom.kind in _WISHES for atom in chosen.atoms)
        return (standing or not chosen.kept) and not any(atom.kind == "reset" for atom in chosen.atoms)
    return place in chosen.kept or kind in _WISHES


def _close(chosen: Selection, left: int, right: int) -> bool:
    between = chosen.atoms[left + 1 : right]
    unknown = [atom for atom in between if atom.kind not in _GAP]
    if any(place in chosen.dropped and chosen.atoms[place].kind not in _GAP for place in range(left + 1, right)):
        return False
    return len(unknown) <= _WORDS_BETWEEN and not any(atom.kind in ("reset", "out", "greeting") for atom in unknown)


def _text(line: Line, chosen: Selection, left: int, right: int, *, with_at: bool = False) -> str:
    atoms = chosen.atoms
    while left > 0 and _extends_left(line, chosen, left, with_at=with_at):
        left -= 1
    if left > 1 and atoms[left - 1].kind == "glue" and atoms[left - 2].kind == "soft":  # "sometime in June"
        left -= 2
    while right + 1 < len(atoms) and _extends_right(atoms, right + 1):
        right += 1
    return line.quote(atoms[left].first, atoms[right].last).strip(" ,;:.!?-")


def _extends_left(line: Line, chosen: Selection, place: int, *, with_at: bool) -> bool:
    atom = chosen.atoms[place - 1]
    form = line.tokens[atom.first].form
    if atom.kind == "not":
        return place in chosen.dropped
    if atom.kind == "to":
        return bool(atom.value == "until")
    if atom.kind == "around":
        return (with_at and form in ("at", "@")) or form not in ("at", "@", "for", "say", "like")
    return atom.kind in _LEFT or (atom.kind == "glue" and form in _ARTICLES)


def _extends_right(atoms: tuple[Atom, ...], place: int) -> bool:
    kind = atoms[place].kind
    if kind == "comma":
        return place + 1 < len(atoms) and atoms[place + 1].kind in _RIGHT
    return kind in _RIGHT
