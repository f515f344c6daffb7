"""How many people a list says that it holds: 合计186人 below it, 共186人 above. Told where as many were not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verify.intake.grid import Grid
from verify.intake.roster import Segment
from verify.intake.table import cells
from verify.intake.table.tails import compact, is_count
from verify.text.patterns import when_used

_WHO = "(?:被访者|受访者|被访人|被调查者|受访人|名单|人员?|用户|顾客|客户)?"
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.0+)?"
_ALL = "(?:合计|总计|共计|总共|总人数|合计人数|人数合计|总数)"
# 本页小计 and 累计 count something else, and so do 共12页, 共5人次 and the questionnaires that were handed out.
_SAID = when_used(
    rf"^{_ALL}{_WHO}[:：]?{_NUMBER}(?:人|名|位|份|户|个|条)?(?:$|[,，。;；、()])"
    rf"|(?<!每)(?<!每.)共(?:计|有)?{_WHO}{_NUMBER}(?:人|名|位)(?![次均员])"
)
_WORD = when_used(rf"{_ALL}{_WHO}[:：]?")


@dataclass(frozen=True, slots=True)
class Count:
    """A count as a list says it: where, how many, and how many rows stand above it since the count before."""

    place: str
    said: int
    numbers: frozenset[int]  # of rows that it may mean: since the count before, of the table


def counts_of(grid: Grid, above: int, segments: Sequence[Segment], passed: Sequence[int]) -> list[Count]:
    """Return the counts that are said above a table (``above``: its heading) and in its rows that are nobody."""
    shown = sorted(row for segment in segments for row in segment.rows)
    at = {row: position for position, row in enumerate(grid.rows)} if passed else {}
    lines = [(row, _texts(grid, at[row])) for row in sorted(passed)]
    titles = [(grid.rows[position], _texts(grid, position)) for position in range(max(0, above))]
    found: list[Count] = []
    last = 0
    for row, texts in (*titles, *lines):
        for said in dict.fromkeys(_said(texts)):
            since = sum(last < one < row for one in shown)
            place = (f"{grid.sheet}!" if grid.sheet else "") + str(row)
            found.append(Count(place, said, frozenset((since, len(shown), sum(one < row for one in shown)))))
            last = row
    return found


def differing(counts: Sequence[Count], people: int, unread: int) -> list[tuple[str, str]]:
    """Return a note for every count that fits nothing that was read. ``unread``: rows of which is told that they were not."""
    return [
        ("count_differs", f"{one.place}: {one.said} / {people}")
        for one in counts
        if one.said not in one.numbers and one.said not in (people, people + unread)
    ]


def _texts(grid: Grid, position: int) -> list[str]:
    if grid.columns is not None:
        return [text for column in grid.columns if (text := column[position].as_py())]
    return [text for text in map(cells.text_of, grid.cells[position]) if text]


def _said(texts: Sequence[str]) -> Iterator[int]:
    """Yield what a line says of a count; a word alone goes with the count that all its other cells repeat."""
    lines = [compact(text) for text in texts]
    for line in lines:
        for found in _SAID.finditer(line):
            yield int((found[1] or found[2]).replace(",", ""))
    if any(_WORD.fullmatch(line) for line in lines):
        others = {line for line in lines if not _WORD.fullmatch(line)}
        numbers = {"".join(filter(str.isdigit, line.partition(".")[0])) for line in others if is_count(line)}
        if len(numbers) == 1 and all(map(is_count, others)) and not any("%" in line for line in others):
            yield int(numbers.pop())
