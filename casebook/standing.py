"""Where every dossier of the round stands, for ``hefang status``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from casebook import journal
from casebook.check import Fault
from casebook.connect import Casebook
from casebook.filed import links
from casebook.filed.altered import Pair, pairs
from casebook.filed.came_back import Shared, applying_twice, came_back, joined, one_roster, people
from casebook.filed.withdrawals import Withdrawal, withdrawn
from casebook.fingerprints import STRENGTH
from casebook.purge import unfinished
from casebook.schema import dossiers, purges, reviews, versions
from casebook.sealing import StoredSeal, load_seals


@dataclass(frozen=True, slots=True)
class Standing:
    """One dossier. ``version`` counts (the one under seal, else the last) of ``versions``."""

    id: str
    applicant: str
    version: int
    versions: int
    version_id: int
    rows: int
    counts: Mapping[str, int]
    score: int | None
    links: Mapping[str, int]  # rows that are on file elsewhere, by kind; same applicant left out
    sealed: bool
    drawn: int  # last stage at which its rows were drawn to be called, 0 = none
    purged: bool
    file: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The casebook as a whole."""

    round: str
    path: str
    dossiers: tuple[Standing, ...]
    seals: tuple[StoredSeal, ...]
    journal_entries: int
    journal_hash: str
    purge_unfinished: bool
    withdrawn: tuple[Withdrawal, ...] = ()
    altered: tuple[Pair, ...] = ()
    came_back: Shared = field(default_factory=dict)
    twice: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # dossier -> others of the same company
    roster: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # dossier -> others that are one roster


def overview(casebook: Casebook) -> Overview:
    """Return where everything stands."""
    with casebook.read() as conn:
        seals = load_seals(conn)
        number, last = journal.head(conn)
        company, roster = applying_twice(conn, casebook.round), one_roster(conn, casebook.round)
        return Overview(
            casebook.round, casebook.path, _standings(conn, casebook.round, seals), seals, number, last,
            unfinished(conn), tuple(withdrawn(conn, casebook.round).values()),
            pairs(conn, casebook.round), came_back(conn, casebook.round, joined(company, roster)), company, roster,
        )  # fmt: skip


def document(
    state: Overview | None, calls: Mapping[str, Mapping[str, Any]], faults: Sequence[Fault] | None
) -> dict[str, Any]:
    """Return where everything stands as JSON values; ``faults`` is None where nothing was checked."""
    checked = {} if faults is None else {"faults": [asdict(fault) for fault in faults]}
    if state is None:
        return checked
    return {
        "round": state.round,
        "casebook": state.path,
        "dossiers": [_line(item, calls.get(item.id)) for item in state.dossiers],
        "withdrawn": [
            {"id": item.dossier, "reason": item.reason, "by": item.by, "at": item.at}
            for item in state.withdrawn
        ],
        "called_before": {
            id: {other: people(pairs) for other, pairs in shared.items()}
            for id, shared in state.came_back.items()
            if any(shared.values())
        },
        "one_roster": {id: list(others) for id, others in state.roster.items()},
        "applying_twice": {id: list(others) for id, others in state.twice.items()},
        "altered": [asdict(pair) for pair in state.altered],
        "journal": {"entries": state.journal_entries, "hash": state.journal_hash},
        "purge_unfinished": state.purge_unfinished,
        **checked,
    }


def _line(item: Standing, calls: Mapping[str, Any] | None) -> dict[str, Any]:
    called = None if calls is None else {name: calls[name] for name in ("drawn", "done", "contradicting")}
    return {
        "id": item.id,
        "applicant": item.applicant or None,
        "version": item.version,
        "versions": item.versions,
        "rows": item.rows,
        "findings": dict(item.counts),
        "credibility": item.score,
        "links": dict(item.links),
        "stage": stage_of(item),
        "calls": called,
        "judgement": None if calls is None else calls["code"],
        "purged": item.purged,
    }


def stage_of(item: Standing) -> str:
    """filed, sealed, drawn1 or drawn2."""
    return "filed" if not item.sealed else f"drawn{item.drawn}" if item.drawn else "sealed"


def _standings(conn: Connection, round_name: str, seals: tuple[StoredSeal, ...]) -> tuple[Standing, ...]:
    statement = (
        select(dossiers.c.code, versions.c.id, versions.c.number, versions.c.row_count, versions.c.file)
        .join(versions, versions.c.dossier_id == dossiers.c.id)
        .where(dossiers.c.round == round_name)
        .order_by(dossiers.c.id, versions.c.number)
    )
    known: dict[str, list[tuple[int, int, int, str]]] = {}
    for code, *version in conn.execute(statement):
        known.setdefault(code, []).append((version[0], version[1], version[2], version[3]))
    c = reviews.c
    heads = {
        row[0]: row
        for row in conn.execute(select(c.version_id, c.applicant, c.counts, c.score).order_by(c.id))
    }
    gone = set(conn.scalars(select(purges.c.version_id)))
    linked = _links(conn)
    under = {code: version for seal in seals for code, version in seal.versions.items()}
    called = {code: 1 for seal in seals if 1 in seal.draws for code in seal.versions}
    called |= {code: 2 for seal in seals for drawn in seal.seconds for code in drawn.dossiers}
    out = withdrawn(conn, round_name)
    found = []
    for code, all_versions in known.items():
        if code in out:
            continue
        id, number, rows, file = next((v for v in all_versions if v[0] == under.get(code)), all_versions[-1])
        head = heads.get(id)
        found.append(
            Standing(
                id=code,
                applicant="" if head is None else head[1],
                version=number,
                versions=len(all_versions),
                version_id=id,
                rows=rows,
                counts={} if head is None else json.loads(head[2]),
                score=None if head is None or not head[3] else int(head[3]),
                links=linked.get(id, {}),
                sealed=code in under,
                drawn=called.get(code, 0),
                purged=id in gone,
                file=file,
            )
        )
    return tuple(found)


def _links(conn: Connection) -> dict[int, Mapping[str, int]]:
    """Return, by version, how many rows are linked to rows of other applicants, by the strongest kind."""
    strongest: dict[links.LinkEnd, str] = {}
    for here, _, kind in links.linked(conn):
        strongest[here] = min(strongest.get(here, kind), kind, key=STRENGTH.index)
    found: dict[int, Counter[str]] = {}
    for here, kind in strongest.items():
        found.setdefault(here.version, Counter())[kind] += 1
    return {version: dict(counts) for version, counts in found.items()}
