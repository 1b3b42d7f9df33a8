"""Hears a turn: its texts are understood as one, and weighed with what was said a moment earlier.

Where a text only finishes what has just been answered ("generally", "much*"), or asks for it in other words, there is
nothing to add; the very same words are asked once more. An alarm that any way to read the words raises is not drowned
by the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content import Content
from bot.engine.form_context import ParseData, in_context, service_words
from bot.engine.settled import adds_nothing, as_one, is_alarm, is_greeting, is_settled, stands_alone
from bot.engine.turn import JustBefore, Turn, VisitorMessage
from bot.understanding.parsed import understood_as


@dataclass(frozen=True)
class Spoken:
    """A pressed button, or texts that are understood as one."""

    texts: tuple[str, ...]
    choice: Mapping[str, Any] | None = None

    @property
    def text(self) -> str:
        return as_one(self.texts)


@dataclass(frozen=True)
class Meant:
    """What was spoken means this; not `settled`, the visitor may well be going on."""

    parse: ParseData
    settled: bool
    adds_nothing: bool = False


def spoken_in(messages: Sequence[VisitorMessage]) -> list[Spoken]:
    """The messages of a turn, texts in a row as one."""
    spoken: list[Spoken] = []
    for message in messages:
        if message.choice is None and spoken and spoken[-1].choice is None:
            spoken[-1] = Spoken((*spoken[-1].texts, message.text))
        else:
            spoken.append(Spoken((message.text,), message.choice))
    return spoken


def metadata_of(turn: Turn, timezone: ZoneInfo) -> dict[str, Any]:
    """What a message of the turn carries through Rasa: the turn's number, and the clinic's time."""
    return {"turn": turn.number, "now": _local(turn, timezone).isoformat()}


class Hearing:
    """Rasa's understanding, and ours of buttons."""

    def __init__(self, processor: MessageProcessor, content: Content) -> None:
        self._processor = processor
        self._services = service_words(content.entities)
        self._date_order = content.profile.date_order
        self._timezone = ZoneInfo(content.profile.timezone)

    async def hear(self, spoken: Spoken, turn: Turn, tracker: DialogueStateTracker) -> Meant:
        """Changes nothing: neither the tracker nor anything that is remembered."""
        if spoken.choice is not None:
            return Meant(self._pressed(spoken.text, spoken.choice, turn, tracker), settled=True)
        parse = await self._together(spoken.texts, turn, tracker)
        if tracker.active_loop_name is not None:
            return Meant(parse, is_settled(parse, in_form=True))
        if turn.just_before is not None and not is_alarm(parse):
            whole = await self._with_what_came_before(spoken, parse, turn.just_before, turn, tracker)
            # Whoever puts a question mark waits for an answer, even to the same question.
            repeats = "?" in spoken.text or spoken.text in turn.just_before.texts
            if adds_nothing(whole, turn.just_before.answers) and not repeats:
                return Meant(whole, settled=True, adds_nothing=True)
            parse = whole if is_alarm(whole) else parse
        return Meant(parse, is_settled(parse, in_form=False))

    async def _together(self, texts: Sequence[str], turn: Turn, tracker: DialogueStateTracker) -> ParseData:
        """What the texts mean as one. A greeting sent beforehand is left out: it would only blur what follows."""
        alone = [await self._parse((text,), turn, tracker) for text in texts]
        alarm = next(filter(is_alarm, alone), None)
        told = [place for place, parse in enumerate(alone) if not is_greeting(parse)]
        if alarm is not None or len(texts) == 1:
            return alarm or alone[0]
        if len(told) == 1:
            return alone[told[0]]
        told_texts = [texts[place] for place in told] or texts
        return await self._parse((as_one(told_texts), " ".join(texts)), turn, tracker)

    async def _with_what_came_before(
        self, spoken: Spoken, parse: ParseData, before: JustBefore, turn: Turn, tracker: DialogueStateTracker
    ) -> ParseData:
        """What stands alone means what it means; anything else is read as the end of what was said before it."""
        if stands_alone(parse):
            return parse
        texts = (*before.texts, *spoken.texts)
        return await self._parse((as_one(texts), " ".join(texts)), turn, tracker)

    async def _parse(self, readings: Iterable[str], turn: Turn, tracker: DialogueStateTracker) -> ParseData:
        """By the first reading, unless another raises an alarm."""
        parses: list[ParseData] = []
        for text in dict.fromkeys(readings):
            said = UserMessage(
                _as_words(text), sender_id=turn.conversation, metadata=metadata_of(turn, self._timezone)
            )
            parses.append(dict(await self._processor.parse_message(said, tracker)))
            if is_alarm(parses[-1]):
                return parses[-1]
        return parses[0]

    def _pressed(
        self, title: str, payload: Mapping[str, Any], turn: Turn, tracker: DialogueStateTracker
    ) -> ParseData:
        return in_context(
            _chosen(title, payload),
            tracker,
            now=_local(turn, self._timezone),
            services=self._services,
            date_order=self._date_order,
            choice=payload,
        )


def _local(turn: Turn, timezone: ZoneInfo) -> datetime:
    return turn.now.astimezone(timezone).replace(tzinfo=None)


def _as_words(text: str) -> str:
    """A visitor's words are never commands: "/restart i can't feel my legs" is about legs."""
    return text.lstrip("/ \t\r\n") or "?"


def _chosen(title: str, payload: Mapping[str, Any]) -> ParseData:
    """The parse data of a pressed button: nothing to guess."""
    if "answer" in payload or payload.get("intent") == "human":
        parse = understood_as(payload.get("answer", "handoff/human"), title)
    else:
        intent = {"name": payload.get("intent", "inform"), "confidence": 1.0}
        parse = {"intent": intent, "entities": [], "questions": []}
    return {**parse, "text": title}
