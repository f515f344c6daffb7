"""One dossier as arrays, in an order that depends on nothing but its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from verify.fields.employer import house, is_organisation
from verify.model import Batch
from verify.numbering import prefix_table

# Problems of a contact that no real person's number has. What a spreadsheet or a cautious typist does to a
# real number (digits lost, masked, no area code) is not among them.
_IMPOSSIBLE = ("unreadable", "placeholder", "never_issued", "wrong_length")
_NOBODY = ("iot", "satellite", "unreadable")
_NO_CONTACT = ("masked", "none")


@dataclass(frozen=True, slots=True)
class DossierView:
    """Columns of one dossier, one entry per row, rows in canonical order (by content).

    ``place``: where the row stands in the file (0, 1, ...); only signals about order use it. ``named``: the name is
    a whole one (no 李女士, no 王*). ``mobile``: the
    first mobile as an integer, 0 = none. ``employer`` (an organisation; occupations and places are none), ``line``
    (landline): equal codes = equal texts, -1 = none. ``own``: the employer is the applicant. ``day``: days since
    1970-01-01, -1 = none or a range.
    ``impossible``: the contact can be nobody's at that date. ``reachable``: there is a contact that can be
    judged. ``seed``: from the content, so that the same roster meets the same chance everywhere.
    """

    dossier: str
    place: np.ndarray
    at: np.ndarray  # positions in the batch
    name: np.ndarray  # str
    named: np.ndarray  # bool
    mobile: np.ndarray  # int64
    line: np.ndarray  # int64
    employer: np.ndarray  # int64
    own: np.ndarray  # bool
    day: np.ndarray  # int64
    minute: np.ndarray  # int64
    impossible: np.ndarray  # bool
    reachable: np.ndarray  # bool
    seed: int

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.place)

    @property
    def order(self) -> np.ndarray:
        """Indices that put the rows back into the order of the file."""
        return np.argsort(self.place)


def part(view: DossierView, chosen: np.ndarray) -> DossierView:
    """Return the view of some of the rows, in the same canonical order."""
    columns = {
        item.name: getattr(view, item.name)[chosen]
        for item in fields(view)
        if item.name not in ("dossier", "seed")
    }
    return replace(view, **columns)


def views(batch: Batch) -> Iterator[DossierView]:
    """Yield every dossier of the batch, in the batch's own order."""
    frame = _columns(batch)
    codes = batch.rows["dossier"].cat.codes.to_numpy()
    by_dossier = np.argsort(codes, kind="stable")
    names = list(batch.rows["dossier"].cat.categories)
    ends = np.cumsum(np.bincount(codes, minlength=len(names)))
    start = 0
    for code, end in enumerate(ends):
        at = by_dossier[start:end]
        start = end
        if len(at):
            yield _view(names[code], at, {key: column[at] for key, column in frame.items()})


def _view(dossier: str, at: np.ndarray, columns: dict[str, np.ndarray]) -> DossierView:
    keys = ("employer", "minute", "day", "line", "name", "mobile")
    canonical = np.lexsort([columns[key] for key in keys])
    sorted_columns = {key: column[canonical] for key, column in columns.items()}
    digest = hashlib.sha256()
    for key in ("name", "employer"):
        digest.update("\n".join(sorted_columns[key].tolist()).encode())
    for key in ("mobile", "day"):
        digest.update(np.ascontiguousarray(sorted_columns[key], dtype="<i8").tobytes())
    return DossierView(
        dossier=dossier,
        place=canonical,
        at=at[canonical],
        name=sorted_columns["name"],
        mobile=sorted_columns["mobile"],
        named=sorted_columns["named"],
        line=_codes(sorted_columns["line"]),
        employer=_codes(sorted_columns["employer"]),
        own=sorted_columns["own"],
        day=sorted_columns["day"],
        minute=sorted_columns["minute"],
        impossible=sorted_columns["impossible"],
        reachable=sorted_columns["reachable"],
        seed=int.from_bytes(digest.digest()[:8], "little"),
    )


