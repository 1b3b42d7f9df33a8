"""Prints what an evaluation found, so that somebody can act on it.

The report itself holds no text of a set, so that it can be kept in the repository; errors and changes are apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evaluation.comparison import Change, Comparison
from bot.evaluation.figures import Share, Table, percent, quantile
from bot.evaluation.outcome import Outcome
from bot.evaluation.result import Result

WIDEST = 50
DOUBTFUL = 0.05  # from here on, a difference may well be chance


def report(result: Result) -> str:
    """Figures and tables of one set."""
    return "\n".join([*_heading(result), *_sections(result), *_tables(result)])


def errors(outcomes: Sequence[Outcome]) -> str:
    """Every line that went wrong. Holds texts: for the screen only."""
    lines = [f"  {one.wanted} -> {one.given}: {one.said}" for one in outcomes if not one.right]
    return "\n".join(["Errors, wanted -> given", *(lines or ["  none"])])


def changes(comparison: Comparison) -> str:
    """The comparison with a kept run, without texts."""
    return "\n".join(_changes(comparison))


def changed_lines(comparison: Comparison) -> str:
    """Every line that got better or worse. Holds texts: for the screen only."""
    return "\n".join([*_changed("Got worse", comparison.worse), *_changed("Got better", comparison.better)])


def verdict(comparison: Comparison) -> str:
    """What the test says, in words."""
    if comparison.chance < DOUBTFUL:
        return f"more than chance explains (sign test, p = {comparison.chance:.2g})"
    return f"may well be chance (sign test, p = {comparison.chance:.2g})"


def _heading(result: Result) -> Iterator[str]:
    yield f"{result.title}: {result.name}, {len(result.outcomes):,} lines"
    if result.milliseconds:
        median, high = quantile(result.milliseconds, 0.5), quantile(result.milliseconds, 0.95)
        yield f"{median:.0f} ms a turn at the median, {high:.0f} ms at the 95th percentile"


def _sections(result: Result) -> Iterator[str]:
    for section in result.sections:
        yield f"\n{section.title}"
        for figure in section.figures:
            name = f"  {'  ' if figure.inset else ''}{figure.name}"
            yield f"{name:<{WIDEST}} {with_bounds(figure.share)}"


def with_bounds(share: Share) -> str:
    """The share, what it is of, and its bounds."""
    if not share.total:
        return "     - (none)"
    low, high = share.bounds
    return f"{percent(share.value):>6} ({share.hits} of {share.total}; {percent(low)} to {percent(high)})"


def _tables(result: Result) -> Iterator[str]:
    for table in result.tables:
        yield f"\n{table.title}{f' ({table.note})' if table.note else ''}"
        yield from _rows(table)


def _rows(table: Table) -> Iterator[str]:
    rows = [table.columns, *(tuple(map(_cell, row)) for row in table.rows[: table.first])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    for row in rows:
        cells = [
            cell.ljust(width) if isinstance(kind, str) else cell.rjust(width)
            for cell, width, kind in zip(row, widths, table.rows[0] if table.rows else row, strict=True)
        ]
        yield f"  {'  '.join(cells)}".rstrip()
    if table.first is not None and len(table.rows) > table.first:
        yield f"  and {len(table.rows) - table.first} more"


def _cell(cell: str | int | Share) -> str:
    if isinstance(cell, Share):
        return f"{cell.value:.0%} of {cell.total:>3}" if cell.total else "-"
    return str(cell)


def _changes(comparison: Comparison) -> Iterator[str]:
    yield f"Against model {comparison.model}, kept {comparison.at} ({comparison.now.total} lines in both)"
    yield f"  right then {percent(comparison.before.value)}, now {percent(comparison.now.value)}"
    yield f"  better {len(comparison.better)}, worse {len(comparison.worse)}: {verdict(comparison)}"
    yield f"  wrong both times, otherwise than before: {comparison.otherwise}"
    if comparison.unknown:
        yield f"  not in the kept run, or accepted otherwise there: {comparison.unknown}"


def _changed(heading: str, some: Sequence[Change]) -> Iterator[str]:
    yield f"{heading}, wanted: before -> now"
    for change in some:
        yield f"  {change.outcome.wanted}: {change.before} -> {change.outcome.given}: {change.outcome.said}"
    if not some:
        yield "  none"
