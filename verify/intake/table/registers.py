"""Tables that are a 申报登记表: what the dossiers declare, one line each."""

from __future__ import annotations

from verify.intake.grid import Grid, Value
from verify.intake.roster import RosterTable
from verify.intake.table import cells, tails
from verify.intake.table.fill import Covered, fill_ditto
from verify.intake.table.headings import REGISTER_KEYS, REGISTER_SHARED, register_column
from verify.intake.table.register_words import ANSWER, is_answers, short_column
from verify.intake.table.window import SEARCHED, Header, part

_DAYS = ("调查开始时间", "调查结束时间", "调查时间")
_NOT_FILLED = ("申报编号", "企业名称", "名单文件")  # two dossiers are two, whatever 同上 says
_LEAST_OWN = 2  # columns of its own by which a table is a register though its company is headed 单位
_SHARED_WITH_ROSTERS = 2  # roster fields (联系人, 电话) that a register may well have


def _text(grid: Grid, row: int, column: int) -> str:
    value: Value = grid.cells[row][column] if column < len(grid.cells[row]) else None
    return value.strip() if isinstance(value, str) else ""


def _columns(grid: Grid, cover: Covered, row: int, *, short: bool = False) -> dict[int, str]:
    """Return column -> the register's name for it, the first of each name; ``short``: also by short headings."""
    texts = [_text(grid, *cover.get((row, column), (row, column))) for column in range(len(grid.cells[row]))]
    if is_answers(texts):
        return {column: text for column, text in enumerate(texts) if text in ("名单文件", "工作表", ANSWER)}
    found: dict[int, str] = {}
    for column, text in enumerate(texts):
        if (name := register_column(text)) and name not in found.values():
            found[column] = name
    if short:
        for column, text in enumerate(texts):
            if column not in found and (name := short_column(text)) and name not in found.values():
                found[column] = name
    return dict(sorted(found.items()))


def _is_register(columns: dict[int, str]) -> bool:
    """Return whether headings are a register's; labels of a form have an empty or filled cell between."""
    names = set(columns.values())
    if ANSWER in names:
        return True
    side_by_side = any(column + 1 in columns for column in columns)
    return side_by_side and not names.isdisjoint(REGISTER_KEYS) and len(_own(names)) >= 1 and len(names) >= 2


def _own(names: set[str]) -> set[str]:
    return names - set(REGISTER_SHARED)


def find_register(grid: Grid, cover: Covered, roster: Header | None) -> tuple[int, dict[int, str]] | None:
    """Return (position of the heading row, its columns); None where the grid is no register.

    ``roster`` is the roster heading found in the same grid. A roster may repeat 申报编号 and 企业名称
    in every row, and a register may have 联系人 and 电话: the one with more columns of its own wins.
    """
    best: tuple[int, dict[int, str]] | None = None
    for row in range(min(SEARCHED, len(grid.cells))):
        columns = _columns(grid, cover, row)
        sure = not set(REGISTER_KEYS).isdisjoint(columns.values())
        if sure or len(_own(set(columns.values()))) >= _LEAST_OWN:
            columns = _columns(grid, cover, row, short=True)
        if _is_register(columns) and (best is None or len(columns) > len(best[1])):
            best = row, columns
    if best is None or roster is None or ANSWER in best[1].values():
        return best
    fields = roster.columns.fields
    taken = {column for name in ("name", "contact", "mode") for column in fields.get(name, ())}
    mine = {column for column in _columns(grid, cover, best[0]) if column not in taken}  # no short headings
    people = sum(
        1
        for name in ("name", "contact", "mode", "surveyed")
        if name in fields and not set(fields[name]) & mine
    )
    return best if "mode" not in fields and people <= _SHARED_WITH_ROSTERS and len(mine) > people else None


def read_register(file: str, grid: Grid, cover: Covered, row: int, columns: dict[int, str]) -> RosterTable:
    """Read the rows under a register's heading; blank rows, totals and notes are left out."""
    whole = part(grid, 0, len(grid.rows)) if grid.columns is not None else grid
    width = max(map(len, whole.cells), default=0)
    heads = {column: columns.get(column) or _text(whole, row, column) for column in range(width)}
    heads = {column: head for column, head in heads.items() if head}
    first = row + 1
    body = {column: _column(whole, cover, column, head, first) for column, head in heads.items()}
    kept = [index for index in range(len(whole.rows) - first) if _declares(body, columns, index)]
    texts = {column: [values[index] for index in kept] for column, values in body.items()}
    texts = {c: values if heads[c] in _NOT_FILLED else fill_ditto(values)[0] for c, values in texts.items()}
    return RosterTable(
        file,
        grid.sheet,
        tuple(heads.values()),
        tuple(whole.rows[first + index] for index in kept),
        tuple(zip(*texts.values(), strict=True)),
        short=ANSWER not in columns.values()
        and set(REGISTER_KEYS).isdisjoint(
            register_column(_text(grid, row, c)) for c in range(len(grid.cells[row]))
        ),
    )


def _column(grid: Grid, cover: Covered, column: int, head: str, first: int) -> list[str]:
    texts = []
    for row in range(first, len(grid.cells)):
        top, left = cover.get((row, column), (row, column))
        if left != column or top < first:
            texts.append("")
            continue
        value = grid.cells[top][column] if column < len(grid.cells[top]) else None
        style = grid.formats.get((grid.rows[top], column), "")
        texts.append(
            cells.day_text(value, style, grid.epoch_1904)[0] if head in _DAYS else cells.text_of(value)
        )
    return texts


def _declares(body: dict[int, list[str]], columns: dict[int, str], index: int) -> bool:
    there = {column: values[index] for column, values in body.items() if values[index]}
    known = [column for column in there if column in columns]
    return bool(known) and not (len(there) <= 2 and tails.is_tail_word(there[min(there)]))
