"""Rosters as texts -> one Batch: every field of every row cleaned, column by column."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from verify.fields import company, contact, employer, mode, name, surveyed
from verify.identity.listed import listed
from verify.identity.matched import matching
from verify.identity.versions import Together, together
from verify.identity.whose import FILE, Identity, identify
from verify.intake.grid import column_letters
from verify.intake.roster import FIELDS, FileResult, Roster, Segment
from verify.model import Aside, Batch, Unread
from verify.register import ITEMS, Register
from verify.settings import Settings
from verify.without_text import contacts_without_text, rows_without_text


@dataclass(frozen=True, slots=True)
class _Place:
    """A segment, the dossier it belongs to and what stands before # in its row ids."""

    dossier: str
    stem: str
    roster: Roster
    segment: Segment
    several: bool
    how: str  # what told whose roster it is, see verify/identity/whose.py


def build(results: Iterable[FileResult], register: Register, settings: Settings, today: date) -> Batch:
    """Return the batch of all rosters that were read, with what the register declares for each.

    ``today`` is the day of reading: a survey date after it lies in the future.
    """
    results = list(results)
    unread = tuple(Unread(r.file, p.code, p.facts) for r in results for p in r.problems)
    rosters = [roster for result in results for roster in result.rosters]
    identity = identify(rosters, register)
    counts = enumerate(register.entries["valid_questionnaires"].tolist())
    names = {at: str(name) for at, name in enumerate(register.entries["applicant"]) if name}
    joined = together(
        rosters,
        identity.entries,
        {at: int(n) for at, n in counts if n is not None and n == n},
        names,
        named=[at for at, why in enumerate(identity.how) if why == FILE],
        most=settings.roster_cap,
        year=settings.window_end.year,
    )
    places, entries, titles = _places(rosters, register, identity, joined)
    rows, base = _texts(places)
    window = (settings.window_start, settings.window_end)
    marks = _marks(places, base)
    modes = mode.clean_column(rows["mode_raw"])
    contacts = contacts_without_text(contact.clean_column(rows["contact_raw"], modes["code"]), marks)
    contacts = contacts.assign(value_id=pd.factorize(contacts["value"])[0])
    contacts = contacts.astype({"kind": "category", "problem": "category"})
    hidden = marks.loc[marks["kind"].isin(("hidden_row", "hidden_sheet")), "at"]
    numbers = marks.loc[marks["kind"].eq("number") & marks["field"].eq("surveyed"), "at"]
    rows = _clean(rows, contacts, modes, window, numbers).assign(hidden=rows.index.isin(hidden.unique()))
    rows = rows_without_text(rows, marks)
    return Batch(
        rows=rows,
        contacts=contacts,
        dossiers=_dossiers(places, entries, register, today),
        segments=_segments(places),
        marks=marks,
        extras=_extras(places, base),
        unreadable=unread,
        matching=matching(
            {place.dossier: place.how for place in places if place.how},
            entries,
            _asides(rosters, joined, titles),
            identity,
            register,
            _lost(results),
        ),
    )


