"""A review round as the casebook holds it: seals, draws, calls, decisions. A command loads it once.

What follows from it (final outcomes, verdicts, rates) is worked out when it is first asked for, and once.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from casebook import exported, journal, judging, outcomes, sealing, second_ear
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.evidence.filing import pieces
from casebook.filed import callees, closings, visits
from casebook.filed.closings import EndOfCalls
from casebook.filed.visits import CATEGORY, declared_of
from casebook.journal import Stamp
from casebook.judging import Decision
from casebook.sealing import StoredDraw, StoredSeal
from desk.console import Document
from desk.grounds.against import Beside, against, beside, heard, reuse_told
from desk.grounds.elsewhere import elsewhere
from sampling import labels, rates, rounds, verdicts
from sampling.again.agreement import HeardRow
from sampling.again.agreement import heard as agreement
from sampling.called import CalledDossier, called_rows
from sampling.calls import dealing
from sampling.calls.call_list import row_binding
from sampling.calls.returned.lines import Home
from sampling.draw.seal import read_seal
from sampling.evidence import evidence_codes, resolving
from sampling.heard_before import set_aside
from sampling.model import AgainCall, AgainDraw, Attempt, Callee, Seal
from sampling.rates import Rate
from sampling.rounds import Verdict, is_silent
from verify.checks import BY_CODE


def stamp_now() -> Stamp:
    """Who is at work and when, for the journal."""
    try:
        who = os.environ.get("HEFANG_WHO") or getpass.getuser()
    except (OSError, KeyError):
        who = "?"
    return Stamp(datetime.now().astimezone().isoformat(timespec="seconds"), who)


def note_exported(book: Casebook, *paths: Path) -> None:
    """Note that names in full are about to be written there; of a casebook that can only be read nothing is noted."""
    try:
        exported.note(book, [str(path.absolute()) for path in paths], stamp_now())
    except CasebookError as error:
        if error.code != "read_only":
            raise


@dataclass(frozen=True)
class RoundState:
    """Who is called in this round, and what came of it so far."""

    book: Casebook
    seals: tuple[StoredSeal, ...]
    documents: tuple[Seal, ...]  # of the seals, in the same order
    called: tuple[CalledDossier, ...]
    attempts: tuple[Attempt, ...]
    aside: tuple[Attempt, ...]  # outcomes that contradict one on file
    decisions: tuple[Decision, ...]
    draw: str  # id of all draws that count, "" before the first
    bindings: Mapping[str, str]  # row id -> casebook, seal, stage and draw that it was drawn in
    drawn_at: Mapping[str, datetime]  # row id -> when it was drawn, by the office's clock
    home: Home
    ended: Mapping[str, EndOfCalls]  # dossier -> the end of calls that was declared for it
    ended_rows: frozenset[str]  # rows that were drawn before it
    again_draws: tuple[AgainDraw, ...]  # who is called again by somebody else
    again_calls: tuple[AgainCall, ...]
    gone: tuple[CalledDossier, ...]  # drawn, and withdrawn since
    purged: frozenset[str]  # dossiers under seal whose names and numbers are gone: nobody can be called

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """All rows that are called."""
        return tuple(row for item in self.called for row in item.rows)

    @property
    def gone_rows(self) -> tuple[str, ...]:
        """Rows that were drawn and whose dossier was withdrawn since."""
        return tuple(row for item in self.gone for row in item.rows)

    @cached_property
    def final(self) -> dict[str, str]:
        """The outcome that counts, by row."""
        return rounds.final_codes(self.attempts)

    @cached_property
    def decided_rows(self) -> dict[str, str]:
        """What a reviewer said of a row, by row; codes of evidence apart."""
        said = {row: said.verdict for row, said in self._decided(judging.ROW).items()}
        return {row: verdict for row, verdict in said.items() if verdict not in evidence_codes()}

    @cached_property
    def evidence_rows(self) -> dict[str, str]:
        """What evidence shows of a row, by row, as a reviewer read it."""
        said = {row: said.verdict for row, said in self._decided(judging.ROW).items()}
        return {row: verdict for row, verdict in said.items() if verdict in evidence_codes()}

    @cached_property
    def bare_rows(self) -> tuple[str, ...]:
        """Rows that a reviewer confirmed though nobody answered for them and no evidence of them is on file."""
        with self.book.read() as conn:
            shown = {piece.row for piece in pieces(conn, self.book.round)}
        dead = {row: item.sealed.plan.dead_numbers for item in self.called for row in item.rows}
        return tuple(
            row
            for row, verdict in self.decided_rows.items()
            if rounds.confirms(verdict) and row not in shown and is_silent(row, self.final, dead.get(row, ""))
        )

    @cached_property
    def resolved_rows(self) -> dict[str, str]:
        """What was decided of rows, by row: by a reviewer, or by evidence where the seal says that it counts."""
        over = frozenset(self.rows) - frozenset(self._worth_a_call) - self.clashing
        dead = {row: item.sealed.plan.dead_numbers for item in self.called for row in item.rows}
        silent = {row for row in over & self.evidence_rows.keys() if is_silent(row, self.final, dead[row])}
        counts = self.setting("evidence_counts", "no") == "yes"
        return {**self.decided_rows, **resolving(self.evidence_rows, silent, counts=counts)}

    @cached_property
    def decided_dossiers(self) -> dict[str, Decision]:
        """What a reviewer said of a dossier as a whole, by dossier."""
        return self._decided(judging.DOSSIER)

    @cached_property
    def clashing(self) -> frozenset[str]:
        """Rows whose outcomes disagree and that nobody has decided."""
        return rounds.clashing(self.attempts, self.disagreeing, self.decided_rows)

    @cached_property
    def heard(self) -> tuple[HeardRow, ...]:
        """Every row that was drawn to be called again, with both calls side by side."""
        return agreement(self.again_draws, self.again_calls, self.final, frozenset(self.rows))

    @cached_property
    def disagreeing(self) -> tuple[Attempt, ...]:
        """Outcomes that leave their row unresolved until a reviewer decides: of the first calls, and of the second ear."""
        doubted = {row.row: row for row in self.heard if row.doubted}
        return (
            *self.aside,
            *(Attempt(row, 0, item.second, "", item.caller) for row, item in doubted.items()),
        )

    def setting(self, name: str, default: str) -> str:
        """Return a setting as it stood under the first seal that has it."""
        with self.book.read() as conn:
            for stored in self.seals:
                for version in stored.versions.values():
                    chosen = judging.settings_of(conn, version, upto=stored.entry).get(name)
                    if chosen is not None:
                        return str(chosen)
        return default

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """Rows that are worth a call. One that a reviewer has decided, or has to decide, nobody calls again."""
        return tuple(row for row in self._worth_a_call if not self._is_over(row))

    @cached_property
    def stopped(self) -> tuple[str, ...]:
        """Rows that would be worth a call, had the end of calls not been declared or their numbers been purged."""
        return tuple(row for row in self._worth_a_call if self._is_over(row))

    def _is_over(self, row: str) -> bool:
        return row in self.ended_rows or row.rpartition("#")[0] in self.purged

    @cached_property
    def _worth_a_call(self) -> tuple[str, ...]:
        settled = self.clashing | frozenset(self.decided_rows)
        return tuple(dealing.open_rows(self.rows, self.attempts, settled))

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Proposed judgements from everything on file.

        Judged by the review that lay under the seal: whatever was filed after it, with other settings or by
        another version, is kept beside and changes nothing.
        """
        cleared = {name for name, said in self._decided(judging.FINDING).items() if said.verdict == "cleared"}
        with self.book.read() as conn:
            found = against(
                conn,
                self.seals,
                cleared,
                self.visits,
                self.beside,
                self.heard_before,
                self.reused,
                self.limits,
            )
        return rounds.judge_round(
            self.called, self.attempts, self.disagreeing, self.resolved_rows, found.whole, self.waiting, found.rows,
            found.codes, self.stopped,
        )  # fmt: skip

    @cached_property
    def proposals(self) -> dict[str, Document]:
        """The verdicts as JSON values, without words, by dossier."""
        return {
            v.judgement.dossier: rounds.document(v)
            | self._stopped(v)
            | self._shown_evidence(v)
            | self._bare(v)
            | self._visit(v)
            | self._called_before(v)
            | self.elsewhere.get(v.judgement.dossier, {})
            for v in self.verdicts
        }

    def _shown_evidence(self, verdict: Verdict) -> Document:
        """How many rows have a code of evidence that counts for nothing: by the seal, or beside an answer."""
        mine = [row for row in verdict.called.sealed.rows if row in self.evidence_rows]
        shown = sum(row not in self.resolved_rows for row in mine)
        return {"evidence_shown": shown} if shown else {}

    def _bare(self, verdict: Verdict) -> Document:
        """Rows that were confirmed without an answer and without evidence; nothing where there are none."""
        mine = [row for row in verdict.called.sealed.rows if row in self.bare_rows]
        return {"decided_bare": mine} if mine else {}

    @cached_property
    def visits(self) -> dict[str, Decision]:
        """The last record of a visit, by dossier."""
        return visits.visits(self.decisions)

    def _visit(self, verdict: Verdict) -> Document:
        """What was seen at a building project, or that nothing is on file yet; nothing for others."""
        id = verdict.judgement.dossier
        said = self.visits.get(id)
        if said is not None:
            told = {"by": said.by, "on": said.what, "seen": said.reason}
            return {"visit": {"result": said.verdict, **told}}
        missing = {"visit": {"result": "missing", "by": "", "on": "", "seen": ""}}
        return missing if id in self.buildings else {}

    def _called_before(self, verdict: Verdict) -> Document:
        """What is on file of these people under another number, or of an earlier round; denials that were set aside."""
        id = verdict.judgement.dossier
        found: Document = {"called_before": told} if (told := self.heard_before.get(id)) else {}
        found |= {"reused": again} if (again := self.reused.get(id)) else {}
        by_phone = labels.labels(
            verdict.called.rows, self.final, {}, frozenset(a.row for a in self.disagreeing)
        )
        aside = set_aside(verdict.called.rows, by_phone, self._all_labels)
        return found | ({"set_aside": aside} if aside else {})

    @cached_property
    def elsewhere(self) -> dict[str, Document]:
        """Dossier -> rosters of other companies that hold its people, where there are any."""
        with self.book.read() as conn:
            return elsewhere(conn, self.book.round, self.beside.shared)

    @cached_property
    def heard_before(self) -> dict[str, list[Document]]:
        """Dossier -> what is on file of its people under another number of the round."""
        return heard(self.beside, self.called, self.gone, self._all_labels, self._sizes)

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """Dossier -> rows of its roster, of all that lie under a seal."""
        return {item.id: item.population for document in self.documents for item in document.dossiers}

    @cached_property
    def limits(self) -> dict[str, int]:
        """Dossier -> false rows from which on its roster is not authentic."""
        return {item.id: item.plan.limit for document in self.documents for item in document.dossiers}

    @cached_property
    def reused(self) -> dict[str, list[Document]]:
        """Dossier -> which rosters of earlier rounds hold more of its people than customers who may be shared."""
        under = {code: (v, stored.entry) for stored in self.seals for code, v in stored.versions.items()}
        with self.book.read() as conn:
            chosen = {id: judging.settings_of(conn, *under[id]) for id in self.beside.earlier}
        return reuse_told(self.beside, self._sizes, chosen)

    @cached_property
    def beside(self) -> Beside:
        """Which dossiers belong together: of one company, or one roster."""
        with self.book.read() as conn:
            return beside(conn, self.book.round, self.seals)

    @cached_property
    def _all_labels(self) -> dict[str, str]:
        return labels.labels((*self.rows, *self.gone_rows), self.final, self.decided_rows, self.clashing)

    @cached_property
    def buildings(self) -> frozenset[str]:
        """Dossiers that apply as building projects: the notice asks for a record of a visit."""
        with self.book.read() as conn:
            under = {code: version for stored in self.seals for code, version in stored.versions.items()}
            return frozenset(
                code
                for code, version in under.items()
                if declared_of(conn, version).get("category") == CATEGORY
            )

    def _stopped(self, verdict: Verdict) -> Document:
        """Whom the declared end of calls left out, and why; nothing where it left out nobody."""
        if not verdict.stopped:
            return {}
        if verdict.judgement.dossier in self.purged:
            return {"stopped": {"rows": verdict.stopped, "purged": True}}
        told = self.ended[verdict.judgement.dossier]
        return {"stopped": {"rows": verdict.stopped, "reason": told.reason, "by": told.by, "at": told.at}}

    @cached_property
    def rates(self) -> dict[str, tuple[Rate, ...]]:
        """How the calls to the drawn rows of each dossier went; () before the first call."""
        found = {}
        for verdict in self.verdicts:
            drawn = (*verdict.called.first, *(verdict.called.second or ()))
            groups = [g for g in (verdict.result.first, verdict.result.second) if g is not None]
            codes = rates.call_codes(drawn, self.final, self.decided_rows, self.clashing)
            heard = any(row in self.final or row in self.decided_rows for row in drawn)
            made = rates.rates(codes, sum(g.confirmed for g in groups)) if heard else ()
            found[verdict.called.sealed.id] = made
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """What every called row turned out to be: row id -> confirmed, denied or neither."""
        return labels.labels(self.rows, self.final, self.decided_rows, self.clashing)

    def shown(self, lang: str) -> list[Document]:
        """The proposals with words, and the reviewer's decision beside each."""
        titles = {code: check.title[1 if lang == "en" else 0] for code, check in BY_CODE.items()}
        decided = {id: judging.document(said) for id, said in self.decided_dossiers.items()}
        return [
            verdicts.shown(document, decided.get(id), titles, lang) for id, document in self.proposals.items()
        ]

    def people(self, rows: Iterable[str]) -> dict[str, Callee]:
        """The people behind drawn rows, by row id, each bound to the draw that it came from; who was purged is left out."""
        with self.book.read() as conn:
            found = callees.callees(conn, sealing.load_seals(conn, whole=True), rows)
        return {row: replace(person, binding=self.bindings[row]) for row, person in found.items()}

    def _decided(self, target: str) -> dict[str, Decision]:
        return judging.verdicts(self.decisions, target)


