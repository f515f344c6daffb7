"""请核对.xlsx: each value that was not read for certain and each number beside its picture, and the whole list as read.

Somebody fills in what the picture shows, mends what else is wrong in the list, and hands it to ``hefang confirm``.
It holds names and numbers in full, as the pictures do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from phrases import say
from phrases.places import placed
from reports.formats.cells import CellWriter
from reports.papers import write_whole
from reports.proof import numbers
from reports.proof.answers import ProofAnswers, label, nobody, places_of, read_list
from reports.proof.sheet import FIRST, ask, begin, is_headed, one_page_wide, put, show, text
from reports.proof.stored import Proof, from_text, to_text
from verify.intake.roster import FIELDS

_DATA = "hefang-proof"
_PIECE = 30_000  # characters of a cell
_WIDE = (6, 12, 8, 12, 26, 26, 44, 28)
_HEADS = tuple(
    f"proof.{head}" for head in ("number", "page", "row", "field", "read", "other", "picture", "said")
)
_LIST_HEADS = ("proof.page", "proof.row", *(f"finding.thing.{field}" for field in FIELDS))
_SHEETS = (_HEADS, numbers.HEADS, _LIST_HEADS)  # in the order in which they are written
_READ = 5  # column of what was read


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook as it came back: what was read, what people say at which place, places that nobody decided."""

    proof: Proof
    answers: ProofAnswers
    open: tuple[int, ...]  # numbers of the lines in 请核对 that are empty still
    blocks: tuple[str, ...]  # of numbers, that nobody has compared
    empty: tuple[str, ...]  # rows of which nothing of a person is left


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
    numbers.write(book.create_sheet(say("proof.numbers", lang)), proof, cells, lang)
    _listed(book.create_sheet(say("proof.list", lang)), proof, cells, lang)
    data = book.create_sheet(_DATA)
    data.sheet_state = "veryHidden"
    held = to_text(proof)
    put(data, 1, 2, cells.text(data, _mark(held)))
    for row, at in enumerate(range(0, len(held), _PIECE), 1):
        put(data, row, 1, cells.text(data, held[at : at + _PIECE]))
    book.save(path)


def _asked(sheet: Any, proof: Proof, cells: CellWriter, lang: str) -> None:
    begin(sheet, cells, lang, "note", _HEADS, _WIDE)
    for line, ((number, at, index, field), doubt) in enumerate(proof.doubts(), 1):
        segment = proof.rosters[number].segments[at]
        row = FIRST + line - 1
        texts = (
            str(line), placed(segment.sheet, lang), str(segment.rows[index]), say(f"finding.thing.{field}", lang),
            doubt.look.text, doubt.look.other if doubt.look.other != doubt.look.text else say("proof.same", lang),
        )  # fmt: skip
        for column, one in enumerate(texts, 1):
            put(sheet, row, column, cells.text(sheet, one, kind="long"))
        show(sheet, row, "G", doubt.look.picture)
        ask(sheet, row, len(_WIDE), cells.blank(sheet))


def _listed(sheet: Any, proof: Proof, cells: CellWriter, lang: str) -> None:
    sheet.freeze_panes = f"A{FIRST}"
    one_page_wide(sheet)
    put(sheet, 1, 1, cells.text(sheet, say("proof.list_note", lang), kind="note"))
    for column, head in enumerate(_LIST_HEADS, 1):
        put(sheet, 2, column, cells.text(sheet, say(head, lang), kind="head"))
        sheet.column_dimensions[get_column_letter(column)].width = (8, 6, 8, 14, 22, 12, 24, 40)[column - 1]
    for line, (number, at, index) in enumerate(proof.rows()):
        segment = proof.rosters[number].segments[at]
        texts = [placed(segment.sheet, lang), str(segment.rows[index])]
        texts += [proof.text((number, at, index, field)) for field in FIELDS]
        for column, one in enumerate(texts, 1):
            put(sheet, FIRST + line, column, cells.text(sheet, one, kind="long")).number_format = "@"


class ProofEditedError(ValueError):
    """What the hidden sheet keeps is no longer what was written there."""


def _mark(held: str) -> str:
    """Return what tells whether the hidden sheet is as it was written: against slips, not against forgers."""
    return hashlib.sha256(held.encode()).hexdigest()


def _by_headings(sheets: Sequence[Any]) -> tuple[Any, ...]:
    """Return the sheets in the order of _SHEETS, wherever and under whatever name they stand: by their headings.

    One whose headings fit nothing is taken for what is wanting, in order. Raises ValueError where a sheet is wanting.
    """
    left, found = list(sheets), {}
    for at, own in enumerate(_SHEETS):
        known = next((sheet for sheet in left if is_headed(sheet, own)), None)
        if known is not None:
            left.remove(known)
            found[at] = known
    for at in range(len(_SHEETS)):
        if at not in found:
            if not left:
                raise ValueError(_SHEETS[at][0])
            found[at] = left.pop(0)
    return tuple(found[at] for at in range(len(_SHEETS)))


def read(path: Path) -> Checked:
    """Read a workbook that somebody filled in.

    Raises ValueError where it is none of ours (ProofEditedError: its hidden sheet was changed), OSError.
    """
    try:
        book = load_workbook(path, data_only=True)
        data = book[_DATA]
        held = "".join(str(cell.value or "") for (cell,) in data.iter_rows(max_col=1))
        if data.cell(1, 2).value not in (None, _mark(held)):  # workbooks of earlier editions have none
            raise ProofEditedError
        proof = from_text(held)
        asked, counted, listed = _by_headings([sheet for sheet in book.worksheets if sheet.title != _DATA])
    except (OSError, ProofEditedError):
        raise
    except Exception as error:  # whatever a broken workbook makes of the library
        raise ValueError(type(error).__name__) from error
    answers = ProofAnswers()
    for sheet, own in zip((asked, counted, listed), _SHEETS, strict=True):
        if not is_headed(sheet, own):
            answers.shifted.append(sheet.title)
    read_list(listed, proof, answers)
    doubts = proof.doubts()
    keys = [(str(line), *label(proof, place[:3]).rsplit("!", 1)) for line, (place, _) in enumerate(doubts, 1)]
    found, extra = places_of(asked, keys)
    answers.extra += [f"{asked.title} {row}" for row in extra]
    still_open = []
    for line, (place, doubt) in enumerate(doubts, 1):
        if line - 1 not in found:
            answers.missing.append(f"{asked.title} {line}")
            continue
        answers.compare(asked, found[line - 1], _READ, doubt.look.text, f"{asked.title} {line}")
        if value := text(asked, found[line - 1], len(_WIDE)):
            answers.answer(proof, place, value, doubt.look.text)
        elif place not in answers.said and place not in answers.unclear:
            still_open.append(line)
    blocks = numbers.read(counted, proof, answers)
    gone = answers.gone
    left = tuple(line for line in still_open if doubts[line - 1][0][:3] not in gone)
    return Checked(proof, answers, left, blocks, tuple(nobody(proof, answers)))
