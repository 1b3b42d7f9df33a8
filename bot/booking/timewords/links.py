"""Which words join, bound, refuse or take back the times beside them.

Kinds: `before`, `after`, `by`, `from` bound what follows, `back_by`, `back_from`, `back_after` what came before;
`to`, `or`, `and`, `between` join two; `not` refuses what follows and `out` what came before; `but` does where it
leaves something out of a standing wish; `reset` takes back; `every` makes a standing preference of it; `flex`
leaves the choice to the clinic; `soft` adds nothing but belongs to the wish; `around`, `glue` and `comma` only
stand between.
"""

from __future__ import annotations

from bot.booking.timewords.atoms import Grammar

LINKS = Grammar()
_CANT = r"(?:can 't|cant|cannot|can not|won 't|wont|couldn 't|unable to|not able to|don 't|dont|do not|doesn 't)"
_ANYTHING = r"(?:any ?thing|any ?time|any ?day|any|every ?day)"
_DAY = r"(?:the )?(?:ws?\d|tomorrow|today|weekend|morning|evening|afternoon)"


@LINKS.rule(rf"{_ANYTHING} (?:but|except(?: for)?|bar|apart from)")
def _anything_but(match: object, today: object) -> list[tuple[str, None]]:
    return [("every", None), ("not", None)]


LINKS.words(
    "soft",
    None,
    r"not (?:too|so|that|very|super) (?:early|late)|not early|not late|no (?:rush|hurry|preference on time)",
    r"if (?:that 's |that s |thats |it 's |its |at all )?(?:possible|poss|ok|okay|available|free)",
    r"if (?:you|u) (?:can|could|have (?:it|n1|anything|space)|'ve got (?:it|n1|anything))",
    r"if (?:there 's anyone in|not too much trouble|i (?:can|may|could))",
    r"(?:at )?(?:some|any) (?:point|stage)|some ?time|ideally|preferably|maybe|perhaps|possibly|probably|hopefully",
    r"sharp|ish|on the dot|exactly|prompt|only|or so|or thereabouts",
    r"which ?ever(?: (?:is easier|suits|you prefer|works|day|time))?|either(?: (?:is fine|works|n1))?",
    r"(?:i )?(?:(?:am|'m|m) )?not (?:fussed|fussy|bothered)",
)
LINKS.words("by", None, r"no later than|not later than|not after|by(?: the latest)?|latest by|until no later than")
LINKS.words(
    "from", None, r"not before|(?:no|not) earlier than|not until|(?:as )?from|starting(?: from| on)?|as of|beginning"
)
LINKS.words(
    "from",
    None,
    r"(?:away|busy|out|off|working|abroad|gone|unavailable|booked up|(?:on )?(?:holiday|vacation)|not (?:free"
    r"|available|around|back))"
    r" (?:until|thru|up to)",
)
LINKS.words("back_after", None, r"(?:so )?(?:any ?time |some ?time )?after (?:that|then)|from then(?: onwards?| on)?")
LINKS.words("before", None, r"before|earlier than|prior to|ahead of")
LINKS.words("after", None, r"after|later than|past|post|following")
LINKS.words("between", None, r"(?:in )?between|betw")
LINKS.words(
    "back_from",
    None,
    r"onwards?|on wards|and (?:onwards?|after|later)|or (?:after(?! [ndc]\d)|later|thereafter)|at (?:the "
    r")?earliest|\+",
)
LINKS.words("back_by", None, r"at (?:the )?latest|or (?:before(?! [ndc]\d)|earlier|sooner)|latest|tops|at most")
LINKS.words(
    "out",
    None,
    r"(?:'s|is|are|s|was) (?:out|off|bad|full|impossible|no (?:good|use)|not (?:good|possible|great)|(?:a )?no go)",
    r"(?:doesn|won|don|isn|wouldn|didn) 't (?:work|suit|do|good)|doesnt work|wont work|(?:does|will) not (?:work"
    r"|suit)",
    r"(?:i )?(?:can 't|cant|cannot) (?:do|make)(?: it)?(?= (?:[,.;]|so|but|anymore)|\s*$)",
)
LINKS.words(
    "not",
    None,
    r"but not(?! (?:before|until|earlier|later|after|too))|not on|not|never(?: on)?",
    rf"{_CANT} (?:do|make|come|manage|be|work|get there)(?: it)?(?: in| on)?(?: the)?",
    r"except(?: for)?|excluding|apart from|other than|rather than|instead of|bar",
    r"scrap(?! that)|forget|skip|avoid|ditch|cancel|drop",
    r"no(?= (?:morning|afternoon|evening|ws\d))",
)
LINKS.words("but", None, rf"but(?= {_DAY})")
LINKS.words(
    "reset",
    None,
    r"no (?:wait|sorry|actually|hang on|make (?:it|that))|wait(?: no)?|(?:ha )?sorry|oops|whoops|or rather|i "
    r"mean[t]?",
    r"actually|scratch that|scrap that|correction|hang on|hold on|on p2 thoughts?",
    r"should (?:be|have been|say)",
    r"no(?! (?:later|earlier|preference|idea|problem|rush|hurry|worries|n1|need|matter|good|specific|particular"
    r"|time))",
)
LINKS.words(
    "reset",
    "to",  # a bare number that follows is an hour: "make it 4"
    r"make (?:it|that)|(?:change|move|switch|push|bring)(?: (?:it|that|the time|me))?(?: back| forward)? to",
)
LINKS.words(
    "every",
    None,
    r"(?:every|each|any|all|most|the|on)? ?weekday(?: only)?|every(?: single)? day|daily|every(?: other)? week"
    r"|weekly",
    r"regularly|(?:any|every|most|all|the)? ?weekends(?: only)?",
)
LINKS.words(
    "flex",
    None,
    r"when ?ever(?: (?:you|u|it|that|is|'s|suits|works|can|have|like|want|free|are|got|'re|'ve|best|good"
    r"|convenient|a|gap"
    r"|easiest|fits|space|slot|there))*",
    r"(?:at )?any ?(?:time|day|date|hour)|all day|any old time",
    r"(?:i )?(?:'m |am |m )(?:pretty |very |fairly |totally |quite )?(?:easy|free (?:all|most) \S+)",
    r"(?:(?:i )?(?:'m |am |m ))?(?:pretty |very |fairly |totally |quite )?flexible",
    r"(?:you|u) (?:choose|pick|decide|tell me)(?: for me)?|up to (?:you|u)|your (?:choice|call|pick)",
    r"(?:i )?(?:don 't|dont|do not) (?:really )?mind(?: (?:which|what|when)(?: day| n1| time)?)?",
    r"what ?ever(?: (?:works|suits|you|have|is|'s|got|day|time|easiest|'ve))*|surprise me|no preference",
)
LINKS.words(
    "or",
    None,
    r"or(?: else| if not| maybe| possibly| perhaps| even| failing that)?|otherwise|if not|failing that|else|/",
    r"alternatively|as a backup",
)
LINKS.words("to", "until", r"until|up (?:to|until)|and until")
LINKS.words("to", None, r"-|to|thru")
LINKS.words("and", None, r"and|&|n")
LINKS.words("glue", None, r"(?:how|what) around")
LINKS.words("around", None, r"around|say|like|at|@|for about")
LINKS.words("glue", None, r"on|in|the|of|for|a|an|any|some|this|that|'s|please|just|then|so|'")
LINKS.words("comma", None, r"[,;:.!?()…|]")
