"""What earlier rounds leave to a new casebook: fingerprints, and what callbacks taught. No name, no number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from casebook.codec.record import Row
from casebook.codec.tables import add_prints
from casebook.connect import Casebook
from casebook.database.queries import last_review
from casebook.errors import CasebookError
from casebook.filed import altered
from casebook.filed.withdrawals import withdrawn_ids
from casebook.journal import EntryWriter, Stamp
from casebook.lessons import Lesson, add_lessons, lessons
from casebook.schema import (
    dossiers,
    fingerprints,
    likenesses,
    masked,
    masks,
    purges,
    respondents,
    reviews,
    versions,
)
from casebook.sealing import seeds_on_file


@dataclass(frozen=True, slots=True)
class Carried:
    """What was new to the new casebook: rows with their fingerprints, and lessons."""

    rows: int
    lessons: int


def carry(old: Casebook, new: Casebook, stamp: Stamp, taught: Sequence[Lesson] = ()) -> Carried:
    """Copy the skeleton of every roster of ``old`` (row ids, fingerprints), as purged, and the lessons.

    ``taught``: what the calls of ``old`` itself taught; lessons that it was given by earlier rounds go on too.
    Both must have the same key. What was carried already is left alone, so the same again is harmless.
    Raises CasebookError same_round.
    """
    if old.path == new.path:
        raise CasebookError("same_round", path=old.path)
    if old.key != new.key:
        raise CasebookError("key_wrong", path=new.path)
    with old.read() as source, new.write() as target:
        there = {(row[0], row[1]) for row in target.execute(select(dossiers.c.round, dossiers.c.code))}
        writer = EntryWriter(target, new.key)
        total = 0
        out = withdrawn_ids(source)
        for dossier in source.execute(select(dossiers).order_by(dossiers.c.id)).mappings().all():
            if (dossier["round"], dossier["code"]) in there or dossier["id"] in out:
                continue
            (number,) = writer.add(dossiers, [{"round": dossier["round"], "code": dossier["code"]}])
            kept = select(versions).where(versions.c.dossier_id == dossier["id"]).order_by(versions.c.id)
            for version in source.execute(kept).mappings().all():
                total += _version(writer, source, dict(version), number)
        count = add_lessons(writer, (*lessons(source), *taught))
        known = set(seeds_on_file(target))
        seeds = [seed for seed in seeds_on_file(source) if seed not in known]
        if writer.macs or seeds:
            facts = {"rows": total, "lessons": count}
            writer.close(stamp, "carry", {**facts, "seeds": seeds} if seeds else facts)
    return Carried(total, count)


def _version(writer: EntryWriter, source: Connection, version: Row, dossier: int) -> int:
    """Copy one version with its last review, its rows and their fingerprints; return how many rows."""
    (new_id,) = writer.add(versions, [{**_own(version), "dossier_id": dossier}])
    writer.add(purges, [{"version_id": new_id}])
    last = source.execute(last_review(version["id"], *reviews.c)).mappings().first()
    if last is not None:
        writer.add(reviews, [{**_own(last), "version_id": new_id}])
    mine = respondents.c.version_id == version["id"]
    rows = source.execute(select(respondents).where(mine).order_by(respondents.c.position)).mappings().all()
    fresh = writer.add(respondents, [{**_own(row), "version_id": new_id} for row in rows])
    new_ids = {row["id"]: id for row, id in zip(rows, fresh, strict=True)}
    prints = source.execute(
        select(fingerprints.c.print, fingerprints.c.respondent_id)
        .join(respondents, respondents.c.id == fingerprints.c.respondent_id)
        .where(mine)
    )
    add_prints(writer.conn, ((made, new_ids[id]) for made, id in prints))
    if source.scalar(select(masked.c.id).where(masked.c.version_id == version["id"])) is not None:
        parts = (
            source.execute(
                select(table.c.print, table.c.respondent_id)
                .join(respondents, respondents.c.id == table.c.respondent_id)
                .where(mine)
            ).all()
            for table in (masks, likenesses)
        )
        numbers, names = ([(made, new_ids[id]) for made, id in part] for part in parts)
        altered.store(writer, new_id, sorted(numbers), sorted((id, made) for made, id in names))
    return len(rows)


def _own(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row without what the casebook that it is written to gives it."""
    return {str(name): value for name, value in row.items() if name not in ("id", "entry", "mac")}
