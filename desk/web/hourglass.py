"""How long a lease still runs, by a clock that nobody can set.

The wall clock may jump (somebody sets it, summer time, a dead battery), and that of another computer which serves the same
casebook may be hours off: then every lease would run out at once and two callers ring the same person, or none would ever
run out. So the wall clock is not believed at all. Each lease runs its whole time from when this server first saw its last
line, by the monotonic clock: a server that was just started, or that nobody asked for a while, may keep a person from
others for a quarter of an hour too long, never too short.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from casebook.calldesk.leases import Lease

LENGTH = timedelta(minutes=15)


class Hourglass:
    """Watches leases. ``ticks``: a clock in seconds that only ever runs forward."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._ends: dict[int, tuple[int, float]] = {}  # lease -> (its last line, when it runs out)

    def see(self, lease: Lease) -> None:
        """Begin to watch a lease, or go on after a new line."""
        if self._ends.get(lease.id, (0, 0.0))[0] != lease.line:
            self._ends[lease.id] = (lease.line, self._ticks() + LENGTH.total_seconds())

    def left(self, lease: Lease) -> float:
        """Return the seconds that a lease which was seen still runs; 0 or less: it has run out."""
        return self._ends[lease.id][1] - self._ticks()

    def forget(self, lease: Lease) -> None:
        """Stop watching a lease that was ended."""
        self._ends.pop(lease.id, None)
