"""Rosters that were read off pictures as text, so that a workbook can carry them to whoever looks at it, and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from verify.intake.grid import UNCERTAIN, CellLook, row_ranges
from verify.intake.roster import FIELDS, Doubt, Mark, Roster, Segment

FORMAT = "hefang-proof/1"
Place = tuple[int, int, int, str]  # of a value: roster, segment, entry of its rows, field
RowAt = tuple[int, int, int]
_UNREAD = (
    "unread",
    "uncertain",
)  # kind and detail of the mark of a value that nobody could read off a picture


@dataclass(frozen=True, slots=True)
class Proof:
    """What has to be looked at of one dossier. ``sha256``: of the dossier's files, as it was filed."""

    dossier: str
    sha256: str
    rosters: tuple[Roster, ...]

    def doubts(self) -> list[tuple[Place, Doubt]]:
        """Return the values that were not read for certain, in the order of the pages."""
        return [
            ((number, doubt.segment, doubt.index, doubt.field), doubt)
            for number, roster in enumerate(self.rosters)
            for doubt in sorted(roster.doubts, key=lambda d: (d.segment, d.index, FIELDS.index(d.field)))
        ]

    def numbers(self) -> list[tuple[Place, Doubt]]:
        """Return the numbers that were read for certain, in the order of the pages: a person compares them too."""
        return [
            ((number, seen.segment, seen.index, seen.field), seen)
            for number, roster in enumerate(self.rosters)
            for seen in sorted(roster.compared, key=lambda d: (d.segment, d.index))
        ]

    def rows(self) -> list[tuple[int, int, int]]:
        """Return every row: roster, segment, entry of its rows."""
        return [
            (number, at, index)
            for number, roster in enumerate(self.rosters)
            for at, segment in enumerate(roster.segments)
            for index in range(len(segment.rows))
        ]

    def text(self, place: Place) -> str:
        """Return what stands at a place, "" for a field without a column."""
        number, at, index, field = place
        column = self.rosters[number].segments[at].texts.get(field)
        return "" if column is None else str(column[index])


