"""The review of a round, from what is on file: the same nouns as a review of files, so every paper can be made of it.

Pure reading. Of each dossier the version that counts is taken (the one under seal, else the last) with its last
review. After a purge rows, dates, modes, findings, scores and what was looked at are still there; names, contacts,
texts as written and the facts of findings are empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from casebook.codec import reviews, tables
from casebook.codec.record import DossierRecord
from casebook.connect import Casebook
from casebook.filed import registers
from casebook.judging import last_versions
from casebook.schema import versions
from verify.model import Review


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a dossier of the round comes from. ``recorded``: its review was filed whole.

    ``settings``: every value, as in review.json; ``vector``: component of a signal -> strength. Both are None where
    they were not recorded (or, for ``vector``, no score was asked for): add the file again.
    """

    version: int  # the one that counts, of ``versions``
    versions: int
    settings_sha256: str
    settings: Mapping[str, Any] | None
    vector: Mapping[str, float] | None
    recorded: bool
    purged: bool


@dataclass(frozen=True, slots=True)
class Recalled:
    """A round as a review. ``settings``: sha256 -> values (None: not recorded); more than one where dossiers were
    filed under different settings. ``retired``: checks on file that this version does not know, left out."""

    review: Review
    records: Mapping[str, Provenance]
    settings: Mapping[str, Mapping[str, Any] | None]
    retired: tuple[str, ...]


def recall(
    casebook: Casebook, codes: Sequence[str] = (), chosen: Mapping[str, int] | None = None
) -> Recalled:
    """Return the round. ``codes``: the checks that are known, in the order of the catalogue; () takes all that
    are on file, in the order in which they were run last. ``chosen``: dossier -> version, to have these instead."""
    with casebook.read() as conn:
        found = tables.load(conn, last_versions(conn, casebook.round) if chosen is None else chosen)
        matching, unread = registers.matching(conn, casebook.round)
    review, retired = reviews.from_records(found, codes)
    review = replace(review, batch=replace(review.batch, matching=matching, unreadable=unread))
    return Recalled(
        review, {item.code: _provenance(item) for item in found}, reviews.settings_of(found), retired
    )


def version_before(casebook: Casebook, dossier: str, sha256: str) -> int | None:
    """Return the version of a dossier that a file is to be compared with: the one that counts, or the one before
    where the file is that one itself (or there is none before). None for a dossier that the round does not know."""
    with casebook.read() as conn:
        counts = last_versions(conn, casebook.round).get(dossier)
        if counts is None:
            return None
        mine = select(versions.c.dossier_id).where(versions.c.id == counts).scalar_subquery()
        statement = select(versions.c.id, versions.c.sha256).where(versions.c.dossier_id == mine)
        known = [(int(id), str(sha)) for id, sha in conn.execute(statement.order_by(versions.c.number))]
    at = next(n for n, (id, _) in enumerate(known) if id == counts)
    earlier = [id for id, sha in known[:at] if sha != sha256]
    return earlier[-1] if known[at][1] == sha256 and earlier else counts


def _provenance(item: DossierRecord) -> Provenance:
    return Provenance(
        version=item.version["number"],
        versions=item.versions,
        settings_sha256=item.review["settings_sha256"],
        settings=item.about["settings"] if item.about else None,
        vector=item.about["vector"] if item.about else None,
        recorded=item.about is not None,
        purged=item.purged,
    )
