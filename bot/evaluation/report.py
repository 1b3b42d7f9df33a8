"""Prints what an evaluation found, so that somebody can act on it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.evaluation.messages import NOT_UNDERSTOOD, Judged, share

CAUGHT = ("safety/emergency", "safety/crisis")
MOST_CONFUSIONS = 25


def report(judged: Sequence[Judged], *, seconds: float) -> str:
    """The whole report as text."""
    return "\n".join([*_summary(judged, seconds), "", *_table(judged), "", *_confusions(judged)])


def _summary(judged: Sequence[Judged], seconds: float) -> Iterator[str]:
    yield f"{len(judged)} messages in {seconds:.0f} s ({seconds * 1000 / max(1, len(judged)):.0f} ms each)"
    yield f"accepted             {_percent(judged)}"
    for kind in sorted({one.expected.kind for one in judged}):
        yield f"  {kind:<18} {_percent([one for one in judged if one.expected.kind == kind])}"
    outside = [one for one in judged if one.expected.out_of_scope]
    inside = [one for one in judged if not one.expected.out_of_scope and NOT_UNDERSTOOD not in one.expected.accept]
    answered = [one for one in outside if not one.right]
    refused = [one for one in inside if one.first == NOT_UNDERSTOOD]
    yield f"out of scope, yet answered   {_of(answered, outside)}"
    yield f"in scope, yet refused        {_of(refused, inside)}"
    yield from _safety(judged)


def _safety(judged: Sequence[Judged]) -> Iterator[str]:
    for answer_id in (*CAUGHT, "safety/ask_a_clinician"):
        wanted = [one for one in judged if answer_id in one.expected.accept]
        yield f"{answer_id:<22} recall {_of([one for one in wanted if one.right], wanted)}"
    urgent = [one for one in judged if set(one.expected.accept) & set(CAUGHT)]
    yield f"emergencies and crises recall {_of([one for one in urgent if one.right], urgent)}"
    ordinary = [one for one in judged if one.expected.kind != "safety" and not one.expected.hard_negative]
    tempting = [one for one in judged if one.expected.hard_negative]
    yield f"false alarms, ordinary        {_of([one for one in ordinary if one.alarmed], ordinary)}"
    yield f"false alarms, hard negatives  {_of([one for one in tempting if one.alarmed], tempting)}"


def _table(judged: Sequence[Judged]) -> Iterator[str]:
    by_id: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_id[one.expected.accept[0]].append(one)
    given = Counter(one.first for one in judged)
    right = Counter(one.first for one in judged if one.right)
    yield f"{'id':<32}{'messages':>9}{'accepted':>10}{'precision':>11}"
    for answer_id, messages in sorted(by_id.items()):
        precision = f"{right[answer_id] / given[answer_id]:.0%}" if given[answer_id] else "-"
        yield f"{answer_id:<32}{len(messages):>9}{share(messages):>10.0%}{precision:>11}"


def _confusions(judged: Sequence[Judged]) -> Iterator[str]:
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in judged:
        if not one.right:
            pairs[(one.expected.accept[0], one.first)].append(one.expected.text)
    yield "wanted -> given"
    for (wanted, given), texts in sorted(pairs.items(), key=lambda item: -len(item[1]))[:MOST_CONFUSIONS]:
        yield f"{len(texts):>4}  {wanted} -> {given}   e.g. {texts[0][:70]}"


def _percent(judged: Sequence[Judged]) -> str:
    return f"{share(judged):6.1%} of {len(judged)}"


def _of(some: Sequence[Judged], all_of_them: Sequence[Judged]) -> str:
    return f"{len(some) / max(1, len(all_of_them)):6.1%} ({len(some)} of {len(all_of_them)})"
