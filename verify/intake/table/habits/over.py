"""What stands once over many dates of a list: year and month (see ``dated``), or the day itself in a line over its people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from verify.intake.grid import Grid
from verify.intake.roster import Mark
from verify.intake.table import cells
from verify.intake.table.habits import dated
from verify.intake.table.window import Header
from verify.text.patterns import when_used

Columns = Mapping[int, Sequence[str]]

_DAY = when_used(
    r"[(（【\[]?(?:20\d\d\s*[年./-]\s*)?(?:1[0-2]|0?[1-9])\s*[月./-]\s*(?:3[01]|[12]\d|0?[1-9])\s*[日号]?"
    r"(?:\s*[(（]?\s*(?:星期|周)[一二三四五六日天]\s*[)）]?)?[)）】\]]?\s*[:：]?"
)
_AROUND = when_used(r"[(（]?\s*(?:星期|周)[一二三四五六日天]\s*[)）]?|[(（【\[\])）】:：\s]+")
_FEWEST = 2  # lines: one alone may be the day on which the list was written


def dates(
    grid: Grid,
    header: Header,
    columns: Columns,
    kept: Sequence[int],
    texts: list[str],
    marks: Sequence[Mark],
) -> tuple[list[str], list[Mark]]:
    """Return the dates of a list with what stands once for many of them, and which these are.

    ``columns``: column -> text of every row below the heading; ``kept``: the rows of respondents among them; ``texts``: the
    date of each of these; ``marks``: what was noted of cells so far.
    """
    if not any(texts):
        return _days(columns, kept, texts)
    if dated.are_whole(texts):
        return texts, []
    # What stands above a table on a page is in no cell of it: the reader has noted it.
    above = [[line] for code, said in grid.notes if code == "title" for line in said.split("\n")]
    above += [[grid.caption]] if grid.caption else []
    above += [[text for text in map(cells.text_of, row) if text] for row in grid.cells[: max(0, header.top)]]
    general = dated.of_heading(header.written.get(header.columns.fields["surveyed"][0], ""))
    known = set(kept)
    sections = [
        (index, period)
        for index in range(len(next(iter(columns.values()))))
        if index not in known
        if (period := dated.alone(column[index] for column in columns.values() if column[index]))
    ]
    general = dated.with_sheet(general or dated.above(above), dated.of_sheet(grid.sheet))
    periods = dated.along(kept, sections, general)
    cut = frozenset(mark.index for mark in marks if (mark.field, mark.kind) == ("surveyed", "number"))
    out, said = dated.filled(texts, periods, cut)
    return out, [Mark(new, "surveyed", "dated", text) for new, text in said.items()]


def _days(columns: Columns, kept: Sequence[int], texts: list[str]) -> tuple[list[str], list[Mark]]:
    """Return the days that stand in lines over the people, where nobody has one in his own row, and whose they are."""
    known = set(kept)
    others = (at for at in range(len(next(iter(columns.values()), ()))) if at not in known)
    lines = ((at, [column[at] for column in columns.values() if column[at]]) for at in others)
    found = days_over(lines, kept)
    if found is None:
        return texts, []
    return found, [Mark(new, "surveyed", "dated", day) for new, day in enumerate(found)]


def days_over(lines: Iterable[tuple[int, Sequence[str]]], kept: Sequence[int]) -> list[str] | None:
    """Return for each of the ``kept`` rows the day that stands in the last line above it; None where that is nobody's.

    ``lines``: place and texts of the rows that are no respondents. Everybody has a line above him, and there are several:
    a day at the end of a page is that of a signature.
    """
    days = {
        at: _AROUND.sub("", said[0]) for at, said in lines if len(set(said)) == 1 and _DAY.fullmatch(said[0])
    }
    if len(days) < _FEWEST or not len(kept) or min(days) > kept[0]:
        return None
    places = sorted(days)
    return [days[places[bisect_left(places, at) - 1]] for at in kept]
