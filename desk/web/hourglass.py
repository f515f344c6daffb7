"""How long a lease still runs, by a clock that nobody can set.

The wall clock may jump (somebody sets it, summer time, a dead battery): then every lease would run out at once and two
callers ring the same person, or none would ever run out. So each lease is watched from when this server first saw its last
line, by the monotonic clock; the wall clock says only how much of it was left by then, never more than a whole one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from casebook.calldesk.leases import Lease

LENGTH = timedelta(minutes=15)


class Hourglass:
    """Watches leases. ``ticks``: a clock in seconds that only ever runs forward."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._ends: dict[int, tuple[int, float]] = {}  # lease -> (its last line, when it runs out)

    def see(self, lease: Lease, now: datetime) -> None:
        """Begin to watch a lease, or go on after a new line. ``now``: by the wall clock, with its offset."""
        if self._ends.get(lease.id, (0, 0.0))[0] != lease.line:
            left = datetime.fromisoformat(lease.until) - now
            clipped = min(max(left, timedelta(0)), LENGTH)
            self._ends[lease.id] = (lease.line, self._ticks() + clipped.total_seconds())

    def left(self, lease: Lease) -> float:
        """Return the seconds that a lease which was seen still runs; 0 or less: it has run out."""
        return self._ends[lease.id][1] - self._ticks()

    def forget(self, lease: Lease) -> None:
        """Stop watching a lease that was ended."""
        self._ends.pop(lease.id, None)
