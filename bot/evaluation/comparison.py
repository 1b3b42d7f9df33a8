"""What has changed since a run that was kept, line by line, and whether that could be chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.figures import Share, share_of
from bot.evaluation.kept import Kept
from bot.evaluation.outcome import Outcome


@dataclass(frozen=True)
class Change:
    """A line that went otherwise before."""

    outcome: Outcome  # as it went now
    before: str  # what was given then


@dataclass(frozen=True)
class Comparison:
    """The lines that both runs had."""

    model: str  # of the kept run
    at: str  # when it was kept
    before: Share
    now: Share
    better: Sequence[Change]
    worse: Sequence[Change]
    otherwise: int  # answered differently, and wrong both times
    unknown: int  # lines of today that the kept run didn't have

    @property
    def chance(self) -> float:
        """How often a coin would part the changed lines so unevenly, or more: McNemar's test, exact, two-sided."""
        return sign_test(len(self.better), len(self.worse))


def compare(outcomes: Sequence[Outcome], kept: Kept) -> Comparison:
    """Lines count as the same when their words and accepted answers are."""
    both = [(one, kept.lines[one.key]) for one in outcomes if one.key in kept.lines]
    return Comparison(
        model=kept.model,
        at=kept.at,
        before=share_of(both, lambda pair: pair[1].right),
        now=share_of(both, lambda pair: pair[0].right),
        better=[Change(one, then.given) for one, then in both if one.right and not then.right],
        worse=[Change(one, then.given) for one, then in both if then.right and not one.right],
        otherwise=sum(not one.right and not then.right and one.given != then.given for one, then in both),
        unknown=len(outcomes) - len(both),
    )


def sign_test(better: int, worse: int) -> float:
    """The two-sided probability of so uneven a split of better and worse, were both equally likely."""
    changed, ways, tail = better + worse, 1, 0
    for count in range(min(better, worse) + 1):
        tail += ways
        ways = ways * (changed - count) // (count + 1)  # to choose one more of the changed lines
    return min(1.0, float(2 * tail / (1 << changed)))
