"""Columns of texts in Arrow: the same cleaning, filling and joining as for single cells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verify.intake.grid import CELL_ERROR, ERRORS
from verify.intake.roster import BulkMarks
from verify.intake.table import cells
from verify.intake.table.body import TOO_NARROW
from verify.intake.table.columns import Joint
from verify.intake.table.fill import DITTO_SIGNS, FAINT_SIGNS, LEFT, is_ditto, is_faint
from verify.intake.table.habits import accounts, ticks
from verify.intake.table.join import (
    AREA_ALONE,
    BETWEEN_CONTACTS,
    BETWEEN_DAYS,
    CLOCK_ALONE,
    ENDS_WITH_CLOCK,
    EXTENDS,
    LOCAL,
    MOBILE,
    UNITS,
)
from verify.intake.table.legends import explained, legend

_ODD = r"[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{fffe}\x{ffff}]|_x[0-9A-Fa-f]{4}_"
# Bytes that no ordinary text has: control characters other than tab and line feed, and delete.
_RARE_BYTES = bytes(code for code in (*range(32), 127) if code not in (9, 10))
_RARE_PAIRS = (b"_x", b"\xc2", b"\xef\xbf")  # _x000D_; U+0080 to U+009F among others; U+FFFE among others

_BETWEEN = {
    "contacts": BETWEEN_CONTACTS,
    "ticked": BETWEEN_CONTACTS,
    "name": "",
    "parts": "",
    "moment": " ",
    "span": BETWEEN_DAYS,
}

Texts = Any  # pyarrow.ChunkedArray of strings


def _bytes_of(chunk: Any) -> bytes:
    """Return the UTF-8 bytes of a string array, without what a slice leaves out."""
    _, offsets, data = chunk.buffers()
    if data is None or not len(chunk):
        return b""
    width = np.int64 if pa.types.is_large_string(chunk.type) else np.int32
    ends = np.frombuffer(offsets, dtype=width)
    begin, end = int(ends[chunk.offset]), int(ends[chunk.offset + len(chunk)])
    found: bytes = data.slice(begin, end - begin).to_pybytes()
    return found


def _may_be_odd(texts: Texts) -> bool:
    """Return whether a look at the bytes, much cheaper than a pattern, finds reason for the pattern."""
    for chunk in texts.chunks:
        raw = _bytes_of(chunk)
        if len(raw.translate(None, _RARE_BYTES)) != len(raw) or any(pair in raw for pair in _RARE_PAIRS):
            return True
    return False


def cleaned(column: Texts) -> tuple[Texts, Texts | None]:
    """Return trimmed and cleaned texts, and what was removed per row (None: nothing anywhere)."""
    texts = pc.utf8_trim_whitespace(pc.fill_null(column, ""))
    if not _may_be_odd(texts):
        return texts, None
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


def without_errors(column: Texts, is_day: bool) -> tuple[Texts, Texts | None]:
    """Return texts without what a spreadsheet shows for an error, and these (None: nowhere any).

    ``is_day``: a day that its column had no room for (####) is one too.
    """
    near = pc.unique(column.filter(begins(column, "#"))).to_pylist()
    said = [text for text in near if text in ERRORS or (is_day and TOO_NARROW.fullmatch(text))]
    if not said:
        return column, None
    mask = pc.is_in(column, value_set=pa.array(said, column.type))
    return pc.if_else(mask, "", column), pc.if_else(mask, column, "")


def with_errors(texts: Texts, lost: Texts, name: str, told: bool) -> tuple[Texts, list[BulkMarks]]:
    """Put a word where a cell showed an error, as ``body._with_errors`` does. ``told``: of a field in which it counts."""
    index = np.flatnonzero(any_of([filled(lost)], len(texts)))
    if not len(index):
        return texts, []
    marks = [BulkMarks(name, "error", index, lost.take(pa.array(index)))]
    if not told:
        return texts, marks
    why = pa.chunked_array([pa.repeat(pa.scalar("error", texts.type), len(index))])
    return pc.if_else(filled(lost), CELL_ERROR, texts), [*marks, BulkMarks(name, "unread", index, why)]


def begins(texts: Texts, signs: str) -> Any:
    """Return a mask of the texts whose first character is one of these."""
    return pc.is_in(pc.utf8_slice_codeunits(texts, 0, 1), value_set=pa.array(list(signs), texts.type))


def dittos(texts: Texts, faint: bool = False) -> Any:
    """Return a mask of the cells that say "the same as above"; each distinct text is looked at once."""
    near = pc.unique(texts.filter(begins(texts, DITTO_SIGNS + FAINT_SIGNS * faint))).to_pylist()
    said = [text for text in near if is_ditto(text) or (faint and is_faint(text))]
    return pc.is_in(texts, value_set=pa.array(said, texts.type))


def fill(texts: Texts, name: str) -> tuple[Texts, list[BulkMarks]]:
    """Fill 同上 from above, as ``fill.fill_ditto`` does."""
    mask = dittos(texts, name != "contact")
    if not pc.any(mask).as_py():
        return texts, []
    ditto = mask.combine_chunks().to_numpy(zero_copy_only=False)
    source = np.maximum.accumulate(np.where(ditto, -1, np.arange(len(ditto))))
    empty = pc.equal(texts, "").combine_chunks().to_numpy(zero_copy_only=False)
    filled = ditto & (source >= 0) & ~empty[source]
    index = np.flatnonzero(filled)
    take = np.where(filled, source, np.arange(len(ditto)))
    alone = np.flatnonzero(ditto & ~filled)
    why = pa.chunked_array([pa.repeat(pa.scalar("nothing_above", texts.type), len(alone))])
    marks = [BulkMarks(name, "ditto", index, texts.take(pa.array(index)))] if len(index) else []
    marks += [BulkMarks(name, "unread", alone, why)] if len(alone) else []
    return texts.take(pa.array(take)), marks


def from_left(texts: Texts, name: str, alike: bool) -> tuple[Texts, list[BulkMarks]]:
    """Take out 同左 where the column on the left is of the same kind, as ``body._from_left`` does."""
    mask = pc.is_in(texts, value_set=pa.array(sorted(LEFT), texts.type))
    if not pc.any(mask).as_py():
        return texts, []
    if alike:
        return pc.if_else(mask, "", texts), []
    index = np.flatnonzero(any_of([mask], len(texts)))
    why = pa.chunked_array([pa.repeat(pa.scalar("same_as_left", texts.type), len(index))])
    return texts, [BulkMarks(name, "unread", index, why)]


def by_legend(texts: Texts, heading: str) -> tuple[Texts, list[BulkMarks]]:
    """Put in the words that a heading gives for codes, as ``body.by_legend`` does."""
    meaning = legend(heading)
    if not meaning:
        return texts, []
    coded = texts.combine_chunks().dictionary_encode()
    said = [explained(text, meaning) for text in coded.dictionary.to_pylist()]
    known = np.array([bool(word) for word in said], bool)[coded.indices.to_numpy()]
    if not known.any():
        return texts, []
    index = np.flatnonzero(known)
    words = [word or text for word, text in zip(said, coded.dictionary.to_pylist(), strict=True)]
    done = pa.chunked_array([pa.array(words, texts.type).take(coded.indices)])
    return done, [BulkMarks("mode", "legend", index, texts.take(pa.array(index)))]


def by_tick(texts: Texts, heading: str, yes: Collection[str]) -> tuple[Texts, list[BulkMarks]]:
    """Put in the mode where its column is ticked, as ``ticks.by_tick`` does."""
    coded = texts.combine_chunks().dictionary_encode()
    signs = coded.dictionary.to_pylist()
    words, ticked = ticks.by_tick(signs, heading, yes)
    index = np.flatnonzero(np.isin(coded.indices.to_numpy(), list(ticked)))
    done = pa.chunked_array([pa.array(words, texts.type).take(coded.indices)])
    return done, [BulkMarks("mode", "legend", index, texts.take(pa.array(index)))] if len(index) else []


def signs_of(columns: Sequence[Texts]) -> frozenset[str]:
    """Return which signs are ticks, as ``ticks.ticks_of`` does."""
    return ticks.ticks_of(sign for column in columns for sign in pc.unique(column).to_pylist())


def _with_units(columns: Sequence[Texts]) -> Sequence[Texts]:
    """Put 年, 月 and 日 behind what stands in their columns, as ``join.in_parts`` does."""
    units = UNITS[len(UNITS) - len(columns) :]
    bare = [pc.replace_substring_regex(c, f"{u}?号?$", "") for c, u in zip(columns, units, strict=True)]
    return [
        pc.if_else(filled(column), pc.binary_join_element_wise(column, unit, ""), column)
        for column, unit in zip(bare, units, strict=True)
    ]


def join(columns: Sequence[Texts], joint: Joint) -> Texts:
    """Join several columns as ``join.joined`` does."""
    empty = pa.scalar("", columns[0].type)
    if joint == "parts":
        columns = _with_units(columns)
    columns = _with_areas(columns) if joint == "contacts" else columns
    whole = columns[0]
    for number, column in enumerate(columns[1:], 1):
        part = column
        for earlier in columns[:number] if joint not in ("name", "parts") else []:
            part = pc.if_else(pc.equal(column, earlier), empty, part)
        between: Any = _BETWEEN[joint]
        if joint == "span":
            clock = pc.match_substring_regex(part, f"^{CLOCK_ALONE}$")
            same_day = pc.and_(clock, pc.match_substring_regex(whole, ENDS_WITH_CLOCK))
            between = pc.if_else(same_day, "-", BETWEEN_DAYS).cast(whole.type)
        both = pc.and_(filled(whole), filled(part))
        # A missing text would make the join leave out the whole row: only texts go in.
        joined = pc.binary_join_element_wise(whole, part, between)
        whole = pc.if_else(both, joined, pc.if_else(filled(whole), whole, part))
    return whole


def _with_areas(columns: Sequence[Texts]) -> Sequence[Texts]:
    """Put area codes before the local numbers in the column before them, as ``join.joined`` does."""
    found = list(columns)
    for at in range(1, len(found)):
        area, number = found[at], found[at - 1]
        known = pc.and_(pc.match_substring_regex(area, f"^{AREA_ALONE}$"), filled(number))
        local = pc.and_(known, pc.match_substring_regex(number, f"^{LOCAL}$"))
        code = pc.replace_substring_regex(area, f"^{AREA_ALONE}$", r"0\1-")
        found[at - 1] = pc.if_else(local, pc.binary_join_element_wise(code, number, ""), number)
        found[at] = pc.if_else(known, "", area)
        extends, empty = pc.starts_with(area, EXTENDS), pa.scalar("", area.type)
        if not pc.any(extends).as_py():
            continue
        for before in range(at - 1, -1, -1):
            own = pc.and_(extends, filled(found[before]))
            mobile = pc.match_substring_regex(found[before], f"^{MOBILE}$")
            longer = pc.binary_join_element_wise(found[before], area, "")
            found[before] = pc.if_else(pc.and_(own, pc.invert(mobile)), longer, found[before])
            extends = pc.and_(extends, pc.invert(own))
        found[at] = pc.if_else(pc.starts_with(found[at], EXTENDS), empty, found[at])
    return found


def in_words(texts: Texts, heading: str) -> Texts:
    """Return contacts with what their heading says of those that stand alone, as ``accounts.in_words`` does."""
    said = accounts.told(heading) or accounts.area_told((heading,))
    if said is None:
        return texts
    bare = pc.match_substring_regex(texts, f"^(?:{said[0]})$")
    return pc.if_else(bare, pc.binary_join_element_wise(said[1], texts, said[2], ""), texts)


def filled(texts: Texts) -> Any:
    """Return a mask of the texts that are not empty."""
    return pc.not_equal(texts, "")


def any_of(masks: Sequence[Any], count: int) -> Any:
    """Return where any of the masks holds, as a numpy array."""
    found = np.zeros(count, dtype=bool)
    for mask in masks:
        found |= mask.combine_chunks().to_numpy(zero_copy_only=False)
    return found