def to_text(proof: Proof) -> str:
    """Return a proof as JSON; pictures are left out."""
    return json.dumps(
        {
            "format": FORMAT,
            "dossier": proof.dossier,
            "sha256": proof.sha256,
            "rosters": [_roster(roster) for roster in proof.rosters],
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def from_text(text: str) -> Proof:
    """Return the proof again. Raises ValueError, KeyError or TypeError for what is none."""
    found = json.loads(text)
    if found["format"] != FORMAT:
        raise ValueError(FORMAT)
    return Proof(str(found["dossier"]), str(found["sha256"]), tuple(_back(item) for item in found["rosters"]))


def corrected(
    proof: Proof,
    said: Mapping[Place, str],
    sha256: str,
    note: tuple[str, str],
    *,
    unclear: Collection[Place] = (),
    gone: Collection[RowAt] = (),
    added: Sequence[tuple[int, int, Mapping[str, str]]] = (),
) -> tuple[Roster, ...]:
    """Return the rosters with what people ``said`` stands at each place; what they said of is uncertain no more.

    ``sha256``: of the workbook in which they said it; ``note``: of the roster, that they did. ``unclear``: places that
    nobody can read, ``gone``: rows that no picture shows, ``added``: people (roster, segment, texts) below the last row.
    """
    rosters = []
    for number, roster in enumerate(proof.rosters):
        segments = []
        notes = [*roster.notes, note]
        for at, segment in enumerate(roster.segments):
            own = {(i, field): text for (n, s, i, field), text in said.items() if (n, s) == (number, at)}
            dim = {(i, field) for n, s, i, field in unclear if (n, s) == (number, at)}
            out = {i for n, s, i in gone if (n, s) == (number, at)}
            new = [texts for n, s, texts in added if (n, s) == (number, at)]
            made = _corrected(segment, own, dim)
            first = max(
                [row for part in roster.segments if part.sheet == segment.sheet for row in part.rows] or [0]
            )
            rows = [first + 1 + n for n in range(len(new))]
            if out:
                notes.append(("picture_no_row", _places(segment, sorted(segment.rows[i] for i in out))))
            if rows:
                notes.append(("picture_added", _places(segment, rows)))
            segments.append(_with_rows(made, out, rows, new) if out or rows else made)
        rosters.append(
            replace(
                roster, segments=tuple(segments), doubts=(), compared=(), sha256=sha256, notes=tuple(notes)
            )
        )
    return tuple(rosters)


def _places(segment: Segment, rows: Sequence[int]) -> str:
    return f"{segment.sheet}!{row_ranges(rows)}"


def _corrected(
    segment: Segment, own: Mapping[tuple[int, str], str], dim: Collection[tuple[int, str]]
) -> Segment:
    texts = {field: list(column) for field, column in segment.texts.items()}
    for (index, field), text in own.items():
        texts[field][index] = text
    decided = {*own, *dim}
    marks = [
        mark for mark in segment.marks if (mark.index, mark.field) not in decided or mark.kind != "unread"
    ]
    for index, field in sorted(dim):
        texts[field][index] = UNCERTAIN
        marks.append(Mark(index, field, *_UNREAD))
    return replace(segment, texts=texts, marks=marks)


def _with_rows(
    segment: Segment, out: Collection[int], rows: Sequence[int], new: Sequence[Mapping[str, str]]
) -> Segment:
    """Return a segment without some of its entries, and with further rows at its end."""
    kept = [index for index in range(len(segment.rows)) if index not in out]
    places = {index: at for at, index in enumerate(kept)}
    return replace(
        segment,
        rows=[*(segment.rows[index] for index in kept), *rows],
        texts={
            field: [*(column[index] for index in kept), *(texts.get(field, "") for texts in new)]
            for field, column in segment.texts.items()
        },
        extra_texts={
            name: [*(column[index] for index in kept), *([""] * len(new))]
            for name, column in segment.extra_texts.items()
        },
        marks=[replace(mark, index=places[mark.index]) for mark in segment.marks if mark.index in places],
    )


def _roster(roster: Roster) -> dict[str, Any]:
    return {
        **{name: getattr(roster, name) for name in ("file", "sheet", "sha256", "reader", "title")},
        "notes": [list(note) for note in roster.notes],
        "segments": [_segment(segment) for segment in roster.segments],
        **{name: [_doubt(doubt) for doubt in getattr(roster, name)] for name in ("doubts", "compared")},
    }


def _doubt(doubt: Doubt) -> list[Any]:
    return [doubt.segment, doubt.index, doubt.field, doubt.look.text, doubt.look.other]


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "sheet": segment.sheet,
        "header_rows": list(segment.header_rows),
        "rows": [int(row) for row in segment.rows],
        **{name: dict(getattr(segment, name)) for name in ("columns", "headings", "extra_columns")},
        "texts": {field: [str(text) for text in column] for field, column in segment.texts.items()},
        "extra_texts": {name: [str(text) for text in column] for name, column in segment.extra_texts.items()},
        "joined": {field: list(columns) for field, columns in segment.joined.items()},
        "marks": [[mark.index, mark.field, mark.kind, mark.detail] for mark in segment.marks],
    }


def _back(item: Mapping[str, Any]) -> Roster:
    return Roster(
        item["file"], item["sheet"], item["sha256"], item["reader"],
        tuple(_segment_back(segment) for segment in item["segments"]),
        title=item["title"],
        notes=tuple((str(code), str(detail)) for code, detail in item["notes"]),
        doubts=tuple(Doubt(s, i, f, CellLook(text, other, b"")) for s, i, f, text, other in item["doubts"]),
        compared=tuple(Doubt(s, i, f, CellLook(text, other, b"")) for s, i, f, text, other in item["compared"]),
    )  # fmt: skip


def _segment_back(item: Mapping[str, Any]) -> Segment:
    rows: Sequence[int] = [int(row) for row in item["rows"]]
    return Segment(
        sheet=item["sheet"],
        header_rows=tuple(item["header_rows"]),
        columns=dict(item["columns"]),
        headings=dict(item["headings"]),
        rows=rows,
        texts={field: list(column) for field, column in item["texts"].items()},
        marks=[Mark(*mark) for mark in item["marks"]],
        extra_columns=dict(item["extra_columns"]),
        extra_texts=dict(item["extra_texts"]),
        joined={field: tuple(columns) for field, columns in item["joined"].items()},
    )
