"""Call lists that LibreOffice saved again: what was typed, and what callers need, is as it was."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sampling.calls.call_list import outcome_words, write_list
from sampling.calls.outcomes import NOT_CALLED, outcomes
from sampling.calls.returned.lists import read_list
from tests.casebook.calls.test_call_lists import HOME, LIST, PEOPLE, SECRET, back, callees, filled, place


def convert(path: Path, kind: str, folder: Path) -> Path:
    """Open and save again with LibreOffice."""
    folder.mkdir(exist_ok=True)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind,
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / f"{path.stem}.{kind.partition(':')[0]}"


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "csv:Text - txt - csv (StarCalc):44,34,76", "csv", "ods", "xls"])
def test_saved_again_by_libreoffice(tmp_path: Path, kind: str) -> None:
    """Every code, all three attempts, two columns of free text: exactly as typed, whatever the file is named by then."""
    lost = (
        kind == "csv"
    )  # saved in an alphabet without Chinese: words are question marks, and codes still codes
    third = "7-5 15:30" if lost else "7月5日 下午3点半"
    people = callees(34)
    codes = [code for code in outcomes() if code != NOT_CALLED]
    typed = dict(zip(people, codes, strict=False))
    assert len(typed) == len(codes)
    book = load_workbook(io.BytesIO(write_list(replace(LIST, people=tuple(people.values())), SECRET)))
    sheet = book.worksheets[0]
    for row, code in typed.items():
        for number, (said_before, when) in enumerate(
            (("U1", "2017-07-03 14:20"), ("U2", datetime(2017, 7, 4, 9, 5)), (code, third)), 1
        ):
            place(sheet, row, f"code{number}").value = outcome_words(said_before)
            place(sheet, row, f"time{number}").value = when
        place(sheet, row, "note").value = "说“是”, 又说不是；\n=1+1"
    book.save(tmp_path / "名单.xlsx")
    path = convert(tmp_path / "名单.xlsx", kind, tmp_path / "out")
    now = datetime(2017, 7, 10, 9, 0)
    named = "名单.et" if kind == "xls" else path.name
    returned = read_list(path.read_bytes(), people, SECRET, home=HOME, file=named, now=now)
    assert returned.refused == ()
    assert {(a.row, a.number): (a.code, a.called_at) for a in returned.attempts} == {
        (row, number): made
        for row, code in typed.items()
        for number, made in enumerate(
            (("U1", "2017-07-03 14:20"), ("U2", "2017-07-04 09:05"), (code, "2017-07-05 15:30")), 1
        )
    }
    notes = {remark.note for remark in returned.remarks}
    assert lost or notes == {"说“是”, 又说不是；\n=1+1"}


@pytest.mark.office
def test_libreoffice_keeps_what_callers_need(tmp_path: Path) -> None:
    path = convert(filled(tmp_path), "xlsx", tmp_path / "out")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert "$3:$3" in (sheet.print_title_rows or "")
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.protection.sheet
    assert not place(sheet, "A#0002", "code1").protection.locked
    assert place(sheet, "A#0002", "name").protection.locked
    assert all(isinstance(place(sheet, row, "phone").value, str) for row in PEOPLE)
    assert place(sheet, "B#0005", "name").value == "=1+1"
    assert len(sheet.data_validations.dataValidation) >= 3
    # Filled in again, after LibreOffice.
    place(sheet, "A#0004", "code2").value = "V1"
    book.save(path)
    assert {(a.row, a.number, a.code) for a in back(path).attempts} >= {
        ("A#0004", 1, "U1"),
        ("A#0004", 2, "V1"),
    }
    shutil.rmtree(tmp_path / "out")
