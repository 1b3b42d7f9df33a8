"""What a measurement is told in: shares with their bounds, figures and tables; text and HTML are made from them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Z = 1.959964  # of 95% confidence

Item = TypeVar("Item")


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.hits / self.total if self.total else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Between them the true share lies with 95% confidence, as Wilson reckons it; 0 and 1 when nothing is known.

        Unlike the textbook's plus and minus it stays within 0 and 1, and has a width even for none of ten.
        """
        if not self.total:
            return 0.0, 1.0
        squared = Z * Z / self.total
        centre = (self.value + squared / 2) / (1 + squared)
        reach = Z * math.sqrt(self.value * (1 - self.value) / self.total + squared / self.total / 4) / (1 + squared)
        return max(0.0, centre - reach), min(1.0, centre + reach)


@dataclass(frozen=True)
class Figure:
    """One measured thing. `inset` makes it a part of the one above."""

    name: str
    share: Share
    inset: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under column names; a cell is words, a count, or a share."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | Share, ...], ...]
    note: str = ""
    first: int | None = None  # rows that are enough on a screen; None for all


@dataclass(frozen=True)
class Section:
    """Figures that belong together, under a heading."""

    title: str
    figures: tuple[Figure, ...]
    note: str = ""


def share_of(items: Iterable[Item], test: Callable[[Item], bool]) -> Share:
    """How many of the items pass."""
    passed = [bool(test(item)) for item in items]
    return Share(sum(passed), len(passed))


def percent(value: float) -> str:
    return f"{value:.1%}"


def quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed; 0 of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0
