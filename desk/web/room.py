"""The call desk without a page: what callers do there, each in one transaction under the casebook's lock.

Nothing is kept here that the casebook does not hold: a server that dies loses nothing that it acknowledged, and the next one
goes on. Two things are said twice without harm, because a browser may: the same outcome of the same lease, and "next" by
somebody who has somebody.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from casebook.calldesk import leases, passes
from casebook.calldesk.leases import Lease
from casebook.calldesk.passes import Pass
from casebook.calldesk.people import attempts_of, callee_of, remark_of
from casebook.codec import calls
from casebook.connect import Casebook
from casebook.journal import EntryWriter, Stamp
from casebook.outcomes import add_remarks
from casebook.schema import attempts, contradictions
from desk.web import ear
from desk.web.appointments import agreed_text
from desk.web.clock_watch import ClockWatch, Jump
from desk.web.declined import Declined
from desk.web.ear import attempt as attempt_of
from desk.web.hourglass import LENGTH, Hourglass
from desk.web.roll import Ledger, Roll, key_of, read_roll
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.outcomes import NOT_CALLED, outcomes
from sampling.calls.queue import SKIP_REASONS, Choice, choose
from sampling.calls.script import Office
from sampling.model import Attempt, Callee, Remark

SOURCE = "desk"  # what attempts of the desk came in with, where those of a list have its hash


@dataclass(frozen=True, slots=True)
class Noted:
    """What a caller says of a call, as it was typed."""

    code: str
    own: str = ""
    interviewed: str = ""
    agrees: str = ""
    note: str = ""
    told: str = ""
    appointment: str = ""
    before: str = ""  # of the second ear: whether somebody had called before


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A person on a caller's screen. ``person`` and ``remark``: None until name and number have been asked for."""

    lease: Lease
    left: int  # seconds that the lease still runs
    made: tuple[Attempt, ...]
    company: Callee  # the same person without name, numbers, employer
    person: Callee | None = None
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Idle:
    """A caller with nobody on the screen: what they did last, and who would come next."""

    last: Lease | None
    last_code: str
    choice: Choice
    beside: tuple[str, ...] = ()  # outcomes that were set beside it, for the reviewer


@dataclass(frozen=True, slots=True)
class Book:
    """All that the board is made of, as the casebook holds it now."""

    roll: Roll
    ledger: Ledger
    present: tuple[Pass, ...]
    now: datetime


