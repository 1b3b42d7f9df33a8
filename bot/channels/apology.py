"""What a visitor hears when a turn has failed twice: fixed words that offer a person."""

from __future__ import annotations

from bot.engine.turn import Button, Reply, TurnResult

APOLOGY = Reply(
    text="I'm sorry, something went wrong on my side and I can't answer that. "
    "You can ask in another way, or I can pass it to the team.",
    utter_action="utter_dialogue/failed",
    buttons=(Button("Talk to a person", {"answer": "handoff/human"}),),
)


def apology(kind: str) -> TurnResult:
    """The outcome of a turn that failed with this kind of error."""
    return TurnResult(understood=(), replies=(APOLOGY,), state={}, events=(), failure=kind)
