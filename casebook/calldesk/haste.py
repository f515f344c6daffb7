"""Calls at the desk too short to be interviews: it is on file when a number was shown and when it was answered for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from casebook.calldesk.leases import DONE, Lease

HASTE = timedelta(seconds=30)  # the script's first paragraph alone takes longer to read out


def talk_of(lease: Lease) -> timedelta | None:
    """Return how long it took from name and number to the outcome; None where there is none. By the wall clock."""
    if lease.what != DONE or not lease.shown_at:
        return None
    taken = datetime.fromisoformat(lease.at) - datetime.fromisoformat(lease.shown_at)
    return taken if taken >= timedelta(0) else None  # somebody set the clock back meanwhile


def hasty(leases: Iterable[Lease], answered: Collection[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Return caller -> (talks within HASTE, all talks), of callers with any such.

    ``answered``: (row, caller) of calls that somebody answered.
    """
    short, every = Counter[str](), Counter[str]()
    for lease in leases:
        if (lease.row, lease.caller) in answered and (taken := talk_of(lease)) is not None:
            every[lease.caller] += 1
            short[lease.caller] += taken < HASTE
    return {caller: (count, every[caller]) for caller, count in short.items() if count}
