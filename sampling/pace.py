"""When the calls of a round will be done, if they go on as today. Pure; times are the office's own, without zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

DAY = (9, 17)  # hours in which an office calls, Monday to Friday
_LEAST = timedelta(minutes=30)  # before that today says nothing
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class CallPace:
    """Rows done today, per hour since the first of them, and when the open ones will be; None where today says nothing."""

    done_today: int
    per_hour: float | None
    ends_at: datetime | None


def pace(done: Sequence[datetime], still: int, now: datetime) -> CallPace:
    """Reckon with today's pace.

    ``done``: when each row was done; ``still``: rows that are open. The end is the earliest: it reckons with neither
    the hours that must pass before somebody is called again, nor holidays.
    """
    today = sorted(at for at in done if at.date() == now.date() and at <= now)
    if not today or now - today[0] < _LEAST:
        return CallPace(len(today), None, now if not still else None)
    worked = now - today[0]
    left = worked * still / len(today)
    return CallPace(len(today), len(today) / (worked / timedelta(hours=1)), _after(now, left))


def _after(now: datetime, left: timedelta) -> datetime | None:
    """Return when so much time has been worked, in the hours of an office; None: not within a year."""
    if left > _FARTHEST:
        return None
    at = now
    while True:
        opens, shuts = (at.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in DAY)
        # Whoever calls before or after hours today goes on until the hours are over, and then the next day.
        start = max(at, opens)
        if at.weekday() < 5 and start < shuts:
            if start + left <= shuts:
                return start + left
            left -= shuts - start
        elif left <= timedelta(0):
            return at
        at = opens + timedelta(days=1)
