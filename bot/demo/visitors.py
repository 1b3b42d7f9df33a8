"""Invented visitors: what each says next, having heard the assistant's replies.

A visit is a generator. It yields what the visitor types, or the button that they press, and is sent the replies.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Iterator, Sequence

from bot.demo.people import a_person
from bot.demo.phrases import (
    CONCERNS,
    IN_OTHER_LANGUAGES,
    LIKE_MARKUP,
    RAMBLES,
    SERVICES,
    STRANGE,
    WISHES,
    Phrases,
)
from bot.engine.turn import Button, Reply

Visit = Generator[str | Button, Sequence[Reply], None]

PROMPT = "_form_"  # utter_ask_booking_form_name asks for the name
MOST_PROMPTS = 9
LONG, LONGEST = 25, 115  # questions in a row; the longest takes more than a page


class Visitors:
    """Thinks of visits, of all the kinds that there are."""

    def __init__(self, phrases: Phrases, chance: random.Random) -> None:
        self._phrases = phrases
        self._chance = chance
        self._kinds: dict[Callable[[], Visit], int] = {  # with how many of 1,000 visits are like that
            self._asks: 490,
            self._books: 150,
            self._wonders: 120,
            self._wants_a_call: 90,
            self._moves_an_appointment: 45,
            self._alarms: 35,
            self._has_another_language: 25,
            self._rambles: 20,
            self._types_markup: 15,
            self._goes_on_and_on: 9,
            self._never_stops: 1,
        }

    def think_of(self, count: int) -> Iterator[Visit]:
        """So many visits. The first and the last ones are of every kind, so that all of them are recent as well."""
        kinds = list(self._kinds)
        recent = [kind for kind in kinds if kind != self._never_stops]  # which would not be over
        between = self._chance.choices(kinds, list(self._kinds.values()), k=max(0, count - len(kinds) - len(recent)))
        thought_of = [*self._shuffled(kinds), *between, *self._shuffled(recent)]
        return (self._visit(kind) for kind in thought_of[-count:])

    def _visit(self, kind: Callable[[], Visit]) -> Visit:
        if self._happens(0.25):
            yield self._phrases.example("dialogue/greet")
        yield from self._ask(self._chance.choice((0, 0, 0, 1, 1)))
        yield from kind()
        if self._happens(0.3):
            yield self._phrases.example("dialogue/thanks")

    def _asks(self) -> Visit:
        yield from self._ask(self._chance.choice((1, 1, 1, 2, 2, 3)))

    def _ask(self, count: int) -> Visit:
        for _ in range(count):
            heard = yield self._phrases.question()
            offered = [button for reply in heard for button in reply.buttons if "answer" in button.payload]
            questions = [button for button in offered if str(button.payload["answer"]).startswith("faq/")]
            if asked_for(heard) and self._happens(0.8):
                yield "cancel"
            elif questions and self._happens(0.2):
                yield self._chance.choice(questions)

    def _wonders(self) -> Visit:
        yield self._phrases.one_of(STRANGE) if self._happens(0.6) else self._phrases.asking("dialogue/not_understood")
        yield from self._ask(self._chance.choice((0, 1, 2)))

    def _has_another_language(self) -> Visit:
        yield self._phrases.one_of(IN_OTHER_LANGUAGES)
        yield from self._ask(1)

    def _rambles(self) -> Visit:
        yield self._phrases.one_of(RAMBLES)
        yield from self._ask(1)

    def _types_markup(self) -> Visit:
        yield self._phrases.one_of(LIKE_MARKUP)
        yield from self._ask(1)

    def _goes_on_and_on(self) -> Visit:
        yield from self._ask(LONG)

    def _never_stops(self) -> Visit:
        yield from self._ask(LONGEST)

    def _alarms(self) -> Visit:
        yield self._phrases.example("safety/emergency" if self._happens(0.8) else "safety/crisis")

    def _books(self) -> Visit:
        yield from self._fill_in(self._phrases.example("handoff/book"), "I'd like to book an appointment, please")

    def _wants_a_call(self) -> Visit:
        yield from self._fill_in(self._phrases.example("handoff/human"), "Could somebody call me back, please?")

    def _moves_an_appointment(self) -> Visit:
        yield from self._fill_in(self._phrases.example("handoff/change_booking"), "I need to move my appointment")

    def _fill_in(self, opening: str, plainly: str) -> Visit:
        """Gives a form what it asks for; now and then asks something first, or thinks better of it.

        Says `plainly` what is wanted where the opening was not understood.
        """
        person = a_person(self._chance)
        said = {
            "service": self._phrases.one_of(SERVICES),
            "when_said": self._phrases.one_of(WISHES),
            "name": person.name,
            "contact": person.phone if self._happens(0.6) else person.email,
            "message": self._phrases.one_of(CONCERNS),
        }
        stops_at = self._chance.choice(("name", "contact", "confirmed")) if self._happens(0.12) else None
        asks_at = self._chance.choice(("service", "name")) if self._happens(0.25) else None
        heard = yield opening
        if asked_for(heard) is None:
            heard = yield plainly
        for _ in range(MOST_PROMPTS):
            field = asked_for(heard)
            if field is None:
                return
            if field == stops_at:
                heard = yield "cancel"
            elif field == asks_at:
                asks_at = None
                heard = yield self._phrases.question()
            elif field == "confirmed":
                heard = yield heard[-1].buttons[0]
            else:
                heard = yield said[field]

    def _shuffled(self, kinds: list[Callable[[], Visit]]) -> list[Callable[[], Visit]]:
        return self._chance.sample(kinds, len(kinds))

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share


def asked_for(heard: Sequence[Reply]) -> str | None:
    """The field that a form asks for in the latest reply."""
    prompt = (heard[-1].utter_action or "") if heard else ""
    return prompt.rpartition(PROMPT)[2] if prompt.startswith("utter_ask_") else None
