"""Find the heading rows of a grid and say what each column is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from verify.intake.grid import Grid, Value
from verify.intake.roster import FIELDS
from verify.intake.table.columns import Columns, choose
from verify.intake.table.fill import Covered
from verify.intake.table.habits import endings
from verify.intake.table.habits.exports import of_programmes
from verify.intake.table.habits.ticks import is_way, tick_columns
from verify.intake.table.headings import (
    OTHERS,
    STRENGTHS,
    TICKED,
    Meaning,
    is_label,
    is_sub,
    meanings,
    normal,
)
from verify.text.patterns import when_used

SEARCHED = 30  # rows of a grid in which its heading is looked for
TALLEST = 3  # rows of one heading
WIDEST = 512  # columns in which headings are looked for; exports of questionnaires have hundreds
_NUMBERS = STRENGTHS["usual"]  # strength of a heading of numbers: 电话; that of 微信 is less
_GUESSED = 0.5  # strength of a heading that is known by its last word alone
_WIDEST_LIST = 64  # columns that are looked at for one that could be a missing field
SAMPLED = 50  # rows under a heading that are looked at where words alone do not tell

_CLOCK = when_used(
    r"(?:[上下中]午|早上|晚上)?\s*\d{1,2}\s*[:：时点](?:\s*\d{1,2}\s*(?:分|[:：]\s*\d{1,2})?)?"
)


@dataclass(frozen=True, slots=True)
class Header:
    """A heading: its rows (positions in the grid, inclusive) and what its columns are."""

    top: int
    bottom: int
    columns: Columns
    written: dict[int, str] = field(default_factory=dict)  # column -> heading as written, lines joined by "/"
    score: float = 0.0
    guessed: tuple[str, ...] = ()  # fields whose columns are known by the last word of their heading alone
    unclear: dict[str, tuple[int, ...]] = field(default_factory=dict)  # missing field -> what could be it


@dataclass(frozen=True, slots=True)
class _Top:
    """The first rows of a grid as headings: own text, text after filling merges, and its meanings (as ``say`` has them)."""

    values: list[list[Value]]
    own: list[list[str]]
    filled: list[list[str]]
    read: list[list[tuple[Meaning, ...]]]
    anchor: list[list[tuple[int, int]]]  # where a filled text comes from
    width: int
    say: Callable[[str], tuple[Meaning, ...]] = meanings


def part(grid: Grid, start: int, stop: int) -> Grid:
    """Return a few rows of a long file as an ordinary grid."""
    if grid.columns is None:
        return Grid(grid.sheet, list(grid.rows[start:stop]), grid.cells[start:stop])
    columns = [column.slice(start, stop - start).to_pylist() for column in grid.columns]
    return Grid(grid.sheet, list(grid.rows[start:stop]), [list(row) for row in zip(*columns, strict=True)])


def _or_guessed(text: str) -> tuple[Meaning, ...]:
    """Return what a heading means, or else what it may mean by its last word."""
    return meanings(text) or tuple(Meaning(name, _GUESSED) for name in endings.guesses(text))


def _look(
    grid: Grid,
    cover: Covered,
    start: int,
    count: int,
    say: Callable[[str], tuple[Meaning, ...]] = meanings,
) -> _Top:
    values = [list(row[:WIDEST]) for row in grid.cells[start : start + count]]
    width = max(map(len, values), default=0)
    own = [
        [c.strip() if isinstance(c, str) else "" for c in row] + [""] * (width - len(row)) for row in values
    ]
    anchor = [[cover.get((start + i, j), (start + i, j)) for j in range(width)] for i in range(len(values))]
    filled = [
        [
            own[a - start][b] if a >= start and (a, b) != (start + i, j) else own[i][j]
            for j, (a, b) in enumerate(row)
        ]
        for i, row in enumerate(anchor)
    ]
    read = [[say(text) if text else () for text in row] for row in filled]
    return _Top(values, own, filled, read, anchor, width, say)


def _parts(top: _Top, first: int, last: int, column: int) -> list[str]:
    """Return the texts of a column's heading from above, each merged or repeated one once."""
    parts: list[str] = []
    for row in range(first, last + 1):
        text = top.filled[row][column]
        if text and (not parts or text != parts[-1]):
            parts.append(text)
    return parts


def _column(top: _Top, first: int, last: int, column: int) -> tuple[Meaning, ...]:
    """Read one column: the lines joined (访问 over 方式), else the lowest line that says anything."""
    if first == last:
        return top.read[first][column]
    parts = _parts(top, first, last, column)
    tries = [
        *(["".join(parts)] if len(parts) > 1 else []),
        *(["".join(parts[-2:])] if len(parts) > 2 else []),
    ]
    return next((found for text in (*tries, *reversed(parts)) for found in [top.say(text)] if found), ())


