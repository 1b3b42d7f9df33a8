"""Hears what a message says is not so, or is over: "no numbness, just sore", "had a stroke in 2015, all fine".

The classifiers know that numbness is alarming; that somebody denies it they know less well. So an alarm of theirs has
to stand without it: what the visitor denies, tells of another time or says as an idiom is left out, and the rest has
to sound urgent by itself. The rules of `red_flags` look at negation and time themselves. The words are the clinic's:
data/dialogue/red_flags.yml.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bot.understanding.red_flags import RedFlags
from bot.understanding.spelling import END

_SET_ASIDE = "~"  # stands for what is left out, as it does for sayings
_PUNCTUATION = re.compile(rf" (?=[,{re.escape(END)}] )")


class Reassurances:
    """What the visitor says one need not worry about, in the words of a language's red flags."""

    def __init__(self, red_flags: RedFlags) -> None:
        self._red_flags = red_flags
        self._known = red_flags.reassurances

    def beside(self, text: str) -> str | None:
        """What else the message says, in our spelling: "" if that is all, None if it reassures of nothing."""
        words = self._red_flags.spelt(text)
        rest = self._without_what_is_over(self._without_what_is_denied(words))
        if _SET_ASIDE not in rest:
            return None
        return " ".join(rest.replace(END, ".").replace(_SET_ASIDE, " ").split()).strip(" .,")

    def _without_what_is_denied(self, words: str) -> str:
        """From the negation to the last worry that it reaches: "[no numbness, tingling or weakness]"."""
        if self._known is None:
            return words
        kept, end = "", 0
        for worry in self._known["worries"].finditer(words):
            start, last = self._red_flags.negation_of(words, worry.span(1)), worry.end(1)
            if start is not None and last > end:
                kept += words[end:start] + _SET_ASIDE
                end = last
        return kept + words[end:]

    def _without_what_is_over(self, words: str) -> str:
        return "".join(f" {_SET_ASIDE}" if self._is_over(clause) else clause for clause in self._clauses(words))

    def _is_over(self, clause: str) -> bool:
        """Told of another time. What goes on since, or is yet to come, is not over."""
        if self._known is None or not self._known["over"].search(f"{clause} "):
            return False
        return not (self._red_flags.goes_on(f"{clause} ") or self._known["not_over"].search(f"{clause} "))

    def _clauses(self, words: str) -> list[str]:
        """The words cut at commas, sentence ends and where a clause begins; the space before a word stays with it."""
        begins = [*_PUNCTUATION.finditer(words), *(self._known["clauses"].finditer(words) if self._known else ())]
        places = sorted({begin.start() for begin in begins} - {0})
        return [words[start:end] for start, end in pairwise([0, *places, len(words)])]