def load(book: Casebook, *, need: bool = True) -> RoundState:
    """Read a round. Raises CasebookError not_sealed, not_drawn where ``need`` says that there must be calls."""
    with book.read() as conn:
        seals = sealing.load_seals(conn)
        draw_ids = sealing.draw_ids(conn)
        origin = next(journal.entries(conn)).hash
        attempts, aside = outcomes.all_attempts(conn), outcomes.all_contradictions(conn)
        decisions = judging.all_decisions(conn, book.round)
        times = callees.office_times(conn)
        ended = closings.ended(conn, book.round)
        purged = sealing.purged_versions(conn)
        again = second_ear.draws_of(conn), second_ear.calls_of(conn)
    if need and not seals:
        raise CasebookError("not_sealed")
    documents = tuple(read_seal(stored.document) for stored in seals)
    called, gone = list[CalledDossier](), list[CalledDossier]()
    bindings: dict[str, str] = {}
    drawn_at: dict[str, datetime] = {}
    over: set[str] = set()
    for stored, document in zip(seals, documents, strict=True):
        everybody = called_rows(document, *stored.texts)
        called += [item for item in everybody if item.sealed.id in stored.versions]
        gone += [item for item in everybody if item.sealed.id not in stored.versions]
        for item in everybody:
            for drawn, rows in _drawn(stored, item):
                bindings |= dict.fromkeys(
                    rows, row_binding(origin, stored.sha256, drawn.stage, drawn.document)
                )
                drawn_at |= dict.fromkeys(rows, times[drawn.entry])
                if item.sealed.id in ended and drawn.entry < ended[item.sealed.id].entry:
                    over.update(rows)
    if need and not called:
        raise CasebookError("not_drawn")
    return RoundState(
        book, seals, documents, tuple(called), attempts, aside, decisions,
        draw_ids[-1] if draw_ids else "", bindings, drawn_at, Home(book.round, origin, frozenset(draw_ids)), ended,
        frozenset(over), *again, tuple(gone), sealing.purged_of(seals, purged),
    )  # fmt: skip


def _drawn(stored: StoredSeal, item: CalledDossier) -> Iterator[tuple[StoredDraw, tuple[str, ...]]]:
    """Yield the draws of a dossier, each with the rows that are called by it."""
    first, second = stored.draws.get(1), stored.second_of(item.sealed.id)
    for drawn, rows in ((first, (*item.sealed.targeted, *item.first)), (second, item.second or ())):
        if drawn is not None and rows:
            yield drawn, rows
