"""The rows under a heading of a long text file: the same as ``body.py``, by whole columns in Arrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verify.intake import cells
from verify.intake.body import Body, extra_headings, read_own
from verify.intake.columns import Joint
from verify.intake.fill import DITTO_SIGNS, FILLED, is_ditto
from verify.intake.grid import Grid
from verify.intake.headings import heading_words
from verify.intake.join import BETWEEN_CONTACTS, BETWEEN_DAYS, CLOCK_ALONE, ENDS_WITH_CLOCK
from verify.intake.respondents import Judge, header_rows
from verify.intake.roster import BulkMarks, Segment
from verify.intake.window import Header, part

LAST_ROWS = 200  # rows at the end that are looked at one by one for totals and notes
_CLOSER_LOOKS = 2_000  # rows before them that may be looked at one by one; any further ones stay
_PAGE = 3
_ODD = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{fffe}\x{ffff}]|_x[0-9A-Fa-f]{4}_"
_SUSPECT = (
    r"^(?:[合总小共累备附注说填制经审复调访测督录编校报推申第续转接(（]|主管|单位|公司|本页|以下"
    r"|(?i:total|note|end|page))|[:：]|盖章|公章"
)

Texts = Any  # pyarrow.ChunkedArray of strings


def _cleaned(column: Texts) -> tuple[Texts, Texts | None]:
    """Return trimmed and cleaned texts, and what was removed per row (None: nothing anywhere)."""
    texts = pc.utf8_trim_whitespace(pc.fill_null(column, ""))
    odd = pc.match_substring_regex(texts, _ODD)
    if not pc.any(odd).as_py():
        return texts, None
    coded = pc.filter(texts, odd).combine_chunks().dictionary_encode()
    pairs = [cells.clean(text) for text in coded.dictionary.to_pylist()]
    clean = pa.array([text for text, _ in pairs], texts.type).take(coded.indices)
    removed = pa.array([what for _, what in pairs], texts.type).take(coded.indices)
    mask = odd.combine_chunks()
    whole = texts.combine_chunks()
    nothing = pa.repeat(pa.scalar("", texts.type), len(whole))
    return (
        pa.chunked_array([pc.replace_with_mask(whole, mask, clean)]),
        pa.chunked_array([pc.replace_with_mask(nothing, mask, removed)]),
    )


def _dittos(texts: Texts) -> Any:
    """Return a mask of the cells that say "the same as above"; each distinct text is looked at once."""
    first = "".join("\\" + sign if sign in "^-]\\[" else sign for sign in DITTO_SIGNS)
    near = pc.unique(texts.filter(pc.match_substring_regex(texts, f"^[{first}]"))).to_pylist()
    return pc.is_in(texts, value_set=pa.array([text for text in near if is_ditto(text)], texts.type))


def _fill(texts: Texts, name: str) -> tuple[Texts, list[BulkMarks]]:
    """Fill 同上 from above, as ``fill.fill_ditto`` does."""
    mask = _dittos(texts)
    if not pc.any(mask).as_py():
        return texts, []
    ditto = mask.combine_chunks().to_numpy(zero_copy_only=False)
    source = np.maximum.accumulate(np.where(ditto, -1, np.arange(len(ditto))))
    empty = pc.equal(texts, "").combine_chunks().to_numpy(zero_copy_only=False)
    filled = ditto & (source >= 0) & ~empty[source]
    index = np.flatnonzero(filled)
    take = np.where(filled, source, np.arange(len(ditto)))
    return texts.take(pa.array(take)), [BulkMarks(name, "ditto", index, texts.take(pa.array(index)))]


def _join(columns: Sequence[Texts], joint: Joint) -> Texts:
    """Join several columns as ``join.joined`` does."""
    empty = pa.scalar("", columns[0].type)
    whole = columns[0]
    for number, column in enumerate(columns[1:], 1):
        part = column
        for earlier in columns[:number] if joint != "name" else []:
            part = pc.if_else(pc.equal(column, earlier), empty, part)
        between: Any = {"contacts": BETWEEN_CONTACTS, "name": "", "moment": " ", "span": BETWEEN_DAYS}[joint]
        if joint == "span":
            clock = pc.match_substring_regex(part, f"^{CLOCK_ALONE}$")
            same_day = pc.and_(clock, pc.match_substring_regex(whole, ENDS_WITH_CLOCK))
            between = pc.if_else(same_day, "-", BETWEEN_DAYS).cast(whole.type)
        both = pc.and_(_filled(whole), _filled(part))
        # A missing text would make the join leave out the whole row: only texts go in.
        joined = pc.binary_join_element_wise(whole, part, between)
        whole = pc.if_else(both, joined, pc.if_else(_filled(whole), whole, part))
    return whole


def _filled(texts: Texts) -> Any:
    return pc.not_equal(texts, "")


def _any(masks: Sequence[Any], count: int) -> Any:
    """Return where any of the masks holds, as a numpy array."""
    found = np.zeros(count, dtype=bool)
    for mask in masks:
        found |= mask.combine_chunks().to_numpy(zero_copy_only=False)
    return found


def _pairs(header: Header, texts: dict[int, Texts], *names: str) -> list[tuple[str, Texts]]:
    """Return (field, texts) of every column of the fields named."""
    fields = header.columns.fields
    return [(name, texts[c]) for name in names for c in fields.get(name, ()) if c in texts]


def _has_content(header: Header, texts: dict[int, Texts], extras: Sequence[int], count: int) -> Any:
    """Return which rows have something of a respondent in them, as ``respondents.Judge`` sees it."""
    cells_of = _pairs(header, texts, "name", "contact", "surveyed", "employer")
    own = [
        pc.and_not(_filled(column), _dittos(column)) if name in FILLED else _filled(column)
        for name, column in cells_of
    ]
    numbered = [
        pc.match_substring_regex(column, "[0-9０-９]") for _, column in _pairs(header, texts, "serial")
    ]
    anything = [_filled(column) for column in (*(c for _, c in cells_of), *(texts[c] for c in extras))]
    return _any(own, count) | (_any(numbered, count) & _any(anything, count))


def _repeats(headings: list[dict[int, str]], texts: dict[int, Texts], header: Header, count: int) -> Any:
    """Return which rows say exactly what the heading says, as printed pages do."""
    masks = [pc.equal(texts[c], said) for c, said in header.written.items() if c in texts]
    if len(headings) != 1 or not masks:
        return np.zeros(count, dtype=bool)
    return ~_any([pc.invert(mask) for mask in masks], count)


def _suspects(header: Header, texts: dict[int, Texts], candidates: Any) -> list[int]:
    """Return rows that could be totals, notes or headings, by the words in their first columns."""
    names = [column for _, column in _pairs(header, texts, "name")]
    contacts = [column for _, column in _pairs(header, texts, "contact")]
    serials = [column for _, column in _pairs(header, texts, "serial")]
    plain = candidates & _any([_filled(c) for c in names], len(candidates))
    plain &= _any([pc.match_substring_regex(c, r"^\d") for c in contacts], len(candidates))
    plain &= ~_any([pc.match_substring_regex(c, "[:：]") for c in names], len(candidates))
    plain &= ~_any([pc.match_substring_regex(c, r"^\D") for c in serials], len(candidates))
    rows = np.flatnonzero(candidates & ~plain)
    if not len(rows):
        return []
    index = pa.array(rows)
    words = pa.array(sorted(heading_words()))
    near = [column.take(index) for column in (*serials, *names, *contacts)]
    said = [pc.match_substring_regex(column, _SUSPECT) for column in near]
    said += [pc.is_in(pc.utf8_lower(column).cast(pa.string()), value_set=words) for column in near]
    return [int(row) for row in rows[_any(said, len(rows))][:_CLOSER_LOOKS]]


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
    for column, values in enumerate(grid.columns or ()):
        texts[column], gone = _cleaned(values.slice(start))
        if gone is not None:
            removed[column] = gone
    asked = {column for places in header.columns.fields.values() for column in places}
    extras = [column for column in texts if column not in asked]
    kept = _has_content(header, texts, extras, count)
    repeated = _repeats(headings, texts, header, count)
    kept &= ~repeated
    passed = {"header": [grid.rows[start + row] for row in np.flatnonzero(repeated).tolist()]}
    following: Header | None = None
    sure = np.arange(count) < count - LAST_ROWS
    for row in _suspects(header, texts, kept & sure):
        rows = part(grid, start + row, start + row + _PAGE)
        verdict, found = _judge(rows, 1, header, titles, headings).look_closer(0)
        if found:
            count, following = row, _shifted(found, start + row)
            break
        if verdict and not verdict.endswith("?"):
            kept[row] = False
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
    segment = _segment(grid, header, start, texts, removed, np.flatnonzero(kept[:count]), extras)
    return Body(segment, {kind: shown for kind, shown in passed.items() if shown}, following)


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
    removed: dict[int, Texts],
    kept: Any,
    extras: Sequence[int],
) -> Segment:
    fields = header.columns.fields
    whole = len(kept) == len(grid.rows) - start
    index = pa.array(kept)
    mine = texts if whole else {column: values.take(index) for column, values in texts.items()}
    gone = removed if whole else {column: values.take(index) for column, values in removed.items()}
    none = pa.chunked_array([pa.repeat(pa.scalar("", pa.string()), len(kept))])
    marks: list[BulkMarks] = []
    done: dict[str, Texts] = {}
    for name, columns in fields.items():
        parts: list[Texts] = []
        for column in columns:
            values = mine.get(column, none)
            if column in gone:
                where = np.flatnonzero(_any([_filled(gone[column])], len(kept)))
                if len(where):
                    marks.append(BulkMarks(name, "stripped", where, gone[column].take(pa.array(where))))
            if name in FILLED:
                values, told = _fill(values, name)
                marks += told
            parts.append(values)
        marks = _once(marks, name) if len(columns) > 1 else marks
        joint = header.columns.joints.get(name)
        done[name] = _join(parts, joint) if joint else parts[0]
    headings = extra_headings(header, extras, lambda c: bool(pc.any(_filled(mine[c])).as_py()))
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
