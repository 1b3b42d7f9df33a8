"""The phrases by which people cancel, agree, refuse, hesitate, correct and ask: patterns over lower case."""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases).replace(" ", r"\s+"))


def _words(*phrases: str) -> re.Pattern[str]:
    return _any(r"\b(?:" + "|".join(phrases) + r")\b")


_BOOKING = r"(?:booking|appointment|appt|request|session|thing|visit)"
_ALL = rf"(?:it|this|that|them|everything|all|(?:the|my|this|that|whole) (?:\w+ ){{0,2}}?{_BOOKING})"
_DONT = r"(?:don'?t|do not)"
_NOT_A_PLACE = r"(?! (?:to|at|for|on the|in the)\b)"

CANCELS = _any(
    r"\bcancel(?:led|ling)?\b",
    rf"\b(?:drop|leave|forget|scrap|delete|stop|bin|ditch|abandon|remove|withdraw|abort|end|void)(?: about)? {_ALL}\b"
    + _NOT_A_PLACE,
    r"^\W*(?:stop|quit|exit|abort)\W*$",
    r"\bnever ?mind\b|\bnvm\b|\bcall (?:it|the whole thing|this) off\b|\blet'?s (?:not|leave it)\b",
    rf"\b{_DONT} (?:submit|send|schedule|bother|worry about it)\b",
    rf"\b{_DONT} (?:book|make (?:the|a|any) (?:booking|appointment))\b(?! (?:me )?(?:for|on|in|at|with)\b)",
    rf"\b(?:{_DONT}|no longer|didn'?t) (?:want|need) (?:{_ALL}|an? {_BOOKING}|to (?:book|come|go|continue|do "
    rf"(?:this|it)))\b",
    r"\bi(?:'?ll| will|'?d (?:rather|prefer to)|'?m going to|'?m gonna) (?:just )?"
    r"(?:ring|call|phone|pop in|come by|go elsewhere|try (?:elsewhere|somewhere|another))\b",
    r"\bi(?:'?ve| have)? changed my mind\b|\bnot interested\b|\bcount me out\b|\bno need (?:any ?more|after all)\b",
    r"\b(?:maybe )?(?:some other|another) time\b(?! (?:on|at|would|works|is|that))",
    r"\b(?:won'?t|not going to|not gonna) (?:book|be booking|go ahead|bother)\b",
)
SURELY_CANCELS = _any(
    rf"\b(?:cancel|drop|leave|forget|scrap|call off|delete|withdraw|stop)(?: (?:the|my|this|that))?"
    rf"(?: \w+){{0,2}}? (?:{_BOOKING}|everything)\b",
    r"^\W*(?:please )?cancel(?: please)?\W*$",
)
NO_CANCEL = _any(
    r"\bif (?:i|we|you) (?:have to |need to )?cancel|\bcancell?ation|\b(?:don'?t|do not|never|not) cancel|\bto "
    r"cancel\b",
    r"\bcan i (?:still |always )?cancel (?:later|any|up|the day|last|after|for|free|without|on|within|my)",
    r"\bcancel (?:my|an) (?:existing|other|old)",
    r"\b(?:how|when|what|will|do|does|is|are|would)\b.*\bcancel",
)

CORRECTS = _any(
    r"\b(?:sorry|actually|i mean|i meant|make (?:it|that)|changed?|instead|no wait|wait|swap|switch|scrap|rather"
    r"|correction)\b",
    r"\b(?:oops|whoops|typo|should (?:be|have been|say|read)|move it|update|on second thoughts?|my mistake|wrong"
    r"|use)\b",
    r"\b(?:hang on|hold on|not the|but|except|different|reschedule|replace|correct (?:it|the|my)|drop|remove"
    r"|better)\b",
    r"\b(?:full number|another number|can'?t (?:do|make))\b|^\W*(?:no|not|nope|and|oh|ah|ha)\b",
)
ADDS = _words(
    "too",
    "also",
    "as well",
    "both",
    "add",
    "plus",
    "on top",
    "along with",
    "together with",
    "and (?:also|maybe|some)",
)

