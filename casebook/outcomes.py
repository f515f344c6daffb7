"""Outcomes of calls: stored once, never overwritten; what disagrees is kept beside for a reviewer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from casebook.connect import Casebook
from casebook.dossiers import add_texts
from casebook.fingerprints import mac
from casebook.journal import Stamp
from casebook.pen import Pen
from casebook.plain import clean
from casebook.schema import attempts, contradictions, lists, remarks, respondents, texts
from casebook.sealing import load_seals
from sampling.model import Attempt, Remark

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the outcomes that were brought in. ``clashes``: (as it came in, as it is stored)."""

    new: tuple[Attempt, ...]
    unchanged: int
    clashes: tuple[tuple[Attempt, Attempt], ...]
    remarks: int
    unknown: tuple[str, ...]  # row ids that no seal of this casebook has


def import_outcomes(
    casebook: Casebook,
    found: Sequence[Attempt],
    noted: Sequence[Remark],
    source: str,
    stamp: Stamp,
) -> Imported:
    """Store new attempts and remarks. The same again changes nothing; other outcomes for a stored attempt
    are set aside as contradictions. ``source``: what the outcomes came in with, e.g. a file's hash."""
    found = [Attempt(a.row, a.number, a.code, clean(a.called_at), clean(a.caller)) for a in found]
    # What lies under seal does not change, so it is looked up before anybody has to wait.
    with casebook.read() as conn:
        people = _under_seal(conn, {a.row for a in found} | {r.row for r in noted})
    with casebook.write() as conn:
        stored = _stored(conn, {people[a.row][0] for a in found if a.row in people})
        aside = _aside(conn, {people[a.row][0] for a in found if a.row in people})
        pen = Pen(conn, casebook.key)
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
        pen.add(attempts, [_row(id, a, source) for (id, _), a in new.items()])
        fresh = [(key[0], pair[0]) for key, pair in clashes.items() if key not in aside]
        pen.add(contradictions, [_row(id, a, source) for id, a in fresh])
        count = _add_remarks(pen, [(people[r.row], r) for r in noted if r.row in people])
        if pen.macs:
            facts = {"new": len(new), "contradicting": len(fresh), "remarks": count, "source": source}
            pen.close(stamp, "import", facts)
    unknown = tuple(dict.fromkeys(a.row for a in found if a.row not in people))
    return Imported(tuple(new.values()), unchanged, tuple(clashes.values()), count, unknown)


def _row(respondent: int, attempt: Attempt, source: str) -> dict[str, object]:
    return {
        "respondent_id": respondent,
        "number": attempt.number,
        "code": attempt.code,
        "called_at": attempt.called_at,
        "caller": attempt.caller,
        "source": source,
    }


def _add_remarks(pen: Pen, noted: Iterable[tuple[tuple[int, int], Remark]]) -> int:
    """Append remarks that differ from the last one of their row; earlier ones stay."""
    count = 0
    for (respondent, version), remark in noted:
        text = _remark_text(remark)
        known = pen.conn.scalar(
            select(remarks.c.text_mac)
            .where(remarks.c.respondent_id == respondent)
            .order_by(remarks.c.id.desc())
            .limit(1)
        )
        made = mac(pen.key, text)
        if known != made:
            row = {"respondent_id": respondent, "caller": clean(remark.caller), "text_mac": made}
            (id,) = pen.add(remarks, [row])
            add_texts(pen.conn, version, [("remarks", id, text)])
            count += 1
    return count


def _remark_text(remark: Remark) -> str:
    said = [remark.own, remark.interviewed, remark.agrees, remark.note]
    return clean(json.dumps(said, ensure_ascii=False))


def _under_seal(conn: Connection, rows: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return respondent and version of row ids, among the versions that lie under a seal that counts."""
    covered = {version for seal in load_seals(conn) for version in seal.versions.values()}
    statement = select(respondents.c.row_id, respondents.c.id, respondents.c.version_id)
    wanted = set(rows)
    found = {}
    for version in sorted(covered):
        for row, id, _ in conn.execute(statement.where(respondents.c.version_id == version)):
            if row in wanted:
                found[str(row)] = (int(id), version)
    return found


def _stored(conn: Connection, ids: Iterable[int]) -> dict[tuple[int, int], Attempt]:
    statement = select(
        attempts.c.respondent_id, attempts.c.number, respondents.c.row_id, attempts.c.code,
        attempts.c.called_at, attempts.c.caller,
    ).join(respondents, respondents.c.id == attempts.c.respondent_id)  # fmt: skip
    return {
        (r[0], r[1]): Attempt(r[2], r[1], r[3], r[4], r[5])
        for chunk in _chunks(ids)
        for r in conn.execute(statement.where(attempts.c.respondent_id.in_(chunk)))
    }


def _aside(conn: Connection, ids: Iterable[int]) -> set[tuple[int, int, str, str]]:
    c = contradictions.c
    return {
        (r[0], r[1], r[2], r[3])
        for chunk in _chunks(ids)
        for r in conn.execute(
            select(c.respondent_id, c.number, c.code, c.called_at).where(c.respondent_id.in_(chunk))
        )
    }


def _chunks(ids: Iterable[int]) -> Iterable[Sequence[int]]:
    ordered = sorted(set(ids))
    return (ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK))


def all_attempts(conn: Connection) -> tuple[Attempt, ...]:
    """Return every stored attempt, in the order of rows and numbers."""
    statement = (
        select(
            respondents.c.row_id, attempts.c.number, attempts.c.code, attempts.c.called_at, attempts.c.caller
        )
        .join(respondents, respondents.c.id == attempts.c.respondent_id)
        .order_by(attempts.c.respondent_id, attempts.c.number)
    )
    return tuple(Attempt(*row) for row in conn.execute(statement))


def all_contradictions(conn: Connection) -> tuple[Attempt, ...]:
    """Return every outcome that was set aside."""
    c = contradictions.c
    statement = select(respondents.c.row_id, c.number, c.code, c.called_at, c.caller).join(
        respondents, respondents.c.id == c.respondent_id
    )
    return tuple(Attempt(*row) for row in conn.execute(statement.order_by(c.id)))


def all_remarks(conn: Connection) -> tuple[Remark, ...]:
    """Return the last remark of every row that still has one (a purge takes them)."""
    statement = (
        select(respondents.c.row_id, remarks.c.caller, texts.c.text)
        .join(respondents, respondents.c.id == remarks.c.respondent_id)
        .join(texts, (texts.c.owner == "remarks") & (texts.c.owner_id == remarks.c.id))
        .order_by(remarks.c.id)
    )
    found = {row: Remark(row, caller, *json.loads(text)) for row, caller, text in conn.execute(statement)}
    return tuple(found.values())


def store_lists(casebook: Casebook, dealt: Mapping[str, Sequence[str]], stamp: Stamp) -> bool:
    """Note who was given which rows; return False when the last lists were the same."""
    with casebook.write() as conn:
        pen = Pen(conn, casebook.key)
        known = {
            str(caller): str(rows)
            for caller, rows in conn.execute(select(lists.c.caller, lists.c.rows).order_by(lists.c.id))
        }
        rows = {caller: json.dumps(list(ids), ensure_ascii=False) for caller, ids in dealt.items()}
        fresh = {caller: text for caller, text in rows.items() if known.get(caller) != text}
        if not fresh:
            return False
        pen.add(lists, [{"caller": c, "rows": t, "content": mac(casebook.key, t)} for c, t in fresh.items()])
        pen.close(stamp, "lists", {caller: len(dealt[caller]) for caller in fresh})
        return True