class CallDesk:
    """The desk over one casebook. ``clock``: the wall clock, with its offset; ``ticks``: seconds, only forward.

    ``journal``: the clock of journal and seats, where calls are only played (the demo calls in 2017); nobody is refused then for
    having been drawn later.
    """

    def __init__(
        self,
        book: Casebook,
        office: Office,
        lang: str,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        ticks: Callable[[], float] = time.monotonic,
        *,
        journal: Callable[[], datetime] | None = None,
    ) -> None:
        self._played, self._journal = journal is not None, journal or clock
        self.book, self.office, self.lang = book, office, lang
        self._clock, self._glass, self._watch = clock, Hourglass(ticks), ClockWatch(clock, ticks)
        self._lock = threading.Lock()
        self._ledger = self._fresh()

    # Seats

    def sign_in(self, code: str) -> tuple[Pass, str] | None:
        """Seat whoever knows a code; return the pass and the token that the browser keeps. None: no such code."""
        return passes.sign_in(self.book, code, self._entry())

    def sign_out(self, token: str) -> None:
        """Free the seat; whoever was on the screen comes back when the lease has run out."""
        passes.sign_out(self.book, token, self._entry())

    def seated(self, token: str) -> Pass | None:
        """Return who holds a token's seat; None: nobody, or not any longer."""
        with self.book.read() as conn:
            return passes.seated(self.book, conn, token, self._journal())

    # What is seen

    def screen(self, caller: str) -> OnScreen | Idle:
        """Return what a caller has before them. Changes nothing."""
        with self._looking() as (conn, ledger):
            lease = ledger.lease_by(caller)
            if lease is not None:
                return self._shown(conn, ledger, lease)
            last = ledger.last_of(caller)
            code = ""
            if last is not None and last.what == leases.DONE and last.again:
                code = next((call.code for call in reversed(ledger.ear.of(last.row))), "")
            elif last is not None and last.what == leases.DONE:
                code = next((a.code for a in reversed(ledger.waiting[last.row].attempts)), "") if (
                    last.row in ledger.waiting
                ) else ""  # fmt: skip
            beside = [a.code for a in ledger.roll.aside if last is not None and a.row == last.row]
            return Idle(last, code, self._choice(conn, ledger, caller), tuple(beside))

    def whole(self) -> Book:
        """Return everything that the reviewer's board is made of."""
        with self._looking() as (conn, ledger):
            return Book(ledger.roll, ledger, passes.present(conn), self._now())

    @property
    def applicants(self) -> tuple[str, ...]:
        """All companies of the round, for those that are read out beside the right one."""
        return self._ledger.roll.applicants

    def nobody(self, row: str) -> Callee:
        """Return a row without the person behind it: enough to say which it is."""
        return Callee(row, self._ledger.roll.dossiers.get(row, ""), "", "", (), "", "", "", ())

    def jumps(self) -> tuple[Jump, ...]:
        """How the computer's clock jumped of late, for whoever is at the desk."""
        with self._lock:
            self._watch.look()
            return self._watch.lately()

    # What is done

    def next(self, token: str) -> bool:
        """Give a caller the next person; return whether there is one. Raises Declined clock, seat."""
        with self._changing(token) as (conn, ledger, who):
            if ledger.lease_by(who.name) is not None:
                return True
            choice = self._choice(conn, ledger, who.name)
            if choice.row is None:
                return False
            again = choice.row in ledger.ear.waiting
            drawn = (ledger.roll.again.at if again else ledger.roll.drawn_at)[choice.row]
            if not self._played and self._now() < drawn:
                raise Declined("clock", now=f"{self._now():%Y-%m-%d %H:%M}")
            writer = EntryWriter(conn, self.book.key)
            place = ledger.roll.places[choice.row]
            what = leases.AGAIN if again else leases.TAKEN
            leases.take(writer, place.respondent, who.name, self._until(), self._stamp(who.name), what)
            facts = {"row": choice.row} | ({"again": True} if again else {})
            writer.close(self._entry(who.name), "desk_taken", facts)
            return True

    def show(self, token: str, lease: int) -> None:
        """Note that a caller asked for name and number. Raises Declined."""
        with self._changing(token) as (conn, ledger, who):
            held = self._held(ledger, lease, who.name)
            if not held.shown_at:
                self._note(conn, held, leases.SHOWN, "desk_shown", until=self._until())

    def keep(self, token: str, lease: int) -> None:
        """Give a lease its whole time again. Raises Declined."""
        with self._changing(token) as (conn, ledger, who):
            held = self._held(ledger, lease, who.name)
            self._note(conn, held, leases.KEPT, "desk_kept", until=self._until())

    def skip(self, token: str, lease: int, reason: str) -> None:
        """Pass somebody on, for one of the reasons of ``SKIP_REASONS``. Raises Declined."""
        if reason not in SKIP_REASONS:
            raise Declined("reason")
        with self._changing(token) as (conn, ledger, who):
            known = ledger.leases.get(lease)
            if known is not None and known.caller == who.name and known.what == leases.SKIPPED:
                return  # said twice
            held = self._held(ledger, lease, who.name)
            self._note(conn, held, leases.SKIPPED, "desk_skipped", reason=reason)

    def outcome(self, token: str, lease: int, said: Noted) -> None:
        """Store how a call ended, and end its lease: both or neither.

        The call was made when name and number were shown. Raises Declined: not_shown, gone (somebody else has the
        person by now), attempts (three are on file), code, appointment and its kin, before_missing.
        """
        with self._changing(token) as (conn, ledger, who):
            known = ledger.leases.get(lease)
            if known is not None and known.caller == who.name and known.what == leases.DONE:
                return  # stored already: a second click, or an answer that never arrived
            held = self._held(ledger, lease, who.name)
            if not held.shown_at:
                raise Declined("not_shown")
            appointment = agreed_text(said.code, said.appointment, self._now())
            # No call was made after it was stored: where the clock was set back meanwhile, it is now.
            shown = min(datetime.fromisoformat(held.shown_at), self._clock())
            called = f"{shown:%Y-%m-%d %H:%M}"
            if held.again:
                self._heard(conn, held, said, called, appointment)
                return
            made = attempts_of(conn, held.respondent)
            if len(made) >= ATTEMPTS:
                raise Declined("attempts", most=ATTEMPTS)
            attempt = Attempt(held.row, len(made) + 1, said.code, called, who.name)
            stamp = self._stamp(who.name)
            writer = EntryWriter(conn, self.book.key)
            writer.add(attempts, [calls.attempt_to_row(held.respondent, attempt, SOURCE)])
            leases.note(writer, held, leases.DONE, stamp)
            remark = Remark(
                held.row, who.name, said.own, said.interviewed, said.agrees, said.note, said.told, appointment
            )
            count = 0
            if any(remark.said):
                place = ledger.roll.places[held.row]
                count = add_remarks(writer, [((place.respondent, place.version), remark)])
            facts = {"row": held.row, "number": attempt.number, "code": said.code, "remarks": count}
            writer.close(self._entry(who.name), "desk_outcome", facts)

    def amend(self, token: str, lease: int, code: str, appointment: str = "") -> None:
        """Set another outcome for a caller's last call aside, for a reviewer to settle: what is stored stays.

        ``appointment``: another hour, where the same outcome was one. Raises Declined: code, same (it is what is
        stored), last (not their last call), appointment and its kin.
        """
        with self._changing(token) as (conn, ledger, who):
            last = ledger.last_of(who.name)
            if last is None or last.id != lease or last.what != leases.DONE:
                raise Declined("last")
            if last.again:
                raise Declined("amend_again")
            if code not in outcomes() or code == NOT_CALLED:
                raise Declined("code", got=code)
            made = [a for a in attempts_of(conn, last.respondent) if a.caller == who.name]
            if made and made[-1].code == code and appointment:
                self._agree_anew(conn, ledger, last, made[-1], agreed_text(code, appointment, self._now()))
                return
            if not made or made[-1].code == code:
                raise Declined("same", code=code)
            other = Attempt(last.row, made[-1].number, code, made[-1].called_at, who.name)
            if other in ledger.roll.aside:
                return  # said twice
            writer = EntryWriter(conn, self.book.key)
            writer.add(contradictions, [calls.attempt_to_row(last.respondent, other, SOURCE)])
            facts = {"row": last.row, "number": other.number, "code": code, "instead": made[-1].code}
            writer.close(self._entry(who.name), "desk_amended", facts)

    # Behind it

    def _now(self) -> datetime:
        """The wall clock as the office reads it: without its offset."""
        return self._clock().replace(tzinfo=None)

    def _stamp(self, who: str) -> Stamp:
        return Stamp(self._clock().isoformat(timespec="seconds"), who)

    def _entry(self, who: str = SOURCE) -> Stamp:
        return Stamp(self._journal().isoformat(timespec="seconds"), who)

    def _until(self) -> str:
        return (self._clock() + LENGTH).isoformat(timespec="seconds")

    def _fresh(self) -> Ledger:
        return Ledger(read_roll(self.book), self._glass)

    def _choice(self, conn: Connection, ledger: Ledger, caller: str) -> Choice:
        present = {item.name for item in passes.present(conn)}
        return choose(
            ledger.offered(), caller, self._now(), present=present, listed=ledger.on_lists,
            settled=ledger.roll.settled - ledger.ear.waiting.keys(),
        )  # fmt: skip

    @contextmanager
    def _looking(self) -> Iterator[tuple[Connection, Ledger]]:
        with self._lock:
            while True:
                with self.book.read() as conn:
                    if key_of(conn) == self._ledger.roll.key:
                        self._ledger.refresh(conn)
                        yield conn, self._ledger
                        return
                self._ledger = self._fresh()

    @contextmanager
    def _changing(self, token: str) -> Iterator[tuple[Connection, Ledger, Pass]]:
        """One transaction under the casebook's lock, with everything as it is at that moment.

        Raises Declined seat where the token holds no caller's seat any longer.
        """
        with self._lock:
            while True:
                noted: int | None = None
                with self.book.write() as conn:
                    if key_of(conn) == self._ledger.roll.key:
                        who = passes.seated(self.book, conn, token, self._journal())
                        if who is None or who.role != passes.CALLER:
                            raise Declined("seat")
                        self._ledger.refresh(conn)
                        noted = self._note_jumps(conn)
                        yield conn, self._ledger, who
                if noted is not None:
                    del self._watch.unwritten[:noted]
                    return
                # The round was read before somebody drew, decided or withdrew: read it anew, outside the lock.
                self._ledger = self._fresh()

    def _agree_anew(self, conn: Connection, ledger: Ledger, lease: Lease, made: Attempt, hour: str) -> None:
        """Note another hour for an appointment; what else was noted of the person stays."""
        place, said = ledger.roll.places[lease.row], remark_of(conn, lease.respondent)
        remark = replace(
            said or Remark(lease.row, lease.caller, "", "", "", ""), caller=lease.caller, appointment=hour
        )
        writer = EntryWriter(conn, self.book.key)
        add_remarks(writer, [((place.respondent, place.version), remark)])
        facts = {"row": lease.row, "number": made.number, "code": made.code, "appointment": True}
        writer.close(self._entry(lease.caller), "desk_amended", facts)

    def _note_jumps(self, conn: Connection) -> int:
        """Write into the journal how the computer's clock jumped; return how many jumps that were."""
        self._watch.look()
        for jump in self._watch.unwritten:
            EntryWriter(conn, self.book.key).close(self._entry(), "desk_clock", jump.texts())
        return len(self._watch.unwritten)

    def _held(self, ledger: Ledger, lease: int, caller: str) -> Lease:
        """Return a caller's lease. One that ran out and that nobody took since is theirs still: the call was made."""
        known = ledger.leases.get(lease)
        if known is None or known.caller != caller:
            raise Declined("not_yours")
        if not known.is_open or ledger.current[known.row].id != lease:
            raise Declined("gone", row=known.row)
        if known.row not in ledger.waiting:
            raise Declined("withdrawn", row=known.row)
        # Somebody behind the same number may have been given to another caller when it had run out.
        group = ledger.roll.groups[known.row]
        if any(ledger.roll.groups.get(other.row) == group and other.id != lease for other in ledger.held()):
            raise Declined("gone", row=known.row)
        return known

    def _note(
        self, conn: Connection, lease: Lease, what: str, entry: str, *, until: str = "", reason: str = ""
    ) -> None:
        writer, stamp = EntryWriter(conn, self.book.key), self._stamp(lease.caller)
        leases.note(writer, lease, what, stamp, until=until, reason=reason)
        writer.close(
            self._entry(lease.caller), entry, {"row": lease.row} | ({"reason": reason} if reason else {})
        )

    def _heard(self, conn: Connection, lease: Lease, said: Noted, called: str, appointment: str) -> None:
        writer = EntryWriter(conn, self.book.key)
        call = ear.store(conn, writer, lease, said.code, said.before, called, SOURCE)
        leases.note(writer, lease, leases.DONE, self._stamp(lease.caller), reason=appointment)
        facts = {"row": lease.row, "number": call.number, "code": call.code, "before": call.before}
        writer.close(self._entry(lease.caller), "desk_again", facts)

    def _shown(self, conn: Connection, ledger: Ledger, lease: Lease) -> OnScreen:
        person = callee_of(conn, ledger.roll.places[lease.row])
        bare = Callee(
            person.row, person.dossier, person.applicant, "", (), "", "", "", (), product=person.product
        )
        left = int(self._glass.left(lease))
        if lease.again:  # nothing of the first call
            made = tuple(map(attempt_of, ledger.ear.of(lease.row)))
            shown = replace(person, attempts=made) if lease.shown_at else None
            return OnScreen(lease, left, made, bare, shown)
        if not lease.shown_at:
            return OnScreen(lease, left, person.attempts, bare)
        remark = remark_of(conn, lease.respondent)
        return OnScreen(lease, left, person.attempts, bare, person, remark)
