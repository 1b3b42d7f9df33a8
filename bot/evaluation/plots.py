"""Draws the report's plots as SVG, which takes its colours from the page and needs nothing else.

Each is a picture with a name and a description; the numbers stand in tables beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.evaluation.curves import Bin, Setting, Size
from bot.evaluation.figures import percent

WIDTH, HEIGHT = 400, 320
LEFT, RIGHT, TOP, BOTTOM = 60, 18, 18, 50
STEPS = 5  # of an axis
SHARES = (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2)  # steps of an axis of shares
APART = 24  # pixels, that two labels keep
CELL, LETTER = 15, 5.3  # of the confusion matrix: a cell, and a letter of an id at its widest


@dataclass(frozen=True)
class Axis:
    """A range of values, laid on a range of pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        inside = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return round(self.start + inside * (self.end - self.start), 1)


def tag(name: str, content: str | Markup = "", /, **attributes: object) -> Markup:
    """An element; `class_` and `font_size` become `class` and `font-size`."""
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()
    )
    return Markup("<{}{}>{}</{}>").format(name, written, escape(content), name)


def joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def reliability_plot(bins: Sequence[Bin]) -> Markup:
    """How often answers of some confidence are right, with bounds; on the diagonal, confidence is what it says."""
    x, y = _axes((0, 1), (0, 1))
    parts = [_grid(x, y), _line([(0, 0), (1, 1)], x, y, "ideal")]
    for one in bins:
        low, high = one.right.bounds
        middle = x.at(one.confidence)
        parts.append(tag("line", x1=middle, x2=middle, y1=y.at(low), y2=y.at(high), class_="bounds"))
    parts.append(_line([(one.confidence, one.right.value) for one in bins], x, y, "curve"))
    parts += [
        _dot(x.at(one.confidence), y.at(one.right.value), 4, "dot", f"{percent(one.confidence)} sure: {_of(one)}")
        for one in bins
    ]
    parts.append(_names("confidence", "share that is right"))
    return _picture("Reliability", "Share of right answers by confidence, against the diagonal.", parts)


def threshold_plot(curve: Sequence[Setting], now: Setting) -> Markup:
    """What is refused against what is answered wrongly, for each threshold; and where the assistant stands."""
    reach_x = _reach([one.refused.value for one in curve if one.threshold <= 0.9] + [now.refused.value])
    reach_y = _reach([one.wrong.value for one in curve] + [now.wrong.value])
    x, y = _axes((0, reach_x), (0, reach_y))
    shown = [one for one in curve if one.refused.value <= reach_x and one.threshold < 1]
    parts = [_grid(x, y), _line([(one.refused.value, one.wrong.value) for one in shown], x, y, "curve")]
    for one in _marks(shown, now, x, y):
        label = f"{one.threshold:.1f}"
        at_x, at_y = x.at(one.refused.value), y.at(one.wrong.value)
        parts.append(_dot(at_x, at_y, 3.5, "dot", f"Threshold {label}: {_told(one)}"))
        anchor = "end" if at_x > WIDTH - RIGHT - 20 else "start"
        parts.append(tag("text", label, x=at_x + 6, y=at_y - 7, text_anchor=anchor, class_="label"))
    at_x, at_y = x.at(now.refused.value), y.at(now.wrong.value)
    parts.append(_dot(at_x, at_y, 6, "now", f"In use: {_told(now)}"))
    parts.append(tag("text", "in use", x=at_x + 10, y=at_y - 8, class_="label"))
    parts.append(_names("in scope, refused", "answered wrongly"))
    return _picture("Threshold", "Refused messages against wrong answers, for thresholds from 0 to 1.", parts)


def learning_plot(sizes: Sequence[Size]) -> Markup:
    """What more examples bring: as decided, and as the ranking alone would have it."""
    series = {
        "decided": [one.right.value for one in sizes],
        "first guess": [one.first.value for one in sizes],
        "among three": [one.among_three.value for one in sizes],
    }
    lowest = min(min(values) for values in series.values())
    most = max(one.examples for one in sizes)
    x, y = _axes((0, _round_above(most)), (0.5 if lowest >= 0.5 else 0, 1))
    parts = [_grid(x, y, whole=True)]
    for number, (name, values) in enumerate(series.items()):
        points = [(one.examples, value) for one, value in zip(sizes, values, strict=True)]
        parts.append(_line(points, x, y, f"curve series-{number}"))
        parts += [
            _dot(
                x.at(count), y.at(value), 3.5, f"dot series-{number}", f"{count:,} examples, {name}: {percent(value)}"
            )
            for count, value in points
        ]
        beside = -10 if number else 20  # the lowest line has its name below
        end = tag("text", name, x=x.at(most), y=y.at(values[-1]) + beside, text_anchor="end", class_="label")
        parts.append(end)
    parts.append(_names("examples to learn from", "share that is right"))
    return _picture("Learning curve", "Accuracy by the number of examples learnt from, cross-validated.", parts)


