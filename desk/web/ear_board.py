"""What the reviewer's board says of the second ear: who is still to be called again, and how callers agree. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.web.roll import Ledger
from phrases import say
from sampling.again import hearers
from sampling.again.agreement import agreements, heard
from sampling.again.words import HEAD, cells, told


@dataclass(frozen=True, slots=True)
class SecondEar:
    """``open``: still to be called again, among them ``on_lists`` on exported lists and ``ready`` for this moment.

    ``lonely``: open ones, on no list, whom nobody who may sit here could be given: all of them called them first.
    ``head``, ``callers``: a table as ``calls again show`` has it; ``told``: what is to be done, or could not be seen.
    ``numbers``: first callers that are numbers of lists, so that the desk cannot know who they are.
    """

    drawn: int
    open: int
    on_lists: int
    ready: int
    lonely: int
    head: tuple[str, ...]
    callers: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]
    numbers: str


def second_ear(
    ledger: Ledger, final: Mapping[str, str], callers: Collection[str], now: datetime, lang: str
) -> SecondEar:
    """Make the board's part about the second ear. ``final``: row -> its first outcome; ``callers``: who may call."""
    ear, held = ledger.ear, {lease.row for lease in ledger.held() if lease.again}
    rows = heard(ear.drawn.draws, ear.calls, final, ear.drawn.rows)
    found = agreements(ear.drawn.draws, rows, ear.drawn.forget)
    free = [who for row, who in ear.waiting.items() if row not in ear.dealt]
    numbers = sorted({who.barred for who in free if who.barred.isdigit()}, key=int)
    return SecondEar(
        len(rows),
        len(ear.waiting),
        len(ear.waiting) - len(free),
        sum(who.row not in held and (who.ready is None or who.ready <= now) for who in free),
        sum(not set(callers) - {who.barred} for who in free),
        tuple(say(f"again.head.{key}", lang) for key in HEAD),
        tuple(tuple(cells(item, lang)) for item in found),
        (
            *(line for item in found for line in told(item, ear.drawn.forget, lang)),
            *hearers.lines(rows, found, lang),
        ),
        say("again.between", lang).join(numbers),
    )
