"""The workbook that a caller works in: out. What comes back is read in call_return.py.

A small writer of its own (reports must not be imported from here): every text is written as text, with
the quote prefix where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from phrases import say
from sampling.calls.call_words import OPEN, SCRIPT, WIDTHS
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.outcomes import outcomes
from sampling.model import Callee, Remark

VERSION = "hefang-calls/2"
FIRST_VERSION = "hefang-calls/1"  # its check codes bind row and name only; lists of it may still be out
HIDDEN = "_hefang"
COLUMNS = tuple(WIDTHS)
HEADER_ROW = 3
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
# _x0041_ in a workbook means the character A, so a text that holds such a piece has its _ written out.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE = Side(style="thin", color="999999")


@dataclass(frozen=True, slots=True)
class CallList:
    """One caller's list. ``draw``: id of the draw that it belongs to."""

    round: str
    caller: str
    draw: str
    people: tuple[Callee, ...]
    remarks: tuple[Remark, ...] = ()
    origin: str = ""  # which casebook: two rounds may share key, rosters and dice


def row_binding(origin: str, seal_sha256: str, stage: int, draw: str) -> str:
    """Return what ties a drawn row to one casebook, seal, stage and draw (``draw``: its document's text)."""
    text = "\t".join((origin, seal_sha256, str(stage), sha256(draw.encode()).hexdigest()))
    return sha256(text.encode()).hexdigest()[:32]


def check_code(secret: bytes, caller: str, person: Callee) -> str:
    """Return what proves that we wrote this row, for this caller and this very draw, about this person."""
    text = "\t".join((caller, person.row, person.name, "|".join(person.phones), person.binding))
    return f"{caller}-{digest(secret, text.encode(), 'sha256').hex()[:10]}"


def first_check_code(secret: bytes, caller: str, row: str, name: str) -> str:
    """Return the check code of ``FIRST_VERSION``, known by its eight digits. It does not know its round."""
    text = f"{caller}\t{row}\t{name}"
    return f"{caller}-{digest(secret, text.encode(), 'sha256').hex()[:8]}"


def write_list(made: CallList, secret: bytes, lang: str = "zh") -> bytes:
    """Return the workbook's bytes."""
    book = Workbook()
    book.properties.creator = "hefang"  # so that a call list in a folder of rosters is known for what it is
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # a new workbook always has one
        raise TypeError(type(sheet).__name__)
    sheet.title = say("calls.sheet", lang)
    _fill(sheet, made, secret, lang)
    _protect(sheet, len(made.people))
    _paper(sheet, len(made.people))
    _script(book.create_sheet(say("calls.script_sheet", lang)), lang)
    _codes(book.create_sheet(say("calls.codes_sheet", lang)), lang)
    hidden = book.create_sheet(HIDDEN)
    _hidden(hidden, made, lang)
    _dropdowns(sheet, len(made.people), lang)
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lock(data: bytes, password: str) -> bytes:
    """Return the workbook encrypted; it is opened again before anything else happens to the clear copy.

    Raises ValueError when what was encrypted does not open to the same bytes.
    """
    closed = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, closed)
    opened = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(closed.getvalue()))
    file.load_key(password=password)
    file.decrypt(opened)
    if opened.getvalue() != data:
        raise ValueError("the encrypted workbook does not open to what was encrypted")
    return closed.getvalue()


def outcome_words(code: str, lang: str = "zh") -> str:
    """Return an outcome as the drop-down shows it: the code, then its words."""
    known = outcomes()[code]
    return f"{code} {known.en if lang == 'en' else known.zh}"


