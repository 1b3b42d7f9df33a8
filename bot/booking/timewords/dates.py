"""Which words name a date: "the 3rd of June", "5/12", "the last Friday in May", "Easter Monday".

Kinds: `date` a day (None where the calendar has no such day), `daynum` a day of a month still to be found, `past`
what is over and so no wish.
"""

from __future__ import annotations

import re

from bot.booking.timewords import almanac
from bot.booking.timewords.almanac import DAY, Span
from bot.booking.timewords.atoms import Grammar, Meaning, Today
from bot.booking.timewords.holidays import HOLIDAY, holiday

DATES = Grammar()
MONTH = r"(?:(?:the )?{MON}|(?P<rel>the month|this month|next month|month))"
_SOME = r"(?:an?|[nd]\d+|few|a few|couple of|a couple of)"
_FIGURES = r"f(?P<a>\d{1,2})[./-](?P<b>\d{1,2})(?:[./-](?P<year>\d{2,4}))?"
_NO_HOUR = r"(?! (?:am|pm|o'clock|ish|:))"
_COUNTED = (  # what "the first" counts when it is no day: "the first slot"
    r"(?! (?:week|weekend|thing|slot|time|n1|available|appointment|opening|of|half|person|day|choice|session|spot"
    r"|free|you|part|thoughts?|visit|floor))"
)


def month_named(words: str) -> int:
    """The number of "may", "march" or `m6`."""
    return {"may": 5, "march": 3}.get(words) or int(words[1:])


def month_span(match: re.Match[str], today: Today) -> Span:
    """The month that a match names by `mon`, or relative to today by `rel`."""
    if match.groupdict().get("mon"):
        return almanac.month_from(today.day, month_named(match["mon"]))
    relative = match.groupdict().get("rel") or ""
    return almanac.month_later(today.day, 1 if relative.startswith("next") else 0)


@DATES.rule(
    r"(?:ever )?since(?: (?:last|the|about|around))? \S+",
    r"last (?:evening|week|month|weekend|year|time|ws?\d)(?! (?:of|in) )",
    rf"yesterday(?: (?:morning|afternoon|evening))?|{_SOME} (?:day|week|month|year|hour|minute) ago",
    rf"for (?:about |over |the last |the past )?{_SOME} (?:day|week|month|year)(?: now)?",
    rf"{_SOME} (?:day|week|month|year) (?:pregnant|old|along|post|gone|into)",
)
def past(match: re.Match[str], today: Today) -> Meaning:
    return [("past", None)]


@DATES.rule(
    r"(?:the )?weekend of (?:the )?[opd](?P<dom>\d{1,2})(?: (?:of )?{MON})?",
    r"(?:the )?weekend of (?:the )?{MON} (?:the )?[opd](?P<dom>\d{1,2})",
    r"(?:the )?[opd](?P<dom>\d{1,2}) (?:of )?{MON} weekend",
    rf"(?P<name>{HOLIDAY}) weekend",
)
def weekend_of_date(match: re.Match[str], today: Today) -> Meaning | None:
    groups = match.groupdict()
    if groups.get("name"):
        day = holiday(today.day, match["name"])
    elif groups.get("mon"):
        day = almanac.day_and_month(today.day, month_named(match["mon"]), int(match["dom"]))
    else:
        day = almanac.day_of_month(today.day, int(match["dom"]))
    if day is None:
        return None
    weekend = almanac.weekend_of(day, later=-1 if day.weekday() == 0 else 0)
    return [("span", Span(min(weekend.first, day), max(weekend.last, day)))]


@DATES.rule(
    r"(?:the )?(?:p(?P<nth>[1-5])|o(?P<nth2>[1-5])|(?P<last>last)) (?P<what>w\d|day|weekday) (?:of|in) " + MONTH
)
def nth_of_month(match: re.Match[str], today: Today) -> Meaning | None:
    span = month_span(match, today)
    nth = -1 if match["last"] else int(match["nth"] or match["nth2"])
    if match["what"][1:].isdigit():
        return [("date", almanac.nth_weekday(span, int(match["what"][1:]), nth))]
    if match["what"] == "day":
        return [("date", span.last if nth < 0 else span.first + DAY * (nth - 1))]
    return None


@DATES.rule(rf"(?:the )?day (?P<side>before|after) (?P<name>{HOLIDAY})", rf"(?P<name>{HOLIDAY})")
def named_day(match: re.Match[str], today: Today) -> Meaning:
    shift = {"before": -DAY, "after": DAY}.get(match.groupdict().get("side") or "", DAY * 0)
    day = holiday(today.day, match["name"])
    return [("date", day + shift if day else None)]


