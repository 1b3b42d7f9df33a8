"""Who is writing right now, as far as their widgets say: kept for moments, in this process, and stored nowhere."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

SHORTEST_PAUSE = timedelta(seconds=0.5)  # between two signs of a visitor; the widget leaves a second
MOST_VISITORS = 1000


class Writing:
    """When each visitor was last seen writing. Forgets those who wrote longest ago, should there be too many."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, datetime] = OrderedDict()

    def note(self, conversation: str, now: datetime) -> bool:
        """False, and nothing noted, where the same visitor's last sign came only just before."""
        before = self._seen.get(conversation)
        if before is not None and now - before < SHORTEST_PAUSE:
            return False
        self._seen[conversation] = now
        self._seen.move_to_end(conversation)
        if len(self._seen) > MOST_VISITORS:
            self._seen.popitem(last=False)
        return True

    def last(self, conversation: str) -> datetime | None:
        return self._seen.get(conversation)
