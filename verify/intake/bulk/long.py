"""The rows under a heading of a long text file: the same as ``body.py``, by whole columns in Arrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verify.intake.bulk.long_dated import dated_column, lines_beside
from verify.intake.bulk.long_folds import folded
from verify.intake.bulk.long_texts import (
    Texts,
    any_of,
    begins,
    by_legend,
    by_tick,
    cleaned,
    dittos,
    fill,
    filled,
    from_left,
    in_words,
    join,
    signs_of,
    with_errors,
    without_errors,
)
from verify.intake.grid import Grid
from verify.intake.roster import BulkMarks, Segment
from verify.intake.table.body import TOLD_FORMULAS, Body, extra_headings, read_own, serial_of, timings
from verify.intake.table.breaks import again
from verify.intake.table.fill import FILLED
from verify.intake.table.habits.endings import is_way
from verify.intake.table.habits.remarks import beside, teller
from verify.intake.table.habits.slid import slid
from verify.intake.table.headings import heading_words
from verify.intake.table.legends import is_code, legend, legend_of_modes
from verify.intake.table.respondents import Judge, header_rows
from verify.intake.table.tails import compact
from verify.intake.table.window import Header, part

LAST_ROWS = 200  # rows at the end that are looked at one by one for totals and notes
_CLOSER_LOOKS = 2_000  # rows before them that may be looked at one by one; any further ones stay
_PAGE = 3
_SUSPECT = (
    r"^(?:[合总小共累汇计求平均最备附注说填制经审复调访测督录编校报推申第续转接例示(（]|主管|单位|公司|本[页名表]|此表|该表|以上|全部|以下"
    r"|[(（【\[]?(?:19|20)[0-9]{2}[年./-]|[0-9]{1,2}月|(?i:total|note|end|page))|[:：]|盖章|公章"
)

# A count where a name belongs: totals are named somewhere else in their row.
_COUNTED = r"^[共计]?[0-9０-９]{1,4}(?:,[0-9]{3})*(?:\.[0-9]+)?[^0-9]?$"
# Cells beside whose value something may be noted: in brackets, beside a number in any words.
_BRACKET, _NOTED = r"[(（\[［【〔]", r"[^\x00-\x7f]"
_SHORTEST_NUMBER = 7  # digits; what is shorter may be a count under the numbers to call
_ASCII_DIGITS = "0123456789"


def _pairs(header: Header, texts: dict[int, Texts], *names: str) -> list[tuple[str, Texts]]:
    """Return (field, texts) of every column of the fields named."""
    fields = header.columns.fields
    return [(name, texts[c]) for name in names for c in fields.get(name, ()) if c in texts]


def _has_content(header: Header, texts: dict[int, Texts], extras: Sequence[int], count: int) -> Any:
    """Return which rows have something of a respondent in them, as ``respondents.Judge`` sees it."""
    content = _pairs(header, texts, "name", "contact", "surveyed", "employer")
    kept = np.zeros(count, dtype=bool)
    for name, column in content:
        if not kept.all():
            there = filled(column)
            kept |= any_of([pc.and_not(there, dittos(column)) if name in FILLED else there], count)
    rows = np.flatnonzero(~kept)
    index = pa.array(rows)
    serials = [column.take(index) for _, column in _pairs(header, texts, "serial")]
    others = [column.take(index) for column in (*(c for _, c in content), *(texts[c] for c in extras))]
    numbered = any_of([pc.match_substring_regex(column, "[0-9０-９]") for column in serials], len(rows))
    kept[rows] = numbered & any_of([filled(column) for column in others], len(rows))
    return kept


def _repeats(headings: list[dict[int, str]], texts: dict[int, Texts], header: Header, count: int) -> Any:
    """Return which rows say exactly what the heading says, as printed pages do."""
    masks = [pc.equal(texts[c], said) for c, said in header.written.items() if c in texts]
    if len(headings) != 1 or not masks:
        return np.zeros(count, dtype=bool)
    return ~any_of([pc.invert(mask) for mask in masks], count)


def _suspects(header: Header, texts: dict[int, Texts], candidates: Any) -> list[int]:
    """Return rows that could be totals, notes or headings, by the words in their first columns."""
    names = [column for _, column in _pairs(header, texts, "name")]
    contacts = [column for _, column in _pairs(header, texts, "contact")]
    serials = [column for _, column in _pairs(header, texts, "serial")]
    count = len(candidates)
    plain = any_of([filled(c) for c in names], count)
    long_enough = [pc.greater_equal(pc.utf8_length(c), _SHORTEST_NUMBER) for c in contacts]
    numbers = zip(contacts, long_enough, strict=True)
    plain &= any_of([pc.and_(begins(c, _ASCII_DIGITS), enough) for c, enough in numbers], count)
    plain &= ~any_of([pc.match_substring(c, colon) for c in names for colon in ":："], count)
    plain &= ~any_of([pc.and_not(filled(c), begins(c, _ASCII_DIGITS)) for c in serials], count)
    rows = np.flatnonzero(candidates & ~plain)
    if not len(rows):
        return []
    index = pa.array(rows)
    words = pa.array(sorted(heading_words()))
    near = [column.take(index) for column in (*serials, *names, *contacts)]
    said = [pc.match_substring_regex(column, _SUSPECT) for column in near]
    said += [pc.is_in(pc.utf8_lower(column).cast(pa.string()), value_set=words) for column in near]
    said += [pc.match_substring_regex(column.take(index), _COUNTED) for column in names]
    # A row without number, name and contact (a lone date, a signature) is nobody plainly either.
    nobody = ~any_of([filled(column) for column in near], len(rows))
    return [int(row) for row in rows[any_of(said, len(rows)) | nobody][:_CLOSER_LOOKS]]


def _slid(header: Header, texts: dict[int, Texts], kept: Any) -> list[int]:
    """Return the rows that slid by a column; a number or a day stands where the mode belongs."""
    modes = header.columns.fields.get("mode", ())
    if len(modes) != 1:
        return []
    column = texts[modes[0]]
    odd = [text for text in column.unique().to_pylist() if text and not is_way(text)]
    if not odd:
        return []
    strange = np.asarray(pc.is_in(column.cast(pa.string()), value_set=pa.array(odd, pa.string())))
    rows = np.flatnonzero(kept & strange[: len(kept)])[:_CLOSER_LOOKS]
    looked = {at: values.take(pa.array(rows)).to_pylist() for at, values in texts.items()}
    return [int(rows[at]) for at in slid(header.columns.fields, looked, range(len(rows)), int(kept.sum()))]


def _worded(texts: dict[int, Texts], candidates: Any) -> list[int]:
    """Return rows that hold a word, and not only the number of a line that nobody filled in."""
    rows = np.flatnonzero(candidates)
    if not len(rows):
        return []
    index = pa.array(rows)
    said = [pc.match_substring_regex(column.take(index), r"[^0-9０-９\s]") for column in texts.values()]
    return [int(row) for row in rows[any_of(said, len(rows))][:_CLOSER_LOOKS]]


def _judge(
    rows: Grid, count: int, header: Header, titles: frozenset[str], headings: list[dict[int, str]]
) -> Judge:
    kinds = {column: "text" for row in rows.cells for column in range(len(row))}
    return Judge(rows, {}, header, read_own(rows, {}, kinds, 0, count), titles, headings, set())


def _shifted(header: Header | None, by: int) -> Header | None:
    return replace(header, top=header.top + by, bottom=header.bottom + by) if header else None


def read_long(grid: Grid, header: Header, start: int, titles: frozenset[str] = frozenset()) -> Body:
    """Read the rows from position ``start`` on, as ``body.read_body`` does; the texts are Arrow columns.

    Only the last rows, and rows whose words are suspicious, are looked at one by one.
    """
    headings = (
        header_rows(part(grid, header.top, header.bottom + 1), _shifted_to_top(header))
        if header.top >= 0
        else []
    )
    count = len(grid.rows) - start
    texts: dict[int, Texts] = {}
    removed: dict[int, Texts] = {}
    lost: dict[int, Texts] = {}
    days = header.columns.fields.get("surveyed", ())
    for column, values in enumerate(grid.columns or ()):
        whole, gone = cleaned(values.slice(start))
        if gone is not None:
            removed[column] = gone
        texts[column], gone = without_errors(whole, column in days)
        if gone is not None:
            lost[column] = gone
    texts, second = folded(header, texts, count)
    asked = {column for places in header.columns.fields.values() for column in places}
    extras = [column for column in texts if column not in asked]
    kept = _has_content(header, texts, extras, count)
    repeated = _repeats(headings, texts, header, count)
    kept &= ~repeated
    passed = {"header": [grid.rows[start + row] for row in np.flatnonzero(repeated).tolist()]}
    if second:
        passed["folded"] = [grid.rows[start + row] for row in second]
    following: Header | None = None
    sure = np.arange(count) < count - LAST_ROWS
    aside = _worded(texts, ~kept & sure & ~repeated)
    for row in _suspects(header, texts, kept & sure):
        rows = part(grid, start + row, start + row + _PAGE)
        verdict, found = _judge(rows, 1, header, titles, headings).look_closer(0)
        if found:
            count, following = row, _shifted(found, start + row)
            break
        if verdict and not verdict.endswith("?"):
            kept[row] = False
            passed.setdefault(verdict, []).append(rows.rows[0])
    for row in (row for row in aside if row < count):  # left out already; what they are is told
        rows = part(grid, start + row, start + row + _PAGE)
        verdict, _ = _judge(rows, 1, header, titles, headings).look_closer(0)
        if verdict not in ("", "blank") and not verdict.endswith("?"):
            passed.setdefault(verdict, []).append(rows.rows[0])
    first = max(0, count - LAST_ROWS)
    rows = part(grid, start + first, start + count)
    verdicts, found = _judge(rows, len(rows.rows), header, titles, headings).verdicts()
    if found:
        count, following = first + len(verdicts), _shifted(found, start + first)
    for row, verdict in enumerate(verdicts):
        kept[first + row] = not verdict
        if verdict not in ("", "blank") and not repeated[first + row]:
            passed.setdefault(verdict, []).append(rows.rows[row])
    kept[second] = False
    if moved := _slid(header, texts, kept[:count]):
        kept[moved] = False
        passed["slid"] = [grid.rows[start + row] for row in moved]
    if passed["header"]:
        below = (np.searchsorted(np.asarray(grid.rows), passed["header"]) - start).tolist()
        for row in again(
            np.flatnonzero(kept[:count]).tolist(), below, serial_of(header), partial(_row, texts)
        ):
            kept[row] = False
            passed.setdefault("again", []).append(grid.rows[start + row])
    columns = [*extras, *(column for column in timings(header) if column in texts)]
    segment = _segment(grid, header, start, texts, (removed, lost), np.flatnonzero(kept[:count]), columns)
    # Where a second heading cuts the rows short, those before it are looked at twice.
    return Body(segment, {kind: sorted(set(shown)) for kind, shown in passed.items() if shown}, following)


def _row(texts: dict[int, Texts], row: int) -> dict[int, str]:
    return {column: compact(values[row].as_py()) for column, values in texts.items()}


def _shifted_to_top(header: Header) -> Header:
    return replace(header, top=0, bottom=header.bottom - header.top)


def _shown(rows: Sequence[int], start: int, kept: Any) -> Sequence[int]:
    """Return the shown numbers of rows; a range where they follow each other."""
    if not len(kept):
        return []
    first, last = rows[start + int(kept[0])], rows[start + int(kept[-1])]
    if last - first == len(kept) - 1:
        return range(first, last + 1)
    shown: list[int] = np.asarray(rows)[start + kept].tolist()
    return shown


def _once(marks: list[BulkMarks], name: str) -> list[BulkMarks]:
    """Put together what is said of a field made from several columns, the same of one row only once."""
    others = [mark for mark in marks if mark.field != name]
    for kind in dict.fromkeys(mark.kind for mark in marks if mark.field == name):
        same = [mark for mark in marks if (mark.field, mark.kind) == (name, kind)]
        said = dict.fromkeys(
            pair for mark in same for pair in zip(mark.index.tolist(), mark.details.to_pylist(), strict=True)
        )
        details = pa.chunked_array([pa.array([detail for _, detail in said], same[0].details.type)])
        others.append(BulkMarks(name, kind, np.array([index for index, _ in said]), details))
    return others


def _segment(
    grid: Grid,
    header: Header,
    start: int,
    texts: dict[int, Texts],
    gone_from: tuple[dict[int, Texts], dict[int, Texts]],
    kept: Any,
    extras: Sequence[int],
) -> Segment:
    fields = header.columns.fields
    whole = len(kept) == len(grid.rows) - start
    index = pa.array(kept)
    mine = texts if whole else {column: values.take(index) for column, values in texts.items()}
    gone, lost = (
        own if whole else {column: values.take(index) for column, values in own.items()} for own in gone_from
    )
    none = pa.chunked_array([pa.repeat(pa.scalar("", pa.string()), len(kept))])
    marks: list[BulkMarks] = []
    done: dict[str, Texts] = {}
    for name, columns in fields.items():
        parts: list[Texts] = []
        ticked = header.columns.joints.get(name) == "ticked"
        yes = signs_of([mine.get(column, none) for column in columns]) if ticked else frozenset()
        for column in columns:
            values = mine.get(column, none)
            if column in gone:
                where = np.flatnonzero(any_of([filled(gone[column])], len(kept)))
                if len(where):
                    marks.append(BulkMarks(name, "stripped", where, gone[column].take(pa.array(where))))
            if column in lost:
                values, told = with_errors(values, lost[column], name, name in TOLD_FORMULAS)
                marks += told
            if name in FILLED:
                values, told = fill(values, name)
                marks += told
                values, told = from_left(values, name, column - 1 in columns)
                marks += told
            if ticked:
                values, told = by_tick(values, header.written.get(column, ""), yes)
                marks += told
            elif name == "mode":
                heading = header.written.get(column, "")
                if not legend(heading) and any(map(is_code, pc.unique(values).to_pylist())):
                    heading = legend_of_modes(lines_beside(grid, header, texts, kept))
                values, told = by_legend(values, heading)
                marks += told
            elif name == "contact":
                values = in_words(values, header.written.get(column, ""))
            parts.append(values)
        marks = _once(marks, name) if len(columns) > 1 else marks
        joint = header.columns.joints.get(name)
        if name == "surveyed" and not joint:
            parts[0], told = dated_column(grid, header, texts, kept, parts[0])
            marks += told
        done[name] = join(parts, joint) if joint else parts[0]
    headings = extra_headings(header, extras, lambda c: bool(pc.any(filled(mine[c])).as_py()))
    for heading, column in headings.items():
        if tell := teller(heading):
            marks += _remarks(mine[column], tell)
    for name, column in done.items():
        marks += _remarks(column, partial(beside, field=name), _NOTED if name == "contact" else _BRACKET)
    marks = _once(marks, "")
    return Segment(
        sheet=grid.sheet,
        header_rows=tuple(grid.rows[header.top : header.bottom + 1]) if header.top >= 0 else (),
        columns={name: columns[0] for name, columns in fields.items()},
        headings={name: header.written.get(columns[0], "") for name, columns in fields.items()},
        rows=_shown(grid.rows, start, kept),
        texts=done,
        extra_columns=headings,
        extra_texts={heading: mine[column] for heading, column in headings.items()},
        joined={name: columns for name, columns in fields.items() if len(columns) > 1},
        bulk_marks=tuple(marks),
    )


def _remarks(column: Texts, word_of: Callable[[str], str], only: str = "") -> list[BulkMarks]:
    """Return the marks of cells that say that their row does not count. ``only``: what such a cell holds at least."""
    at = np.flatnonzero(pc.match_substring_regex(column, only)) if only else np.arange(len(column))
    coded = (column.take(pa.array(at)) if only else column).combine_chunks().dictionary_encode()
    words = [word_of(text) for text in coded.dictionary.to_pylist()]
    where = np.flatnonzero(np.array([bool(word) for word in words], bool)[coded.indices.to_numpy()])
    if not len(where):
        return []
    details = pa.array(words, pa.string()).take(coded.indices.take(pa.array(where)))
    return [BulkMarks("", "remark", at[where], pa.chunked_array([details]))]
