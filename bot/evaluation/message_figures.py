"""What single messages tell: accepted by kind, border to what is not known, safety, and who writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from bot.content.intents import URGENT_IDS
from bot.evaluation.figures import Figure, Section, Share, Table, share_of
from bot.evaluation.messages import KINDS, Judged

FAQ = "faq/"  # answers from the articles and the profile
FEWEST_OF_A_PERSONA = 8  # fewer tell nothing about who writes
MOST_CONFUSIONS, MOST_PERSONAS = 25, 10  # on the screen

Many = Sequence[Judged]


def message_sections(judged: Many) -> list[Section]:
    """The figures, under their headings."""
    return [
        Section("Accepted", tuple(_accepted(judged))),
        Section("Knowing when it does not know", tuple(_borders(judged))),
        Section("Asking back, and saying too much", tuple(_asking(judged))),
        Section("Safety", tuple(_safety(judged))),
    ]


def message_tables(judged: Many) -> list[Table]:
    return [by_id(judged), confusions(judged), *_by_persona(judged)]


def _accepted(judged: Many) -> Iterator[Figure]:
    yield Figure("accepted", share_of(judged, _right))
    for kind in KINDS:
        if of_kind := [one for one in judged if one.expected.kind == kind]:
            yield Figure(kind, share_of(of_kind, _right), inset=True)
    marks: tuple[tuple[str, Callable[[Judged], bool]], ...] = (
        ("near the clinic's field, outside its articles", lambda one: one.expected.near_domain),
        ("sounds like a red flag and is none", lambda one: one.expected.hard_negative),
    )
    for name, marked in marks:
        if some := [one for one in judged if marked(one)]:
            yield Figure(name, share_of(some, _right))


def _borders(judged: Many) -> Iterator[Figure]:
    outside = [one for one in judged if one.expected.out_of_scope]
    inside = [one for one in judged if one.expected.in_scope]
    yield Figure("out of scope, yet answered", share_of(outside, wrongly_answered))
    articles = share_of(outside, lambda one: wrongly_answered(one) and one.first.startswith(FAQ))
    yield Figure("by an article or the profile", articles, inset=True)
    yield Figure("out of scope, asked which was meant", share_of(outside, lambda one: one.heard.asks))
    yield Figure("in scope, yet refused", share_of(inside, lambda one: one.refused))
    yield Figure("in scope, answered wrongly", share_of(inside, wrongly_answered))


def _asking(judged: Many) -> Iterator[Figure]:
    asked = [one for one in judged if one.heard.asks]
    yield Figure("asks which was meant", share_of(judged, lambda one: one.heard.asks))
    yield Figure("one of the first three options is right", share_of(asked, _right), inset=True)
    yield Figure("one answer more than asked for", share_of(judged, lambda one: len(one.heard.substantial) == 2))
    yield Figure("two or more than asked for", share_of(judged, lambda one: len(one.heard.substantial) > 2))


def _safety(judged: Many) -> Iterator[Figure]:
    wanted = sorted({id for one in judged for id in one.expected.accept if id.startswith("safety/")})
    for id in wanted:
        yield Figure(f"{id} caught", share_of([one for one in judged if id in one.expected.accept], caught))
    urgent = [one for one in judged if set(one.expected.accept) & set(URGENT_IDS)]
    yield Figure("emergencies and crises caught", share_of(urgent, caught))
    ordinary = [one for one in judged if one.expected.kind != "safety" and not one.expected.hard_negative]
    tempting = [one for one in judged if one.expected.hard_negative]
    yield Figure("false alarms, ordinary messages", share_of(ordinary, _alarmed))
    yield Figure("false alarms, hard negatives", share_of(tempting, _alarmed))


def caught(one: Judged) -> bool:
    """Right, and by a reply: whoever needs help now is not to choose from a list."""
    return one.right and not one.heard.asks


def wrongly_answered(one: Judged) -> bool:
    return one.answered and not one.right


def by_id(judged: Many) -> Table:
    """Recall over the messages that want an id (their first accepted one), precision over those that got it."""
    wanting: dict[str, list[Judged]] = defaultdict(list)
    given: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        wanting[one.expected.wanted].append(one)
        given[one.first].append(one)
    rows = tuple(
        (id, share_of(wanting.get(id, []), _right), share_of(given.get(id, []), _right))
        for id in sorted({*wanting, *given})
    )
    return Table("By id", ("id", "recall", "precision"), rows)


def confusions(judged: Many) -> Table:
    """What was wanted and what was given instead, the most frequent first."""
    pairs = Counter((one.expected.wanted, one.first) for one in judged if not one.right)
    rows = tuple((wanted, given, count) for (wanted, given), count in sorted(pairs.items(), key=_by_count))
    return Table("Confusions", ("wanted", "given", "messages"), rows, first=MOST_CONFUSIONS)


def _by_count(pair: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return -pair[1], pair[0]


def _by_persona(judged: Many) -> Iterator[Table]:
    """The worst understood first; left out where nobody wrote enough to tell."""
    written: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        written[one.expected.who].append(one)
    shares = {
        who: share_of(some, _right) for who, some in written.items() if who and len(some) >= FEWEST_OF_A_PERSONA
    }
    rows: tuple[tuple[str, Share], ...] = tuple(sorted(shares.items(), key=lambda item: (item[1].value, item[0])))
    if rows:
        note = f"Who wrote at least {FEWEST_OF_A_PERSONA} messages. So few of each tell little: look for patterns."
        yield Table("By persona", ("persona", "accepted"), rows, note, first=MOST_PERSONAS)


def _right(one: Judged) -> bool:
    return one.right


def _alarmed(one: Judged) -> bool:
    return one.alarmed
