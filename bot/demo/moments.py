"""When invented visitors come: mostly by day, and more of them lately."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, tzinfo

BY_HOUR = (1, 1, 1, 1, 1, 1, 2, 5, 9, 12, 12, 11, 7, 10, 12, 11, 10, 9, 8, 9, 10, 8, 4, 2)  # of the clinic's day
DAYS, MANY, DAYS_OF_MANY = 21, 2000, 84  # below RETENTION_DAYS, or they would be purged at the first start
LATELY = 1.4
LIVE = timedelta(minutes=4)


def moments(count: int, now: datetime, zone: tzinfo, chance: random.Random) -> list[datetime]:
    """When each visit begins, the oldest first; the last one has hardly begun."""
    days = DAYS_OF_MANY if count >= MANY else DAYS
    found = [now - LIVE]
    while len(found) < count:
        moment = now - timedelta(days=days * chance.random() ** LATELY)
        if chance.random() * max(BY_HOUR) < BY_HOUR[moment.astimezone(zone).hour]:
            found.append(min(moment, now - LIVE))
    return sorted(found)
