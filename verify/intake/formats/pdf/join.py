"""Tables over several pages: what goes on with what, and rows that a page's end has cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verify.intake.formats.pdf.heads import fields_of
from verify.intake.formats.pdf.shapes import PdfCell, PdfTable, Row
from verify.intake.formats.pdf.texts import cell_text, line_text, raw_text
from verify.intake.table.tails import is_tail_word

_TALLEST = 1  # rows of headings above the last one
_SAME_EDGE = 4.0  # points
_DIGITS = re.compile(r"\d{1,6}")
_PHONE = re.compile(r"(?:\d[- ]?){7,}|@|[*×xX]{3,}|[A-Za-z]\w{4,}")
_PLAIN = ("contact", "surveyed", "employer")
_CARRIED = ("contact", "mode", "surveyed", "employer")


@dataclass(frozen=True, slots=True)
class WhoColumns:
    """Columns of a table that say who somebody is; -1 where there is none."""

    serial: int = -1
    name: int = -1
    contact: int = -1
    carried: tuple[int, ...] = ()  # in which a value may stand once for many rows
    needed: tuple[int, ...] = ()  # of these, the columns in which everybody has one
    plain: tuple[int, ...] = ()  # in which a mark of a footnote is no part of what stands there
    employer: tuple[int, ...] = ()  # in which one name stands, on however many lines

    @classmethod
    def of(cls, words: Sequence[str]) -> WhoColumns:
        """Find them by the headings as written."""
        fields = [fields_of(word) for word in words]

        def first(field: str) -> int:
            return next((at for at, own in enumerate(fields) if field in own), -1)

        carried = tuple(at for at, own in enumerate(fields) if own & set(_CARRIED))
        needed = tuple(at for at in carried if "employer" not in fields[at])
        plain = tuple(at for at, own in enumerate(fields) if own & set(_PLAIN))
        employer = tuple(at for at, own in enumerate(fields) if own == {"employer"})
        return cls(first("serial"), first("name"), first("contact"), carried, needed, plain, employer)


def head_words(table: PdfTable) -> list[str]:
    """Return the headings of a table, column by column; "" where a column has none."""
    if table.head < 0:
        return [""] * (len(table.edges) - 1)
    rows = table.rows[max(table.head - _TALLEST, 0) : table.head + 1][::-1]
    cells = [
        next((row.cells[column] for row in rows if column in row.cells), None)
        for column in range(len(table.edges) - 1)
    ]
    return ["".join(raw_text(cell).split()) if cell is not None else "" for cell in cells]


def same_columns(before: PdfTable, after: PdfTable) -> bool:
    """Return whether two tables have their columns at the same places."""
    return len(before.edges) == len(after.edges) and all(
        abs(a - b) <= _SAME_EDGE for a, b in zip(before.edges, after.edges, strict=True)
    )


def goes_on(before: PdfTable, after: PdfTable, places: WhoColumns) -> bool:
    """Return whether the first table of a page goes on with the last one of the page before."""
    if before.head < 0 and after.head < 0:
        return same_columns(before, after)
    if after.head < 0:
        return same_columns(before, after)
    if head_words(before) != head_words(after):
        return False
    own, others = before.rows[before.head + 1 :], after.rows[after.head + 1 :]
    last, first = _number(own[::-1], places), _number(others, places)
    # The last row of a page may be printed again on the next one.
    return last is None or first is None or last < first or _again(own, others, places)


def _again(own: Sequence[Row], others: Sequence[Row], places: WhoColumns) -> bool:
    """Return whether others begin with the row that rows, more than one, end with: of a merged cell one may lack the text."""
    own, others = [row for row in own if row.cells], [row for row in others if row.cells]
    if len(own) < 2 or not others:
        return False
    last, first = (
        {column: "".join(raw_text(cell).split()) for column, cell in row.cells.items()}
        for row in (own[-1], others[0])
    )
    who = {places.serial, places.name, places.contact} - {-1}
    return who <= last.keys() & first.keys() and all(last[c] == first[c] for c in last.keys() & first.keys())


def _number(rows: Sequence[Row], places: WhoColumns) -> int | None:
    """Return the first serial number of rows that is one."""
    for row in rows:
        text = (cell_text(row.cells[places.serial]) or "") if places.serial in row.cells else ""
        if _DIGITS.fullmatch(text):
            return int(text)
    return None


def has_serials(table: PdfTable, places: WhoColumns) -> bool:
    """Return whether most rows of a table are numbered."""
    rows = [row for row in table.rows[table.head + 1 :] if row.cells]
    numbered = sum(_text(row, places.serial).rstrip(".、").isdigit() for row in rows)
    return 2 * numbered > len(rows)


def mend(before: PdfTable, after: PdfTable, places: WhoColumns) -> None:
    """Join a row that the page's end cut in two, or say of both halves that they are not sure."""
    first = next((at for at in range(after.head + 1, len(after.rows)) if _holds(after.rows[at])), None)
    last = next((at for at in reversed(range(len(before.rows))) if _holds(before.rows[at])), None)
    if first is None or last is None or last <= before.head:
        return
    upper, lower = before.rows[last], after.rows[first]
    if not lower.cells:
        upper.sure = False
        return
    kind = _kind(lower, has_serials(before, places), places)
    if kind == "row":
        # A half of it may stand on the page before, where it was of no row.
        lower.sure = lower.sure and not upper.trails
        return
    if kind == "doubt" or not upper.sure or not lower.sure:
        upper.sure = lower.sure = False
        return
    if lower.cells.keys() - upper.cells.keys():
        upper.sure = lower.sure = False
        return
    for column, cell in lower.cells.items():
        own = upper.cells[column]
        upper.cells[column] = PdfCell(
            own.lines + cell.lines, min(own.room, cell.room), own.sure and cell.sure, True
        )
    # It is a part of the row above; its own place stays, so that the rows below keep their numbers.
    after.rows[first] = Row({}, top=lower.top, bottom=lower.bottom)


def _holds(row: Row) -> bool:
    return bool(row.cells) or not row.sure


def _text(row: Row, column: int) -> str:
    if column not in row.cells:
        return ""
    return " ".join(line_text(line.glyphs)[0] for line in row.cells[column].lines)


def _kind(row: Row, numbered: bool, places: WhoColumns) -> str:
    """Return row, part (of the row before) or doubt, for the first row of a page."""
    first = _text(row, min(row.cells))
    serial, name, contact = (_text(row, c) for c in (places.serial, places.name, places.contact))
    if is_tail_word(first) or (serial and not serial.rstrip(".、").isdigit()):
        return "row"
    is_whole = bool(name) and (places.contact < 0 or bool(_PHONE.search(contact)))
    if not numbered:
        return "row" if is_whole or (name and not contact) else "part"
    if serial:
        return "row" if name or contact else "part"
    return "doubt" if is_whole else "part"
