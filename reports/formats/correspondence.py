"""对应表.xlsx: rosters that no company could be found for, and a column in which people choose whose they are.

Read back by the next command; see verify/register.py. Answers that were given stay in the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from phrases import say
from reports.formats.cells import CellWriter
from reports.papers import write_whole
from verify.intake.table.register_words import ANSWER
from verify.model import Entry, Open

# What reading it back looks for: Chinese in every language.
COLUMNS = (("名单文件", 46), ("工作表", 14), ("可能是", 40), (ANSWER, 40))
_ASKED = PatternFill("solid", "FFF4C2")


@dataclass(frozen=True, slots=True)
class Answered:
    """A line that people have filled in."""

    file: str
    sheet: str
    said: str


def write(
    path: Path, unsettled: Sequence[Open], known: Sequence[Answered], register: Sequence[Entry], lang: str
) -> None:
    """Write the table: a line per roster that is open, then the answers that stand. Raises OSError."""
    write_whole({path: lambda part: _write(part, unsettled, known, register, lang)})


def _write(
    path: Path, unsettled: Sequence[Open], known: Sequence[Answered], register: Sequence[Entry], lang: str
) -> None:
    book = Workbook(write_only=True)
    book.properties.creator = "hefang"
    cells = CellWriter(lang)
    sheet = book.create_sheet(say("door.table.sheet", lang))
    names = book.create_sheet(say("door.table.list", lang))
    for index, (_, wide) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = wide
    sheet.freeze_panes = "A3"
    sheet.append([cells.text(sheet, say("door.table.note", lang), kind="note")])
    sheet.append([cells.text(sheet, title, kind="head") for title, _ in COLUMNS])
    everybody = [called(entry) for entry in register]
    columns = [everybody]
    for row, item in enumerate(unsettled, 3):
        listed = [called(entry) for entry in register if entry.applicant in item.candidates]
        column = 1
        if listed:
            columns.append(listed)
            column = len(columns)
        _choice(sheet, row, quote_sheetname(names.title), column, len(listed or everybody))
        might = "、".join(item.candidates)
        sheet.append(_line(sheet, cells, item.file, item.sheet, might, ""))
    for answer in known:
        sheet.append(_line(sheet, cells, answer.file, answer.sheet, "", answer.said))
    for index in range(max(map(len, columns), default=0)):
        names.append([cells.text(names, c[index]) if index < len(c) else cells.blank(names) for c in columns])
    book.save(path)


def called(entry: Entry) -> str:
    """How an entry stands in the drop-down: number and company."""
    return " ".join(filter(None, (entry.id, entry.applicant)))


def _line(sheet: Any, cells: CellWriter, *texts: str) -> list[Any]:
    made = [cells.text(sheet, text, kind="long") if text else cells.blank(sheet) for text in texts]
    made[-1].fill = _ASKED
    return made


def _choice(sheet: Any, row: int, names: str, column: int, count: int) -> None:
    """A drop-down of the companies that it might be; something else may be typed too."""
    letter = get_column_letter(column)
    rule = DataValidation("list", f"{names}!${letter}$1:${letter}${max(count, 1)}", allow_blank=True)
    rule.showErrorMessage = False
    rule.add(f"{get_column_letter(len(COLUMNS))}{row}")
    sheet.data_validations.append(rule)
