"""Which words name a time of day.

Kinds: `clock` a time, `hour` a bare number that may be one, `meridiem` a bare "am" or "pm", `part` morning,
afternoon or evening, `overnight` the "in the morning" that may mean tomorrow's.
"""

from __future__ import annotations

import re

from bot.booking.timewords.atoms import Clock, Grammar, Meaning, Today

CLOCKS = Grammar()
_MINUTE_WORDS = r"(?P<quarter>(?:a )?quarter)|(?P<m>n5|[nd]10|[nd]20|[nd]25|n11|n12|d5)"


def clock(hour: int, minute: int, meridiem: str | None = None, *, padded: bool = False) -> Clock | None:
    """A time, or None where no clock shows it."""
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        return None
    if meridiem and 1 <= hour <= 12:
        return Clock(hour % 12 + (12 if meridiem.startswith("p") else 0), minute, sure=True)
    return Clock(hour, minute, sure=hour > 12 or hour == 0 or padded)


def _meaning(found: Clock | None) -> Meaning | None:
    return [("clock", found)] if found else None


@CLOCKS.rule(r"c(?P<h>\d{1,2}):(?P<m>\d\d)(?: ?{MER}| o'clock| hour)?")
def hours_and_minutes(match: re.Match[str], today: Today) -> Meaning | None:
    return _meaning(clock(int(match["h"]), int(match["m"]), match["mer"], padded=match["h"].startswith("0")))


@CLOCKS.rule(r"half (?:past )?{H}(?: ?{MER}| o'clock)?(?! (?:hour|day|price))")
def half_past(match: re.Match[str], today: Today) -> Meaning | None:
    return _meaning(clock(int(match["h"]), 30, match["mer"]))


@CLOCKS.rule(
    rf"(?:{_MINUTE_WORDS})(?: minute)? (?:past|after) (?P<h>noon|[nd]\d{{1,2}})(?: ?{{MER}})?(?! (?:day|week|m\d))"
)
def minutes_past(match: re.Match[str], today: Today) -> Meaning | None:
    if not match["quarter"] and " after " in match.group() and match["m"].startswith("d"):
        return None
    return _meaning(clock(_hour(match["h"]), _minutes(match), match["mer"]))


@CLOCKS.rule(
    rf"(?:at |about |around )?(?:{_MINUTE_WORDS})(?: minute)? (?:to|of|until|before) (?P<h>noon"
    rf"|[nd]\d{{1,2}})(?: ?{{MER}})?(?! (?:day|week))"
)
def minutes_to(match: re.Match[str], today: Today) -> Meaning | None:
    """ "Ten to three" in words is a time; "10 to 3" in figures is a stretch of hours, unless "at" stands before "
    "it."""
    figures = (match["m"] or "").startswith("d")
    with_at = match.group().startswith("at ")
    by_to = " to " in match.group()
    if not match["quarter"] and not (by_to and (not figures or with_at or match["m"] in ("d20", "d25"))):
        return None
    found = clock(_hour(match["h"]), 0, match["mer"])
    if found is None:
        return None
    hour = (found.hour - 1) % 24 if found.sure else (found.hour - 2) % 12 + 1
    return [("clock", Clock(hour, 60 - _minutes(match), found.sure))]


@CLOCKS.rule(r"n(?P<h>\d{1,2}) (?:-? ?n(?P<m>10|15|20|25|30|35|40|45|50|55)|(?:o|oh) n(?P<five>5))(?: ?{MER})?")
def hour_and_minutes_in_words(match: re.Match[str], today: Today) -> Meaning | None:
    return _meaning(clock(int(match["h"]), int(match["m"] or match["five"]), match["mer"]))


@CLOCKS.rule(
    r"[nd](?P<h>\d{1,2}) hundred(?: hour)?|d(?P<h2>[01]\d|2[0-3])(?P<m>[0-5]\d) (?:hour|h)",
    r"(?:at|@|around|by) d(?P<h2>0[6-9]|1\d|2[0-2])(?P<m>[0-5][05])",
    r"d(?P<h2>0?[1-9]|1[0-2])(?P<m>[0-5]\d) (?P<mer>am|pm)",
    r"d(?P<h2>\d{1,2}) h",
)
def hundreds(match: re.Match[str], today: Today) -> Meaning | None:
    groups = match.groupdict()
    hour = int(groups.get("h") or groups.get("h2") or 0)
    found = clock(hour, int(groups.get("m") or 0), groups.get("mer"), padded=not groups.get("mer"))
    prefix = match.group().split()[0]
    if found and prefix == "by":
        return [("by", None), ("clock", found)]
    return _meaning(found)


