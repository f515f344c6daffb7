"""Folders as they arrive, in a few lines each: rosters of invented people, a register, what lies beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.cli.run import HEADINGS, new_book, people, write_book

REGISTER = ("申报编号", "企业名称", "推荐类别", "推荐单位", "有效问卷数量", "名单文件")
PINE, NORTH, RIVER = "松江纸业有限公司", "北岸机械厂", "江湾热力股份有限公司"


def rows_of(number: int, count: int = 60) -> list[list[object]]:
    """Respondents of the company with a number, on nobody else's roster."""
    return people(count, first=13904510011 + number * 10_000_000)


def roster(path: Path, number: int, count: int = 60) -> Path:
    """A plain roster."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_book(path, rows_of(number, count))


def titled(path: Path, lines: Sequence[str], number: int, count: int = 60) -> Path:
    """A roster under lines of text, as the form has them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = new_book()
    sheet = book.active
    assert sheet is not None
    for row in (*([line] for line in lines), HEADINGS, *rows_of(number, count)):
        sheet.append(list(row))
    book.save(path)
    return path


def sheets(path: Path, parts: Sequence[tuple[str, Sequence[Sequence[object]], bool]]) -> Path:
    """A workbook of several rosters: (name, rows, hidden) of each sheet, each numbered from 1."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = new_book()
    book.remove(book.active)
    for name, rows, hidden in parts:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if hidden else "visible"
        sheet.append(HEADINGS)
        for number, row in enumerate(rows, 1):
            sheet.append([number, *row[1:]])
    book.save(path)
    return path


def register(path: Path, *names: str, headings: Sequence[str] = REGISTER, files: bool = False) -> Path:
    """A register of companies, numbered HLJ-1, HLJ-2 ..., 60 questionnaires each."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for at, name in enumerate(names, 1):
        known = {
            "申报编号": f"HLJ-{at}", "企业名称": name, "推荐类别": "企业类", "推荐单位": "松江市质量协会",
            "有效问卷数量": 60, "名单文件": f"{name}.xlsx" if files else None,
        }  # fmt: skip
        lines.append([known[heading] for heading in headings])
    return write_book(path, lines, headings)
