"""Evidence on file: whom or what it is about, what kind it is, its hash, who brought it and when.

Filing decides nothing. What a piece of evidence shows is said by a reviewer (``hefang judge --decide``), and counts
as evidence that came after the calls. A piece is never changed: a better copy is a further piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from casebook.codec.tables import add_texts
from casebook.codec.values import clean
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.evidence.media import HEAD, media_of
from casebook.evidence.vault import Vault
from casebook.fingerprints import mac
from casebook.journal import EntryWriter, Stamp
from casebook.judging import last_versions
from casebook.schema import dossiers, evidence, purges, respondents, texts, versions

KINDS = ("questionnaire", "recording", "visit", "message", "other")
LARGEST = 500 * 2**20  # bytes of one file


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence. ``row``: the respondent, "" where it is about the dossier; ``name``: of the file as it was
    handed in, "" once the roster was purged; ``sha256``, ``size``: of its content in bytes; ``media``: jpeg, pdf, ...
    """

    number: int
    dossier: str
    row: str
    kind: str
    media: str
    sha256: str
    size: int
    by: str
    at: str
    name: str = ""
    purged: bool = False


def vault_of(casebook: Casebook) -> Vault:
    """Return the folder in which a casebook's evidence is kept: beside its key."""
    return Vault(casebook.key_file.with_name(f"{casebook.key_file.stem}.evidence"), casebook.key)


def file_evidence(
    casebook: Casebook, target: str, source: Path, kind: str, stamp: Stamp
) -> tuple[Piece, bool]:
    """File a piece of evidence about a row or a dossier; return it, and whether it is new.

    The file is kept first, encrypted, then written into the casebook: whatever breaks off between leaves an encrypted
    copy that the same command uses. Raises CasebookError evidence_target, evidence_kind, evidence_empty,
    evidence_folder, evidence_large, evidence_media, purged; OSError.
    """
    if kind not in KINDS:
        raise CasebookError("evidence_kind", got=kind, expected=" ".join(KINDS))
    with casebook.read() as conn:
        dossier, row, version = _target(conn, casebook.round, target)
    if source.is_dir():
        raise CasebookError("evidence_folder", file=source)
    size = source.stat().st_size
    if not size:
        raise CasebookError("evidence_empty", file=source)
    if size > LARGEST:
        raise CasebookError("evidence_large", file=source, size=size, limit=LARGEST)
    with source.open("rb") as file:
        media = media_of(file.read(HEAD))
    if not media:
        raise CasebookError("evidence_media", file=source)
    sha256, size = vault_of(casebook).put(source)
    with casebook.write() as conn:
        for known in pieces(conn, casebook.round, dossier):
            if (known.row, known.kind, known.sha256) == (row, kind, sha256) and not known.purged:
                return known, False
        writer = EntryWriter(conn, casebook.key)
        name = clean(source.name)
        said = {"row_id": row, "kind": kind, "media": media, "sha256": sha256, "size": size}
        about = {"by": clean(stamp.who), "at": stamp.at, "text_mac": mac(casebook.key, name)}
        (id,) = writer.add(evidence, [{"version_id": version, **said, **about}])
        add_texts(conn, version, [("evidence", id, name)])
        writer.close(stamp, "evidence", {"dossier": dossier, **said})
        return Piece(id, dossier, row, kind, media, sha256, size, about["by"], stamp.at, name), True


def pieces(conn: Connection, round_name: str, dossier: str | None = None) -> Iterator[Piece]:
    """Yield the evidence of a round, or of one of its dossiers, in the order of filing."""
    c = evidence.c
    statement = (
        select(
            c.id, dossiers.c.code, c.row_id, c.kind, c.media, c.sha256, c.size, c.by, c.at,
            texts.c.text, purges.c.id.label("purge"),
        )
        .join(versions, versions.c.id == c.version_id)
        .join(dossiers, dossiers.c.id == versions.c.dossier_id)
        .outerjoin(texts, (texts.c.owner == "evidence") & (texts.c.owner_id == c.id))
        .outerjoin(purges, purges.c.version_id == c.version_id)
        .where(dossiers.c.round == round_name)
        .order_by(c.id)
    )  # fmt: skip
    if dossier is not None:
        statement = statement.where(dossiers.c.code == dossier)
    for row in conn.execute(statement):
        yield Piece(*row[:9], name=row.text or "", purged=row.purge is not None)


def piece_of(conn: Connection, round_name: str, number: int) -> Piece:
    """Return one piece. Raises CasebookError evidence_unknown, purged."""
    found = next((piece for piece in pieces(conn, round_name) if piece.number == number), None)
    if found is None:
        raise CasebookError("evidence_unknown", got=number)
    if found.purged:
        raise CasebookError("purged", what=found.dossier)
    return found


def faults(conn: Connection, vault: Vault) -> Iterator[tuple[str, str]]:
    """Yield (code, which) of files that are missing or changed, and of those that a purge has left."""
    gone, kept = _by_purge(conn)
    for sha256 in sorted(kept):
        fault = vault.fault_of(sha256)
        if fault is not None:
            yield fault, ", ".join(kept[sha256])
    for sha256 in sorted(gone.keys() - kept.keys()):
        if vault.path_of(sha256).exists():
            yield "left", ", ".join(gone[sha256])


def drop_purged(conn: Connection, vault: Vault) -> int:
    """Delete the files of purged rosters that no other roster needs; return how many. Raises OSError."""
    gone, kept = _by_purge(conn)
    return sum(vault.drop(sha256) for sha256 in sorted(gone.keys() - kept.keys()))


def _by_purge(conn: Connection) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Content -> numbers of the pieces that hold it: of purged rosters, and of the others."""
    out = set(conn.scalars(select(purges.c.version_id)))
    gone: dict[str, list[str]] = {}
    kept: dict[str, list[str]] = {}
    c = evidence.c
    for id, version, sha256 in conn.execute(select(c.id, c.version_id, c.sha256).order_by(c.id)):
        (gone if version in out else kept).setdefault(sha256, []).append(str(id))
    return gone, kept


def _target(conn: Connection, round_name: str, target: str) -> tuple[str, str, int]:
    """Return (dossier, row or "", version) of what a piece is about."""
    known = last_versions(conn, round_name)
    purged = set(conn.scalars(select(purges.c.version_id).where(purges.c.version_id.in_(known.values()))))
    dossier, row = target, ""
    if target not in known:
        dossier, row = _row(conn, known.items(), target)
    if known[dossier] in purged:
        raise CasebookError("purged", what=dossier)
    return dossier, row, known[dossier]


def _row(conn: Connection, known: Iterable[tuple[str, int]], target: str) -> tuple[str, str]:
    """Return (dossier, row) of a row id, among the versions that count."""
    of = {version: code for code, version in known}
    c = respondents.c
    for (version,) in conn.execute(select(c.version_id).where(c.row_id == target)):
        if version in of:
            return of[version], target
    raise CasebookError("evidence_target", got=target)