def confusion_plot(pairs: Sequence[tuple[str, str]]) -> Markup:
    """A cell for each pair of wanted and given; darker, the more of what was wanted went there."""
    ids = sorted({id for pair in pairs for id in pair})
    place = {id: number for number, id in enumerate(ids)}
    counts: dict[tuple[str, str], int] = {}
    totals = dict.fromkeys(ids, 0)
    for wanted, given in pairs:
        counts[(wanted, given)] = counts.get((wanted, given), 0) + 1
        totals[wanted] += 1
    left = round(LETTER * max(map(len, ids), default=0)) + 12
    size = CELL * len(ids)
    parts = [_rules(ids, left)]
    for (wanted, given), count in sorted(counts.items()):
        told = tag("title", f"{wanted} wanted, {given} given: {count} of {totals[wanted]}")
        parts.append(
            tag(
                "rect",
                told,
                x=left + CELL * place[given] + 1,
                y=left + CELL * place[wanted] + 1,
                width=CELL - 2,
                height=CELL - 2,
                rx=2,
                class_="right" if wanted == given else "wrong",
                fill_opacity=round(0.15 + 0.85 * (count / totals[wanted]) ** 0.5, 2),
            )
        )
    for id, number in place.items():
        middle = left + CELL * number + CELL * 0.72
        parts.append(tag("text", id, x=left - 6, y=middle, text_anchor="end", class_="id"))
        parts.append(tag("text", id, transform=f"translate({middle},{left - 6}) rotate(-90)", class_="id"))
    return _picture(
        "Confusion matrix",
        "Rows are wanted, columns are given; right answers lie on the diagonal.",
        parts,
        size=(left + size + 6, left + size + 6),
        class_="matrix",
    )


def _rules(ids: Sequence[str], left: float) -> Markup:
    """Hairlines about the matrix, and where one family of ids ends."""
    end = left + CELL * len(ids)
    starts = [number for number, id in enumerate(ids) if not number or _family(id) != _family(ids[number - 1])]
    lines = []
    for number in [*starts, len(ids)]:
        at = left + CELL * number
        lines.append(tag("line", x1=left, x2=end, y1=at, y2=at, class_="grid"))
        lines.append(tag("line", x1=at, x2=at, y1=left, y2=end, class_="grid"))
    return joined(lines)


def _family(id: str) -> str:
    return id.partition("/")[0]


def _picture(
    name: str,
    description: str,
    parts: Sequence[Markup],
    *,
    size: tuple[float, float] = (WIDTH, HEIGHT),
    class_: str = "plot",
) -> Markup:
    inside = joined([tag("title", name), tag("desc", description), *parts])
    more = {"width": size[0], "height": size[1]} if class_ == "matrix" else {}
    label = f"{name}. {description}"
    return tag("svg", inside, viewBox=f"0 0 {size[0]} {size[1]}", role="img", aria_label=label, class_=class_, **more)


def _axes(across: tuple[float, float], up: tuple[float, float]) -> tuple[Axis, Axis]:
    return Axis(*across, LEFT, WIDTH - RIGHT), Axis(*up, HEIGHT - BOTTOM, TOP)


def _grid(x: Axis, y: Axis, *, whole: bool = False) -> Markup:
    """Lines and numbers at each step of the axes; `whole` numbers across, else shares."""
    lines = []
    for step in range(STEPS + 1):
        across = x.low + (x.high - x.low) * step / STEPS
        up = y.low + (y.high - y.low) * step / STEPS
        lines.append(tag("line", x1=x.at(x.low), x2=x.at(x.high), y1=y.at(up), y2=y.at(up), class_="grid"))
        lines.append(tag("text", _tick(up, y.high), x=LEFT - 7, y=y.at(up) + 4, text_anchor="end"))
        tick = f"{across:,.0f}" if whole else _tick(across, x.high)
        lines.append(tag("text", tick, x=x.at(across), y=HEIGHT - BOTTOM + 19, text_anchor="middle"))
    return joined(lines)


def _tick(value: float, high: float) -> str:
    return f"{value:.0%}" if high >= 0.1 else f"{value:.1%}"


def _names(across: str, up: str) -> Markup:
    middle = (TOP + HEIGHT - BOTTOM) / 2
    return joined(
        [
            tag("text", across, x=(LEFT + WIDTH - RIGHT) / 2, y=HEIGHT - 8, text_anchor="middle", class_="name"),
            tag("text", up, transform=f"translate(14,{middle}) rotate(-90)", text_anchor="middle", class_="name"),
        ]
    )


def _line(points: Sequence[tuple[float, float]], x: Axis, y: Axis, class_: str) -> Markup:
    return tag("polyline", points=" ".join(f"{x.at(across)},{y.at(up)}" for across, up in points), class_=class_)


def _dot(x: float, y: float, radius: float, class_: str, told: str) -> Markup:
    return tag("circle", tag("title", told), cx=x, cy=y, r=radius, class_=class_)


def _reach(values: Sequence[float]) -> float:
    """The end of an axis that holds the shares, in steps of whole percents."""
    most = max(values, default=0)
    return next((step * STEPS for step in SHARES if step * STEPS >= most), 1.0)


def _round_above(count: int) -> int:
    """The end of an axis that holds the count, in round steps."""
    size = int(10 ** max(0, len(str(count)) - 2))
    step = next(step for step in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20) if step * size * STEPS >= count)
    return step * size * STEPS


def _marks(shown: Sequence[Setting], now: Setting, x: Axis, y: Axis) -> list[Setting]:
    """The thresholds that get a number; where they would lie on each other, or on the one in use, only one does."""
    marks = [now]
    for one in shown:
        tenth = abs(one.threshold * 10 - round(one.threshold * 10)) < 1e-9
        if tenth and not any(_close(one, other, x, y) for other in (now, marks[-1])):
            marks.append(one)
    return marks[1:]


def _close(one: Setting, other: Setting, x: Axis, y: Axis) -> bool:
    across = x.at(one.refused.value) - x.at(other.refused.value)
    up = y.at(one.wrong.value) - y.at(other.wrong.value)
    return abs(across) < APART and abs(up) < APART


def _told(one: Setting) -> str:
    return f"{percent(one.refused.value)} refused, {percent(one.wrong.value)} answered wrongly"


def _of(one: Bin) -> str:
    return f"{one.right.hits} of {one.right.total} right"
