"""The workbook that a caller works in: out. What comes back is read in returned/."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from hmac import digest

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from phrases import say
from sampling.calls.call_words import AGAIN_COLUMNS, BEFORE_WIDTH, COLUMNS, OPEN, WIDTHS
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.guide_sheets import codes_sheet, script_sheet
from sampling.calls.locking import lock
from sampling.calls.measure import SIZE, height_of, text_width
from sampling.calls.outcomes import outcomes
from sampling.calls.people import cipher, company, contact_heading, name_with_reading, prompt, survey
from sampling.calls.script import Office, script, year_of
from sampling.calls.sheets import A4, GRID, MIDDLE, finished, font, put
from sampling.model import Callee, Remark

__all__ = [
    "CallList", "check_code", "first_check_code", "lock", "outcome_words", "row_binding", "shown_row", "write_list",
]  # fmt: skip

VERSION = "hefang-calls/3"
AGAIN_VERSION = "hefang-again-list/1"  # of the second ear
SECOND_VERSION = "hefang-calls/2"  # other columns, the same check codes
FIRST_VERSION = "hefang-calls/1"  # its check codes bind row and name only; lists of it may still be out
HIDDEN = "_hefang"
HEADER_ROW = 3
LEAST_HEIGHT = 54.0  # points: room to write by hand, twice
_LARGE = {"name": 13.0, "phone": 13.0}
_RED = "F8CBAD"
_WHEN_FORMAT = "yyyy-m-d hh:mm"


@dataclass(frozen=True, slots=True)
class CallList:
    """One caller's list. ``draw``: id of the draw that it belongs to.

    ``applicants``: all companies of the round, for the two that are read out beside the right one; those of the list
    where none are given. ``again``: a list of the second ear, which shows nothing of the first calls and asks whether there
    was one.
    """

    round: str
    caller: str
    draw: str
    people: tuple[Callee, ...]
    remarks: tuple[Remark, ...] = ()
    origin: str = ""  # which casebook: two rounds may share key, rosters and dice
    office: Office = field(default_factory=Office)
    applicants: tuple[str, ...] = ()
    again: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in their order; the last two are for us alone and not printed."""
        return AGAIN_COLUMNS if self.again else COLUMNS

    @property
    def printed(self) -> tuple[str, ...]:
        """The columns that are printed."""
        return self.columns[:-2]

    def letter(self, key: str) -> str:
        """Return the letter of a column."""
        return get_column_letter(self.columns.index(key) + 1)

    def cells(self, key: str) -> str:
        """Return the range of a column's rows."""
        return f"{self.letter(key)}{HEADER_ROW + 1}:{self.letter(key)}{self.last}"

    @property
    def last(self) -> int:
        """The last line of the sheet."""
        return HEADER_ROW + max(len(self.people), 1)


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


def shown_row(person: Callee, secret: bytes) -> str:
    """Return a row id as lists show it: itself, or a cipher where it would name a hospital."""
    return cipher(person, secret) or person.row


def outcome_words(code: str, lang: str = "zh") -> str:
    """Return an outcome as the drop-down shows it: the code, then its few words."""
    return f"{code} {outcomes()[code].short(lang)}"


def write_list(made: CallList, secret: bytes, lang: str = "zh") -> bytes:
    """Return the workbook's bytes."""
    book = Workbook()
    book.properties.creator = "hefang"  # so that a call list in a folder of rosters is known for what it is
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # a new workbook always has one
        raise TypeError(type(sheet).__name__)
    sheet.title = say("again.sheet" if made.again else "calls.sheet", lang)
    _fill(sheet, made, secret, lang)
    _head(sheet, made, lang)
    _protect(sheet, made)
    _paper(sheet, made)
    said = script(made.office, made.round, made.caller, lang, again=made.again)
    script_sheet(book.create_sheet(say("calls.script_sheet", lang)), said)
    codes_sheet(book.create_sheet(say("calls.codes_sheet", lang)), lang)
    hidden = book.create_sheet(HIDDEN)
    _hidden(hidden, made, secret, lang)
    _dropdowns(sheet, made, lang)
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return finished(out.getvalue(), HEADER_ROW + 1, f"{made.letter('check')}{made.last}")


def _widths(lang: str) -> dict[str, float]:
    """Columns of outcomes are as wide as their words: a drop-down is no wider than its cell."""
    words = max(text_width(outcome_words(code, lang)) for code in outcomes()) + 3.0
    known = {key: words if key.startswith("code") else width for key, width in WIDTHS.items()}
    return {**known, "before": BEFORE_WIDTH}