def _codes(texts: np.ndarray) -> np.ndarray:
    distinct, codes = np.unique(texts, return_inverse=True)
    return np.where(distinct[codes] == "", -1, codes).astype(np.int64)


def _columns(batch: Batch) -> dict[str, np.ndarray]:
    rows = batch.rows
    first = batch.contacts[batch.contacts["position"].eq(0)]
    mobiles = batch.contacts[batch.contacts["kind"].eq("mobile")].drop_duplicates("at")
    lines = batch.contacts[batch.contacts["kind"].eq("landline")].drop_duplicates("at")
    mobile = np.zeros(len(rows), np.int64)
    mobile[mobiles["at"].to_numpy()] = mobiles["value"].to_numpy(dtype="U11").astype(np.int64)
    line = np.full(len(rows), "", dtype=object)
    # A switchboard's extensions are one line.
    line[lines["at"].to_numpy()] = (
        lines["value"].str.replace(r"^(\d+-\d+)-\d+$", r"\1", regex=True).to_numpy(dtype=object)
    )
    kind, problem = first["kind"].to_numpy(dtype=object), first["problem"].to_numpy(dtype=object)
    start, end = rows["start"], rows["end"]
    day = start.to_numpy().astype("datetime64[D]").astype(np.int64)
    single = start.notna() & (end.isna() | start.dt.normalize().eq(end.dt.normalize()))
    employers = rows["employer_key"].to_numpy(dtype="U")
    return {
        "name": rows["name_key"].to_numpy(dtype="U"),
        "named": rows["name_problem"].eq("").to_numpy(bool),
        "mobile": np.where(np.isin(problem, _IMPOSSIBLE), 0, mobile),
        "line": line.astype("U"),
        "employer": _organisations(employers),
        "own": _own(batch, employers),
        "day": np.where(single.to_numpy(), day, -1),
        "minute": rows["minute"].to_numpy(np.int64),
        "impossible": np.isin(problem, _IMPOSSIBLE) | np.isin(kind, _NOBODY) | _too_early(mobile, start, end),
        "reachable": ~np.isin(kind, _NO_CONTACT) & ~np.isin(problem, ("masked", "digits_lost")),
    }


def _organisations(keys: np.ndarray) -> np.ndarray:
    """The keys without departments, "" where one is an occupation or a place."""
    distinct, codes = np.unique(keys, return_inverse=True)
    houses = [house(str(key)) if is_organisation(str(key)) else "" for key in distinct]
    return np.array(houses, dtype="U")[codes] if houses else keys


def _own(batch: Batch, employers: np.ndarray) -> np.ndarray:
    """Whether a row's employer is the applicant, or a name that contains or shortens the applicant's."""
    applicant = batch.dossiers["applicant_key"].to_dict()
    pairs = pd.DataFrame({"dossier": batch.rows["dossier"].astype("str"), "employer": employers})
    distinct = pairs.drop_duplicates().reset_index(drop=True)
    texts = [
        (applicant.get(d, ""), e) for d, e in zip(distinct["dossier"], distinct["employer"], strict=True)
    ]
    distinct["own"] = [min(len(a), len(e)) >= 4 and (a in e or e in a) for a, e in texts]
    return pairs.merge(distinct, on=["dossier", "employer"], how="left")["own"].to_numpy(bool)


def _too_early(mobile: np.ndarray, start: pd.Series, end: pd.Series) -> np.ndarray:
    """Whether the number's prefix was opened after the interview."""
    never = np.iinfo(np.int64).min
    opened = np.array(
        [
            never if p is None or p.not_before is None else np.datetime64(p.not_before, "D").astype(np.int64)
            for p in prefix_table()
        ]
    )
    # With a range of dates the last day counts, in the respondent's favour.
    last = end.fillna(start)
    day = last.to_numpy().astype("datetime64[D]").astype(np.int64)
    known = last.notna().to_numpy() & (mobile > 0)
    return np.asarray(known & (opened[mobile // 10**7] > day))
