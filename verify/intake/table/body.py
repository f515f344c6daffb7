"""The rows under a heading: which are respondents, and what stands in their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from verify.intake.grid import CELL_ERROR, ERRORS, NO_VALUE, PICTURE, CellError, Grid, Value, column_letters
from verify.intake.roster import Mark, Segment
from verify.intake.table import cells
from verify.intake.table.breaks import again
from verify.intake.table.fill import FILLED, LEFT, Covered, fill_ditto, is_ditto, may_be_ditto
from verify.intake.table.habits import accounts, over
from verify.intake.table.habits.folds import folded
from verify.intake.table.habits.remarks import beside, commented, may_note, of_number, teller, voiding
from verify.intake.table.habits.slid import slid
from verify.intake.table.habits.ticks import by_tick, ticks_of
from verify.intake.table.headings import is_timing
from verify.intake.table.join import joined
from verify.intake.table.legends import explained, is_code, legend, legend_of_modes
from verify.intake.table.respondents import Judge, Own, header_rows
from verify.intake.table.tails import compact
from verify.intake.table.window import Header

# Formulas in the serial column (=A5+1) are how people number rows: nothing to tell.
_TEXTS, _NUMBERS = {str, type(None)}, {float, type(None)}
TOO_NARROW = re.compile(r"#{3,}")  # a day that its column had no room for, saved as it was shown
TOLD_FORMULAS = ("name", "contact", "mode", "surveyed", "employer")


@dataclass(frozen=True, slots=True)
class Body:
    """A segment, the rows passed over (kind -> shown rows), and the next heading if there is one."""

    segment: Segment
    passed: dict[str, list[int]]
    next_header: Header | None = None


def _said(value: Value, kind: str, number_format: str, epoch_1904: bool) -> tuple[str, str, str]:
    """Return (text, mark, detail) of one cell that is not an ordinary text."""
    if isinstance(value, CellError):
        return "", "error", value.code
    if isinstance(value, str):
        text, removed = cells.clean(value)
        if text in ERRORS or (kind == "surveyed" and TOO_NARROW.fullmatch(text)):
            return "", "error", text
        return text, "stripped" if removed else "", removed
    if kind == "surveyed":
        text, serial = cells.day_text(value, number_format, epoch_1904)
        if not serial and isinstance(value, float) and "." in text:
            return text, "number", number_format  # 3.20 may be shown as 3.2
        return text, "serial_date" if serial else "", serial
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = cells.shown(value, number_format) if number_format else cells.number(value)
        return (text, "number", number_format) if kind == "contact" and text else (text, "", "")
    return cells.text_of(value), "", ""


def _plainly(values: Sequence[Value], kind: str) -> list[str] | None:
    """Return the texts of a column of ordinary texts, or of plain whole numbers; None where a cell asks for more."""
    seen = set(map(type, values))
    if seen <= _TEXTS:
        texts = ["" if value is None else value.strip() for value in values]  # type: ignore[union-attr]
        whole = "".join(texts)
        return texts if whole.isprintable() and "_x" not in whole and "#" not in whole else None
    if seen <= _NUMBERS and kind in ("serial", "extra") and all(map(_is_small, values)):
        return ["" if value is None else str(int(value)) for value in values]  # type: ignore[arg-type]
    return None


def _is_small(value: Value) -> bool:
    return value is None or (isinstance(value, float) and value.is_integer() and abs(value) < 1e15)


def read_own(grid: Grid, cover: Covered, kinds: Mapping[int, str], start: int, stop: int) -> Own:
    """Read the columns under a heading; cells covered by a merged one are empty here."""
    read = Own(start, {})
    body = grid.cells[start:stop]
    for column, kind in kinds.items():
        values = [row[column] if column < len(row) else None for row in body]
        plainly = None if cover else _plainly(values, kind)
        if plainly is not None:
            read.texts[column] = plainly
            continue
        texts: list[str] = []
        marks: list[tuple[int, str, str]] = []
        for index, value in enumerate(values):
            if value is None or (cover and (start + index, column) in cover):
                texts.append("")
                continue
            if type(value) is str:
                text = value.strip()
                if text.isprintable() and "_x" not in text and text[:1] != "#":
                    texts.append(text)
                    continue
            style = grid.formats.get((grid.rows[start + index], column), "") if grid.formats else ""
            text, mark, detail = _said(value, kind, style, grid.epoch_1904)
            texts.append(text)
            if mark:
                marks.append((index, mark, detail))
        read.texts[column] = texts
        if marks:
            read.marks[column] = marks
    return read


def _uncached(grid: Grid, start: int, stop: int, columns: Sequence[int]) -> set[int]:
    """Return rows whose name or contact is a formula, in a file in which no formula has its value."""
    if not grid.formulas:
        return set()
    at = {shown: index for index, shown in enumerate(grid.rows[start:stop])}
    found = [(at[row], column) for row, column in grid.formulas if row in at and column in columns]
    body = grid.cells[start:stop]
    if any(column < len(body[index]) and body[index][column] is not None for index, column in found):
        return set()
    return {index for index, _ in found}


def read_body(
    grid: Grid, cover: Covered, header: Header, start: int, stop: int, titles: frozenset[str] = frozenset()
) -> Body:
    """Read the rows from position ``start`` to ``stop`` (exclusive) under a heading.

    ``header.top`` is -1 for a continuation without a heading of its own. ``titles`` are lines above the
    heading, which printed pages repeat. Reading ends where a heading of another shape begins.
    """
    kinds = {column: name for name, columns in header.columns.fields.items() for column in columns}
    width = max(map(len, grid.cells[start:stop]), default=0)
    extras = [column for column in range(width) if column not in kinds and column in header.written]
    unheaded = [column for column in range(width) if column not in kinds and column not in header.written]
    read = read_own(grid, cover, {**kinds, **dict.fromkeys((*extras, *unheaded), "extra")}, start, stop)
    read, second = folded(grid, cover, header, read)
    who = [c for name in ("name", "contact") for c in header.columns.fields.get(name, ())]
    judge = Judge(
        grid, cover, header, read, titles, header_rows(grid, header), _uncached(grid, start, stop, who)
    )
    verdicts, following = judge.verdicts() if read.texts else ([], None)
    kept = [index for index, verdict in enumerate(verdicts) if not verdict]
    headings = [index for index, verdict in enumerate(verdicts) if verdict == "header"]
    for index in again(kept, headings, serial_of(header), lambda at: row_of(read, at)):
        verdicts[index] = "again"
        kept.remove(index)
    for index in slid(header.columns.fields, read.texts, kept):
        verdicts[index] = "slid"
        kept.remove(index)
    passed: dict[str, list[int]] = {"folded": [grid.rows[start + i] for i in second]} if second else {}
    for index, verdict in enumerate(verdicts):
        if verdict and verdict != "blank":
            passed.setdefault(verdict, []).append(grid.rows[start + index])
    columns = [*extras, *unheaded, *timings(header)]
    return Body(_segment(grid, cover, header, read, kept, columns), passed, following)


def serial_of(header: Header) -> int | None:
    """Return the first column of serial numbers, None where there is none."""
    return next(iter(header.columns.fields.get("serial", ())), None)


def row_of(read: Own, index: int) -> dict[int, str]:
    """Return the texts of a row as rows are compared."""
    return {column: compact(texts[index]) for column, texts in read.texts.items()}


def timings(header: Header) -> list[int]:
    """Return the columns of the survey date in which a programme noted when somebody began and ended.

    They stay extras as well: how long an answer took is no part of its date.
    """
    places = header.columns.fields.get("surveyed", ())
    return [column for column in places if is_timing(header.written.get(column, ""))]


def _segment(
    grid: Grid, cover: Covered, header: Header, read: Own, kept: list[int], extras: Sequence[int]
) -> Segment:
    fields = header.columns.fields
    rows = [grid.rows[read.start + index] for index in kept]
    texts: dict[str, list[str]] = {}
    marks = _row_marks(grid, rows)
    for name, columns in fields.items():
        parts: list[list[str]] = []
        yes = ticks_of(read.texts[c][i] for c in columns for i in kept) if name == "mode" else frozenset()
        for column in columns:
            part, told = _field_column(grid, cover, read, name, column, kept)
            if name in FILLED and not LEFT.isdisjoint(part):
                part, told = _from_left(part, told, name, column - 1 in columns)
            if header.columns.joints.get(name) == "ticked":
                part, coded = by_tick(part, header.written.get(column, ""), yes)
                told += [Mark(new, name, "legend", tick) for new, tick in coded.items()]
            elif name == "mode":
                heading = header.written.get(column, "")
                if not legend(heading) and any(map(is_code, set(part))):
                    heading = legend_of_modes(_lines_beside(grid, header, read, kept))
                part, coded = by_legend(part, heading)
                told += [Mark(new, name, "legend", code) for new, code in coded.items()]
            elif name == "contact":
                part = accounts.in_words(part, header.written.get(column, ""), _lines_above(grid, header))
            parts.append(part)
            marks += told
        joint = header.columns.joints.get(name)
        if name == "surveyed" and not joint:
            parts[0], told = over.dates(grid, header, read.texts, kept, parts[0], marks)
            marks += told
        texts[name] = [joined(p, joint) for p in zip(*parts, strict=True)] if joint else parts[0]
    extra_columns = extra_headings(header, extras, lambda c: any(read.texts[c][i] for i in kept))
    for heading, column in extra_columns.items():
        if tell := teller(heading):
            said = ((new, tell(read.texts[column][index])) for new, index in enumerate(kept))
            marks += [Mark(new, "", "remark", word) for new, word in said if word]
    marks += _remarks(grid, fields.get("contact", ()), rows, texts)
    return Segment(
        sheet=grid.sheet,
        header_rows=tuple(grid.rows[header.top : header.bottom + 1]) if header.top >= 0 else (),
        columns={name: columns[0] for name, columns in fields.items()},
        headings={name: header.written.get(columns[0], "") for name, columns in fields.items()},
        rows=rows,
        texts=texts,
        marks=list(dict.fromkeys(marks)),
        extra_columns=extra_columns,
        extra_texts={heading: [read.texts[c][i] for i in kept] for heading, c in extra_columns.items()},
        joined={name: columns for name, columns in fields.items() if len(columns) > 1},
    )


def _remarks(
    grid: Grid, contact: Sequence[int], rows: Sequence[int], texts: Mapping[str, Sequence[str]]
) -> list[Mark]:
    """Return the remarks that stand beside a value in its own cell, and in comments on cells of the row."""
    said = [
        (new, beside(text, name))
        for name, column in texts.items()
        if may_note("".join(column), name)  # in most columns nothing is noted
        for new, text in enumerate(column)
    ]
    if grid.comments:
        at = {row: new for new, row in enumerate(rows)}
        for (row, column), comment in sorted(grid.comments.items()):
            if row in at:
                tell = of_number if column in contact else voiding
                said.append((at[row], tell(commented(comment))))
    return [Mark(new, "", "remark", word) for new, word in said if word]


def _row_marks(grid: Grid, rows: Sequence[int]) -> list[Mark]:
    marks = [Mark(index, "", "hidden_sheet") for index in range(len(rows))] if grid.hidden else []
    if grid.hidden_rows:
        marks += [
            Mark(index, "", "hidden_row", "filter" if row in grid.filtered_rows else "")
            for index, row in enumerate(rows)
            if row in grid.hidden_rows
        ]
    return marks


def _field_column(
    grid: Grid, cover: Covered, read: Own, name: str, column: int, kept: list[int]
) -> tuple[list[str], list[Mark]]:
    """Return a column of respondents, filled down, and what is to be said of its cells."""
    own = read.texts[column]
    marks: list[Mark] = []
    if column in read.marks:
        place = {index: new for new, index in enumerate(kept)}
        told = [item for item in read.marks[column] if item[0] in place]
        marks = [Mark(place[index], name, kind, detail) for index, kind, detail in told]
    texts = [own[index] for index in kept]
    if column in grid.hidden_columns:
        marks += [Mark(new, name, "hidden_column", column_letters(column)) for new in range(len(kept))]
    if grid.formulas and name in TOLD_FORMULAS:
        for new, index in enumerate(kept):
            formula = grid.formulas.get((grid.rows[read.start + index], column))
            if formula:
                marks.append(Mark(new, name, "formula", formula))  # judged when all sheets are read
    if grid.hidden_cells:
        marks += [
            Mark(new, name, "hidden_cell", grid.formats.get((grid.rows[read.start + index], column), ""))
            for new, index in enumerate(kept)
            if (grid.rows[read.start + index], column) in grid.hidden_cells
        ]
    if cover and (name in FILLED or name == "name"):
        for new, index in enumerate(kept):
            top, left = cover.get((read.start + index, column), (-1, -1))
            if left == column and top >= read.start and own[top - read.start]:
                texts[new] = own[top - read.start]
                marks.append(Mark(new, name, "merged", f"{column_letters(left)}{grid.rows[top]}"))
    if name in TOLD_FORMULAS:
        texts = _with_errors(texts, marks)
    texts, unread = _unread(grid, read, column, kept, texts)
    marks += [Mark(new, name, "unread", why) for new, why in unread]
    if name in FILLED and may_be_ditto(texts):
        texts, written = fill_ditto(texts, name != "contact")
        marks += [Mark(new, name, "ditto", text) for new, text in written.items()]
        marks += [
            Mark(new, name, "unread", "nothing_above") for new, text in enumerate(texts) if is_ditto(text)
        ]
    return texts, marks


def _from_left(
    texts: Sequence[str], marks: list[Mark], name: str, alike: bool
) -> tuple[list[str], list[Mark]]:
    """Return the texts without 同左, where the column on the left is of the same kind; else nobody knows what it says."""
    if alike:
        return ["" if text in LEFT else text for text in texts], marks
    said = [Mark(new, name, "unread", "same_as_left") for new, text in enumerate(texts) if text in LEFT]
    return list(texts), [*marks, *said]


def _lines_above(grid: Grid, header: Header) -> Iterator[str]:
    """Yield the texts above the heading."""
    for position in range(max(0, header.top)):
        yield from (value for value in grid.cells[position] if isinstance(value, str))


def _lines_beside(grid: Grid, header: Header, read: Own, kept: list[int]) -> Iterator[str]:
    """Yield the texts above the heading, and of the rows below it that are no respondents."""
    below = sorted(set(range(read.start, len(grid.cells))) - {read.start + index for index in kept})
    for position in (*range(max(0, header.top)), *below):
        yield from (value for value in grid.cells[position] if isinstance(value, str))


def by_legend(texts: Sequence[str], heading: str) -> tuple[list[str], dict[int, str]]:
    """Return texts with the words that the heading gives for their codes, and index -> code as written."""
    meaning = legend(heading)
    if not meaning:
        return list(texts), {}
    said = {text: explained(text, meaning) for text in set(texts)}
    coded = {index: text for index, text in enumerate(texts) if said[text]}
    return [said[text] or text for text in texts], coded


def _with_errors(texts: list[str], marks: Sequence[Mark]) -> list[str]:
    """Return the texts with a word where the cell shows an error: it is not empty, its value is lost."""
    lost = {mark.index for mark in marks if mark.kind == "error"}
    return (
        [CELL_ERROR if new in lost and not text else text for new, text in enumerate(texts)]
        if lost
        else texts
    )


def _unread(
    grid: Grid, read: Own, column: int, kept: list[int], texts: list[str]
) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the texts with a word where a formula has no stored value, and where no text could be read."""
    found = [
        (new, what)
        for sign, what in ((PICTURE, "picture"), (CELL_ERROR, "error"))
        if sign in texts
        for new, text in enumerate(texts)
        if text == sign
    ]
    if not grid.formulas:
        return texts, found
    texts = list(texts)
    for new, index in enumerate(kept):
        row = grid.cells[read.start + index]
        is_empty = not texts[new] and (column >= len(row) or row[column] is None)
        if is_empty and (grid.rows[read.start + index], column) in grid.formulas:
            texts[new] = NO_VALUE
            found.append((new, "no_value"))
    return texts, found


def extra_headings(header: Header, extras: Sequence[int], filled: Callable[[int], bool]) -> dict[str, int]:
    """Return heading -> column of columns nobody asked for; without a heading, if they hold something."""
    found: dict[str, int] = {}
    for column in extras:
        heading = header.written.get(column, "")
        if not heading and not filled(column):
            continue
        heading = heading or column_letters(column)
        found[heading if heading not in found else f"{heading} ({column_letters(column)})"] = column
    return found