def _fill(sheet: Worksheet, made: CallList, secret: bytes, lang: str) -> None:
    widths, headings = _widths(lang), _headings(made, lang)
    for column, key in enumerate(made.columns, 1):
        cell = put(sheet, HEADER_ROW, column, headings[key])
        cell.font = font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        cell.alignment, cell.border = MIDDLE, GRID
        sheet.column_dimensions[get_column_letter(column)].width = widths[key]
    sheet.row_dimensions[HEADER_ROW].height = height_of(
        [(headings[k], widths[k], SIZE) for k in made.printed]
    )
    noted = {remark.row: remark for remark in made.remarks}
    for number, person in enumerate(made.people, 1):
        values = _values(number, person, noted.get(person.row), made, secret, lang)
        for column, key in enumerate(made.columns, 1):
            cell = put(sheet, HEADER_ROW + number, column, values.get(key, ""))
            cell.font = font(_LARGE.get(key, SIZE), bold=key in _LARGE)
            cell.alignment, cell.border = MIDDLE, GRID
        _appointment(sheet, made, HEADER_ROW + number, str(values.get("appointment", "")))
        shown = [(str(values.get(key, "")), widths[key], _LARGE.get(key, SIZE)) for key in made.printed]
        sheet.row_dimensions[HEADER_ROW + number].height = height_of(shown, LEAST_HEIGHT)


def _headings(made: CallList, lang: str) -> dict[str, str]:
    names = {key: key for key in made.columns} | {"phone": contact_heading(made.people)}
    return {key: say(f"calls.head.{name}", lang) for key, name in names.items()}


def _values(
    number: int, person: Callee, remark: Remark | None, made: CallList, secret: bytes, lang: str
) -> dict[str, str | int]:
    applicants = made.applicants or tuple(dict.fromkeys(other.applicant for other in made.people))
    values: dict[str, str | int] = {
        "number": number,
        "name": name_with_reading(person.name),
        "phone": "\n".join(person.phones),
        "applicant": company(person, secret, lang),
        "prompt": prompt(person, applicants, lang),
        "employer": person.employer,
        "surveyed": survey(person, lang),
        "row": shown_row(person, secret),
        "check": check_code(secret, made.caller, person),
    }
    for attempt in person.attempts:
        values[f"time{attempt.number}"] = attempt.called_at
        values[f"code{attempt.number}"] = outcome_words(attempt.code, lang)
    if remark is not None:
        values |= {"own": remark.own, "interviewed": remark.interviewed, "agrees": remark.agrees}
        values |= {"note": remark.note, "told": remark.told, "appointment": remark.appointment}
    return values


def _appointment(sheet: Worksheet, made: CallList, row: int, text: str) -> None:
    """A date as a date, so that the program checks what is typed and an appointment can be filtered by day."""
    cell = sheet.cell(row, made.columns.index("appointment") + 1)
    cell.number_format = _WHEN_FORMAT
    try:
        cell.value = datetime.strptime(text, "%Y-%m-%d %H:%M")
    except ValueError:
        cell.value = text or None


def _head(sheet: Worksheet, made: CallList, lang: str) -> None:
    """The title, the hint, and how many are done: a formula that counts while the caller works."""
    rows = len(made.people)
    facts = {"round": year_of(made.round, lang), "caller": made.caller, "rows": rows, "draw": made.draw}
    at = made.columns.index("applicant")
    before, last = get_column_letter(at), get_column_letter(len(made.printed))
    for area in (f"A1:{last}1", f"A2:{before}2", f"{made.letter('applicant')}2:{last}2"):
        sheet.merge_cells(area)
    for row, key in ((1, "title"), (2, "hint")):
        cell = put(sheet, row, 1, say(f"{'again' if made.again else 'calls'}.{key}", lang, **facts))
        cell.alignment, cell.font = MIDDLE, font(14 if row == 1 else SIZE, bold=row == 1)
    sheet.row_dimensions[1].height = 24
    sheet.row_dimensions[2].height = 48
    typed = "&".join(made.cells(f"code{number}") for number in range(1, ATTEMPTS + 1))
    done = f"SUMPRODUCT(--(LEN({typed})>0))"
    words = [f'"{text}"' for text in say("calls.count", lang, done="|", left="|").split("|")]
    count = sheet.cell(2, at + 1)
    count.value = f"={words[0]}&{done}&{words[1]}&({rows}-{done})&{words[2]}"
    count.font = font(13, bold=True)
    count.alignment = Alignment(vertical="center", horizontal="right", wrap_text=True)


