"""Whether somebody set the computer's clock while the desk was open, so that callers are told and the journal says it.

Leases do not care (see hourglass.py), but times of calls, appointments and when somebody may be called again are read off
that clock: a reviewer who finds a call in the future has to find the reason beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

SLACK = timedelta(minutes=2)  # what clocks are corrected by over the network is less
TOLD = timedelta(minutes=15)  # so long whoever is at the desk reads of it
_MOST = 3  # of the last ones


@dataclass(frozen=True, slots=True)
class Jump:
    """The clock was set, or the computer slept. ``was``: what it would have said; ``now``: what it said instead."""

    was: datetime
    now: datetime

    def texts(self) -> dict[str, str]:
        """Return both as facts of a phrase or of the journal."""
        return {"was": f"{self.was:%Y-%m-%d %H:%M}", "now": f"{self.now:%Y-%m-%d %H:%M}"}


class ClockWatch:
    """Compares the wall clock with one that nobody sets. ``clock``: with its offset; ``ticks``: seconds, only forward.

    ``unwritten``: jumps that are not in the journal yet; whoever has written them takes them out.
    """

    def __init__(self, clock: Callable[[], datetime], ticks: Callable[[], float]) -> None:
        self._clock, self._ticks = clock, ticks
        self._apart = clock().timestamp() - ticks()
        self._seen: list[tuple[float, Jump]] = []
        self.unwritten: list[Jump] = []

    def look(self) -> None:
        """Compare them. What lies between two looks is seen as one jump."""
        now, ticks = self._clock(), self._ticks()
        apart = now.timestamp() - ticks
        off = timedelta(seconds=apart - self._apart)
        self._apart = (
            apart  # small differences are forgotten: only a clock that is set moves by minutes at once
        )
        if abs(off) > SLACK:
            jump = Jump(now - off, now)
            self._seen = [*self._seen, (ticks, jump)][-_MOST:]
            self.unwritten.append(jump)

    def lately(self) -> tuple[Jump, ...]:
        """Return what whoever is at the desk should read of."""
        since = self._ticks() - TOLD.total_seconds()
        return tuple(jump for at, jump in self._seen if at >= since)
