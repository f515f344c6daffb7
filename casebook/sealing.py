"""Seals and draws: stored as the very documents that were published, beside the versions they cover."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from casebook.calldesk.leases import ever_shown
from casebook.connect import Casebook
from casebook.database.queries import dossier_ids, pairs
from casebook.errors import CasebookError
from casebook.filed.withdrawals import withdrawn, withdrawn_ids
from casebook.journal import EntryWriter, Stamp, entries
from casebook.schema import attempts, dossiers, draws, lists, purges, respondents, sealed, seals, versions


@dataclass(frozen=True, slots=True)
class StoredDraw:
    """A draw that counts. ``dossiers``: those whose drawn rows are called at this stage."""

    id: int
    stage: int
    document: str
    dossiers: tuple[str, ...]
    entry: int = 0  # of the journal


@dataclass(frozen=True, slots=True)
class StoredSeal:
    """A seal that counts: its document, the version of every dossier under it, its draws by stage."""

    id: int
    sha256: str
    document: str
    versions: Mapping[str, int]
    draws: Mapping[int, StoredDraw]
    entry: int = 0  # of the journal
    seconds: tuple[
        StoredDraw, ...
    ] = ()  # every draw of stage 2: a dossier that opens late has one of its own

    @property
    def texts(self) -> tuple[str | None, Sequence[tuple[str, Sequence[str]]]]:
        """The documents of stage 1 (None before it was drawn) and of stage 2, each with the dossiers that it opened."""
        first = self.draws.get(1)
        seconds = [(drawn.document, drawn.dossiers) for drawn in self.seconds]
        return None if first is None else first.document, seconds

    def second_of(self, dossier: str) -> StoredDraw | None:
        """Return the draw of stage 2 that this dossier was called by."""
        return next((drawn for drawn in reversed(self.seconds) if dossier in drawn.dossiers), None)


def load_seals(conn: Connection, *, whole: bool = False) -> tuple[StoredSeal, ...]:
    """Return the seals that count, in the order of sealing, with the last draw of each stage.

    Dossiers that were withdrawn are not among ``versions``; ``whole``: they are, as in the document.
    """
    out = set() if whole else withdrawn_ids(conn)
    rows = conn.execute(
        select(seals.c.id, seals.c.seal_sha256, seals.c.document, seals.c.supersedes, seals.c.entry)
    ).all()
    gone = {id for row in rows for id in json.loads(row[3])}
    members: dict[int, dict[str, int]] = {}
    statement = select(sealed.c.seal_id, dossiers.c.code, sealed.c.version_id, dossiers.c.id).join(
        dossiers, dossiers.c.id == sealed.c.dossier_id
    )
    for seal_id, code, version_id, dossier in conn.execute(statement.order_by(sealed.c.id)):
        if dossier not in out:
            members.setdefault(seal_id, {})[code] = version_id
    drawn: dict[int, dict[int, StoredDraw]] = {}
    seconds: dict[int, list[StoredDraw]] = {}
    c = draws.c
    for id, seal_id, stage, document, called, entry in conn.execute(
        select(c.id, c.seal_id, c.stage, c.document, c.dossiers, c.entry).order_by(c.id)
    ):
        stored = StoredDraw(id, stage, document, tuple(json.loads(called)), entry)
        drawn.setdefault(seal_id, {})[stage] = stored
        if stage == 2:
            # A draw for the same dossiers takes the place of the one before: it was drawn again, with a reason.
            others = [s for s in seconds.get(seal_id, []) if set(s.dossiers) != set(stored.dossiers)]
            seconds[seal_id] = [*others, stored]
    return tuple(
        StoredSeal(
            row[0],
            row[1],
            row[2],
            members.get(row[0], {}),
            drawn.get(row[0], {}),
            row[4],
            tuple(seconds.get(row[0], ())),
        )
        for row in sorted(rows)
        if row[0] not in gone
    )


def draw_id(documents: Mapping[tuple[int, int], str]) -> str:
    """Return the id that call lists carry: of all draws that count, documents by (seal, stage)."""
    text = "".join(documents[key] for key in sorted(documents))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def draw_ids(conn: Connection) -> tuple[str, ...]:
    """Return the id that lists carried after each draw, oldest first: a list may have been out for long."""
    known: dict[tuple[int, int], str] = {}
    found = []
    for seal, stage, document in conn.execute(
        select(draws.c.seal_id, draws.c.stage, draws.c.document).order_by(draws.c.id)
    ):
        known[seal, stage] = document
        found.append(draw_id(known))
    return tuple(found)


def plain_seed(seed: str) -> str:
    """Return a seed as it is compared: however it is written or grouped, the same dice are the same."""
    return "".join(c for c in unicodedata.normalize("NFKC", seed).casefold() if c.isalnum()) or seed


def refuse_known_dice(conn: Connection, seed: str) -> None:
    """Raise CasebookError seed_on_file when these dice drew anything before, or in an earlier round.

    Whoever knows the seed can work out which rows will be drawn, and make a roster after it: every seal and
    every stage gets its own roll.
    """
    for entry in entries(conn):
        if plain_seed(seed) in map(plain_seed, entry.content.get("seeds", ())):
            raise CasebookError("seed_on_file", seed=seed, at=entry.at[:16].replace("T", " "))


def seeds_on_file(conn: Connection) -> tuple[str, ...]:
    """Return every seed that this casebook knows, those of earlier rounds included."""
    return tuple(dict.fromkeys(s for entry in entries(conn) for s in entry.content.get("seeds", ())))


def to_seal(conn: Connection, round_name: str, *, again: bool = False) -> dict[str, int]:
    """Return the dossiers that would go under a seal now, with their last version.

    Those that lie under one already are left out; with ``again``, only those that have been drawn are.
    """
    known = load_seals(conn)
    closed = {code for seal in known if seal.draws or not again for code in seal.versions}
    top = (
        select(versions.c.dossier_id, func.max(versions.c.number).label("number"))
        .group_by(versions.c.dossier_id)
        .subquery()
    )
    statement = (
        select(dossiers.c.code, versions.c.id)
        .join(versions, versions.c.dossier_id == dossiers.c.id)
        .join(top, (top.c.dossier_id == versions.c.dossier_id) & (top.c.number == versions.c.number))
        .where(dossiers.c.round == round_name, versions.c.row_count > 0)
        .where(versions.c.id.not_in(select(purges.c.version_id)))
        .order_by(dossiers.c.id)
    )
    closed |= withdrawn(conn, round_name).keys()
    return {code: id for code, id in conn.execute(statement) if code not in closed}


def purged_versions(conn: Connection) -> frozenset[int]:
    """Return the versions whose names and numbers were purged."""
    return frozenset(conn.scalars(select(purges.c.version_id)))


def purged_of(seals: Iterable[StoredSeal], versions: frozenset[int]) -> frozenset[str]:
    """Return the dossiers that lie under a seal with one of these versions."""
    return frozenset(code for seal in seals for code, version in seal.versions.items() if version in versions)


def purged_dossiers(conn: Connection, round_name: str) -> tuple[str, ...]:
    """Return the dossiers of a round whose last version was purged, in the order of filing: nobody could be called."""
    gone = purged_versions(conn)
    statement = (
        select(dossiers.c.code, versions.c.id)
        .join(versions, versions.c.dossier_id == dossiers.c.id)
        .where(dossiers.c.round == round_name)
        .order_by(dossiers.c.id, versions.c.number)
    )
    return tuple(code for code, id in pairs(conn, statement).items() if id in gone)


def store_seal(
    casebook: Casebook,
    sha256: str,
    document: str,
    members: Mapping[str, int],
    stamp: Stamp,
    *,
    again: bool = False,
    reason: str = "",
) -> bool:
    """Store a seal over ``members``; return False when it is stored already.

    Raises CasebookError meanwhile when the dossiers are no longer those that were sealed, sealed_drawn
    when a seal would replace one that was drawn.
    """
    with casebook.write() as conn:
        known = load_seals(conn)
        if any(seal.sha256 == sha256 for seal in known):
            return False
        if to_seal(conn, casebook.round, again=again) != dict(members):
            raise CasebookError("meanwhile")
        replaced = [seal for seal in known if again and not seal.draws]
        writer = EntryWriter(conn, casebook.key)
        row = {"seal_sha256": sha256, "document": document, "reason": reason}
        (seal_id,) = writer.add(seals, [{**row, "supersedes": json.dumps([seal.id for seal in replaced])}])
        numbers = dossier_ids(conn, casebook.round)
        writer.add(
            sealed,
            [
                {"seal_id": seal_id, "dossier_id": numbers[code], "version_id": id}
                for code, id in members.items()
            ],
        )
        facts = {"seal_sha256": sha256, "dossiers": len(members), "again": again}
        writer.close(stamp, "seal", facts)
        return True


def refuse_redraw(conn: Connection, seal: StoredSeal, before: StoredDraw) -> None:
    """Raise CasebookError calls_begun, lists_out, desk_out where somebody knows already whom a draw has named."""
    count = _outcomes_under(conn, seal)
    if count:
        raise CasebookError("calls_begun", stage=before.stage, count=count)
    out = _lists_since(conn, before.entry)
    if out:
        raise CasebookError("lists_out", stage=before.stage, count=out)
    shown = ever_shown(conn, before.entry)
    if shown:
        raise CasebookError("desk_out", stage=before.stage, count=shown)


def store_draw(
    casebook: Casebook,
    seal: StoredSeal,
    stage: int,
    document: str,
    called: Sequence[str],
    stamp: Stamp,
    *,
    late: bool = False,
) -> bool:
    """Store a draw of one stage; return False when this very draw is stored already.

    ``late``: a further draw of stage 2, for dossiers that opened after the first one.

    Raises CasebookError meanwhile when somebody else has drawn since, calls_begun when a draw would
    replace one whose outcomes are coming in.
    """
    with casebook.write() as conn:
        now = next((known for known in load_seals(conn) if known.id == seal.id), None)
        before = None if now is None or late else now.draws.get(stage)
        if before is not None and before.document == document:
            return False
        if now is None or (now.seconds != seal.seconds if late else before != seal.draws.get(stage)):
            raise CasebookError("meanwhile")
        if before is not None:
            refuse_redraw(conn, now, before)
        writer = EntryWriter(conn, casebook.key)
        row = {"seal_id": seal.id, "stage": stage, "document": document}
        writer.add(draws, [{**row, "dossiers": json.dumps(list(called), ensure_ascii=False)}])
        facts = {"seal_sha256": seal.sha256, "stage": stage, "again": before is not None}
        writer.close(stamp, "draw", {**facts, "seeds": json.loads(document)["seeds"]})
        return True


def _lists_since(conn: Connection, entry: int) -> int:
    """How many call lists went out after a draw: whoever has one has names that another draw would not give."""
    return int(conn.scalar(select(func.count()).select_from(lists).where(lists.c.entry > entry)) or 0)


def _outcomes_under(conn: Connection, seal: StoredSeal) -> int:
    statement = (
        select(func.count())
        .select_from(attempts.join(respondents, attempts.c.respondent_id == respondents.c.id))
        .where(respondents.c.version_id.in_(list(seal.versions.values())))
    )
    return int(conn.scalar(statement) or 0)
