"""What the desk knows of a round without asking again: who was drawn, in which order; what callers did since.

``Roll`` is what seals, draws, withdrawals and reviewers say; it is read anew when one of them wrote something.
``Ledger`` is what the calls brought: every table of it only grows, so what came since the last look is added. Neither
holds a name or a number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, func, select

from casebook.calldesk import leases as stored
from casebook.calldesk.leases import Lease
from casebook.calldesk.people import Place, numbers_of
from casebook.codec import calls
from casebook.connect import Casebook
from casebook.filed.callees import applicants_of, last_lists, office_times
from casebook.schema import (
    again_draws,
    attempts,
    closings,
    contradictions,
    decisions,
    draws,
    lists,
    purges,
    remarks,
    respondents,
    seals,
    texts,
    withdrawals,
)
from desk.rules import again_rules
from desk.state import load
from desk.web.ear import AgainRoll, Ear, drawn_again, with_again
from desk.web.hourglass import Hourglass
from sampling.calls.queue import Skip, Waiting, groups_of, in_turn
from sampling.calls.times import read_time
from sampling.model import Attempt

_TABLES = (seals, draws, withdrawals, decisions, contradictions, purges, closings, again_draws)
Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Roll:
    """A round as the desk calls it. ``turn``: everybody to be called, in the order of the queue."""

    key: Key
    turn: tuple[str, ...]
    places: Mapping[str, Place]
    groups: Mapping[str, int]
    dossiers: Mapping[str, str]  # row -> its dossier
    drawn_at: Mapping[str, datetime]
    decided: Mapping[str, str]
    aside: tuple[Attempt, ...]
    ended: frozenset[str]  # rows to which the calls were declared ended
    applicants: tuple[str, ...]
    again: AgainRoll

    @property
    def settled(self) -> frozenset[str]:
        """Rows that a reviewer has decided, or has to decide, and those to which the calls were declared ended."""
        return frozenset(self.decided) | {attempt.row for attempt in self.aside} | self.ended


def key_of(conn: Connection) -> Key:
    """Return what changes whenever a roll has to be read anew."""
    return tuple(int(conn.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0) for table in _TABLES)


def read_roll(book: Casebook) -> Roll:
    """Read the round. Raises CasebookError not_sealed, not_drawn."""
    with book.read() as conn:
        key = key_of(conn)
    state = load(book)
    with book.read() as conn:
        versions = {version for seal in state.seals for version in seal.versions.values()}
        known = numbers_of(conn, versions)
        applicants = applicants_of(conn, state.seals)
        times = office_times(conn) if state.again_draws else {}
    # Whoever was purged nobody can call any more.
    turn = tuple(row for row in in_turn([item.rows for item in state.called]) if row in known)
    again = drawn_again(
        state.again_draws, frozenset(state.rows), known, state.final, times, again_rules(state)
    )
    return Roll(
        key, turn, {row: known[row][0] for row in turn}, groups_of({row: known[row][1] for row in turn}),
        {row: item.sealed.id for item in state.called for row in item.rows},
        state.drawn_at, state.resolved_rows, state.disagreeing, state.ended_rows, applicants, again,
    )  # fmt: skip


@dataclass
class Ledger:
    """What the calls to the rows of a roll brought so far."""

    roll: Roll
    glass: Hourglass
    waiting: dict[str, Waiting] = field(default_factory=dict)  # in the order of the queue; nobody is held
    leases: dict[int, Lease] = field(default_factory=dict)
    current: dict[str, Lease] = field(default_factory=dict)  # row -> its last lease, open or not
    ear: Ear = field(init=False)
    listed: frozenset[str] = frozenset()
    dealt: dict[str, str] = field(default_factory=dict)  # row -> whose list it is on
    _seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.waiting = {row: Waiting(row, self.roll.groups[row]) for row in self.roll.turn}
        self.ear = Ear(self.roll.again, self.roll.groups)

    def refresh(self, conn: Connection) -> None:
        """Add what was written since the last look."""
        self._attempts(conn)
        self._appointments(conn)
        self._leases(conn)
        self.ear.refresh(conn)
        if self._grown(conn, "lists", int(conn.scalar(select(func.max(lists.c.id))) or 0)):
            given = last_lists(conn)
            self.dealt = {row: caller for caller, rows in given.items() for row in rows}
            self.listed = frozenset(self.dealt)

    def lease_by(self, caller: str) -> Lease | None:
        """Return the lease that a caller holds now."""
        return next((lease for lease in self.held() if lease.caller == caller), None)

    def held(self) -> list[Lease]:
        """Return every lease that runs, but for people who are called no longer (withdrawn, purged)."""
        return [
            lease
            for lease in self.current.values()
            if lease.is_open and lease.row in self.waiting and self.glass.left(lease) > 0
        ]

    def everybody(self) -> list[Waiting]:
        """Return everybody in the order of the queue, with who has whom on the screen; the second ear apart."""
        return self._with_held({lease.row: lease.caller for lease in self.held() if not lease.again})

    def offered(self) -> list[Waiting]:
        """Return everybody whom somebody may be given: to be called, and after them to be called again."""
        held = {lease.row: lease.caller for lease in self.held()}
        return with_again(self._with_held(held), self.ear, held)

    @property
    def on_lists(self) -> frozenset[str]:
        """Rows that lists hold: of the second ear where somebody is to be called again."""
        return (self.listed - self.ear.waiting.keys()) | self.ear.dealt.keys() & self.ear.waiting.keys()

    def _with_held(self, held: Mapping[str, str]) -> list[Waiting]:
        found = self.waiting
        if held:
            found = found | {row: replace(found[row], held_by=caller) for row, caller in held.items()}
        return list(found.values())

    def last_of(self, caller: str) -> Lease | None:
        """Return the lease that a caller ended last with an outcome or by passing somebody on."""
        mine = (item for item in self.leases.values() if item.caller == caller and not item.is_open)
        return max(mine, key=lambda item: item.line, default=None)

    def _grown(self, conn: Connection, name: str, last: int) -> bool:
        before, self._seen[name] = self._seen.get(name, 0), last
        return last > before

    def _attempts(self, conn: Connection) -> None:
        statement = calls.attempts_of(attempts).add_columns(attempts.c.id)
        after = self._seen.get("attempts", 0)
        for row in conn.execute(statement.where(attempts.c.id > after).order_by(attempts.c.id)):
            made = calls.attempt_from_row(row[:-1])
            self._seen["attempts"] = int(row[-1])
            who = self.waiting.get(made.row)
            if who is not None:
                known = tuple(sorted((*who.attempts, made), key=lambda attempt: attempt.number))
                self.waiting[made.row] = replace(who, attempts=known)

    def _appointments(self, conn: Connection) -> None:
        c = remarks.c
        statement = (
            select(c.id, respondents.c.row_id, texts.c.text)
            .join(respondents, respondents.c.id == c.respondent_id)
            .join(texts, (texts.c.owner == "remarks") & (texts.c.owner_id == c.id))
            .where(c.id > self._seen.get("remarks", 0))
        )
        for id, row, text in conn.execute(statement.order_by(c.id)):
            self._seen["remarks"] = int(id)
            said = json.loads(text)
            if row in self.waiting:
                at = read_time(said[-1]).at if len(said) == _APPOINTMENT else None
                self.waiting[row] = replace(self.waiting[row], agreed=at)

    def _leases(self, conn: Connection) -> None:
        for lease in stored.read(conn, self.leases, self._seen.get("leases", 0)):
            self._seen["leases"] = max(self._seen.get("leases", 0), lease.line)
            self.leases[lease.id] = lease
            before = self.current.get(lease.row)
            if before is None or before.id <= lease.id:
                self.current[lease.row] = lease
            if lease.is_open:
                self.glass.see(lease)
            else:
                self.glass.forget(lease)
            if lease.again:
                if lease.row in self.ear.drawn.first:
                    self.ear.lease(lease)
            elif lease.what == stored.SKIPPED and lease.row in self.waiting:
                who = self.waiting[lease.row]
                at = datetime.fromisoformat(lease.at).replace(tzinfo=None)
                skips = (*who.skips, Skip(lease.caller, lease.reason, at))
                self.waiting[lease.row] = replace(who, skips=skips)


_APPOINTMENT = 6  # texts of a remark that has one: see codec/calls.py
