"""A kind of oddity, files that have it, and what is right about each: the shape of ``expected.json``, in Python.

Every case goes the whole road, from the bytes to the findings. What is right is written by hand beside the file: the
values of its rows, how many they are, the checks that must hit and those that must not. Whatever else accuses is wrong.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fixtures.population import people

HEADINGS = ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位")
Line = list[object]
Rows = Mapping[int, Mapping[str, object]]

# The kinds: what is odd about a file of the kind.
KINDS = {
    "format": "a number format shows signs that are not stored",
    "area": "the area code in a column of its own",
    "unseen": "a format hides the value",
    "picture": "a picture stands in the cell",
    "struck": "text is struck out",
    "word": "Word shows other text than it holds",
    "control": "a content control shows its placeholder",
    "export": "the export of a survey programme",
    "clock": "times with an offset",
    "letter": "a letter typed for a digit",
    "thousands": "separators of thousands in a number",
    "masked": "a masked copy beside the full number",
    "radical": "radicals stand for ideographs",
    "name": "a name with a sign, or a sex behind it",
    "hint": "hints and legends in a heading",
    "whose": "the heading says whose name or number it is",
    "tick": "ticked boxes",
    "password": "the password that the program itself supplies",
    "uncached": "a formula without a stored value",
    "typed": "a formula repeats the typed column",
    "total": "a row of totals with counts",
    "range": "a range over New Year, or of months",
    "day": "a day written as people write it",
    "torn": "a cell is broken over two lines, or blanks stand inside",
    "ditto": "as above, in another sign",
    "error": "the cell shows an error",
    "company": "one company, one entry, several sheets",
    "copied": "one row, copied",
    "relation": "parts that a document does not need are not there",
    "dialect": "another dialect of the format, or two encodings",
    "page": "a table on pages",
    "nobody": "lines, lists and sheets that are no respondents",
    "folded": "one person on two lines",
    "void": "remarks beside the respondents",
}


@dataclass(frozen=True, slots=True)
class Right:
    """What is right of a file. ``rows``: row as shown -> its values; ``codes``: check -> rows that it must name, all of
    them; ``never``: checks that must not hit; ``count``: respondents. ``in_order``: the values of all respondents, where a
    number of a row says nothing (every page counts its rows anew)."""

    count: int | None = 6
    rows: Rows = field(default_factory=dict)
    codes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    never: Sequence[str] = ()
    in_order: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A file: how its name ends, its bytes, what is right of it."""

    ends: str
    data: bytes
    right: Right


class Crowd:
    """Made-up people of one case, nobody of them in another; all answers lie in March 2017."""

    def __init__(self, number: int) -> None:
        faces = people.source(70_000 + number)
        self.names = [faces.name() for _ in range(12)]
        self.phones = [faces.phone_number() for _ in range(12)]
        self.landlines = [faces.landline() for _ in range(6)]

    def line(self, n: int, **other: object) -> Line:
        """Return the row of the nth person (1, 2, ...), with other values where they are given."""
        told: dict[str, object] = {
            "serial": n,
            "name": self.names[n - 1],
            "contact": self.phones[n - 1],
            "mode": "电话",
            "surveyed": f"2017-03-{n + 5:02d}",
            "employer": "",
        }
        return list((told | other).values())

    def lines(self, count: int = 6, **columns: Sequence[object]) -> list[Line]:
        """Return headings and the first people, with other values for whole columns."""
        return [
            list(HEADINGS),
            *(self.line(n, **{k: v[n - 1] for k, v in columns.items()}) for n in range(1, count + 1)),
        ]

    def reachable(self, count: int = 6, first: int = 2) -> dict[int, dict[str, object]]:
        """Return what is right of rows that begin below the headings: name and number, as they were typed."""
        return {first + n: {"contacts": [self.phones[n]], "name": self.names[n]} for n in range(count)}


Maker = Callable[[Crowd], Made]
CASES: list[tuple[str, Maker]] = []


def case(kind: str) -> Callable[[Maker], Maker]:
    """Enter a maker of a file under its kind."""
    assert kind in KINDS, kind

    def enter(maker: Maker) -> Maker:
        CASES.append((kind, maker))
        return maker

    return enter


def book(lines: Sequence[Sequence[object]], change: Callable[[Worksheet], None] | None = None) -> bytes:
    """Return an xlsx of these rows, after ``change(sheet)``."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for line in lines:
        sheet.append(list(line))
    if change:
        change(sheet)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def as_text(lines: Sequence[Sequence[object]]) -> list[list[str]]:
    """Return rows with every value as text."""
    return [[str(value) for value in line] for line in lines]


def contacts(*values: str, first: int = 2) -> Rows:
    """Return what is right of rows that have these numbers."""
    return {first + n: {"contacts": [value]} for n, value in enumerate(values)}


def wrong(dossiers: Sequence[Mapping[str, Any]], right: Right, *, exhaustive: bool = True) -> Iterator[str]:
    """Yield what a review as JSON (with rows, unmasked) says otherwise of a file; nothing where all is right.

    ``exhaustive``: every accusation that is not among ``right.codes`` is wrong.
    """
    people = [row for dossier in dossiers for row in dossier["rows"]]
    if right.count is not None and len(people) != right.count:
        yield f"{len(people)} respondents, not {right.count}"
    told_at = {row["row"]: _values(row) for row in people}
    wanted = [(at, told_at.get(at, {}), values) for at, values in right.rows.items()]
    wanted += [
        (row["row"], _values(row), values) for row, values in zip(people, right.in_order, strict=False)
    ]
    for at, told, values in wanted:
        yield from (f"row {at}: {told.get(k)!r}, not {v!r}" for k, v in values.items() if told.get(k) != v)
    hits: dict[str, set[int]] = {}
    for finding in (finding for dossier in dossiers for finding in dossier["findings"]):
        shown = {int(row.rpartition("#")[2]) for row in finding["rows"]}
        hits.setdefault(finding["code"], set()).update(shown)
    for code, at_rows in right.codes.items():
        if hits.get(code) != set(at_rows):
            yield f"{code} names rows {sorted(hits.get(code, ()))}, not {list(at_rows)}"
    yield from (f"{code} hits" for code in right.never if code in hits)
    yield from (f"{code} accuses" for code in sorted(accusing(dossiers) - set(right.codes)) if exhaustive)


def accusing(dossiers: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the checks that accuse."""
    return {
        finding["code"]
        for dossier in dossiers
        for finding in dossier["findings"]
        if finding["severity"] == "fail"
    }


def _values(row: Mapping[str, Any]) -> dict[str, object]:
    return {
        "contacts": [contact["value"] for contact in row["contacts"]],
        "start": row["surveyed"]["start"],
        "end": row["surveyed"]["end"],
        **{key: row[key] for key in ("name", "mode", "employer", "serial")},
    }
