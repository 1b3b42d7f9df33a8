"""Which of the times that a message mentions are still meant, once it has refused some and taken others back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.booking.timewords.atoms import Atom

DAYISH = frozenset({"date", "weekday", "daynum", "span", "late", "open", "within", "moment", "asap"})
TIMEISH = frozenset({"clock", "hour", "part", "meridiem", "same"})
OPERANDS = DAYISH | TIMEISH
BOUNDS = frozenset({"before", "after", "by", "from", "between"})
_FILLERS = frozenset({"glue", "soft", "around", "comma"})
_HOUR_AFTER = BOUNDS | {"around"}


@dataclass(frozen=True)
class Selection:
    """The atoms of a line, with the places of those that count and of those that were refused or replaced."""

    atoms: tuple[Atom, ...]
    kept: frozenset[int]
    dropped: frozenset[int]

    def operands(self, kinds: Iterable[str]) -> list[int]:
        """The places of the atoms of these kinds that count."""
        wanted = set(kinds)
        return [place for place in sorted(self.kept) if self.atoms[place].kind in wanted]

    def bound(self, place: int) -> str | None:
        """What bounds the time at a place: before, after, by, from, between, or `to` with nothing before it."""
        before = neighbour(self.atoms, place, -1, skip=frozenset({"glue", "around"}))
        if before is not None and self.atoms[before].kind in BOUNDS:
            return self.atoms[before].kind
        after = neighbour(self.atoms, place, 1, skip=frozenset({"glue", "comma"}))
        if after is not None and self.atoms[after].kind.startswith("back_"):
            return self.atoms[after].kind[5:]
        if before is not None and self._is_until(before) and not self._joins(before, place):
            return "by"
        return None

    def link(self, left: int, right: int) -> str | None:
        """What joins two times: to, or, and, or nothing."""
        kinds = [atom.kind for atom in self.atoms[left + 1 : right]]
        return next((kind for kind in kinds if kind in ("to", "or", "and")), None)

    def _is_until(self, place: int) -> bool:
        return self.atoms[place].kind == "to" and self.atoms[place].value == "until"

    def _joins(self, place: int, right: int) -> bool:
        family = DAYISH if self.atoms[right].kind in DAYISH else TIMEISH
        before = neighbour(self.atoms, place, -1)
        return before is not None and before in self.kept and self.atoms[before].kind in family


def neighbour(atoms: Sequence[Atom], place: int, step: int, *, skip: frozenset[str] = _FILLERS) -> int | None:
    """The next atom in a direction that is no mere filler and comes from other words than this one."""
    here = place + step
    while 0 <= here < len(atoms) and (atoms[here].kind in skip or atoms[here].first == atoms[place].first):
        here += step
    return here if 0 <= here < len(atoms) else None


def select(atoms: Sequence[Atom]) -> Selection:
    """Everything that counts: hours that are hours, nothing refused, and after "no, sorry" the later word."""
    settled = tuple(_settle_hours(atoms))
    dropped = _refused(settled)
    dropped |= _taken_back(settled, dropped)
    kept = {place for place, atom in enumerate(settled) if atom.kind in OPERANDS} - dropped
    return Selection(settled, frozenset(kept), frozenset(dropped))


def _settle_hours(atoms: Sequence[Atom]) -> list[Atom]:
    """Makes a clock of every bare number that stands where a time would, and a word of the others."""
    settled = list(atoms)
    for place, atom in enumerate(atoms):
        if atom.kind == "hour":
            kind = "clock" if _is_hour(settled, place) else "word"
            settled[place] = Atom(kind, atom.value, atom.first, atom.last)
        elif atom.kind == "meridiem":
            before = neighbour(settled, place, -1)
            beside = before is not None and settled[before].kind in DAYISH
            settled[place] = Atom("part" if beside else "word", atom.value, atom.first, atom.last)
    return settled


def _is_hour(atoms: Sequence[Atom], place: int) -> bool:
    before = neighbour(atoms, place, -1, skip=frozenset({"glue", "comma", "soft"}))
    after = neighbour(atoms, place, 1, skip=frozenset({"glue", "comma", "soft"}))
    left = atoms[before].kind if before is not None else ""
    right = atoms[after].kind if after is not None else ""
    if left in _HOUR_AFTER or left in DAYISH or left == "part":
        return True
    if left == "reset" and before is not None and atoms[before].value == "to":
        return True
    if left in ("or", "and", "to", "reset") and any(atom.kind == "clock" for atom in atoms[:place]):
        return True
    if left == "to" and (right in DAYISH or (before is not None and atoms[before].value == "until")):
        return True
    if atoms[place].value.hour == 1 and atoms[place].last - atoms[place].first == 1 and right not in ("to", "or"):
        return right in DAYISH and not before  # "one" is seldom an hour
    if right in DAYISH or right in ("part", "back_from", "back_by"):
        return True
    if right in ("to", "or") and after is not None:
        following = neighbour(atoms, after, 1)
        return following is not None and atoms[following].kind in ("hour", "clock")
    return all(atom.kind in ("glue", "soft", "comma", "around", "reset", "hour") for atom in atoms)


def _refused(atoms: Sequence[Atom]) -> set[int]:
    """ "Not Tuesday or Wednesday", "tomorrow's out"."""
    refused: set[int] = set()
    for place, atom in enumerate(atoms):
        if atom.kind == "not" or (atom.kind == "but" and _leaves_out(atoms[:place])):
            refused |= _following_operands(atoms, place)
        elif atom.kind == "out" and (before := neighbour(atoms, place, -1)) is not None:
            refused |= {before} if atoms[before].kind in OPERANDS else set()
    return refused


def _leaves_out(before: Sequence[Atom]) -> bool:
    """ "Any weekday but Friday" leaves one out; "I can't on Tuesday but Friday is good" doesn't."""
    return any(atom.kind in ("every", "flex") for atom in before)


def _following_operands(atoms: Sequence[Atom], place: int) -> set[int]:
    refused: set[int] = set()
    here = neighbour(atoms, place, 1)
    while here is not None and atoms[here].kind in OPERANDS:
        refused |= {other for other, atom in enumerate(atoms) if atom.first == atoms[here].first}
        last = max(refused)
        if last + 1 < len(atoms) and atoms[last + 1].kind in ("or", "and"):
            here = neighbour(atoms, last + 1, 1)
        elif last + 1 < len(atoms) and atoms[last + 1].kind in TIMEISH | {"around"} and atoms[here].kind in DAYISH:
            here = neighbour(atoms, last, 1)
        else:
            break
    return refused


def _taken_back(atoms: Sequence[Atom], refused: set[int]) -> set[int]:
    """What stands before "no, sorry", as far as something of its kind comes after."""
    taken: set[int] = set()
    for place, atom in enumerate(atoms):
        if atom.kind != "reset":
            continue
        later = {atoms[other].kind for other in range(place, len(atoms)) if other not in refused}
        for family in (DAYISH, TIMEISH):
            if later & family:
                taken |= {other for other in range(place) if atoms[other].kind in family}
    return taken