def _put(sheet: Worksheet, row: int, column: int, value: str | int) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, int):
        cell.value = value
        return
    text = _ESCAPED.sub("_x005F_", _CONTROL.sub("", value))
    cell.value = text
    cell.data_type = "s"  # never a formula, whatever it begins with
    cell.number_format = "@"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def _fill(sheet: Worksheet, made: CallList, secret: bytes, lang: str) -> None:
    last = get_column_letter(len(COLUMNS))
    facts = {"round": made.round, "caller": made.caller, "rows": len(made.people), "draw": made.draw}
    for row, key in ((1, "title"), (2, "hint")):
        sheet.merge_cells(f"A{row}:{last}{row}")
        _put(sheet, row, 1, say(f"calls.{key}", lang, **facts))
        sheet.cell(row, 1).alignment = Alignment(vertical="center", wrap_text=True)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.row_dimensions[1].height = 24
    sheet.row_dimensions[2].height = 30
    for column, key in enumerate(COLUMNS, 1):
        _put(sheet, HEADER_ROW, column, say(f"calls.head.{key}", lang))
        cell = sheet.cell(HEADER_ROW, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[key]
    sheet.row_dimensions[HEADER_ROW].height = 32
    noted = {remark.row: remark for remark in made.remarks}
    for number, person in enumerate(made.people, 1):
        values = _values(number, person, noted.get(person.row), lang)
        values["check"] = check_code(secret, made.caller, person)
        for column, key in enumerate(COLUMNS, 1):
            _put(sheet, HEADER_ROW + number, column, values.get(key, ""))
        sheet.row_dimensions[HEADER_ROW + number].height = 34
    for cells in sheet.iter_rows(HEADER_ROW, HEADER_ROW + len(made.people)):
        for cell in cells:
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            cell.border = Border(_LINE, _LINE, _LINE, _LINE)


def _values(number: int, person: Callee, remark: Remark | None, lang: str) -> dict[str, str | int]:
    values: dict[str, str | int] = {
        "number": number,
        "applicant": person.applicant or person.dossier,
        "name": person.name,
        "phone": "\n".join(person.phones),
        "row": person.row,
    }
    for attempt in person.attempts:
        values[f"time{attempt.number}"] = attempt.called_at
        values[f"code{attempt.number}"] = outcome_words(attempt.code, lang)
    if remark is not None:
        values |= {"own": remark.own, "interviewed": remark.interviewed}
        values |= {"agrees": remark.agrees, "note": remark.note}
    return values


def _protect(sheet: Worksheet, rows: int) -> None:
    for key in OPEN:
        for row in range(HEADER_ROW + 1, HEADER_ROW + 1 + rows):
            sheet.cell(row, COLUMNS.index(key) + 1).protection = Protection(locked=False)
    # No password: the lock guards against slips. Columns may be widened, lists filtered and sorted.
    sheet.protection.sheet = True
    for freedom in ("sort", "autoFilter", "formatColumns", "formatRows"):
        setattr(sheet.protection, freedom, False)


def _paper(sheet: Worksheet, rows: int) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    frozen = get_column_letter(COLUMNS.index("phone") + 2)
    sheet.freeze_panes = f"{frozen}{HEADER_ROW + 1}"
    last = get_column_letter(len(COLUMNS))
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{HEADER_ROW + max(rows, 1)}"


def _dropdowns(sheet: Worksheet, rows: int, lang: str) -> None:
    def offer(keys: Sequence[str], formula: str) -> None:
        choice = DataValidation(
            type="list",
            formula1=formula,
            allow_blank=True,
            showErrorMessage=True,
            error=say("calls.choose", lang),
        )
        sheet.add_data_validation(choice)
        for key in keys:
            letter = get_column_letter(COLUMNS.index(key) + 1)
            choice.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + max(rows, 1)}")

    # All codes with their words are longer than the 255 characters that a list in the cell may have.
    codes = [f"code{number}" for number in range(1, ATTEMPTS + 1)]
    offer(codes, f"{HIDDEN}!$B$1:$B${len(outcomes())}")
    yes = ",".join(say(f"calls.{key}", lang) for key in ("yes", "no", "unclear"))
    offer(("own", "interviewed"), f'"{yes}"')
    keys = ("agree", "employer_differs", "mode_differs", "time_differs", "several_differ", "unclear")
    offer(("agrees",), '"' + ",".join(say(f"calls.{key}", lang) for key in keys) + '"')


def _script(sheet: Worksheet, lang: str) -> None:
    sheet.column_dimensions["A"].width = 110
    for row, (key, heading) in enumerate(SCRIPT, 1):
        _put(sheet, row, 1, say(f"calls.script.{key}", lang))
        cell = sheet.cell(row, 1)
        cell.font = Font(bold=heading, size=14 if heading else 12)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.protection.sheet = True


def _codes(sheet: Worksheet, lang: str) -> None:
    for column, (key, width) in enumerate((("code", 8), ("meaning", 60), ("counts", 30)), 1):
        _put(sheet, 1, column, say(f"calls.{key}", lang))
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, outcome in enumerate(outcomes().values(), 2):
        words = outcome.en if lang == "en" else outcome.zh
        for column, text in enumerate((outcome.code, words, say(f"calls.{outcome.counts_for}", lang)), 1):
            _put(sheet, row, column, text)
    sheet.protection.sheet = True


def _hidden(sheet: Worksheet, made: CallList, lang: str) -> None:
    facts = (VERSION, made.draw, made.caller, made.round, made.origin)
    for row, text in enumerate(facts, 1):
        _put(sheet, row, 1, text)
    for row, code in enumerate(outcomes(), 1):
        _put(sheet, row, 2, outcome_words(code, lang))
    sheet.protection.sheet = True
