"""What staff look for in a conversation, told from what the assistant did in a turn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.log.message import Flag

NOT_UNDERSTOOD = ("utter_dialogue/not_understood", "utter_dialogue/failed", "utter_form_help")
TO_A_PERSON = ("utter_handoff/human", "utter_handoff/change_booking")
RED_FLAGS = ("utter_safety/emergency", "utter_safety/crisis")  # not the advice to ask a clinician, which is common


@dataclass(frozen=True)
class Flags:
    """What happened. A turn that failed counts as not understood: the visitor got no answer either."""

    not_understood: bool = False
    safety: bool = False
    handed_off: bool = False
    booked: bool = False

    @property
    def of_message(self) -> Flag | None:
        """What the visitor's message is marked with: an emergency outweighs everything else."""
        if self.safety:
            return "safety"
        return "not_understood" if self.not_understood else None


def flags_of(replies: Collection[str], requests: Collection[str]) -> Flags:
    """`replies` are the responses that the turn's replies came from, `requests` the kinds of its requests."""
    return Flags(
        not_understood=any(reply in NOT_UNDERSTOOD for reply in replies),
        safety=any(reply in RED_FLAGS for reply in replies),
        handed_off="call_back" in requests or any(reply in TO_A_PERSON for reply in replies),
        booked="booking" in requests,
    )
