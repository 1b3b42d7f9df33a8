"""Prints how varied the examples are: a table by id, then what adds nothing and what sits nearer to another id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.evaluation.variety import IdVariety, Repeated, Stray


def variety_report(ids: Sequence[IdVariety], *, most: int) -> str:
    """`most` is how many examples a list shows."""
    return "\n".join([*_table(ids), "", *_lists(ids, most)])


def id_report(one: IdVariety) -> str:
    """All about one id."""
    lines = [*_table([one]), "", f"Its own words: {', '.join(one.keywords) or 'none'}", "", *_lists([one], one.count)]
    return "\n".join(lines)


def _table(ids: Sequence[IdVariety]) -> Iterator[str]:
    width = max(len(one.id) for one in ids)
    yield f"{'id':<{width}}  examples  alike  without keywords  add nothing  nearer elsewhere"
    for one in ids:
        without = f"{one.without_keywords.value:.0%}"
        numbers = f"{one.count:>8}  {one.likeness:>5.2f}  {without:>16}"
        yield f"{one.id:<{width}}  {numbers}  {len(one.repeated):>11}  {len(one.strays):>16}"
    if len(ids) > 1:
        yield _total(ids, width)


def _total(ids: Sequence[IdVariety], width: int) -> str:
    count = sum(one.count for one in ids)
    likeness = sum(one.likeness * one.count for one in ids) / count
    without = sum(one.without_keywords.hits for one in ids) / count
    repeated, strays = sum(len(one.repeated) for one in ids), sum(len(one.strays) for one in ids)
    return f"{'all':<{width}}  {count:>8}  {likeness:>5.2f}  {without:>16.0%}  {repeated:>11}  {strays:>16}"


def _lists(ids: Sequence[IdVariety], most: int) -> Iterator[str]:
    repeated = sorted((one for of_id in ids for one in of_id.repeated), key=lambda one: -one.likeness)
    strays = sorted((one for of_id in ids for one in of_id.strays), key=lambda one: one.own - one.foreign)
    yield f"Add nothing: {len(repeated)}"
    yield from _shown([_repeated(one) for one in repeated], most)
    yield ""
    yield f"Nearer to another id: {len(strays)}"
    yield from _shown([_stray(one) for one in strays], most)


def _repeated(one: Repeated) -> str:
    return (
        f'  {one.example.place}: "{one.example.text}" says what line {one.earlier.line} says: '
        f'"{one.earlier.text}" ({one.likeness:.2f})'
    )


def _stray(one: Stray) -> str:
    return (
        f'  {one.example.place}: "{one.example.text}" ({one.example.id}, {one.own:.2f}) '
        f'is nearer to {one.other.id} ({one.foreign:.2f}): "{one.other.text}"'
    )


def _shown(lines: Sequence[str], most: int) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"  and {len(lines) - most} more; --most shows more, --id those of one id"
