"""The words of invented visitors: the content's examples, spoilt a little, and what no example has."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from bot.content.examples import Example
from bot.content.intents import NOT_UNDERSTOOD

OPENINGS = ("", "", "", "", "hi, ", "hello! ", "quick question: ", "sorry to bother you, ", "me again. ")
ASIDES = ("", "", "", "", " please", " thanks", "??", ", just asking", " if you know", " 🙏", "...")
STRANGE = (
    "can you fix my neighbour's parrot",
    "whats the wifi password",
    "do you also sell the blue mats from the window",
    "is Marco still working there",
    "asdfgh",
    "my friend said you do something with magnets??",
    "hmm ok so like the thing from before",
    "do you do laser hair removal",
    "who won last night",
    "🤷🤷🤷",
    "which bus goes up your hill on sundays",
    "do you have one of those salt caves",
)
IN_OTHER_LANGUAGES = (
    "¿tienen cita para mañana por la tarde?",
    "¿Duele mucho la acupuntura?",
    "Tut das weh? Ich habe Angst vor Nadeln.",
    "Bonjour, vous êtes ouverts le samedi ?",
    "鍼は痛いですか",
    "هل تقبلون التأمين؟",
    "quanto custa uma sessão?",
    "Сколько стоит сеанс?",
)
LIKE_MARKUP = (
    "<b>URGENT</b> does it hurt?",
    "<script>alert('hello')</script> do you take cards",
    "what does {service} cost & is it < 80?",
    "*bold* _move_ of you to charge that, what's the price of `cupping`",
    "'; DROP TABLE patients; -- just kidding, where are you",
    "see https://example.com/back?pain=1&side=left - can you help with that",
)
RAMBLES = (
    "so I've had this thing in my lower back since I moved house in march, carried a washing machine down two "
    "flights with my brother in law who let go at the wrong moment, and ever since then getting out of the car is a "
    "whole production. my GP said rest, the internet says don't rest. anyway what I really want to know is how many "
    "sessions people normally need before they feel a difference",
    "Good evening. I am writing on behalf of my mother, who is 71 and in good health apart from stiffness in the "
    "mornings. She has never had acupuncture and is rather nervous about the needles.\n\nCould you tell us what "
    "happens at a first visit, step by step, and whether I may sit beside her?",
    "ok long story. runner, 34, half marathon in three weeks, calf and back both tight as anything, physio is "
    "booked out til june, somebody in my club swears by the cups and has those perfect circles all over her "
    "shoulders, looks mad honestly, so is that just for show or does cupping actually do something for tight muscles",
)
CONCERNS = (
    "I left my scarf with you last week",
    "do you have anything earlier than my appointment",
    "I'd like to know about my invoice",
    "my daughter would like to come along, is that all right",
    "could somebody tell me where to park with a wheelchair",
    "the door code from the e-mail doesn't work",
)
WISHES = (
    "tomorrow afternoon", "friday at 3", "next tuesday morning", "thursday 10:30", "any evening next week",
    "as soon as you can", "monday around noon", "weds 5.30pm", "on the 14th, first thing",
)  # fmt: skip
SERVICES = ("acupuncture", "cupping", "gua sha", "back pain consultation")

SHORTEST_SPOILT = 5


class Phrases:
    """Draws what to say; the same chance draws the same."""

    def __init__(self, examples: Iterable[Example], chance: random.Random) -> None:
        self._chance = chance
        self._by_id: dict[str, list[str]] = {}
        for example in examples:
            self._by_id.setdefault(example.id, []).append(example.text)
        self._questions = [id for id in self._by_id if id.startswith("faq/")]

    def question(self) -> str:
        """Something that the clinic's articles or its profile answer."""
        return self.asking(self._chance.choice(self._questions))

    def asking(self, id: str) -> str:
        """What asks for this id, as somebody or other would type it."""
        words = f"{self._chance.choice(OPENINGS)}{self.example(id)}{self._chance.choice(ASIDES)}"
        return misspelt(words, self._chance) if self._chance.random() < 0.3 else words

    def example(self, id: str) -> str:
        """Nobody asks for a question back or a quotation; what was asked there is as good as not understood."""
        return self._chance.choice(self._by_id.get(id) or self._by_id[NOT_UNDERSTOOD])

    def one_of(self, choices: Sequence[str]) -> str:
        return self._chance.choice(choices)


def misspelt(text: str, chance: random.Random) -> str:
    """The text with two letters of one of its longer words turned round, where it has such a word."""
    words = text.split(" ")
    longer = [place for place, word in enumerate(words) if len(word) >= SHORTEST_SPOILT and word.isalpha()]
    if not longer:
        return text
    place = chance.choice(longer)
    word = words[place]
    at = chance.randrange(1, len(word) - 1)
    words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)
