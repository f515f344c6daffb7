"""Who is offered to a caller next at the call desk. Pure: what is known of everybody comes in, one row or the reasons come out.

The order of the draw is the order of the queue, dossier beside dossier: the first row of each, then the second of each.
Whoever may not be called yet is passed over, and stands at the same place once they may. Appointments come before
everybody, five minutes before their time. People who share a number (couples, colleagues behind one line) stay with one
caller: nobody rings twice and says the same sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import zip_longest

from sampling.calls.dealing import open_rows
from sampling.calls.outcomes import outcomes
from sampling.calls.redial import ready_at
from sampling.model import Attempt

EARLY = timedelta(minutes=5)  # an appointment comes up so long before its time
OVERDUE = timedelta(minutes=15)  # after that anybody keeps it, not only whoever made it
# Why a person is passed over: nobody need call them; the reviewer has to look; on an exported list; on somebody's screen;
# the same number on somebody's screen or with another caller; too early; passed on by this caller.
DONE, SETTLED, LISTED, HELD, SHARED, EARLIER, SKIPPED = (
    "done", "settled", "listed", "held", "shared", "too_early", "skipped",
)  # fmt: skip
# Reasons for passing a person on: code -> after how long they may come back to the same caller; None: never.
# ``others``: whether other callers wait so long as well.
SKIP_REASONS: Mapping[str, tuple[timedelta | None, bool]] = {
    "known": (None, False),
    "language": (None, False),
    "technical": (timedelta(minutes=10), True),
    "hour": (timedelta(hours=3), True),
    "unclear": (None, False),
}


@dataclass(frozen=True, slots=True)
class Skip:
    """A person passed on: by whom, why, when."""

    caller: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Waiting:
    """What is known of one row. ``group``: of its numbers; equal for people who share one.

    What follows from it is worked out once: the desk asks thousands of rows at every click.
    """

    row: str
    group: int
    attempts: tuple[Attempt, ...] = ()
    agreed: datetime | None = None
    skips: tuple[Skip, ...] = ()
    held_by: str = ""  # the caller on whose screen the person is now, "" for nobody
    again: bool = False  # the second ear calls them
    barred: str = (
        ""  # the caller who never gets them: whoever called first does not hear their own calls again
    )

    @cached_property
    def worth_a_call(self) -> bool:
        """Whether no attempt ended it and fewer than three were made."""
        return bool(open_rows((self.row,), self.attempts))

    @cached_property
    def ready(self) -> datetime | None:
        """When the next attempt may be made; None: at any time."""
        return ready_at(self.attempts, self.agreed)

    @cached_property
    def has_appointment(self) -> bool:
        """Whether the last outcome was that an hour was agreed on."""
        return bool(self.attempts) and outcomes()[self.attempts[-1].code].again == "appointment"


@dataclass(frozen=True, slots=True)
class Choice:
    """The row that is offered, or None: then why the others were passed over, and when the next may be called."""

    row: str | None
    passed: Mapping[str, int]
    next_at: datetime | None = None


def in_turn(dossiers: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the rows of all dossiers in the order of the queue: each in its own order, one of each in turn."""
    return tuple(row for turn in zip_longest(*dossiers) for row in turn if row is not None)