def _places(
    rosters: Sequence[Roster], register: Register, identity: Identity, joined: Together
) -> tuple[list[_Place], dict[str, int], dict[int, str]]:
    """Name the dossiers: the register's id for the roster, else the stem (plus /sheet when there are several).

    Returns the segments in order, dossier -> entry of the register, and roster -> dossier.
    """
    counted = {roster.file for at, roster in enumerate(rosters) if at not in joined.aside}
    stems = Counter(PurePosixPath(file).stem for file in counted)
    per_file = Counter(roster.file for at, roster in enumerate(rosters) if at not in joined.aside)
    parts = Counter(entry for at, entry in enumerate(identity.entries) if at not in joined.aside)
    places: list[_Place] = []
    entries: dict[str, int] = {}
    taken: Counter[str] = Counter()
    titles: dict[int, str] = {}
    for group in joined.groups:
        first, entry = rosters[group[0]], identity.entries[group[0]]
        path = PurePosixPath(first.file)
        own = path.stem if stems[path.stem] == 1 else "/".join(path.with_suffix("").parts[-2:])
        own = unicodedata.normalize(
            "NFKC", own
        ).strip()  # as a register's number is read, this one's on file too
        given = None if entry is None else register.entries["id"].iloc[entry]
        title = str(given) if given else own
        if per_file[first.file] > 1 and not given and (entry is None or parts[entry] == 1):
            title = f"{title}/{first.sheet}"
        taken[title] += 1
        if taken[title] > 1:
            title = f"{title} ({taken[title]})"
        titles |= dict.fromkeys(group, title)
        if entry is not None:
            entries[title] = entry
        members = [rosters[at] for at in group]
        labels = _labels(members)
        for at, roster, label in zip(group, members, labels, strict=True):
            sheets = [segment.sheet for segment in roster.segments]
            for segment in roster.segments:
                stem = title if segment.sheet == sheets[0] else f"{title}/{segment.sheet}"
                stem = f"{title}/{label}" if label and segment.sheet == sheets[0] else stem
                several = len(set(sheets)) > 1 or len(group) > 1
                places.append(_Place(title, stem, roster, segment, several, identity.how[at]))
    return places, entries, titles


def _asides(rosters: Sequence[Roster], joined: Together, titles: Mapping[int, str]) -> tuple[Aside, ...]:
    return tuple(
        Aside(rosters[at].file, rosters[at].sheet, kind, titles[of])
        for at, (of, kind) in sorted(joined.aside.items())
    )


def _labels(members: Sequence[Roster]) -> list[str]:
    """Return what tells the rosters of one dossier apart: their sheets, their files, or both; "" for one."""
    if len(members) == 1:
        return [""]
    files = {roster.file for roster in members}
    labels = []
    for roster in members:
        stem, sheet = PurePosixPath(roster.file).stem, roster.segments[0].sheet
        labels.append(sheet if len(files) == 1 else "/".join(filter(None, (stem, roster.sheet))))
    counted = Counter(labels)
    return [x if counted[x] == 1 else f"{x} ({at})" for at, x in enumerate(labels, 1)]


def _lost(results: Sequence[FileResult]) -> dict[str, str]:
    """Files that gave nothing, and why: whose they are is still worth knowing."""
    return {r.file: r.problems[0].code for r in results if r.problems and not r.rosters and not r.registers}