def _protect(sheet: Worksheet, made: CallList) -> None:
    for column, key in enumerate(made.columns, 1):
        for row in (
            range(HEADER_ROW + 1, HEADER_ROW + 1 + len(made.people)) if key in (*OPEN, "before") else ()
        ):
            sheet.cell(row, column).protection = Protection(locked=False)
    # No password: the lock guards against slips. Columns may be widened and lists filtered; a locked list cannot be
    # sorted whatever it allows, because sorting moves locked cells. Who has to sort takes the protection off.
    sheet.protection.sheet = True
    for freedom in ("autoFilter", "formatColumns", "formatRows"):
        setattr(sheet.protection, freedom, False)


def _paper(sheet: Worksheet, made: CallList) -> None:
    last = made.last
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(made.printed))}{last}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top = 0.4
    sheet.page_margins.bottom, sheet.page_margins.footer = 0.75, 0.3
    frozen = get_column_letter(made.columns.index("phone") + 2)
    sheet.freeze_panes = f"{frozen}{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(made.columns))}{last}"


def _dropdowns(sheet: Worksheet, made: CallList, lang: str) -> None:
    codes = [f"code{number}" for number in range(1, ATTEMPTS + 1)]
    # All codes with their words are longer than the 255 characters that a list in the cell may have. Nothing is
    # refused while typing: V1 alone is as good, and what is no code turns red at once and is refused on its return.
    _offer(sheet, made, codes, f"{HIDDEN}!$B$1:$B${len(outcomes())}")
    for key in codes:
        at = f"{made.letter(key)}{HEADER_ROW + 1}"
        known = f"{HIDDEN}!$D$1:$D${len(outcomes())}"
        unknown = f"AND(LEN(TRIM({at}))>0,ISNA(MATCH(UPPER(LEFT(TRIM({at}),2)),{known},0)))"
        red = DifferentialStyle(fill=PatternFill("solid", start_color=_RED, end_color=_RED))
        sheet.conditional_formatting.add(made.cells(key), Rule(type="expression", formula=[unknown], dxf=red))
    for keys, choices in (
        (("own", "interviewed"), ("yes", "no", "unclear")),
        (("before",), ("before_yes", "before_no", "before_unsure")),
        (("told",), ("told_agreed", "told_declined", "told_not")),
        (
            ("agrees",),
            ("agree", "employer_differs", "mode_differs", "time_differs", "several_differ", "unclear"),
        ),
    ):
        listed = ",".join(say(f"calls.{key}", lang) for key in choices)
        here = [key for key in keys if key in made.columns]
        if here:
            _offer(sheet, made, here, f'"{listed}"', say("calls.choose", lang))
    # A day and an hour from today on: anything else is a slip, and is said so at once.
    dated = DataValidation(
        type="date", operator="greaterThanOrEqual", formula1="TODAY()", allow_blank=True, showErrorMessage=True,
        error=say("calls.appointment_when", lang),
    )  # fmt: skip
    sheet.add_data_validation(dated)
    dated.add(made.cells("appointment"))


def _offer(sheet: Worksheet, made: CallList, keys: Sequence[str], formula: str, error: str = "") -> None:
    choice = DataValidation(
        type="list", formula1=formula, allow_blank=True, showErrorMessage=bool(error), error=error or None
    )
    sheet.add_data_validation(choice)
    for key in keys:
        choice.add(made.cells(key))


def _hidden(sheet: Worksheet, made: CallList, secret: bytes, lang: str) -> None:
    """Column A: whose list this is; B: what the drop-down offers; C: the rows that were on it; D: bare codes."""
    facts = (AGAIN_VERSION if made.again else VERSION, made.draw, made.caller, made.round, made.origin)
    columns: tuple[Sequence[str], ...] = (
        facts,
        [outcome_words(code, lang) for code in outcomes()],
        [shown_row(person, secret) for person in made.people],
        list(outcomes()),
    )
    for column, texts in enumerate(columns, 1):
        for row, text in enumerate(texts, 1):
            put(sheet, row, column, text)
    sheet.protection.sheet = True