@DATES.rule(r"(?:{WD} ,? ?)?(?:the )?i(?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})")
def iso_date(match: re.Match[str], today: Today) -> Meaning:
    year, month, day = (int(part) for part in re.split(r"[-/.]", match["iso"]))
    return [("date", almanac.a_day(year, month, day))]


@DATES.rule(rf"(?:{{WD}} ,? ?)?(?:the )?{_FIGURES}(?! (?:am|pm|hour))", rf"(?:the )?{_FIGURES} \(? ?{{WD}}")
def figures(match: re.Match[str], today: Today) -> Meaning | None:
    """The clinic's order of day and month, unless that is impossible or a weekday beside it says otherwise."""
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    if (a, b) == (24, 7) and not year:
        return [("flex", None)]
    orders = [(b, a), (a, b)] if today.day_first else [(a, b), (b, a)]
    days = [almanac.day_and_month(today.day, *order, int(year) if year else None) for order in orders]
    found = [day for day in days if day]
    if not found:
        return [("date", None)] if a <= 31 and b <= 31 else None
    weekday = match.groupdict().get("wd")
    return [("date", next((day for day in found if weekday and day.weekday() == int(weekday)), found[0]))]


@DATES.rule(
    r"(?:the )?[opdn](?P<a>\d{1,2}) (?P<link>-|to|or|and|&|until|,) (?:the )?[opdn](?P<b>\d{1,2}) (?:of )?{MON}",
    r"{MON} (?:the )?[opdn](?P<a>\d{1,2}) (?P<link>-|to|or|and|&|until) (?:the )?[opd](?P<b>\d{1,2})" + _NO_HOUR,
)
def two_days_of_month(match: re.Match[str], today: Today) -> Meaning | None:
    days = [almanac.day_and_month(today.day, month_named(match["mon"]), int(match[name])) for name in "ab"]
    link = "or" if match["link"] in ("or", "and", "&", ",") else "to"
    return [("date", days[0]), (link, None), ("date", days[1])] if all(days) else None


@DATES.rule(
    r"(?:{WD} ,? ?)?{DOM} (?:day )?(?:of )?{MON}{YEAR}",
    r"(?:{WD} ,? ?)?{MON} {DOM}{YEAR}" + _NO_HOUR,
    r"{WD} (?:in |of )?{MON} {DOM}{YEAR}" + _NO_HOUR,
)
def day_of_named_month(match: re.Match[str], today: Today) -> Meaning | None:
    year = int(match["year"]) if match["year"] else None
    day = almanac.day_and_month(today.day, month_named(match["mon"]), int(match["dom"]), year)
    weekday = match.groupdict().get("wd")
    if day and weekday and not year and day.weekday() != int(weekday):
        other = almanac.a_day(day.year + 1, day.month, day.day)
        day = other if other and other.weekday() == int(weekday) else day
    return [("date", day)]


@DATES.rule(
    r"{DOM} (?:of )?(?P<rel>(?:the|this|next) month)",
    r"(?P<rel>(?:this|next) month) (?:on )?the [opd](?P<dom>\d{1,2})",
)
def day_of_relative_month(match: re.Match[str], today: Today) -> Meaning:
    first = month_span(match, today).first
    return [("date", almanac.a_day(first.year, first.month, int(match["dom"])))]


@DATES.rule(
    r"(?:next |this )?(?:coming )?{WD} ,? ?(?:the )?"
    r"(?P<dom>[op]\d{1,2}|d(?:1[3-9]|2\d|3[01])(?! ?(?:hour|:|am|pm|h )))(?! (?:week|thing|slot))",
    r"(?:the )?(?P<dom>o\d{1,2}) \(? ?{WD}",
)
def weekday_with_number(match: re.Match[str], today: Today) -> Meaning:
    return [("date", almanac.weekday_and_day(today.day, int(match["wd"]), int(match["dom"][1:])))]


@DATES.rule(
    r"(?:the |on (?:the )?)?o(?P<dom>\d{1,2})" + _COUNTED,
    r"(?:the |on (?:the )?)p(?P<dom>\d{1,2})" + _COUNTED,
    r"the d(?P<dom>\d{1,2})(?! (?:am|pm|o'clock|hour|of us))",
    r"p(?P<dom>[4-9]|[1-3]\d)" + _COUNTED,
)
def number_of_day(match: re.Match[str], today: Today) -> Meaning:
    day = int(match["dom"])
    return [("daynum", day)] if 1 <= day <= 31 else [("date", None)]
