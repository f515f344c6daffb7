"""What earlier rounds leave to a new casebook: fingerprints, and what callbacks taught. No name, no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.journal import Stamp
from casebook.lessons import Lesson, add_lessons, lessons
from casebook.pen import Pen
from casebook.schema import dossiers, fingerprints, purges, respondents, reviews, values_of, versions
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
        pen = Pen(target, new.key)
        total = 0
        for dossier in source.execute(select(dossiers).order_by(dossiers.c.id)).mappings().all():
            if (dossier["round"], dossier["code"]) in there:
                continue
            (number,) = pen.add(dossiers, [{"round": dossier["round"], "code": dossier["code"]}])
            kept = select(versions).where(versions.c.dossier_id == dossier["id"]).order_by(versions.c.id)
            for version in source.execute(kept).mappings().all():
                total += _version(pen, source, dict(version), number)
        count = add_lessons(pen, (*lessons(source), *taught))
        known = set(seeds_on_file(target))
        seeds = [seed for seed in seeds_on_file(source) if seed not in known]
        if pen.macs or seeds:
            facts = {"rows": total, "lessons": count}
            pen.close(stamp, "carry", {**facts, "seeds": seeds} if seeds else facts)
    return Carried(total, count)


def _version(pen: Pen, source, version: dict[str, object], dossier: int) -> int:  # type: ignore[no-untyped-def]
    own = {k: v for k, v in version.items() if k not in ("id", "entry", "mac")}
    (new_id,) = pen.add(versions, [{**own, "dossier_id": dossier}])
    pen.add(purges, [{"version_id": new_id}])
    last = (
        source.execute(
            select(reviews)
            .where(reviews.c.version_id == version["id"])
            .order_by(reviews.c.id.desc())
            .limit(1)
        )
        .mappings()
        .first()
    )
    if last is not None:
        head = {k: v for k, v in last.items() if k not in ("id", "entry", "mac")}
        pen.add(reviews, [{**head, "version_id": new_id}])
    rows = (
        source.execute(
            select(respondents)
            .where(respondents.c.version_id == version["id"])
            .order_by(respondents.c.position)
        )
        .mappings()
        .all()
    )
    first = pen.next_id(respondents)
    fresh = {row["id"]: first + at for at, row in enumerate(rows)}
    names = [n for n in values_of(respondents) if n not in ("id", "version_id", "entry")]
    pen.insert(
        respondents,
        [{"id": fresh[row["id"]], "version_id": new_id, **{n: row[n] for n in names}} for row in rows],
    )
    prints = source.execute(
        select(fingerprints.c.print, fingerprints.c.respondent_id)
        .join(respondents, respondents.c.id == fingerprints.c.respondent_id)
        .where(respondents.c.version_id == version["id"])
    ).all()
    if prints:
        pen.conn.execute(
            insert(fingerprints), [{"print": p, "respondent_id": fresh[r]} for p, r in sorted(prints)]
        )
    return len(rows)
