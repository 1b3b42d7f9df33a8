"""What the HTML report tells about one set: its result, what has changed, and its plots with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from bot.evaluation.comparison import Comparison
from bot.evaluation.cross_validation import Validated
from bot.evaluation.curves import (
    Bin,
    Setting,
    Size,
    calibration_error,
    in_use,
    reliability,
    scored_examples,
    scored_messages,
    threshold_curve,
)
from bot.evaluation.figures import Table, percent
from bot.evaluation.messages import Judged
from bot.evaluation.plots import confusion_plot, learning_plot, reliability_plot, threshold_plot
from bot.evaluation.result import Result


@dataclass(frozen=True)
class Plot:
    """A picture, what to see in it, and its numbers."""

    title: str
    picture: Markup
    caption: str
    numbers: Table | None = None
    wide: bool = False


@dataclass(frozen=True)
class Chapter:
    """One set of the report."""

    result: Result
    comparison: Comparison | None = None
    plots: Sequence[Plot] = field(default=())

    @property
    def anchor(self) -> str:
        return "".join(letter if letter.isalnum() else "-" for letter in self.result.name)


def chapter_of(
    result: Result,
    comparison: Comparison | None,
    *,
    validated: Sequence[Validated] = (),
    sizes: Sequence[Size] = (),
) -> Chapter:
    """`validated` and `sizes` where the result comes from cross-validation; a set of messages has neither."""
    plots = []
    if result.messages:
        plots = [_reliability(reliability(result.messages)), _threshold(result.messages, validated)]
        if sizes:
            plots.append(_learning(sizes))
        plots.append(_confusion(result.messages))
    return Chapter(result, comparison, plots)


def _reliability(bins: Sequence[Bin]) -> Plot:
    rows = tuple((f"{one.low:.1f} to {one.high:.1f}", percent(one.confidence), one.right) for one in bins)
    return Plot(
        title="Reliability",
        picture=reliability_plot(bins),
        caption="Of the answers given with some confidence, so many are right. On the dashed line confidence is what "
        f"it says; below it the assistant is too sure. Off by {percent(calibration_error(bins))} on average.",
        numbers=Table("Reliability", ("confidence", "mean", "right"), rows),
    )


def _threshold(messages: Sequence[Judged], validated: Sequence[Validated]) -> Plot:
    curve = threshold_curve(scored_examples(validated) if validated else scored_messages(messages))
    now = in_use(messages)
    if validated:
        what = "Confidence alone, at each threshold. The ring is what the assistant decides, by all its rules."
    else:
        what = "The ring is the threshold in use; along the line a stricter one. What is refused today stays so."
    rows: list[tuple[str, str, str]] = [("in use", *_shares(now))]
    rows += [(f"{one.threshold:.1f}", *_shares(one)) for one in curve[::5]]
    return Plot(
        title="Threshold",
        picture=threshold_plot(curve, now),
        caption=f"Asking for more confidence refuses more and errs less. {what}",
        numbers=Table("Threshold", ("threshold", "in scope, refused", "answered wrongly"), tuple(rows)),
    )


def _shares(one: Setting) -> tuple[str, str]:
    return percent(one.refused.value), percent(one.wrong.value)


def learning_table(sizes: Sequence[Size]) -> Table:
    """The numbers of the learning curve."""
    rows = tuple((f"{one.examples:,}", one.right, one.first, one.among_three) for one in sizes)
    return Table("Learning curve", ("examples", "decided", "first guess", "among three"), rows)


def _learning(sizes: Sequence[Size]) -> Plot:
    return Plot(
        title="Learning curve",
        picture=learning_plot(sizes),
        caption="Where a line still climbs at its end, more examples help; where it is flat, other ones are needed.",
        numbers=learning_table(sizes),
    )


def _confusion(messages: Sequence[Judged]) -> Plot:
    return Plot(
        title="Confusion matrix",
        picture=confusion_plot(
            [(one.expected.wanted, one.expected.wanted if one.right else one.first) for one in messages]
        ),
        caption="Rows are wanted, columns are given; a message that is right counts for the id that it wants first. "
        "The table of confusions below has the same numbers.",
        wide=True,
    )
