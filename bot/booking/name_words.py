"""Which words can be part of a person's name, and whether words that can be one are likely to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.booking.common_words import ALSO_NAMES, COMMON, GIVEN_NAMES


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


PARTICLES = _words(
    "de da do dos das del della di du la le el al bin ibn binti bint ben van von der den ter ten y e af av zu "
    "zum mac mc st",
    "abu abd ul ur d' ní nic ua lo dela san santa",
)
TITLES = _words("mr mrs ms miss mx dr prof professor sir dame lady lord rev reverend father sister fr capt hon")
_PLAIN_TITLES = _words("mr mrs ms mx dr prof")
SUFFIXES = _words("jr sr ii iii iv snr jnr esq phd md")
JOINERS = _words("and & +")
CALENDAR = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september",
    "october november december christmas easter noon day days weeks",
)
_NO_NAMES = _words(  # words that could be names together and hardly ever are
    "will_do can_do so_so so_long hope_so may_do no_no to_do good_day happy_days so_true very_good no_joy "
    "no_love you_do",
    "he_do my_love my_dear my_hand my_head my_heart so_good good_man my_man no_way you_will will_you can_you "
    "you_can so_can",
    "in_may in_june in_july in_august in_april in_march so_strong may_you",
)
_WORDY = re.compile(  # endings of ordinary words that few names share
    r"(?:[^m]ed|tion|sion|ment|ness|able|ible|ally|ology|itis|algia|osis|aches?|therapy|ful|less|ous|ical|ically|ings"
    r"|[a-z]{3}ing|[a-z]{4}ly)$"
)
_ORDINARY = COMMON - ALSO_NAMES - CALENDAR
MARKS = "'’ʻ‘`´.-‑·\u200c\u200d"  # what may stand inside a name
_MOST_WORDS = 8  # the names of two people


def name_at_start(words: Sequence[str]) -> list[str]:
    """The longest run of words from the start that a name can be made of."""
    taken: list[str] = []
    for place, word in enumerate(words[:_MOST_WORDS]):
        if not _fits(word, taken, words[place + 1] if place + 1 < len(words) else ""):
            break
        taken.append(word)
    while taken and bare(taken[-1]) in JOINERS | (PARTICLES - ALSO_NAMES):
        taken.pop()
    return taken if any(bare(word) not in TITLES | JOINERS for word in taken) else []


def is_likely_answer(words: Sequence[str]) -> bool:
    """Whether an answer to "what is your name?" made of these words is one."""
    bares = [bare(word) for word in words]
    if _mixes_case(words):
        return False
    if len(words) == 1:
        ordinary = bares[0] in COMMON or (is_small(words[0]) and _WORDY.search(bares[0]))
        return bares[0] in GIVEN_NAMES or not ordinary
    if any(one not in COMMON for one in bares):
        return not all(is_small(word) and _WORDY.search(bare(word)) for word in words)
    capitals = all(is_capital(word) for word in words) and not all(word.isupper() for word in words)
    return capitals or any(one in GIVEN_NAMES for one in bares)


def is_clearly_full_name(words: Sequence[str]) -> bool:
    """A first and a last name in capitals, so much like a name that it needs no asking: "Dee Marsh"."""
    bares = [bare(word) for word in words]
    own = [word for word in words if bare(word) not in PARTICLES | JOINERS]
    if bares[0] in _PLAIN_TITLES and any(one not in COMMON | TITLES for one in bares):
        return True
    if len(own) < 2 or not all(is_capital(word) for word in own) or all(one in CALENDAR for one in bares):
        return False
    unknown = [one for one in bares if one not in COMMON]
    if all(word.isupper() for word in own if len(word) > 1):
        return len(unknown) == len(own)
    return bool(unknown) or all(one in GIVEN_NAMES for one in bares)


def stands_out(words: Sequence[str]) -> bool:
    """Capitals among small letters."""
    if all(word.isupper() for word in words if len(word) > 1) or not is_capital(words[0]):
        return False
    return len(words) > 1 or bare(words[0]) not in COMMON | TITLES


def is_unheard_of(words: Sequence[str]) -> bool:
    """No ordinary word among them, nor one that ends like one."""
    own = [word for word in words if bare(word) not in PARTICLES | JOINERS | TITLES]
    known = all(bare(word) not in COMMON or bare(word) in GIVEN_NAMES for word in own)
    return known and not all(is_small(word) and _WORDY.search(bare(word)) for word in own)


def is_set_phrase(words: Sequence[str]) -> bool:
    """Words that could be a name each and mean something else: "will do", "Friday"."""
    alone = len(words) == 1 and bare(words[0]) in CALENDAR and bare(words[0]).endswith("day")
    return alone or "_".join(bare(word) for word in words) in _NO_NAMES


def is_ordinary(word: str) -> bool:
    """A word that is in no name."""
    return bare(word) in _ORDINARY


def bare(word: str) -> str:
    return word.strip(MARKS).lower().replace("’", "'") or word


def is_capital(word: str) -> bool:
    """A capital, or a letter of a script that has none; D'Angelo and al-Farsi count as well."""
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and (not letters[0].islower() or any(char.isupper() for char in letters))


def is_small(word: str) -> bool:
    return not is_capital(word)


def _fits(word: str, taken: list[str], following: str) -> bool:
    """Whether a word can go on a name, given what was taken and what comes next."""
    form = bare(word)
    if form in JOINERS:
        unknown = form not in CALENDAR and bare(following) not in COMMON | CALENDAR
        return bool(taken) and _is_letters(following) and (unknown or _is_capital_name(following))
    if not _is_letters(word):
        return False
    if form in TITLES:
        return not taken or bare(taken[-1]) in JOINERS | TITLES
    if form in SUFFIXES:
        return bool(taken)
    if len(form.replace(".", "")) == 1 and word.isascii():
        initial = word[0].isupper() and form != "i"
        return initial or (len(word) == 2 and word[1] == "." and bool(following))
    if form in PARTICLES and _is_letters(following) and (taken or form not in COMMON):
        return True
    return _is_own_word(word, form, taken, following)


def _is_own_word(word: str, form: str, taken: list[str], following: str) -> bool:
    if form in COMMON and form not in ALSO_NAMES:
        return False
    if taken and form in CALENDAR and not is_capital(word):
        return False
    if form in COMMON and form not in GIVEN_NAMES and not is_capital(word):
        return bool(taken) or (_is_letters(following) and bare(following) not in COMMON)
    return True


def _is_capital_name(word: str) -> bool:
    return is_capital(word) and bare(word) not in CALENDAR


def _mixes_case(words: Sequence[str]) -> bool:
    """ "Do you sell rosin", not "Rosa delgado" or "fatou N'Diaye"."""
    own = [word for word in words if bare(word) not in PARTICLES | JOINERS]
    small = [word for word in own[1:] if is_small(word)]
    return bool(small) and is_capital(own[0]) and (len(own) > 2 or any(bare(word) in COMMON for word in own))


def _is_letters(word: str) -> bool:
    inside = all(char in MARKS or unicodedata.category(char)[0] in "LM" for char in word)
    return inside and word.strip(MARKS)[:1].isalpha()