_ALL_GOOD = r"(?:all |very |just )?(?:good|great|fine|ok|okay|right|correct|perfect|lovely|set|well)"
AGREES = _any(
    r"\b(?:yes|yeah|yep|yup|yea|ya|yah|yh|ye|y|aye|sure|ok|okay|k|kk|confirm(?:ed|s)?|correct|right|exactly"
    r"|perfect)\b",
    r"\b(?:absolutely|definitely|certainly|indeed|affirmative|go (?:ahead|for it)|proceed|submit|send (?:it|that"
    r"|this))\b",
    r"\b(?:book (?:it|that|this|me)|do it|please do|that works|spot on|of course|by all means|all good|good to go)\b",
    rf"\b(?:looks|sounds|all|that'?s|seems|is|it'?s) {_ALL_GOOD}\b|\b(?:fine|great|lovely|brilliant)\b",
    r"\bhappy with (?:that|it)\b|\bno (?:changes|problem|corrections)\b|\bnothing to change\b",
    r"\b(?:all ?right|cool|excellent|awesome|wonderful|amazing|super|agreed?|approved?|grand|go on)\b",
    r"\b(?:okie|okey|works for me)\b|\byes+\b|\byes ?sir\b|\bplease send\b|^\W*book\W*$",
    r"\b(?:sí|si|oui|ja|da|sim)\b|👍|✅|👌",
)
WEAK_YES = _any(r"^\W*(?:ok|okay|k|right|fine|great|sure|lovely|good|brilliant|si)\b")
DISAGREES = _any(
    r"\b(?:no|nope|nah|not|wrong|incorrect|don'?t|do not|isn'?t|never|mistake|almost|nearly|except|negative|nein"
    r"|non|but)\b",
    r"👎|\bn\b(?=\W*$)",
)
FRIENDLY_NO = _any(
    r"\bno,? (?:changes?|problems?|worries|corrections?|all (?:good|fine|correct|right)|looks good|thanks?,? "
    r"that'?s)\b",
    r"\bno,? (?:that|it)'?s (?:all|it|fine|right|correct|perfect|good)\b",
    r"\bnot a problem\b|\bnothing (?:to change|wrong|else)\b|\bwhy not\b|\bno doubt\b|\bdon'?t change\b",
)
CONDITION = _any(r"\b(?:yes|ok|okay|sure|fine)\W+(?:if|as long as|provided|unless|only if|but)\b")

HESITATES = _words(
    r"not (?:\w+ )?(?:sure|certain|decided|yet)",
    r"(?:let me|(?:need|have) to|still|i'?ll) (?:think|thinking|check|checking|see|ask|look|deciding|let you know)",
    r"(?:one|a|1) (?:sec(?:ond)?|min(?:ute)?|moment)|give me a|hang on|hold on|wait|later|hmm+|thinking|maybe",
    r"dunno|idk|i don'?t know|no idea|undecided|haven'?t decided|can'?t (?:say|remember|decide)",
)
_TELL = r"(?:giv(?:e|ing)|say(?:ing)?|shar(?:e|ing)|tell(?:ing)?|leav(?:e|ing)|hand(?:ing)?)"
REFUSES = _any(
    r"^\W*(?:no|nope|nah|no thanks?(?: you)?|skip|pass|none|nothing)\W*(?:thanks?|please)?\W*$",
    rf"\b(?:rather not|prefer not|not (?:comfortable|{_TELL})|not (?:happy|going) to {_TELL}|won'?t {_TELL})\b",
    rf"\b{_DONT} (?:want|wish|like|feel comfortable)\b.*\b{_TELL}\b",
    rf"\b{_DONT} have (?:one|a phone|an? e-?mail|any)\b|\bno (?:phone|e-?mail|name|number|way)\b",
    r"\b(?:none of your business|i refuse|anonymous|that'?s private)\b",
)

_SMALL_TALK = (
    r"(?:and|but|so|ok|okay|wait|hi|hello|hey|sorry|also|oh|well|please|by the way|btw|quick question|hang on)"
)
_ANYBODY = r"(?:i|you|u|it|there|this|that|they|we|he|she|the|your|ur|my|a|an|any|anyone|somebody|someone|people)"
_ANYTHING = r"(?:cupping|acupuncture|gua|needles?|treatment|insurance|parking)"
_FIRST = rf"^\W*(?:{_SMALL_TALK}\W+){{0,3}}"
ASKS = _any(
    _FIRST + r"(?:what|how|why|when(?! (?:i|my|we|our)\b)|where|who|whose|which)s?(?:'?s|'?re|'?ll)?\b(?!ever)",
    _FIRST + rf"(?:do|does|did|is|are|isn'?t|aren'?t|was|were|has|have|had|don'?t|doesn'?t"
    rf"|will|would"
    rf"|can|could|should|may|might|shall|must|am) (?:{_ANYBODY}|{_ANYTHING})\b",
)
_SLOT = r"(?:anything|any|space|slots?|openings?|room|something|time|availability|free|appointments?|gaps?)"
_DO = (
    r"(?:come|book|have|get|do|make|see|squeeze|fit|move|change|switch|swap|be|schedule|put|use|add|push|shift"
    r"|take|pick|set"
    r"|bring|reserve|arrange|cancel)"
)
WISHES = _any(
    rf"\b(?:can|could|may|might|would) (?:i|we|you|u|it|he|she|they|my \w+)\b.*\b{_DO}\b",
    rf"\b(?:do|have|did) (?:you|u|ya)\b.*\b{_SLOT}\b",
    r"\b(?:is|are|any|anything)\b.*\b(?:free|available|possible|doable|left|openings?|slots?|gaps?|chance)\b",
    r"\b(?:how|what) about\b|\bany (?:chance|slots?|space|room)\b|\bnext available\b",
    r"\b(?:would|does|will|is|might)\b.*\b(?:work|suit|ok|okay|alright|good|be (?:possible|fine))\b(?! for (?:me"
    r"|my) to)",
)
OPENING_HOURS = _words("open", "close", "closed", "shut", "opening hours")

FIELDS = {
    "when": _words("time", "day", "date", "when", "hour"),
    "contact": _words("phone", "number", "e-?mail", "contact", "mobile", "cell", "telephone", "address"),
    "name": _words("name", "surname", "spelling", "spelt", "spelled"),
    "service": _words("service", "treatment"),
}
