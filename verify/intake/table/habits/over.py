"""What stands once over many dates of a list: year and month (see ``dated``), or the day itself in a line over its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
    """Return the days that stand in lines over the people, where nobody has one in his own row.

    Everybody has a line above him, and there are several: a day at the end of a page is that of a signature.
    """
    known = set(kept)
    lines: dict[int, str] = {}
    for index in range(len(next(iter(columns.values()), ()))):
        said = {column[index] for column in columns.values() if column[index]} if index not in known else ()
        if len(said) == 1 and _DAY.fullmatch(text := next(iter(said))):
            lines[index] = _AROUND.sub("", text)
    if len(lines) < _FEWEST or not kept or min(lines) > kept[0]:
        return texts, []
    out, marks, waiting, day = [], [], sorted(lines), ""
    for new, index in enumerate(kept):
        while waiting and waiting[0] < index:
            day = lines[waiting.pop(0)]
        out.append(day)
        marks.append(Mark(new, "surveyed", "dated", day))
    return out, marks
