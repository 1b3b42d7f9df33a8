"""Named days: the holidays that people make appointments around, and how they write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.booking.timewords.almanac import DAY, nth_weekday, whole_month


def holiday(today: date, words: str) -> date | None:
    """The next day of that name, today included; the words are in the grammar's forms."""
    for pattern, in_year in _DAYS.items():
        if re.fullmatch(pattern, words):
            return next(day for year in (today.year, today.year + 1) if (day := in_year(year)) >= today)
    return None


def _easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian reckoning."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int, *, later: int = 0) -> Callable[[int], date]:
    def day_in(year: int) -> date:
        found = nth_weekday(whole_month(year, month), weekday, nth)
        assert found is not None  # noqa: S101  # every month has a first to fourth and a last of each weekday
        return found + DAY * later

    return day_in


_S = "(?:s '|s| 's)?"
_DAYS: dict[str, Callable[[int], date]] = {
    rf"new year{_S} evening|nye": _fixed(12, 31),
    rf"new year{_S}(?: day)?": _fixed(1, 1),
    r"christmas evening": _fixed(12, 24),
    r"christmas(?: day)?": _fixed(12, 25),
    r"boxing day": _fixed(12, 26),
    rf"(?:saint |st (?:\. )?)?valentine{_S}(?: day)?": _fixed(2, 14),
    rf"(?:saint |st (?:\. )?)?(?:patrick|paddy){_S} day": _fixed(3, 17),
    r"good w4": lambda year: _easter(year) - DAY * 2,
    r"easter w5": lambda year: _easter(year) - DAY,
    r"easter w0": lambda year: _easter(year) + DAY,
    r"easter(?: w6| day)?": _easter,
    r"ash w2": lambda year: _easter(year) - DAY * 46,
    r"(?:pancake day|shrove w1|mardi gras)": lambda year: _easter(year) - DAY * 47,
    rf"(?:april|m4) fool{_S} day": _fixed(4, 1),
    r"cinco de (?:mayo|may)": _fixed(5, 5),
    rf"mother{_S} day": _nth(5, 6, 2),
    r"memorial day": _nth(5, 0, -1),
    r"juneteenth": _fixed(6, 19),
    rf"father{_S} day": _nth(6, 6, 3),
    r"canada day": _fixed(7, 1),
    r"independence day": _fixed(7, 4),
    r"labou?r day": _nth(9, 0, 1),
    rf"(?:columbus|indigenous people{_S}) day": _nth(10, 0, 2),
    r"halloween": _fixed(10, 31),
    r"(?:bonfire evening|guy fawkes(?: evening| day)?)": _fixed(11, 5),
    rf"(?:veteran{_S}|remembrance) day": _fixed(11, 11),
    r"thanksgiving(?: day)?": _nth(11, 3, 4),
    r"black w4": _nth(11, 3, 4, later=1),
    rf"(?:mlk|martin luther king) (?:jr )?{_S} ?day": _nth(1, 0, 3),
    rf"president{_S} day": _nth(2, 0, 3),
}
HOLIDAY = "|".join(_DAYS)
