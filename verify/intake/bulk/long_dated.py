"""What stands once for a whole column of a long text: year and month of its dates, a legend in a line beside the table.

The same as ``habits.over`` and ``body._lines_beside`` do, by whole columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verify.intake.bulk.long_texts import Texts, any_of
from verify.intake.grid import Grid
from verify.intake.roster import BulkMarks
from verify.intake.table import cells
from verify.intake.table.habits import dated, over
from verify.intake.table.habits.dated import Period
from verify.intake.table.window import Header, part

_LINES = 30  # lines above a heading that may say something
_MOST = 2_000  # rows that are no respondents and may say something
_WAYS = "方式|形式|方法|途径|渠道"  # what a line that explains codes of 调查方式 holds
_WHEN = r"(?:19|20)[0-9]{2}|月"  # what a line that names a year or a month holds
_DAYS = r"[0-9]\s*[月./-]\s*[0-9]"  # what a line that names a day holds


def dated_column(
    grid: Grid, header: Header, texts: Mapping[int, Texts], kept: Any, column: Texts
) -> tuple[Texts, list[BulkMarks]]:
    """Return the dates of respondents with the year and month that stand once for many of them, and which these are.

    ``texts``: all rows under the heading, by column; ``kept``: the places of the respondents among them.
    """
    coded = column.combine_chunks().dictionary_encode()
    signs = coded.dictionary.to_pylist()
    if not any(signs):
        return _days(texts, kept, column)
    if dated.are_whole(signs):
        return column, []
    general = dated.of_heading(header.written.get(header.columns.fields["surveyed"][0], ""))
    sections = list(_sections(texts, kept))
    general = general or dated.above(_above(grid, header))
    if general is None and not sections:
        return column, []
    # Under one period a text means one thing: each of them is looked at once.
    periods = dated.along(kept.tolist(), sections, general) if sections else [general] * len(kept)
    kinds = list(dict.fromkeys(periods))
    at = {period: number for number, period in enumerate(kinds)}
    which = np.fromiter((at[period] for period in periods), np.int64, len(periods))
    pairs, place = np.unique(which * len(signs) + coded.indices.to_numpy(), return_inverse=True)
    asked = [signs[pair % len(signs)] for pair in pairs.tolist()]
    filled, said = dated.filled(asked, [kinds[pair // len(signs)] for pair in pairs.tolist()])
    done = pa.chunked_array([pa.array(filled, column.type).take(pa.array(place))])
    hit = np.flatnonzero(np.isin(place, list(said)))
    words = pa.array([said.get(number, "") for number in range(len(asked))], column.type)
    marks = [BulkMarks("surveyed", "dated", hit, pa.chunked_array([words.take(pa.array(place[hit]))]))]
    return done, marks if len(hit) else []


def _days(texts: Mapping[int, Texts], kept: Any, column: Texts) -> tuple[Texts, list[BulkMarks]]:
    found = over.days_over(_others(texts, kept, _DAYS), kept.tolist())
    if found is None:
        return column, []
    days = pa.chunked_array([pa.array(found, column.type)])
    return days, [BulkMarks("surveyed", "dated", np.arange(len(found)), days)]


def lines_beside(grid: Grid, header: Header, texts: Mapping[int, Texts], kept: Any) -> Iterator[str]:
    """Yield the texts above the heading, and of the rows below it that are no respondents, that speak of a way of asking."""
    for column in grid.columns or ():
        above = pc.fill_null(column.slice(0, max(0, header.top)), "")
        yield from above.filter(pc.match_substring_regex(above, _WAYS)).to_pylist()
    for _, line in _others(texts, kept, _WAYS):
        yield from line


def _above(grid: Grid, header: Header) -> list[list[str]]:
    top = max(0, header.top)
    rows = part(grid, max(0, top - _LINES), top).cells
    return [[text for text in map(cells.text_of, row) if text] for row in rows]


def _sections(texts: Mapping[int, Texts], kept: Any) -> Iterator[tuple[int, Period]]:
    for row, line in _others(texts, kept, _WHEN):
        if (period := dated.alone(line)) is not None:
            yield row, period


def _others(texts: Mapping[int, Texts], kept: Any, wanted: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (place, texts) of rows that are no respondents, where ``wanted`` matches one of their texts."""
    count = len(next(iter(texts.values()), ()))
    left = np.ones(count, bool)
    left[kept] = False
    rows = np.flatnonzero(left)
    if not len(rows):
        return
    own = [column.take(pa.array(rows)) for column in texts.values()]
    near = any_of([pc.match_substring_regex(column, wanted) for column in own], len(rows))
    rows, own = rows[near], [column.filter(pa.array(near)) for column in own]
    for row, line in zip(
        rows[:_MOST].tolist(), zip(*(c.slice(0, _MOST).to_pylist() for c in own), strict=True), strict=True
    ):
        yield row, [text for text in line if text]
