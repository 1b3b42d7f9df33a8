"""Which words name a day by its weekday or its distance from today: "next Tuesday", "in ten days".

Kinds: `date` a day, `weekday` (its number and "", "next" or "any"), `moment` a day with its time.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.booking.timewords import almanac
from bot.booking.timewords.almanac import DAY, WEEK
from bot.booking.timewords.atoms import Clock, Grammar, Meaning, Today

DAYS = Grammar()
_UNIT = r"(?P<unit>day|week|fortnight|month|year)"
_TIME = r"(?: '| 's)?(?: time)?"  # "in two weeks' time"
_NO_WEEK_OF = r"(?! (?:after|beginning|commencing|of))"
_FAR = 400  # more days, weeks or months than this is no wish for an appointment


def count(words: str) -> int:
    """The number that "a", "a couple of", `n4` or `d4` stands for."""
    if "couple" in words:
        return 2
    return int(words[1:]) if words[1:].isdigit() else 1


def days_later(today: date, number: int, unit: str) -> date | None:
    """The day so many days, weeks, fortnights, months or years away; None where that is too far."""
    if number > _FAR:
        return None
    if unit in ("month", "year"):
        return almanac.same_day_later(today, number * (12 if unit == "year" else 1))
    return today + DAY * number * {"day": 1, "week": 7, "fortnight": 14}[unit]


@DAYS.rule(r"tomorrow (?P<link>or|and) (?:the )?(?:day after|next day)(?: that)?(?! tomorrow)")
def tomorrow_or_later(match: re.Match[str], today: Today) -> Meaning:
    return [("date", today.day + DAY), (match["link"], None), ("date", today.day + DAY * 2)]


@DAYS.rule(r"(?:the )?day after tomorrow|overmorrow")
def day_after_tomorrow(match: re.Match[str], today: Today) -> Meaning:
    return [("date", today.day + DAY * 2)]


@DAYS.rule(
    r"in half an? hour",
    r"in (?:about |around )?{N} (?P<unit>hour|minute)(?: or so)?(?P<half> and a half)?" + _TIME,
)
def in_hours(match: re.Match[str], today: Today) -> Meaning | None:
    groups, minutes = match.groupdict(), 30
    if groups.get("unit"):
        minutes = count(match["n"]) * (60 if match["unit"] == "hour" else 1) + (30 if match["half"] else 0)
    if minutes > 60 * 48:
        return None
    return [("moment", (today.now + timedelta(minutes=minutes)).replace(second=0, microsecond=0))]


@DAYS.rule(
    rf"in (?:about |around |exactly )?{{N}} {_UNIT}(?: or so)?{_TIME}(?! (?:of|in) )",
    rf"{{N}} {_UNIT}(?: '| 's)? (?:from (?:now|today|tonight)|hence|time|(?P<start>today|(?:from |after )?tomorrow))",
)
def in_days(match: re.Match[str], today: Today) -> Meaning | None:
    start = today.day + DAY * ("tomorrow" in (match.groupdict().get("start") or ""))
    return [("date", day)] if (day := days_later(start, count(match["n"]), match["unit"])) else None


@DAYS.rule(
    r"(?:{N} )?(?P<unit>week|fortnight) (?:on |from |after )?(?:the )?(?:next |this )?(?:coming )?{WD}",
    rf"(?:this |next )?{{WD}} (?:in )?(?:{{N}} )?(?P<unit>week|fortnight){_TIME}{_NO_WEEK_OF}",
)
def weeks_on_weekday(match: re.Match[str], today: Today) -> Meaning | None:
    weeks = count(match["n"] or "a") * (2 if match["unit"] == "fortnight" else 1)
    if weeks > _FAR:
        return None
    return [("date", almanac.weekday_after(today.day, int(match["wd"])) + WEEK * weeks)]


@DAYS.rule(rf"(?P<start>today|tomorrow) (?:in )?(?:{{N}} )?(?P<unit>week|fortnight){_TIME}{_NO_WEEK_OF}")
def weeks_on_day(match: re.Match[str], today: Today) -> Meaning | None:
    start = today.day + DAY * (match["start"] == "tomorrow")
    return [("date", day)] if (day := days_later(start, count(match["n"] or "a"), match["unit"])) else None


@DAYS.rule(r"(?:the )?(?:{WD} after next|w(?P<wd2>\d) the week after next)")
def weekday_after_next(match: re.Match[str], today: Today) -> Meaning:
    return [("date", almanac.monday_of(today.day) + WEEK * 2 + DAY * int(match["wd"] or match["wd2"]))]


@DAYS.rule(
    r"not (?:this )?{WD} (?:, |but |- )?(?:the )?(?:next n1|n1 after|week after|following n1)",
    r"(?:the )?{WD} after(?: this(?: n1)?)?(?= [,.!?]|\s*$)",
)
def weekday_after_the_coming_one(match: re.Match[str], today: Today) -> Meaning:
    return [("date", almanac.weekday_after(today.day, int(match["wd"])) + WEEK)]


@DAYS.rule(r"(?:at )?(?:the )?(?:same|this) (?P<what>time|day) (?:next|in a) (?P<unit>week|month)")
def same_next_week(match: re.Match[str], today: Today) -> Meaning | None:
    day = days_later(today.day, 1, match["unit"])
    now = Clock(today.now.hour, today.now.minute, sure=True)
    return [("date", day), ("clock", now)] if match["what"] == "time" else [("date", day)]


@DAYS.rule(r"(?P<n>[nd]\d{1,2}) ws(?P<wd>\d) from (?:now|today)")
def weekdays_from_now(match: re.Match[str], today: Today) -> Meaning:
    return [("date", almanac.weekday_after(today.day, int(match["wd"])) + WEEK * (count(match["n"]) - 1))]


@DAYS.rule(
    r"(?:any|a|an|every|each|alternate|most|some)(?: (?:other|single|p2))? {WD}",
    r"ws(?P<wd>\d)",
    r"{WD}(?= (?:mornings|afternoons|evenings|lunchtimes))",
)
def any_weekday(match: re.Match[str], today: Today) -> Meaning:
    return [("weekday", (int(match["wd"]), "any"))]


@DAYS.rule(r"(?:(?P<which>next|the following|following|this coming|this|the coming|coming|the) )?{WD}")
def weekday(match: re.Match[str], today: Today) -> Meaning:
    return [("weekday", (int(match["wd"]), "next" if match["which"] == "next" else ""))]


@DAYS.rule(r"(?:later (?:on )?)?today")
def this_day(match: re.Match[str], today: Today) -> Meaning:
    return [("date", today.day)]


@DAYS.rule(r"tomorrow(?: 's(?! (?:out|off|no|bad|full|not)))?")
def tomorrow(match: re.Match[str], today: Today) -> Meaning:
    return [("date", today.day + DAY)]


@DAYS.rule(r"tonight|(?:later )?this (?P<part>morning|afternoon|evening)")
def part_of_today(match: re.Match[str], today: Today) -> Meaning:
    return [("date", today.day), ("part", match["part"] or "evening")]
