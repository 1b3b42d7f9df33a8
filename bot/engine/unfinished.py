"""Whether a message breaks off in mid-sentence: "how do i", "if i come on monday", "quick question".

It knows words with which nobody ends, and openings that ask for nothing yet. Whether the words that are there are
understood is not its business. It reads English only.
"""

from __future__ import annotations

import re

_FILLER = r"(?:so|and|but|or|ok|okay|hi|hey|hello|well|also|oh|um+|uh+|like|just|then|please|pls)"
_QUESTION_WORD = r"(?:how|what|when|where|who|which|why|whats|wheres|hows)"
_BE = r"(?:is|are|am|was|were|isn'?t|aren'?t)"
_HELPING = (
    r"(?:do|does|did|can|could|will|would|should|shall|may|might|must|have|has|had"
    r"|(?:do|does|ca|could|wo|would|should)n'?t)"
)
_AUXILIARY = rf"(?:{_BE}|{_HELPING})"
_SUBJECT = (
    r"(?:i|you|u|ya|he|she|it|we|they|this|that|these|those|there|one|someone|anyone|people|you guys|y'?all"
    r"|(?:my|your|ur|the|one of) \w+)"
)

# "do you", "so is there", "how do i", "do you take": it is named who or what, and nothing is said of it.
_NO_VERB_YET = re.compile(
    rf"(?:{_FILLER} )*(?:{_BE}|(?:{_QUESTION_WORD} )?{_HELPING})(?: {_SUBJECT}){{0,2}}"
    r"(?: (?:all|also|even|ever|just|like))?(?: (?:do|have|take|accept|offer|treat|get|need))?"  # needs an object
)
_ASKS_NOTHING_YET = re.compile(
    rf"(?:{_FILLER} )*(?:"
    r"(?:(?:just )?(?:a |one |another )?(?:quick |small |silly |stupid |random |dumb )?(?:more )?)"
    r"(?:q|qs|questions?|things?|something)(?: for (?:you|u))?"
    r"|(?:i )?(?:just )?(?:was |am |im |i'm )?(?:just )?wonder(?:ing|ed)?"
    r"|(?:can|could|may|would|will) (?:i|you|u) (?:please |just )?(?:ask|tell me|help me|say|explain)"
    r"(?: (?:you|u|me|this|something|a (?:quick )?question|please|pls))*"
    r"|(?:am i|are we|is (?:he|she|it)) (?:allowed|able|ok|okay|alright|fine|supposed|meant)"
    r"|(?:i |we )?(?:need|want|wanted|would like|'?d like)(?: to (?:know|ask|find out|check))?"
    r"|sorry(?: to (?:bother|bug|trouble) (?:you|u))?|you know|u know|i mean|(?:no )?wait|hang on|hold on"
    r"|(?:my )?\w+ (?:asked|told|wanted) me to ask|how to|say|listen|look"
    r")"
)
# "if i come on monday" waits for its question; "if so, how many visits" has it.
_CONDITION = re.compile(rf"(?:{_FILLER} )*(?:if|because|cos|cuz|since|after|once) (?!so\b)\w+ .*")
_MAIN_CLAUSE = re.compile(rf"\b(?:{_AUXILIARY}|{_QUESTION_WORD}|i need|i want|i'?d|i'?ll|book|tell)\b")
_NEVER_LAST = re.compile(
    r"(?:a|an|the|my|your|ur|our|his|its|their|every|and|but|because|cos|cuz|coz|bc|if|unless|until|whether"
    r"|than|i'?m|i'?ve|i'?d|you're|they're|he's|she's|we're|gonna|wanna)"
)
# "which one is that for" may end so; "instead of" does not.
_LAST_IN_A_QUESTION = re.compile(r"(?:of|to|for|from|with|about|into|onto|without|between|at|by)")
_ASKED_WITH = re.compile(rf"\b(?:{_QUESTION_WORD}|what's|who'?s|how's|where's)\b")

_TRAILS_OFF = re.compile(r"(?:[,:;–—-]|\.{2,}|…)\s*$")
_ENDS = re.compile(r"[.?!]\W*$")
_WORD = re.compile(r"[\w£$€%']+")


def words_of(text: str) -> list[str]:
    """The words, in small letters, with plain apostrophes."""
    return _WORD.findall(text.lower().replace("’", "'"))


def is_closed(text: str) -> bool:
    """Whether it ends with a full stop, a question mark or an exclamation mark."""
    return _TRAILS_OFF.search(text) is None and _ENDS.search(text) is not None


def breaks_off(text: str) -> bool:
    """Whether more has to follow before the message says anything, or all that it began to say."""
    if _TRAILS_OFF.search(text):
        return True
    words = words_of(text)
    if is_closed(text) or not words:
        return False
    line, last = " ".join(words), words[-1]
    if _NEVER_LAST.fullmatch(last) or _NO_VERB_YET.fullmatch(line) or _ASKS_NOTHING_YET.fullmatch(line):
        return True
    if _CONDITION.fullmatch(line) and not _MAIN_CLAUSE.search(line):
        return True
    return _LAST_IN_A_QUESTION.fullmatch(last) is not None and not _ASKED_WITH.search(line)
