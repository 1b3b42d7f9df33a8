"""Recognises that somebody wants an appointment, by what the words ask for.

It stands beside the classifier, which knows wishes by their likeness to examples: a treatment with a day, or a plain
"book me in", is a wish for a booking whatever else it resembles.
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.booking import cues
from bot.booking.services import ServiceWords, mentioned
from bot.booking.times import read_when

_ME = r"(?:me|us|him|her|them|my \w+|a \w+)"
_VISIT = r"(?:appointments?|appts?|bookings?|slots?|sessions?|consultations?)"
_ASKS_FOR_ONE = re.compile(
    rf"\b(?:book|schedule|reserve|arrange|pencil|sign|fit|squeeze|get|put) {_ME} (?:in|down|up|for|an?|on)\b"
    r"|\b(?:book|schedule|reserve|arrange|make|set up|get|need|want|like|have) (?:in |to have )?"
    rf"(?:an?|another|the next) (?:\w+ ){{0,3}}?{_VISIT}\b"
    rf"|^\W*(?:(?:hi|hello|hey|please|pls|yes|ok)\W+)*(?:book(?:ing)?|{_VISIT}|reserve|schedule)\b"
    r"|\b(?:want|wanna|like|love|need|can i|could i|may i) (?:to )?(?:book|schedule|reserve|arrange)\b"
    r"|\bcome in for\b|\bnext available\b|\b(?:want|wanna|like|love) to come in\b"
    r"|\bsee (?:some(?:one|body)|you|a practitioner) about (?:my|his|her|the|a)\b"
)
_WANTS = re.compile(
    r"\b(?:i'?d (?:like|love)|i would like|i?(?:'?m| am) after|want|wanna|need|looking for|may i have"
    r"|(?:can|could) i (?:get|have|try|do)|(?:like|want|ready) to try|see (?:some(?:one|body)|you) (?:about|for))\b"
)
_ABOUT_IT = re.compile(  # about a treatment or an appointment, rather than for one
    r"\b(?:know|ask|asking|understand|learn|hear|read|find out|wonder|wondering|curious|questions?|info|information"
    r"|explain|tell me|study|train|course|teach|job|voucher|gift|refund|complain|cancel|reschedule|move|change"
    r"|existing|already (?:booked|have)|last|yesterday|had|got|marks?|help|safe|hurt|work|before"
    r"|after (?:surgery|my)|or)\b"
)
_COURTESY = re.compile(
    r"\b(?:hi|hello|hey|good (?:morning|afternoon|evening)|please|pls|plz|if i may|thanks|thank you|just|some|one|and"
    rf"|an?|{_VISIT})\b"
)


def wants_booking(text: str, now: datetime, words: ServiceWords, date_order: str = "month_first") -> bool:
    """Whether a message outside any form asks for an appointment."""
    line = text.replace("’", "'").lower()
    sentences = cues.sentences(line)
    if cues.cancels(line) or _ABOUT_IT.search(line) or all(cues.asks(sentence) for sentence in sentences):
        return False
    if _ASKS_FOR_ONE.search(line):
        return True
    services = mentioned(line, words)
    if not services.wanted or not services.outright:
        return False
    when = read_when(services.blanked(line), now, date_order)
    names_day = when is not None and bool(when.day_said)
    return (
        names_day or bool(_WANTS.search(line)) or any(_is_just_a_service(sentence, words) for sentence in sentences)
    )


def _is_just_a_service(sentence: str, words: ServiceWords) -> bool:
    """A treatment and a "please" or "appointment": nothing else that it could mean."""
    services = mentioned(sentence, words)
    rest, courtesies = _COURTESY.subn("", services.blanked(sentence))
    return services.outright and courtesies > 0 and not re.search(r"\w", rest)
