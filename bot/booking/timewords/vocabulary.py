"""The words of time as people type them, with the form that the grammar reads.

Forms: `w0`..`w6` weekdays from Monday, `ws0`.. the same in the plural, `m1`..`m12` months, `n4` a number in words,
`p3` an ordinal in words; everything else is the word itself in its usual spelling. "may" and "march" are verbs too
and stay words.
"""

from __future__ import annotations

_WEEKDAYS = (
    "monday mon mond mondy munday",
    "tuesday tue tues tuesd teusday tusday",
    "wednesday wed weds wednes wensday wednsday wedensday wendesday",
    "thursday thu thur thurs thrusday thursdy thirsday",
    "friday fri firday fryday",
    "saturday sat satur saterday satday",
    "sunday sun sundy",
)
_MONTHS = (
    "january jan",
    "february feb febuary febr",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sep sept",
    "october oct",
    "november nov",
    "december dec",
)
_TEENS = "thir four fif six seven eigh nine"
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_SPELLINGS = {
    "today": "2day tday todays",
    "tonight": "2nite 2night tonite tnite",
    "tomorrow": "tomoz tomoro tomorow tommorow tommorrow tomorro tmrw tmr tmrrw tmoz tmw tomo morrow tmro",
    "morning": "morn mornin",
    "mornings": "morns mornins",
    "afternoon": "arvo aft aftn afternon",
    "afternoons": "arvos",
    "evening": "eve evenin night evng",
    "evenings": "eves nights",
    "lunchtime": "lunch lunchtimes lunchhour lunchbreak",
    "noon": "midday noonish noontime",
    "week": "wk weeks wks wkk",
    "weekend": "wkend wknd",
    "weekends": "wkends",
    "yesterday": "yday",
    "weekday": "weekdays",
    "fortnight": "fortnights",
    "month": "months mth mths",
    "hour": "hours hrs hr",
    "minute": "minutes mins min",
    "before": "b4 befor",
    "after": "afta",
    "around": "arnd approx approximately roughly about circa",
    "until": "till til untill",
    "between": "btween betwen",
    "christmas": "xmas chrismas",
    "please": "pls plz pleas",
    "asap": "a.s.a.p",
    "o'clock": "oclock",
    "anytime": "anytimes",
    "thru": "through",
    "because": "cos cuz",
    "half": "haf",
    "quarter": "qtr quater",
    "next": "nxt nex",
    "day": "days",
    "wc": "w/c",
    "soonest": "soonist",
}

TENS = {"n20": 20, "thirty": 30, "forty": 40, "fifty": 50}
UNITS = {f"n{number}": number for number in range(1, 10)}
ORDINALS = {f"p{number}": number for number in range(1, 21)}


def _words() -> dict[str, str]:
    words = {spelling: usual for usual, several in _SPELLINGS.items() for spelling in several.split()}
    words |= {usual: usual for usual in _SPELLINGS}
    for number, names in enumerate(_WEEKDAYS):
        words |= dict.fromkeys(names.split(), f"w{number}")
        words |= {f"{name}s": f"ws{number}" for name in names.split() if name.endswith("day")}
    for number, names in enumerate(_MONTHS, 1):
        words |= {name: f"m{number}" for name in names.split() if name not in ("may", "march")}
    words |= {name: f"n{number}" for number, name in enumerate(_NUMBERS.split())}
    words |= {name: f"p{number}" for number, name in enumerate(_ORDINALS.split()) if number}
    words |= {f"{stem}teen": f"n{number}" for number, stem in enumerate(_TEENS.split(), 13)}
    words |= {f"{stem}teenth": f"p{number}" for number, stem in enumerate(_TEENS.split(), 13)}
    words |= {"twenty": "n20", "twentieth": "p20", "thirtieth": "p30"}
    return words


WORDS = _words()

_SPELT_OUT = [f"{form}{number}" for form in "wm" for number in range(13)] + ["tomorrow", "afternoon"]

# Words long and distinct enough for a misspelling to be recognised.
CLOSE_ENOUGH = [word for word in WORDS if len(word) >= 6 and WORDS[word] in _SPELT_OUT]
