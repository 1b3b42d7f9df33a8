"""What people do at certain hours, and which part of the day they mean by it: "after the school run".

The parts are those of the clinic's conventions: before work and after the school run are morning, lunch is
afternoon, after work is evening.
"""

from __future__ import annotations

from bot.booking.timewords.atoms import Grammar

ROUTINES = Grammar()
_WORK = r"(?:work|office|shift|the office|job)"
_CHILDREN = r"(?:kid|kids|children|child|daughter|son|little n1|boys?|girls?)"
_SCHOOL = r"(?:school|nursery|daycare|kindergarten|playgroup|class)"
_SLOT = r"(?:slot|appointment|appt|opening|session|n1|spot)"

ROUTINES.words(
    "part",
    "morning",
    rf"(?:just )?(?:before|ahead of) (?:i (?:go to |start |head to )?)?(?:my )?{_WORK}(?: hour)?",
    r"(?:on|before) (?:my |the )(?:way to work|commute|way in)",
    r"(?:just )?before (?:my )?lunchtime",
    rf"(?:just )?(?:after|before) (?:the |my |i do the )?(?:morning )?(?:{_SCHOOL}|{_CHILDREN}) (?:run|drop(?: "
    rf"?-? ?off)?|dropoff)",
    rf"(?:after|once|when|as soon as) (?:\S+ ){{1,6}}?(?:drop|dropped|dropping) (?:\S+ ){{0,5}}?(?:{_SCHOOL}|off)"
    rf"(?: (?:at|to) {_SCHOOL})?",
    rf"(?:after|once) (?:the )?(?:{_CHILDREN}|school|nursery) (?:are|is|go|goes|have gone) (?:in|to|at|off "
    rf"to)(?: the)? {_SCHOOL}",
    r"(?:after|post) (?:drop ?-? ?off|dropoff|breakfast)|(?:at )?breakfast(?: time)?",
    r"p1 thing(?: (?:in the )?morning)?|(?:at )?(?:the )?crack of dawn|bright (?:and|&) early|early doors|at dawn",
    rf"(?:the )?(?:very )?p1 (?:{_SLOT}|thing)(?: of the day)?",
    r"(?:as soon as|when|whenever|once|just after|right after) (?:you|u|you guys|the clinic) (?:p1 )?(?:open"
    r"|opens|are open)",
    r"(?:at )?opening(?: time)?|early(?: in the)? morning|(?:mid|late)(?: in the)?(?: -)? ?morning|(?:in the )?a "
    r"\. m(?: \.)?",
)
ROUTINES.words(
    "part",
    "afternoon",
    r"(?:over |around |during |at |in |on )?(?:my |the )?lunchtime(?: (?:time|hour|break))?",
    r"(?:straight |right |just )?after (?:my )?lunchtime",
    rf"(?:just |straight )?after (?:the )?(?:{_SCHOOL}|pick ?-? ?up|pickup)(?: (?:pick ?-? ?up|pickup|finishes"
    rf"|is out|lets out|day|hour))?",
    rf"(?:when|once|after) (?:{_SCHOOL}|(?:the )?{_CHILDREN}) (?:is|are|gets?) (?:out|finished|done|home)(?: of "
    rf"school)?",
    r"(?:early|late|mid)(?: in the)?(?: -)? ?afternoon|midafternoon|(?:at )?tea ?time",
)
ROUTINES.words(
    "part",
    "evening",
    rf"(?:straight |right |just )?(?:after|post) (?:i (?:finish|get off|leave|get out of|get home from|am done "
    rf"with) )?"
    rf"(?:my |the )?(?:{_WORK}|(?:office |working |work |business )hour)(?: ?day)?",
    r"(?:when|once|after) i (?:(?:'m|am|m|get|'ve|ve) )?(?:finish(?:ed)?|done|off|home|out)(?: (?:with|from|of"
    r"|at))?(?: work)?",
    r"(?:after|post) (?:hour|dinner|tea|supper)|(?:at )?dinner ?time",
    r"(?:at )?(?:the )?end of (?:the |my )?(?:working |work |business )?day(?! of)|eod|close of (?:business|play"
    r"|day)|cob",
    rf"last thing(?: at evening)?|(?:the )?last {_SLOT}(?: (?:of the day|you have|you 've got))?",
    r"(?:just )?before (?:you|u) (?:close|shut)",
    r"as late as (?:possible|you can|poss|you have)|(?:early|late)(?: in the)?(?: -)? ?evening",
)
