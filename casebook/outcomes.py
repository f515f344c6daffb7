"""Outcomes of calls: stored once, never overwritten; what disagrees is kept beside for a reviewer."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from casebook.calldesk.leases import held_rows
from casebook.codec import calls
from casebook.codec.tables import add_texts
from casebook.codec.values import clean
from casebook.connect import Casebook
from casebook.database.queries import chunks, pairs
from casebook.fingerprints import mac
from casebook.journal import EntryWriter, Stamp
from casebook.schema import attempts, contradictions, lists, remarks, respondents
from casebook.sealing import load_seals
from sampling.model import Attempt, Remark

Dealt = Mapping[str, Sequence[str]]  # caller -> rows


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the outcomes that were brought in. ``clashes``: (as it came in, as it is stored)."""

    new: tuple[Attempt, ...]
    unchanged: int
    clashes: tuple[tuple[Attempt, Attempt], ...]
    remarks: int


def import_outcomes(
    casebook: Casebook,
    found: Sequence[Attempt],
    noted: Sequence[Remark],
    source: str,
    stamp: Stamp,
) -> Imported:
    """Store new attempts and remarks. The same again changes nothing; other outcomes for a stored attempt
    are set aside as contradictions, rows that lie under no seal are passed over. ``source``: what the outcomes came
    in with, e.g. a file's hash."""
    found = [Attempt(a.row, a.number, a.code, clean(a.called_at), clean(a.caller)) for a in found]
    # What lies under seal does not change, so it is looked up before anybody has to wait.
    with casebook.read() as conn:
        people = under_seal(conn, {a.row for a in found} | {r.row for r in noted})
    with casebook.write() as conn:
        stored = _stored(conn, {people[a.row][0] for a in found if a.row in people})
        aside = _aside(conn, {people[a.row][0] for a in found if a.row in people})
        writer = EntryWriter(conn, casebook.key)
        new: dict[tuple[int, int], Attempt] = {}
        clashes: dict[tuple[int, int, str, str], tuple[Attempt, Attempt]] = {}
        unchanged = 0
        for attempt in found:
            if attempt.row not in people:
                continue
            place = (people[attempt.row][0], attempt.number)
            known = stored.get(place) or new.get(place)
            if known is None:
                new[place] = attempt
            elif known.code == attempt.code:
                unchanged += 1  # the time that was noted first stands
            else:
                clashes[*place, attempt.code, attempt.called_at] = (attempt, known)
        writer.add(attempts, [calls.attempt_to_row(id, a, source) for (id, _), a in new.items()])
        fresh = [(key[0], pair[0]) for key, pair in clashes.items() if key not in aside]
        writer.add(contradictions, [calls.attempt_to_row(id, a, source) for id, a in fresh])
        count = add_remarks(writer, [(people[r.row], r) for r in noted if r.row in people])
        if writer.macs:
            facts = {"new": len(new), "contradicting": len(fresh), "remarks": count, "source": source}
            writer.close(stamp, "import", facts)
    return Imported(tuple(new.values()), unchanged, tuple(clashes.values()), count)


def add_remarks(writer: EntryWriter, noted: Iterable[tuple[tuple[int, int], Remark]]) -> int:
    """Append remarks that differ from the last one of their row; earlier ones stay. Return how many were new.

    ``noted``: each with (respondent, version) of its row.
    """
    count = 0
    for (respondent, version), remark in noted:
        text = calls.remark_to_text(remark)
        known = writer.conn.scalar(
            select(remarks.c.text_mac)
            .where(remarks.c.respondent_id == respondent)
            .order_by(remarks.c.id.desc())
            .limit(1)
        )
        made = mac(writer.key, text)
        if known != made:
            row = {"respondent_id": respondent, "caller": clean(remark.caller), "text_mac": made}
            (id,) = writer.add(remarks, [row])
            add_texts(writer.conn, version, [("remarks", id, text)])
            count += 1
    return count


def under_seal(conn: Connection, rows: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return respondent and version of row ids, among the versions that lie under a seal that counts; of dossiers that
    were withdrawn since, too: what their people said while the lists were out is not lost."""
    covered = {version for seal in load_seals(conn, whole=True) for version in seal.versions.values()}
    statement = select(respondents.c.row_id, respondents.c.id, respondents.c.version_id)
    wanted = set(rows)
    found = {}
    for version in sorted(covered):
        for row, id, _ in conn.execute(statement.where(respondents.c.version_id == version)):
            if row in wanted:
                found[str(row)] = (int(id), version)
    return found


def _stored(conn: Connection, ids: set[int]) -> dict[tuple[int, int], Attempt]:
    statement = calls.attempts_of(attempts)
    return {
        (row.respondent_id, row.number): calls.attempt_from_row(row)
        for chunk in chunks(sorted(ids))
        for row in conn.execute(statement.where(attempts.c.respondent_id.in_(chunk)))
    }


def _aside(conn: Connection, ids: set[int]) -> set[tuple[int, int, str, str]]:
    c = contradictions.c
    return {
        (r[0], r[1], r[2], r[3])
        for chunk in chunks(sorted(ids))
        for r in conn.execute(
            select(c.respondent_id, c.number, c.code, c.called_at).where(c.respondent_id.in_(chunk))
        )
    }


def all_attempts(conn: Connection) -> tuple[Attempt, ...]:
    """Return every stored attempt, in the order of rows and numbers."""
    statement = calls.attempts_of(attempts).order_by(attempts.c.respondent_id, attempts.c.number)
    return tuple(map(calls.attempt_from_row, conn.execute(statement)))


def all_contradictions(conn: Connection) -> tuple[Attempt, ...]:
    """Return every outcome that was set aside."""
    statement = calls.attempts_of(contradictions).order_by(contradictions.c.id)
    return tuple(map(calls.attempt_from_row, conn.execute(statement)))


def all_remarks(conn: Connection) -> tuple[Remark, ...]:
    """Return the last remark of every row that still has one (a purge takes them)."""
    found = {remark.row: remark for remark in map(calls.remark_from_row, conn.execute(calls.REMARKS))}
    return tuple(found.values())


def store_lists(casebook: Casebook, dealt: Dealt, stamp: Stamp) -> bool:
    """Note who was given which rows; return False when the last lists were the same."""
    with casebook.write() as conn:
        return _store_lists(casebook, conn, dealt, stamp)


def deal_lists(
    casebook: Casebook, deal: Callable[[Collection[str]], tuple[Dealt, int]], stamp: Stamp
) -> tuple[Dealt, int]:
    """Deal rows to callers and note it, in one piece: nobody can be taken at the call desk in between.

    ``deal``: takes the rows that are on screens there, and returns each caller's rows and how many were left out.
    """
    with casebook.write() as conn:
        dealt, left_out = deal(held_rows(conn, datetime.fromisoformat(stamp.at)))
        _store_lists(casebook, conn, dealt, stamp)
    return dealt, left_out


def _store_lists(casebook: Casebook, conn: Connection, dealt: Dealt, stamp: Stamp) -> bool:
    known = pairs(conn, select(lists.c.caller, lists.c.rows).order_by(lists.c.id))
    rows = {caller: json.dumps(list(ids), ensure_ascii=False) for caller, ids in dealt.items()}
    fresh = {caller: text for caller, text in rows.items() if known.get(caller) != text}
    if not fresh:
        return False
    writer = EntryWriter(conn, casebook.key)
    made = [{"caller": c, "rows": text, "content": mac(casebook.key, text)} for c, text in fresh.items()]
    writer.add(lists, made)
    writer.close(stamp, "lists", {caller: len(dealt[caller]) for caller in fresh})
    return True