@CLOCKS.rule(r"(?:d12 |n12 )?noon(?: ?ish| -? ?ish)?")
def noon(match: re.Match[str], today: Today) -> Meaning:
    return [("clock", Clock(12, 0, sure=True))]


@CLOCKS.rule(r"(?:d12 |n12 )?midnight")
def midnight(match: re.Match[str], today: Today) -> Meaning:
    return [("clock", Clock(0, 0, sure=True))]


@CLOCKS.rule(
    r"{H}(?: ?-? ?ish)?(?: o'clock)? ?{MER}(?: ?-? ?ish)?",
    r"{H} ?(?:-? ?ish|o'clock|sharp|on the dot)(?: ?-? ?ish)?(?P<mer> am| pm)?",
    r"d(?P<h>\d{1,2}) (?P<mer>p|a)(?! \.? ?m)(?= (?:on|w\d|tomorrow|today|[,.;]|or|-)|\s*$)",
)
def whole_hour(match: re.Match[str], today: Today) -> Meaning | None:
    return _meaning(clock(int(match["h"]), 0, (match["mer"] or "").strip() or None))


@CLOCKS.rule(r"(?:at )?(?:the )?(?:same|this) time(?= (?:tomorrow|today|on|as|next|w\d|[,.]|a week|in)|\s*$)")
def this_time(match: re.Match[str], today: Today) -> Meaning:
    kind = "same" if "same" in match.group() else "clock"
    return [(kind, Clock(today.now.hour, today.now.minute, sure=True))]


@CLOCKS.rule(r"good (?:morning|afternoon|evening|day)")
def greeting(match: re.Match[str], today: Today) -> Meaning:
    return [("greeting", None)]


@CLOCKS.rule(r"(?P<in>in the |p1 thing in the )(?P<part>morning)(?: please)?")
def in_the_morning(match: re.Match[str], today: Today) -> Meaning:
    return [("part", "morning"), ("overnight", None)]


@CLOCKS.rule(r"(?:in |during |of |on )?(?:the |an? )?(?P<part>morning|afternoon|evening)s?(?: time)?")
def part_of_day(match: re.Match[str], today: Today) -> Meaning:
    return [("part", match["part"])]


CLOCKS.words("edge", "morning", r"early(?: on)?(?! (?:to|for|as|next|in|enough))")
CLOCKS.words("edge", "evening", r"late(?: on)?(?! (?:to|for|as|next|in|fee))")


@CLOCKS.rule(r"(?:in the )?(?P<mer>am|pm)")
def meridiem(match: re.Match[str], today: Today) -> Meaning:
    return [("meridiem", "morning" if match["mer"] == "am" else "afternoon")]


@CLOCKS.rule(r"d(?P<h>0[6-9]|1\d|2[0-2])(?P<m>[0-5][05])")
def four_figures(match: re.Match[str], today: Today) -> Meaning | None:
    return [("hour", found)] if (found := clock(int(match["h"]), int(match["m"]), padded=True)) else None


@CLOCKS.rule(
    r"[nd](?P<h>\d{1,2})"
    r"(?! (?:people|person|of us|session|sessions|time|times|visit|visits|appointment|appointments|week|day"
    r"|month|year"
    r"|hour|minute|kid|kids|lb|kg|%))"
)
def bare_hour(match: re.Match[str], today: Today) -> Meaning | None:
    hour = int(match["h"])
    return [("hour", Clock(hour, 0, sure=hour > 12))] if 1 <= hour <= 23 else None


def _hour(form: str) -> int:
    return 12 if form == "noon" else int(form[1:])


def _minutes(match: re.Match[str]) -> int:
    return 15 if match["quarter"] else int(match["m"][1:])