def _spans(top: _Top, row: int, column: int) -> bool:
    """Return whether a heading reaches over the next column: merged, or followed by an empty cell."""
    if column + 1 >= top.width:
        return top.anchor[row][column][1] != column
    same = top.anchor[row][column + 1] == top.anchor[row][column]
    return same or top.anchor[row][column][1] != column or not top.filled[row][column + 1]


def _fields(found: Sequence[Meaning]) -> set[str]:
    return {meaning.field for meaning in found}


def _goes_below(top: _Top, first: int, row: int) -> bool:
    """Return whether ``row`` is a further heading row under ``first``, and not the first row of data."""
    says_something = _ways_below(top, first, row)
    for column in range(top.width):
        value = top.values[row][column] if column < len(top.values[row]) else None
        text = top.filled[row][column]
        if value is None or value == "" or top.anchor[row][column] == top.anchor[row - 1][column]:
            continue
        if says_something and is_way(text):
            continue
        if not isinstance(value, str) or text.isdigit():
            return False
        above = _column(top, first, row - 1, column)
        parts = _parts(top, first, row, column)
        own = top.read[row][column]
        spanning = _spans(top, row - 1, column)
        if (len(parts) > 1 and top.say("".join(parts))) or (
            own and (not above or spanning or _fields(own) & _fields(above))
        ):
            says_something = True
        elif above and not spanning and not is_sub(text):
            return False  # 张三 under 姓名, 电话 under 调查方式
    return says_something


def _is_mode(text: str) -> bool:
    return "mode" in _fields(meanings(text))


def _ways_below(top: _Top, first: int, row: int) -> bool:
    """Return whether a row names two modes side by side under one heading 调查方式: nobody is interviewed in two ways."""
    for column in range(1, top.width):
        left, right = top.filled[row][column - 1], top.filled[row][column]
        if left != right and is_way(left) and is_way(right):
            above = _parts(top, first, row - 1, column - 1)
            if above and _is_mode(above[-1]) and _spans(top, row - 1, column - 1):
                return True
    return False


def _adds(top: _Top, first: int, last: int, columns: Columns) -> bool:
    """Return whether the first row of a window says something of a field, and is no title or form line."""
    for name, places in columns.fields.items():
        for column in places:
            if name in _fields(top.read[first][column]):
                return True
            parts = _parts(top, first, last, column)
            if top.filled[first][column] and len(parts) > 1 and name in _fields(top.say("".join(parts))):
                return True
    return False


def _is_form(top: _Top, last: int, columns: Columns) -> bool:
    """Return whether a name and a contact side by side are labels of a form, not headings of a list."""
    if len(columns.fields) > 2 or not {"name", "contact"} <= columns.fields.keys():
        return False
    name, contact = columns.fields["name"][0], columns.fields["contact"][-1]
    beside = [_beside(top, last, name), _beside(top, last, contact)]
    if any(sum(map(str.isdigit, text)) >= 7 for text in beside if text):
        return True
    if beside[0] == "" and not beside[1]:
        return True
    below = [
        top.filled[row][c] for row in range(last + 1, min(last + 6, len(top.own))) for c in (name, contact)
    ]
    return any(is_label(text) for text in below if text)


def _beside(top: _Top, row: int, column: int) -> str | None:
    """Return what stands right of a cell; None beyond the last column."""
    if column + 1 >= top.width:
        return None
    value = top.values[row][column + 1] if column + 1 < len(top.values[row]) else None
    return top.filled[row][column + 1] or ("" if value is None else str(value))


def _is_time(value: Value) -> bool:
    if isinstance(value, str):
        return bool(_CLOCK.fullmatch(value.strip()))
    return isinstance(value, time) or (isinstance(value, float) and 0 < value < 1)


def _times(grid: Grid, below: int, column: int) -> bool:
    """Return whether a column holds times of day and no days."""
    seen = [row[column] for row in grid.cells[below : below + SAMPLED] if column < len(row)]
    seen = [value for value in seen if value is not None and value != ""]
    return bool(seen) and all(map(_is_time, seen))


def _filled_in(grid: Grid, below: int, column: int) -> int:
    rows = grid.cells[below : below + SAMPLED]
    return sum(1 for row in rows if column < len(row) and row[column] not in (None, ""))


def _of_another_day(read: Mapping[int, tuple[Meaning, ...]], said: Mapping[int, list[str]]) -> set[int]:
    """Return the columns 月 and 日 behind the year of somebody's birth or of a contract: 出生日期 stands over the first only."""
    years = [
        c for c, found in read.items() if found is OTHERS and len(said[c]) > 1 and normal(said[c][-1]) == "年"
    ]
    return {
        c
        for year in years
        for c in (year + 1, year + 2)
        if said.get(c) and normal(said[c][-1]) in ("月", "日")
    }


