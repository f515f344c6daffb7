"""请核对.xlsx: each value that was not read for certain beside its picture, and the whole list as it was read.

Somebody fills in what the picture shows, mends what else is wrong in the list, and hands it to ``hefang confirm``.
It holds names and numbers in full, as the pictures do.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from phrases import say
from reports.formats.cells import CellWriter
from reports.papers import write_whole
from reports.proof.stored import Place, Proof, from_text, to_text
from verify.intake.grid import UNCERTAIN
from verify.intake.roster import FIELDS
from verify.intake.table.cells import text_of

_DATA = "hefang-proof"
_PIECE = 30_000  # characters of a cell
_WIDE = (6, 12, 8, 12, 26, 26, 44, 28)
_HIGH, _BROAD = 44, 300  # pixels of a picture
_ASKED = PatternFill("solid", "FFF4C2")
_FIRST = 3  # the first row below the note and the headings


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook as it came back: what was read, what people say at which place, places that nobody decided."""

    proof: Proof
    said: Mapping[Place, str]
    open: tuple[int, ...]  # numbers of the lines in 请核对 that are empty still


def write(path: Path, proof: Proof, lang: str) -> None:
    """Write the workbook. Raises OSError."""
    write_whole({path: lambda part: _write(part, proof, lang)})


def _write(path: Path, proof: Proof, lang: str) -> None:
    book = Workbook()
    book.properties.creator = "hefang"
    cells = CellWriter(lang)
    book.remove(book.worksheets[0])
    asked = book.create_sheet(say("proof.sheet", lang))
    _asked(asked, proof, cells, lang)
    _listed(book.create_sheet(say("proof.list", lang)), proof, cells, lang)
    data = book.create_sheet(_DATA)
    data.sheet_state = "veryHidden"
    text = to_text(proof)
    for row, at in enumerate(range(0, len(text), _PIECE), 1):
        _put(data, row, 1, cells.text(data, text[at : at + _PIECE]))
    book.save(path)


def _put(sheet: Any, row: int, column: int, made: Any) -> Any:
    """Place a cell of the one writer of cells on a sheet that is not written in one go: pictures need that."""
    cell = sheet.cell(row, column)
    cell.value = made.value
    cell.data_type = made.data_type
    cell._style = made._style
    return cell


def _asked(sheet: Any, proof: Proof, cells: CellWriter, lang: str) -> None:
    for column, wide in enumerate(_WIDE, 1):
        sheet.column_dimensions[get_column_letter(column)].width = wide
    sheet.freeze_panes = f"A{_FIRST}"
    _put(sheet, 1, 1, cells.text(sheet, say("proof.note", lang), kind="note"))
    heads = ("number", "page", "row", "field", "read", "other", "picture", "said")
    for column, name in enumerate(heads, 1):
        _put(sheet, 2, column, cells.text(sheet, say(f"proof.{name}", lang), kind="head"))
    for line, ((number, at, index, field), doubt) in enumerate(proof.doubts(), 1):
        segment = proof.rosters[number].segments[at]
        row = _FIRST + line - 1
        texts = (
            str(line), segment.sheet, str(segment.rows[index]), say(f"finding.thing.{field}", lang),
            doubt.look.text, doubt.look.other,
        )  # fmt: skip
        for column, text in enumerate(texts, 1):
            _put(sheet, row, column, cells.text(sheet, text, kind="long"))
        if doubt.look.picture:
            _show(sheet, row, doubt.look.picture)
        _put(sheet, row, len(_WIDE), cells.blank(sheet)).fill = _ASKED
        sheet.cell(row, len(_WIDE)).number_format = "@"


def _show(sheet: Any, row: int, picture: bytes) -> None:
    image = Image(io.BytesIO(picture))
    scale = min(_HIGH / max(image.height, 1), _BROAD / max(image.width, 1))
    image.width, image.height = max(round(image.width * scale), 1), max(round(image.height * scale), 1)
    sheet.row_dimensions[row].height = max(image.height * 0.75 + 4, 18)
    sheet.add_image(image, f"G{row}")


def _listed(sheet: Any, proof: Proof, cells: CellWriter, lang: str) -> None:
    sheet.freeze_panes = f"A{_FIRST}"
    _put(sheet, 1, 1, cells.text(sheet, say("proof.list_note", lang), kind="note"))
    heads = [say("proof.page", lang), say("proof.row", lang)]
    heads += [say(f"finding.thing.{field}", lang) for field in FIELDS]
    for column, head in enumerate(heads, 1):
        _put(sheet, 2, column, cells.text(sheet, head, kind="head"))
        sheet.column_dimensions[get_column_letter(column)].width = (8, 6, 8, 14, 22, 12, 24, 40)[column - 1]
    for line, (number, at, index) in enumerate(proof.rows()):
        segment = proof.rosters[number].segments[at]
        texts = [segment.sheet, str(segment.rows[index])]
        texts += [proof.text((number, at, index, field)) for field in FIELDS]
        for column, text in enumerate(texts, 1):
            cell = _put(sheet, _FIRST + line, column, cells.text(sheet, text, kind="long"))
            cell.number_format = "@"


def read(path: Path) -> Checked:
    """Read a workbook that somebody filled in. Raises ValueError where it is none of ours, OSError."""
    try:
        book = load_workbook(path, data_only=True)
        data = book[_DATA]
        proof = from_text("".join(str(cell.value or "") for (cell,) in data.iter_rows(max_col=1)))
        asked, listed = (sheet for sheet in book.worksheets if sheet.title != _DATA)
    except OSError:
        raise
    except Exception as error:  # whatever a broken workbook makes of the library
        raise ValueError(type(error).__name__) from error
    said: dict[Place, str] = {}
    for line, (number, at, index) in enumerate(proof.rows()):
        for column, field in enumerate(FIELDS, 3):
            place = number, at, index, field
            if field in proof.rosters[number].segments[at].texts:
                text = _text(listed, _FIRST + line, column)
                if text != proof.text(place).strip() and text != UNCERTAIN:
                    said[place] = text
    still_open = []
    for line, (place, _) in enumerate(proof.doubts(), 1):
        text = _text(asked, _FIRST + line - 1, len(_WIDE))
        if text:
            said[place] = "" if text in _NOTHING else text
        elif place not in said:
            still_open.append(line)
    return Checked(proof, said, tuple(still_open))


_NOTHING = ("空", "无", "/", "-", "blank", "empty")  # the picture shows an empty cell


def _text(sheet: Any, row: int, column: int) -> str:
    return text_of(sheet.cell(row, column).value).strip()