def groups_of(phones: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return row -> group: people who share a number, directly or over others, are in one.

    ``phones``: the numbers of every row; they are compared as they stand, and not kept.
    """
    root: dict[str, str] = {}

    def top(row: str) -> str:
        while (above := root.setdefault(row, row)) != row:
            root[row] = row = root.setdefault(above, above)
        return row

    first: dict[str, str] = {}
    for row, numbers in phones.items():
        for number in numbers:
            root[top(row)] = top(first.setdefault(number, row))
    numbered: dict[str, int] = {}
    return {row: numbered.setdefault(top(row), len(numbered)) for row in phones}


def choose(
    waiting: Sequence[Waiting],
    caller: str,
    now: datetime,
    *,
    present: Collection[str],
    listed: Collection[str] = (),
    settled: Collection[str] = (),
) -> Choice:
    """Return whom to call next.

    ``waiting``: everybody who was drawn, in the order of the queue. ``present``: callers who may sit at the desk;
    what belongs to one who may no longer is anybody's. ``listed``: rows on exported lists. ``settled``: rows that a
    reviewer has decided or has to decide.
    """
    open_now = open_among(waiting, settled)
    busy = {who.group: who.held_by for who in waiting if who.held_by}
    owners = _owners(waiting)
    with_lists = {who.group for who in waiting if who.row in listed and who.row in open_now}
    passed: Counter[str] = Counter()
    best: tuple[datetime, str] | None = None
    first: str | None = None
    times: list[datetime] = []
    for who in waiting:
        if caller == who.barred:
            continue  # and is not told that there is anybody
        why, ready = _why(who, caller, now, open_now, settled, busy, owners, with_lists, present)
        if why:
            passed[why] += 1
            if ready is not None:
                times.append(ready)
            continue
        if ready is not None and who.has_appointment and (best is None or ready < best[0]):
            best = (ready, who.row)
        first = first or who.row
    row = best[1] if best else first
    return Choice(row, dict(passed), min(times, default=None))


def open_among(waiting: Sequence[Waiting], settled: Collection[str] = ()) -> frozenset[str]:
    """Return the rows that are worth another call."""
    return frozenset(who.row for who in waiting if who.worth_a_call and who.row not in settled)


def agreed_rows(waiting: Sequence[Waiting], open_now: Collection[str]) -> Iterator[Waiting]:
    """Yield those of the open rows with whom an hour was agreed on."""
    return (who for who in waiting if who.row in open_now and who.has_appointment)


def _why(
    who: Waiting,
    caller: str,
    now: datetime,
    open_now: Collection[str],
    settled: Collection[str],
    busy: Mapping[int, str],
    owners: Mapping[tuple[int, bool], str],
    with_lists: Collection[int],
    present: Collection[str],
) -> tuple[str, datetime | None]:
    """Return why a person is passed over ("" for not), and when they may be called (None: at any time)."""
    if who.row not in open_now:
        return (SETTLED if who.row in settled else DONE), None
    if who.group in with_lists:
        return LISTED, None
    if who.group in busy:
        return (HELD if who.held_by else SHARED), None
    if _left_by(who, caller):
        return SKIPPED, None
    ready = _ready(who, caller)
    if ready is not None and now < ready - (EARLY if who.has_appointment else timedelta(0)):
        return EARLIER, ready
    owner = owners.get((who.group, who.again), "")
    if owner == who.barred or (who.has_appointment and (who.agreed is None or now > who.agreed + OVERDUE)):
        owner = ""
    if owner not in ("", caller) and owner in present and not _left_by(who, owner):
        return SHARED, None
    return "", ready


def _owners(waiting: Sequence[Waiting]) -> dict[tuple[int, bool], str]:
    """Return who keeps the people behind a number: whoever called one of several last, or agreed on an hour.

    By group, the second ear apart: who called first keeps nobody there.
    """
    sizes = Counter((who.group, who.again) for who in waiting)
    return {
        key: who.attempts[-1].caller
        for who in waiting
        if who.attempts and (sizes[key := (who.group, who.again)] > 1 or who.has_appointment)
    }


def _left_by(who: Waiting, caller: str) -> bool:
    return any(skip.caller == caller and SKIP_REASONS[skip.reason][0] is None for skip in who.skips)


def _ready(who: Waiting, caller: str) -> datetime | None:
    if not who.skips:
        return who.ready
    times = [who.ready]
    for skip in who.skips:
        pause, others = SKIP_REASONS[skip.reason]
        if pause is not None and (others or skip.caller == caller):
            times.append(skip.at + pause)
    return max(filter(None, times), default=None)
