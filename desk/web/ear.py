"""The second ear at the desk: whom it may still call, what it heard; stored as lists store it.

Whoever was drawn to be called again waits in the same queue, after those who were never called, under the same rules of
leases and redial. Their first caller is never given them, nor told that they wait; nothing of the first call goes along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, func, select

from casebook import second_ear
from casebook.calldesk.leases import DONE, SKIPPED, Lease
from casebook.journal import EntryWriter
from casebook.schema import again_calls, again_lists
from desk.web.declined import Declined
from sampling.again.agreement import NO, UNSURE, YES, open_again
from sampling.again.choice import talked, turn
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.queue import Skip, Waiting
from sampling.calls.times import read_time
from sampling.model import AgainCall, AgainDraw, Attempt

BEFORE = (YES, NO, UNSURE)  # phrases calls.before_*


@dataclass(frozen=True, slots=True)
class AgainRoll:
    """Who was drawn to be called again. ``first``: row -> who called it first; ``at``: row -> when it was drawn.

    ``share``, ``least``, ``forget``: the rules as they lie under the seal. ``rows``: all rows of the round.
    """

    draws: tuple[AgainDraw, ...]
    first: Mapping[str, str]
    at: Mapping[str, datetime]
    rows: frozenset[str]
    share: str
    least: int
    forget: str


def drawn_again(
    draws: tuple[AgainDraw, ...],
    rows: frozenset[str],
    callable_rows: Mapping[str, object],
    final: Mapping[str, str],
    times: Mapping[int, datetime],
    rules: tuple[str, int, str],
) -> AgainRoll:
    """Return who was drawn, of those who can still be called and have an outcome.

    ``times``: journal entry -> when it was written.
    """
    first = {row: who for row, who in turn(draws).items() if row in callable_rows and row in final}
    at = {row: times[draw.entry] for draw in draws for row in turn([draw])}
    return AgainRoll(draws, first, at, rows, *rules)


@dataclass
class Ear:
    """What the second ear brought so far; it only grows. ``waiting``: whoever may still be called, in their order."""

    drawn: AgainRoll
    groups: Mapping[str, int]
    calls: list[AgainCall] = field(default_factory=list)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    dealt: dict[str, str] = field(default_factory=dict)  # row -> whose list it is on
    _agreed: dict[str, datetime | None] = field(default_factory=dict)
    _skips: dict[str, tuple[Skip, ...]] = field(default_factory=dict)
    _seen: tuple[int, int] = (0, -1)  # last line of the calls, and of the lists

    def __post_init__(self) -> None:
        self._wait()

    def refresh(self, conn: Connection) -> None:
        """Add what was written since the last look."""
        if not self.drawn.first:
            return
        line, lists = self._seen
        newest = int(conn.scalar(select(func.coalesce(func.max(again_lists.c.id), 0))) or 0)
        if newest != lists:
            given = second_ear.last_lists(conn)
            self.dealt = {row: caller for caller, rows in given.items() for row in rows}
        fresh = list(second_ear.calls_after(conn, line))
        self._seen = (fresh[-1][0] if fresh else line, newest)
        if fresh:
            self.calls += [call for _, call in fresh]
            self._wait()

    def lease(self, lease: Lease) -> None:
        """Take note of what became of a lease of the second ear."""
        if lease.what == SKIPPED:
            at = datetime.fromisoformat(lease.at).replace(tzinfo=None)
            skip = Skip(lease.caller, lease.reason, at)
            self._skips[lease.row] = (*self._skips.get(lease.row, ()), skip)
        elif lease.what == DONE:
            self._agreed[lease.row] = read_time(lease.reason).at
        if lease.row in self.waiting:
            self.waiting[lease.row] = self._who(lease.row, self.of(lease.row))

    def of(self, row: str) -> tuple[AgainCall, ...]:
        """Return the calls to one row, in their order."""
        return tuple(sorted((call for call in self.calls if call.row == row), key=lambda call: call.number))

    def _wait(self) -> None:
        made: dict[str, list[AgainCall]] = {}
        for call in self.calls:
            made.setdefault(call.row, []).append(call)
        rows = open_again(self.drawn.first, self.calls)
        self.waiting = {row: self._who(row, tuple(made.get(row, ()))) for row in rows}

    def _who(self, row: str, calls: tuple[AgainCall, ...]) -> Waiting:
        made = tuple(map(attempt, sorted(calls, key=lambda call: call.number)))
        return Waiting(
            row, self.groups[row], made, self._agreed.get(row), self._skips.get(row, ()),
            again=True, barred=self.drawn.first[row],
        )  # fmt: skip


def attempt(call: AgainCall) -> Attempt:
    """Return a call of the second ear as one that anybody makes."""
    return Attempt(call.row, call.number, call.code, call.called_at, call.caller)


def with_again(everybody: list[Waiting], ear: Ear, held: Mapping[str, str]) -> list[Waiting]:
    """Return the queue with whoever is called again at its end. ``held``: row -> on whose screen it is."""
    if not ear.waiting:
        return everybody
    again = [replace(who, held_by=held.get(row, "")) for row, who in ear.waiting.items()]
    return [*(who for who in everybody if who.row not in ear.waiting), *again]


def store(
    conn: Connection, writer: EntryWriter, lease: Lease, code: str, before: str, called: str, source: str
) -> AgainCall:
    """Store how a call of the second ear ended, by the rules of lists. Raises Declined before_missing, attempts."""
    if talked(code) and before not in BEFORE:
        raise Declined("before_missing", code=code)
    statement = select(func.coalesce(func.max(again_calls.c.number), 0))
    made = int(conn.scalar(statement.where(again_calls.c.respondent_id == lease.respondent)) or 0)
    if made >= ATTEMPTS:
        raise Declined("attempts", most=ATTEMPTS)
    call = AgainCall(lease.row, made + 1, code, called, lease.caller, before if before in BEFORE else "")
    writer.add(again_calls, [second_ear.row_of(lease.respondent, call, source)])
    return call
