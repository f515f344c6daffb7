"""What board and terminal say of talks at the desk that were too short to be interviews."""

from __future__ import annotations

from collections.abc import Iterable

from casebook.calldesk.haste import HASTE, hasty
from casebook.calldesk.leases import Lease
from phrases import say
from sampling.again.choice import talked
from sampling.model import AgainCall, Attempt


def haste_lines(
    leases: Iterable[Lease], attempts: Iterable[Attempt], calls: Iterable[AgainCall], lang: str
) -> list[str]:
    """Return a line for every caller with such talks. ``calls``: of the second ear."""
    answered = {(made.row, made.caller) for made in attempts if talked(made.code)}
    answered |= {(call.row, call.caller) for call in calls if talked(call.code)}
    return [
        say("desk.hasty", lang, caller=caller, count=count, all=every, seconds=int(HASTE.total_seconds()))
        for caller, (count, every) in hasty(leases, answered).items()
    ]
