"""Numbers that several respondents share, as the duplicate checks found them: by number and by dossier pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports.content.material import Material
from reports.figures.network import Link
from verify.model import SEVERITIES, WARN

WITHIN, ACROSS = ("DU01", "DU02"), "DU05"


@dataclass(frozen=True, slots=True)
class Shared:
    """One number: as it may be shown, positions of the rows that give it, dossiers, gravest severity."""

    number: str
    at: tuple[int, ...]
    dossiers: tuple[str, ...]
    severity: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """All shared numbers, the most shared first, and the pairs of dossiers that they link."""

    numbers: tuple[Shared, ...]
    links: tuple[Link, ...]


def sharing(material: Material) -> Sharing:
    """Return what the duplicate checks found. Nothing is searched again, so papers agree with findings.

    A check sees the dossiers that were read together; in a round the casebook adds pairs that were filed apart.
    """
    frame = _hits(material)
    if not len(frame):
        return Sharing((), tuple(_filed_apart(material, frozenset())))
    owner = material.batch.rows["dossier"]
    frame["dossier"] = np.asarray(owner.cat.categories, dtype=object)[
        owner.cat.codes.to_numpy()[frame["at"].to_numpy(np.int64)]
    ]
    numbers = [
        Shared(
            number=material.persons.veil.contact(str(value)),
            at=tuple(sorted({int(p) for p in part["at"]})),
            dossiers=tuple(dict.fromkeys(part.sort_values("at")["dossier"])),
            severity=SEVERITIES[int(part["rank"].min())],
        )
        for value, part in frame.groupby("value", sort=True)
    ]
    numbers.sort(key=lambda n: (-len(n.dossiers), -len(n.at), n.at))
    links = _links(frame[frame["other"].ne("")])
    links += _filed_apart(material, frozenset((link.one, link.other) for link in links))
    return Sharing(tuple(numbers), tuple(links))


def _filed_apart(material: Material, known: frozenset[tuple[str, str]]) -> list[Link]:
    """Pairs of this round's dossiers that share numbers by fingerprint, other than those that are known."""
    if material.round is None:
        return []
    found: dict[tuple[str, str], set[str]] = {}
    for line in material.lines:
        course = material.round.courses.get(line.id)
        for match in course.elsewhere if course else ():
            if (
                match.number
                and match.round == material.round.name
                and match.dossier in material.round.courses
            ):
                one, other = sorted((line.id, match.dossier))
                found.setdefault((one, other), set()).add(min(match.row, match.other))
    fresh = {pair: rows for pair, rows in found.items() if pair not in known}
    links = [Link(one, other, len(rows), WARN) for (one, other), rows in fresh.items()]
    return sorted(links, key=lambda k: (-k.count, k.one, k.other))


def _links(frame: pd.DataFrame) -> list[Link]:
    first = np.where(frame["dossier"] < frame["other"], frame["dossier"], frame["other"])
    second = np.where(frame["dossier"] < frame["other"], frame["other"], frame["dossier"])
    pairs = frame.assign(first=first, second=second).groupby(["first", "second"], sort=True)
    found = [
        Link(str(one), str(other), int(part["value"].nunique()), SEVERITIES[int(part["rank"].min())])
        for (one, other), part in pairs
    ]
    return sorted(found, key=lambda k: (SEVERITIES.index(k.severity), -k.count, k.one, k.other))


def _hits(material: Material) -> pd.DataFrame:
    """One line per row of a finding: at, value (the number itself), rank of the severity, other dossier or ""."""
    found: Mapping[str, list[object]] = {"at": [], "number": [], "rank": [], "other": []}
    for result in material.review.results:
        if result.code not in (*WITHIN, ACROSS) or not len(result.hits):
            continue
        hits = result.hits
        others = hits["other"] if result.code == ACROSS else [""] * len(hits)
        columns = (hits["row"], hits["more"], hits["number"], hits["severity"], others)
        for row, more, number, severity, other in zip(*columns, strict=True):
            for at in (row, *more):
                found["at"].append(int(at))
                found["number"].append(number)
                found["rank"].append(SEVERITIES.index(severity))
                found["other"].append(other)
    frame = pd.DataFrame(found)
    contacts = material.batch.contacts
    mine = contacts.loc[contacts["at"].isin(frame["at"]), ["at", "value"]].drop_duplicates()
    # The checks' facts hold the number masked: which of a row's contacts it was shows when they are masked too.
    masked = mine["value"].map(material.persons.veil.mask_contact)
    return frame.merge(mine.assign(number=masked), on=["at", "number"]) if len(frame) else frame
