"""Which words name a stretch of days.

Kinds: `span` a stretch, `late` the end of one ("the end of June": before it means before it is over), `open` the
days from one up to another (None: no end), `within` the same with clock times, `asap` as soon as can be.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.booking.timewords import almanac
from bot.booking.timewords.almanac import DAY, WEEK, Span
from bot.booking.timewords.atoms import Grammar, Meaning, Today
from bot.booking.timewords.dates import MONTH, month_named, month_span
from bot.booking.timewords.days import count, days_later
from bot.booking.timewords.holidays import holiday

SPANS = Grammar()
_THIRDS = {
    "early": "early|(?:the )?(?:beginning|start|p1 part|p1 few days) of|at the (?:beginning|start) of",
    "mid": "mid|(?:in )?(?:the )?middle of|halfway through",
    "late": "late|(?:the )?(?:end|tail end|back end|latter part|last few days) of|at the end of",
}
_THIRD = "|".join(f"(?P<{name}>{words})" for name, words in _THIRDS.items())


@SPANS.rule(r"between christmas (?:and|&) new year(?:s '|s| 's)?(?: evening| day)?")
def between_the_years(match: re.Match[str], today: Today) -> Meaning:
    christmas = holiday(today.day, "christmas") or today.day
    return [("span", Span(christmas + DAY, christmas + DAY * 6))]


@SPANS.rule(r"(?:in|into|early in) the new year|in january sometime|after the holidays")
def new_year(match: re.Match[str], today: Today) -> Meaning:
    day = holiday(today.day + DAY, "new year")
    return [("open", (day, None))]


@SPANS.rule(
    r"not this week (?:[,.;-] )?(?:but )?(?:the )?next(?: n1| week)?",
    r"this week (?:'s|is) (?:no good|out|bad) (?:[,.;-] )?next",
)
def not_this_but_next(match: re.Match[str], today: Today) -> Meaning:
    return [("span", almanac.week_of(today.day, later=1))]


@SPANS.rule(
    rf"(?:{_THIRD})(?: -)? (?:in )?"
    rf"(?:(?P<week>(?:the|this|next|of the) week|week)|{MONTH}|(?P<rel2>(?:the|this|next) year))"
)
def part_of_span(match: re.Match[str], today: Today) -> Meaning:
    which = next(name for name in _THIRDS if match[name])
    if match["week"]:
        span = almanac.week_of(today.day, later=int("next" in match["week"]))
    elif match["rel2"]:
        year = today.day.year + ("next" in match["rel2"])
        span = almanac.whole_month(year, {"early": 1, "mid": 6, "late": 12}[which])
    else:
        span = month_span(match, today)
    return [("late" if which == "late" else "span", almanac.third_of(span, which).from_day(today.day))]


@SPANS.rule(r"before (?:the|this) (?P<unit>week|month) (?:is out|ends|is over|is up|finishes)")
def before_it_is_over(match: re.Match[str], today: Today) -> Meaning:
    end = almanac.week_of(today.day).last if match["unit"] == "week" else almanac.month_later(today.day, 0).last
    return [("open", (today.day, end))]


@SPANS.rule(
    r"(?:later (?:on )?(?:in )?)(?:this|the) (?P<unit>week|month)",
    r"(?:the )?rest of (?:this|the) (?P<unit>week|month)",
)
def rest_of_span(match: re.Match[str], today: Today) -> Meaning:
    end = almanac.week_of(today.day).last if match["unit"] == "week" else almanac.month_later(today.day, 0).last
    start = today.day + DAY if match.group().startswith("later") else today.day
    return [("span", Span(min(start, end), end))]


@SPANS.rule(
    r"(?:the )?(?:p(?P<nth>[1-5])|o(?P<nth2>[1-5])|(?P<last>last)) (?P<what>week|weekend|half|fortnight) (?:of|in) "
    + MONTH
)
def part_by_number(match: re.Match[str], today: Today) -> Meaning | None:
    month, nth = month_span(match, today), int(match["nth"] or match["nth2"] or 0)
    length = {"week": 7, "fortnight": 14, "half": 15}.get(match["what"])
    if length is None:
        saturday = almanac.nth_weekday(month, 5, nth or -1)
        return [("span", Span(saturday, saturday + DAY))] if saturday else None
    first = month.last - DAY * (length - 1) if not nth else month.first + DAY * length * (nth - 1)
    last = month.last if not nth or (match["what"] == "half" and nth == 2) else first + DAY * (length - 1)
    return [("span", Span(first, min(last, month.last)))] if first <= month.last else None


_OF = r"(?:the )?(?:week|wc) (?:commencing |beginning |starting |of |from |c )"


@SPANS.rule(
    _OF + r"(?:the )?(?:ws?\d )?(?:the )?[opd](?P<dom>\d{1,2})(?: (?:of )?{MON})?",
    r"(?:the )?wc [opd](?P<dom>\d{1,2})(?: (?:of )?{MON})?",
    _OF + r"(?:the )?{MON} (?:the )?[opd](?P<dom>\d{1,2})",
    _OF + r"(?:the )?f(?P<a>\d{1,2})/(?P<b>\d{1,2})",
)
def week_of_date(match: re.Match[str], today: Today) -> Meaning | None:
    groups = match.groupdict()
    if groups.get("a"):
        month, number = int(match["b" if today.day_first else "a"]), int(match["a" if today.day_first else "b"])
        day = almanac.day_and_month(today.day, month, number)
    elif groups.get("mon"):
        day = almanac.day_and_month(today.day, month_named(match["mon"]), int(match["dom"]))
    else:
        day = almanac.day_of_month(today.day, int(match["dom"]))
    return [("span", almanac.week_of(day))] if day else None


SPANS.words("every", None, r"(?:any|every|each|most|all) weekend")


@SPANS.rule(
    r"(?:the )?(?P<what>week|weekend) after next",
    r"(?:not )?(?P<what>week|weekend) after(?: that)?",
    r"(?:the )?(?:next|following) (?P<what>weekend|week)|(?:the |this )?coming (?P<what2>week)",
    r"(?:this|the|this coming|coming|over the|at the)? ?(?P<what>weekend)|(?P<this>this) (?P<what2>week)",
)
def weeks(match: re.Match[str], today: Today) -> Meaning:
    words = match.group()
    later = 2 if "after" in words else 1 if re.search("next|following|coming week$", words) else 0
    of_day = almanac.weekend_of if "weekend" in words else almanac.week_of
    return [("span", of_day(today.day, later=later).from_day(today.day))]


_UNIT = r"(?P<unit>hour|day|week|fortnight|month)"


@SPANS.rule(
    rf"within the (?:next )?{_UNIT}",
    rf"(?:(?:with)?in|over|during) the next {_UNIT}",
    rf"(?:within|inside|(?:(?:with)?in |over |during |(?:some ?time )in )?the next|next) {{N}} {_UNIT}(?: or so)?",
)
def within_days(match: re.Match[str], today: Today) -> Meaning | None:
    number, unit = count(match.groupdict().get("n") or "a"), match["unit"]
    if unit == "hour":
        end_time = today.now + timedelta(hours=min(number, 400))
        return [("within", (today.now, end_time))] if number < 24 else [("open", (today.day, end_time.date()))]
    end = days_later(today.day, number, unit)
    return [("open", (today.day, end))] if end else None


@SPANS.rule(r"(?:(?:with)?in |over |during )?(?:the )?next (?:few|several|couple of|couple) (?P<unit>day|week)")
def next_few(match: re.Match[str], today: Today) -> Meaning:
    number = 2 if "couple" in match.group() else 4
    return [("open", (today.day, today.day + DAY * number * (7 if match["unit"] == "week" else 1)))]


@SPANS.rule(r"in (?:a )?few (?P<unit>day|week)(?: '| 's)?(?: time)?")
def in_a_few(match: re.Match[str], today: Today) -> Meaning:
    step = WEEK if match["unit"] == "week" else DAY
    return [("open", (today.day + step * 2, today.day + step * 4))]


@SPANS.rule(r"(?P<rel>next month|this month)|next year")
def relative_month(match: re.Match[str], today: Today) -> Meaning:
    if match["rel"]:
        return [("span", month_span(match, today).from_day(today.day))]
    year = today.day.year + 1
    return [("span", Span(almanac.whole_month(year, 1).first, almanac.whole_month(year, 12).last))]


_PREPOSITIONS = ("in", "during", "of", "until", "before", "after", "from", "by", "next", "late", "early", "or", "and")
_BEHIND = "|".join(["(?<!\\S )", *(f"(?<={word} )" for word in _PREPOSITIONS)])


@SPANS.rule(
    r"(?:this |next )?(?P<mon>m\d{1,2})(?: d(?P<year>20\d\d))?",
    rf"(?:{_BEHIND})(?P<mon>may|march)(?: d(?P<year>20\d\d))?(?= (?:[,.;!?]|if|please|or|and|some)|\s*$)",
)
def month(match: re.Match[str], today: Today) -> Meaning:
    number = month_named(match["mon"])
    if match["year"]:
        return [("span", almanac.whole_month(int(match["year"]), number))]
    next_one = match.group().startswith("next")
    return [("span", almanac.month_from(today.day, number, next_one=next_one).from_day(today.day))]


SPANS.words(
    "asap",
    "early",
    r"(?:as )?early as (?:you|possible|we|u|poss)(?: (?:can|possibly|have|'ve))*(?: possible| got)?",
)
_SLOT = r"(?:slot|appointment|appt|space|spot|opening|time|date|day|n1)"
_YOU_HAVE = r"(?: (?:that )?(?:you|u)(?: 've)?(?: have)?(?: got)?(?: can do| can)?(?: available| free)?)"
SPANS.words(
    "asap",
    None,
    r"asap|a \. s \. a \. p(?: \.)?",
    r"(?:as )?(?:soon|quick|quickly|fast) as (?:possible|poss|(?:you|u|we) (?:possibly )?can|i can)(?: be seen)?",
    rf"(?:the )?(?:very )?(?:soonest|earliest|next|p1) (?:available|free|possible)(?: {_SLOT})?",
    rf"(?:the )?(?:very )?(?:soonest|earliest)(?: {_SLOT})?{_YOU_HAVE}?(?! (?:is|i))",
    r"(?:the )?quickest (?:you can|possible)",
    rf"(?:the )?next (?:slot|appointment|appt|space|spot|opening){_YOU_HAVE}?",
    rf"(?:the )?p1 (?:slot|appointment|appt|space|spot|opening){_YOU_HAVE}(?! of)",
    r"(?<!\S )now(?= (?:please|if)|\s*$)",
    r"straight ?away|right away|immediately|right now|urgently|the sooner the better|sooner the better",
)