def _texts(places: Sequence[_Place]) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the frame of raw texts and, per segment, the position of its first row."""
    counts = np.array([len(p.segment.rows) for p in places], dtype=np.int64)
    base = np.concatenate(([0], np.cumsum(counts)))
    dossiers = list(dict.fromkeys(p.dossier for p in places))
    code = {d: i for i, d in enumerate(dossiers)}
    shown = np.concatenate(
        [np.asarray(p.segment.rows, dtype=np.int32) for p in places] or [np.zeros(0, np.int32)]
    )
    number = np.repeat(np.arange(len(places), dtype=np.int32), counts)
    rows = pd.DataFrame(
        {
            "row_id": _row_ids(places, counts, shown),
            "dossier": pd.Categorical.from_codes(
                np.repeat([code[p.dossier] for p in places], counts).astype(np.int32),
                categories=pd.Index(dossiers, dtype="str"),
            ),
            "segment": number,
            "file": _repeated([p.roster.file for p in places], counts),
            "sheet": _repeated([p.segment.sheet for p in places], counts),
            "row": shown,
        }
    )
    for field in FIELDS:
        rows[f"{field}_raw"] = _column([p.segment.texts.get(field) for p in places], counts)
    return rows, base


def _row_ids(places: Sequence[_Place], counts: np.ndarray, shown: np.ndarray) -> pd.Series:
    stems = pa.array([p.stem for p in places], pa.string()).take(
        pa.array(np.repeat(np.arange(len(places)), counts))
    )
    numbers = pc.utf8_lpad(pc.cast(pa.array(shown), pa.string()), 4, "0")
    return _series(pc.utf8_normalize(pc.binary_join_element_wise(stems, numbers, "#"), "NFC"))


def _repeated(texts: Sequence[str], counts: np.ndarray) -> Any:
    known = list(dict.fromkeys(texts))
    code = {t: i for i, t in enumerate(known)}
    return pd.Categorical.from_codes(
        np.repeat([code[t] for t in texts], counts).astype(np.int32), categories=pd.Index(known, dtype="str")
    )


def _column(parts: Sequence[Any], counts: np.ndarray) -> pd.Series:
    """Join the texts of all segments: lists are gathered, Arrow arrays are taken as they are."""
    chunks: list[pa.Array] = []
    waiting: list[str] = []
    for part, count in zip(parts, counts, strict=True):
        if part is None or isinstance(part, (list, tuple)):
            waiting.extend(part if part is not None else [""] * int(count))
            continue
        if waiting:
            chunks.append(pa.array(waiting, pa.string()))
            waiting = []
        chunks.extend(part.chunks if isinstance(part, pa.ChunkedArray) else [part])
    if waiting or not chunks:
        chunks.append(pa.array(waiting, pa.string()))
    return _series(pa.chunked_array([c.cast(pa.string()) for c in chunks]))


def _series(array: Any) -> pd.Series:
    return (
        pd.Series(array, dtype="str") if isinstance(array, list) else pd.Series(pd.array(array, dtype="str"))
    )


def _clean(
    rows: pd.DataFrame,
    contacts: pd.DataFrame,
    modes: pd.DataFrame,
    window: tuple[date, date],
    numbers: pd.Series,
) -> pd.DataFrame:
    """``numbers``: places of rows whose survey date is a number in the file."""
    held = pd.Series(rows.index.isin(numbers.unique()), index=rows.index)
    names = name.clean_column(rows["name_raw"], rows["segment"])
    # A list that goes on over pages is one: two rows of 5/1 on the last page say what the page before says.
    whole = (
        rows["dossier"].cat.codes.astype("int64") * len(rows["file"].cat.categories) + rows["file"].cat.codes
    )
    dates = surveyed.clean_column(rows["surveyed_raw"], window, lists=whole, numbers=held)
    employers = employer.clean_column(rows["employer_raw"])
    first = contacts.loc[contacts["position"] == 0]
    return rows.assign(
        serial=rows["serial_raw"].str.strip(),
        name=names["value"],
        name_key=names["key"],
        name_problem=names["problem"],
        contact=first["value"].array,
        contact_kind=first["kind"].array,
        contact_problem=first["problem"].array,
        mode=modes["code"],
        mode_parts=modes["parts"],
        mode_problem=modes["problem"],
        start=dates["start"],
        end=dates["end"],
        surveyed_problem=dates["problem"],
        year_assumed=dates["year_assumed"],
        weekday_said=dates["weekday_said"],
        minute=dates["minute"],
        employer=employers["value"],
        employer_key=employers["key"],
        employer_problem=employers["problem"],
    )


def _marks(places: Sequence[_Place], base: np.ndarray) -> pd.DataFrame:
    single = [
        (int(start) + m.index, m.field, m.kind, m.detail)
        for p, start in zip(places, base[:-1], strict=True)
        for m in p.segment.marks
    ]
    many = [
        pd.DataFrame(
            {"at": start + bulk.index, "field": bulk.field, "kind": bulk.kind, "detail": bulk.details}
        )
        for p, start in zip(places, base[:-1], strict=True)
        for bulk in p.segment.bulk_marks
    ]
    frame = pd.concat([pd.DataFrame(single, columns=["at", "field", "kind", "detail"]), *many])
    kinds = {"at": "int64", "field": "str", "kind": "str", "detail": "str"}
    return frame.reset_index(drop=True).astype(kinds)


def _extras(places: Sequence[_Place], base: np.ndarray) -> pd.DataFrame:
    frames = []
    for place, start in zip(places, base[:-1], strict=True):
        count = len(place.segment.rows)
        for heading, texts in place.segment.extra_texts.items():
            column = _column([texts], np.array([count]))
            frame = pd.DataFrame({"at": np.arange(start, start + count), "heading": heading, "text": column})
            frames.append(frame[column != ""])
    if not frames:
        return pd.DataFrame({"at": np.zeros(0, np.int64), "heading": _series([]), "text": _series([])})
    return pd.concat(frames, ignore_index=True)


def _segments(places: Sequence[_Place]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "dossier": [p.dossier for p in places],
            "sheet": [p.segment.sheet for p in places],
            "columns": [p.segment.columns for p in places],
            "several": [p.several for p in places],
        },
        columns=["dossier", "sheet", "columns", "several"],
    )


def _notes(roster: Roster) -> tuple[tuple[str, str], ...]:
    name = listed(roster)
    return (*roster.notes, ("named_otherwise", name)) if name else roster.notes


def _dossiers(
    places: Sequence[_Place], entries: dict[str, int], register: Register, today: date
) -> pd.DataFrame:
    lines: dict[str, dict[str, Any]] = {}
    unread = register.unread()
    noted: set[tuple[str, str, str]] = set()  # rosters whose notes are told
    hashes: dict[str, dict[str, str]] = {}  # dossier -> file -> hash of its bytes
    for place in places:
        hashes.setdefault(place.dossier, {})[place.roster.file] = place.roster.sha256
        roster, segment = place.roster, place.segment
        line = lines.get(place.dossier)
        if line is None:
            entry = entries.get(place.dossier)
            given: dict[Any, Any] = (
                dict.fromkeys(ITEMS) if entry is None else register.entries.iloc[entry][list(ITEMS)].to_dict()
            )
            lines[place.dossier] = line = {
                **given,
                "unread": {} if entry is None else unread.get(entry, {}),
                "declared": entry is not None,
                "file": roster.file,
                "sheet": roster.sheet,
                "sha256": roster.sha256,
                "reader": roster.reader,
                "title": roster.title,
                "header": segment.header_rows,
                "columns": {},
                "row_count": 0,
                "notes": _notes(roster),
                "read_on": pd.Timestamp(today),
            }
        elif (place.dossier, roster.file, roster.sheet) not in noted:
            line["notes"] = (*line["notes"], *_notes(roster))
        noted.add((place.dossier, roster.file, roster.sheet))
        letters = {f: column_letters(c) for f, c in segment.columns.items()}
        line["columns"] = {**letters, **line["columns"]}
        line["row_count"] += len(segment.rows)
    for dossier, files in hashes.items():
        if len(files) > 1:  # several files, one roster: the hash of their hashes stands for all
            lines[dossier]["sha256"] = hashlib.sha256("".join(files.values()).encode()).hexdigest()
    columns = [*ITEMS, "declared", "file", "sheet", "sha256", "reader", "title", "header", "columns"]
    frame = pd.DataFrame(
        list(lines.values()),
        index=pd.Index(list(lines), dtype="str", name="dossier"),
        columns=[*columns, "row_count", "notes", "read_on", "unread"],
    )
    frame["applicant_key"] = _keys(frame["applicant"])
    kinds = {"survey_start": "datetime64[s]", "survey_end": "datetime64[s]", "score": "float64"}
    return frame.astype(
        {**kinds, "valid_questionnaires": "float64", "declared": "bool", "row_count": "int64"}
    )


def _keys(applicants: pd.Series) -> list[str]:
    """Comparing forms of the applicants: names that differ by 省 or 市 after a place alone have the first one's."""
    first: dict[str, str] = {}
    return [
        first.setdefault(company.placed(a), employer.key_of(a)) if isinstance(a, str) else ""
        for a in applicants
    ]