def _header(grid: Grid, top: _Top, start: int, first: int, last: int) -> Header | None:
    read = {column: _column(top, first, last, column) for column in range(top.width)}
    said = {column: _parts(top, first, last, column) for column in range(top.width)}
    written = {column: "/".join(parts) for column, parts in said.items() if parts}
    known = {column: found for column, found in read.items() if found and found is not OTHERS}
    if len(known) < 2:
        return None
    guessing = top.say is not meanings
    if guessing:
        known = {
            column: found for column, found in known.items() if found[0].strength > _GUESSED or found[0].role
        }
    aside = of_programmes(written, lambda column: bool(_fields(known.get(column, ())) & {"name", "contact"}))
    aside |= _of_another_day(read, said)
    known = {column: found for column, found in known.items() if column not in aside}
    if len(known) < 2 and not guessing:
        return None
    merged = {
        column: top.anchor[last][column][1] for column in known if top.anchor[last][column][1] != column
    }
    below = start + last + 1
    ticked = tick_columns(grid, below, SAMPLED, said, _is_mode)
    known |= dict.fromkeys(ticked, TICKED)
    columns = choose(
        known,
        merged,
        lambda column: _times(grid, below, column),
        lambda column: _filled_in(grid, below, column),
    )
    found = Header(start + first, start + last, columns, written, columns.score)
    if guessing:
        found = _completed(grid, found)
        columns = found.columns
        if not (
            {"name", "contact"} <= columns.fields.keys() and columns.fields.keys() & {"mode", "surveyed"}
        ):
            return None
    if not columns.is_roster or _is_form(top, last, columns) or not _adds(top, first, last, columns):
        return None
    return found


def _completed(grid: Grid, header: Header) -> Header:
    """Return a heading with the columns that are known by the last words of their headings alone, and what could be others."""
    columns = header.columns
    accounts = _accounts(header)
    missing = [
        name for name in endings.FIELDS if name not in columns.fields or (name == "contact" and accounts)
    ]
    if not missing:
        return header
    rows = grid.cells[header.bottom + 1 : header.bottom + 1 + SAMPLED]
    has = {column for places in columns.fields.values() for column in places}

    def values(column: int) -> list[Value]:
        return [row[column] for row in rows if column < len(row)]

    found = endings.taken(header.written, missing, lambda column: column not in has, values)
    if found:
        if "contact" in found:
            found["contact"] += accounts  # QQ号 beside 家长手机: the number first, as beside 手机
        joints = dict(columns.joints)
        if len(found.get("contact", ())) > 1:
            joints["contact"] = "contacts"
        fields = {
            name: {**columns.fields, **found}[name] for name in FIELDS if name in {**columns.fields, **found}
        }
        columns = replace(columns, fields=fields, joints=joints, score=columns.score + len(found) / 2)
        has |= {column for places in found.values() for column in places}
    width = min(max(map(len, rows), default=0), _WIDEST_LIST)
    left = [column for column in range(width) if column not in has]
    open_ = [name for name in missing if name not in columns.fields]
    unclear = endings.unclear(header.written, open_, left, values)
    return replace(header, columns=columns, score=columns.score, guessed=tuple(found), unclear=unclear)


def _accounts(header: Header) -> tuple[int, ...]:
    """Return the columns of contacts where all of them are accounts (QQ号, 邮箱): a number may stand beside them."""
    places = header.columns.fields.get("contact", ())
    known = [meanings(header.written.get(column, "")) for column in places]
    return (
        places if all(m.strength < _NUMBERS for found in known for m in found if m.field == "contact") else ()
    )


def find_header(grid: Grid, cover: Covered, start: int = 0, count: int = SEARCHED) -> Header | None:
    """Return the best heading in ``count`` rows from position ``start``; None where there is none.

    Best is: most fields; then the taller window, as long as each of its rows says something; then the
    first. A heading needs a name and a contact, or three fields of which one is a name or a contact.
    Where no such heading is known, headings are looked for that are known by their last words (see ``habits.endings``):
    a name, a contact, and how or when somebody was asked.
    """
    found = _best(grid, _look(grid, cover, start, count), start)
    if found is not None:
        return _completed(grid, found)
    if start:
        return None
    return _best(grid, _look(grid, cover, start, count, _or_guessed), start)


def _best(grid: Grid, top: _Top, start: int) -> Header | None:
    best: Header | None = None
    best_alone = False  # its first row is a heading even without the rows below
    for first in range(len(top.own)):
        alone = False
        for last in range(first, min(first + TALLEST, len(top.own))):
            if last > first and not _goes_below(top, first, last):
                break
            found = _header(grid, top, start, first, last)
            if found is None:
                continue
            alone = alone or last == first
            taller = best is not None and found.top == best.top
            leaner = best is not None and found.bottom == best.bottom and not best_alone
            if best is None or found.score > best.score or (found.score == best.score and (taller or leaner)):
                best, best_alone = found, alone
    return best
