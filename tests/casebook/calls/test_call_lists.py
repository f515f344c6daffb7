"""Call lists out and back: whatever people do with them, exactly the outcomes typed come in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from phrases import say
from sampling.calls.call_list import COLUMNS, HEADER_ROW, HIDDEN, CallList, lock, outcome_words, write_list
from sampling.calls.call_words import OPEN
from sampling.calls.dealing import deal, open_rows
from sampling.calls.locking import password_of
from sampling.calls.outcomes import outcomes
from sampling.calls.returned.lines import Home, Returned
from sampling.calls.returned.lists import read_list
from sampling.calls.typed import read_code
from sampling.errors import SamplingError
from sampling.model import Attempt, Callee

SECRET = b"s" * 32


def callees(count: int = 12) -> dict[str, Callee]:
    """Invented people on two rosters; the first shares a number with the last."""
    found = {}
    for at in range(count):
        dossier = "AB"[at % 2]
        number = f"1390451{7000 + at % (count - 1):04d}"
        row = f"{dossier}#{at + 2:04d}"
        name = "=1+1" if at == 3 else f"赵水{'甲乙丙丁戊己庚辛'[at % 8]}"
        phones = (number, "0451-87979096") if at == 4 else (number,)
        found[row] = Callee(
            row, dossier, f"{dossier}公司", name, phones, "虚构单位", "PHONE", "2017-03-05", ()
        )
    return found


PEOPLE = callees()
LIST = CallList("2017年度", "1", "0123456789ab", tuple(PEOPLE.values()), origin="ab" * 32)
HOME = Home("2017年度", "ab" * 32, frozenset({LIST.draw}))
TYPED = {"A#0002": "V1", "B#0003": "N1", "A#0004": "U1", "B#0005": "D1", "A#0006": "R3"}


def place(sheet: Any, row: str, key: str) -> Any:
    """The cell of a row id in a sheet of ours."""
    at = COLUMNS.index("row") + 1
    for line in range(HEADER_ROW + 1, sheet.max_row + 1):
        if sheet.cell(line, at).value == row:
            return sheet.cell(line, COLUMNS.index(key) + 1)
    raise KeyError(row)


def filled(tmp_path: Path, typed: Mapping[str, str] = TYPED) -> Path:
    """A list filled in with openpyxl."""
    book = load_workbook(io.BytesIO(write_list(LIST, SECRET)))
    for row, code in typed.items():
        place(book.worksheets[0], row, "code1").value = outcome_words(code)
        place(book.worksheets[0], row, "time1").value = "2017-07-03 14:20"
    path = tmp_path / "随便改的名字.xlsx"
    book.save(path)
    return path


def back(path: Path, **more: Any) -> Returned:
    return read_list(path.read_bytes(), PEOPLE, SECRET, home=HOME, file=path.name, **more)


def said(returned: Returned) -> dict[str, str]:
    return {attempt.row: attempt.code for attempt in returned.attempts}


def test_what_was_typed_comes_back(tmp_path: Path) -> None:
    returned = back(filled(tmp_path))
    assert said(returned) == TYPED
    assert returned.refused == ()
    assert returned.draw == LIST.draw
    assert {a.called_at for a in returned.attempts} == {"2017-07-03 14:20"}
    assert {a.caller for a in returned.attempts} == {"1"}


def test_the_workbook_is_as_callers_need_it() -> None:
    book = load_workbook(io.BytesIO(write_list(LIST, SECRET)))
    sheet = book.worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert "2017年度" in sheet.cell(1, 1).value
    assert sheet.protection.sheet
    unlocked = {
        COLUMNS[cell.column - 1]
        for row in sheet.iter_rows(4, 6)
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == set(OPEN)
    for row, person in PEOPLE.items():
        cell = place(sheet, row, "phone")
        assert (cell.data_type, cell.value, cell.number_format) == ("s", "\n".join(person.phones), "@")
    tricky = place(sheet, "B#0005", "name")
    assert (tricky.data_type, tricky.value, tricky.quotePrefix) == ("s", "=1+1", True)
    ranges = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert any(HIDDEN in formula for formula in ranges.values())
    assert all(len(formula) <= 255 for formula in ranges.values())
    assert book[HIDDEN].sheet_state == "hidden"
    assert book[HIDDEN]["A2"].value == LIST.draw
    assert [s.title for s in book.worksheets[1:3]] == ["话术", "结果代码"]
    assert [cell.value for cell in book["结果代码"]["A"][1:]] == list(outcomes())


def shuffled(path: Path) -> None:
    """Sort by name, move columns, rename the sheet, delete the hidden one."""
    old = load_workbook(path).worksheets[0]
    order = list(reversed(range(len(COLUMNS))))
    lines = [[old.cell(line, at + 1).value for at in order] for line in range(4, old.max_row + 1)]
    book = Workbook()
    sheet = book.active
    sheet.title = "副本"  # type: ignore[union-attr]
    head = [say(f"calls.head.{COLUMNS[at]}", "zh") for at in order]
    for line in [[], ["回访名单"], head, *sorted(lines, key=lambda line: str(line))]:
        sheet.append(line)  # type: ignore[union-attr]
    for cells in sheet.iter_rows():  # type: ignore[union-attr]
        for cell in cells:
            if cell.data_type == "f":  # a name that begins like a formula: programs keep text as text
                cell.data_type = "s"
    book.save(path)


def test_sorted_and_moved(tmp_path: Path) -> None:
    path = filled(tmp_path)
    shuffled(path)
    returned = back(path)
    assert (said(returned), returned.refused) == (TYPED, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_as_csv(tmp_path: Path, encoding: str, delimiter: str) -> None:
    sheet = load_workbook(filled(tmp_path)).worksheets[0]
    path = tmp_path / "list.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(sheet.iter_rows(values_only=True))
    returned = back(path)
    assert (said(returned), returned.refused) == (TYPED, ())


def edit(tmp_path: Path, change: Callable[[Any], None]) -> Returned:
    path = filled(tmp_path)
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return back(path)


def test_a_row_added_by_hand_is_refused_by_name(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        line = sheet.max_row + 1
        for key, value in {"name": "卫新来", "phone": "13904519999", "code1": "V1"}.items():
            sheet.cell(line, COLUMNS.index(key) + 1).value = value

    returned = edit(tmp_path, change)
    assert said(returned) == TYPED
    assert [(r.code, r.name) for r in returned.refused] == [("added", "卫新来")]


def test_a_copied_check_code_proves_nothing(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "A#0002", "check").value = place(sheet, "B#0003", "check").value

    returned = edit(tmp_path, change)
    assert [(r.code, r.row) for r in returned.refused] == [("foreign", "A#0002")]
    assert "A#0002" not in said(returned)


def test_columns_that_came_apart_are_noticed(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        one, two = place(sheet, "A#0002", "name"), place(sheet, "B#0003", "name")
        one.value, two.value = two.value, one.value

    assert {r.code for r in edit(tmp_path, change).refused} == {"moved"}


def test_another_number_is_another_person(tmp_path: Path) -> None:
    returned = edit(tmp_path, lambda sheet: setattr(place(sheet, "A#0002", "phone"), "value", "13904510000"))
    assert [r.code for r in returned.refused] == ["phone"]


def test_a_number_that_a_program_took_for_a_number_is_the_same(tmp_path: Path) -> None:
    number = float(PEOPLE["A#0002"].phones[0])
    returned = edit(tmp_path, lambda sheet: setattr(place(sheet, "A#0002", "phone"), "value", number))
    assert (said(returned), returned.refused) == (TYPED, ())


def test_an_outcome_that_is_none_is_refused_and_the_rest_is_taken(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        place(sheet, "A#0002", "code2").value = "打通了"
        place(sheet, "A#0004", "time2").value = datetime(2017, 7, 4, 9, 5, 11)

    returned = edit(tmp_path, change)
    assert said(returned) == TYPED
    assert [(r.code, r.row, r.got) for r in returned.refused] == [
        ("code", "A#0002", "打通了"),
        ("no_code", "A#0004", "2017-07-04 09:05"),
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("V1", "V1"),
        (" v1 ", "V1"),
        ("Ｖ１ 核实一致", "V1"),
        ("无人接听", "U1"),
        ("no answer", "U1"),
        ("", ""),
    ],
)
def test_codes_as_people_type_them(typed: str, code: str) -> None:
    assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["V9", "V12", "好", "1", "拒"])
def test_what_is_no_code(typed: str) -> None:
    assert read_code(typed) is None


def test_a_password_keeps_others_out(tmp_path: Path) -> None:
    data = lock(filled(tmp_path).read_bytes(), "回访2017")
    assert "赵水甲".encode() not in data
    assert data[:2] != b"PK"
    assert said(read_list(data, PEOPLE, SECRET, home=HOME, password="回访2017")) == TYPED
    for wrong in (None, "1"):
        with pytest.raises(SamplingError) as error:
            read_list(data, PEOPLE, SECRET, home=HOME, password=wrong, file="x.xlsx")
        assert error.value.code == "list_password"


def test_a_password_that_is_made_up_can_be_read_out_and_opens_the_list(tmp_path: Path) -> None:
    made = {password_of(str(number).encode()) for number in range(200)}
    assert password_of(b"7") == password_of(b"7")
    assert len(made) == 200
    assert all(re.fullmatch(r"(?:[2-9a-hjkmnp-z]{4}-){2}[2-9a-hjkmnp-z]{4}", word) for word in made)
    word = made.pop()
    data = lock(filled(tmp_path).read_bytes(), word)
    assert said(read_list(data, PEOPLE, SECRET, home=HOME, password=word)) == TYPED


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0", b"\x00\x01\xff\xfe\x80", b"a,b\n1,2\n"]
)
def test_files_that_are_no_list(data: bytes) -> None:
    with pytest.raises(SamplingError) as error:
        read_list(data, PEOPLE, SECRET, home=HOME, file="x")
    assert error.value.code in ("list_unreadable", "list_empty")


def test_dealing() -> None:
    many = list(callees(60).values())
    dealt = deal(many, ["1", "2", "3"])
    assert sorted(p.row for rows in dealt.values() for p in rows) == sorted(p.row for p in many)
    assert {len(rows) for rows in dealt.values()} == {20}
    numbers = [{phone for p in rows for phone in p.phones} for rows in dealt.values()]
    assert not numbers[0] & numbers[1]
    assert not numbers[0] & numbers[2]
    assert not numbers[1] & numbers[2]
    for rows in dealt.values():
        assert {p.dossier for p in rows} == {"A", "B"}
        # Mixed, not one block after the other.
        assert "".join(p.dossier for p in rows) not in ("A" * 10 + "B" * 10, "B" * 10 + "A" * 10)
    assert deal(list(reversed(many)), ["1", "2", "3"]) == dealt
    before = {p.row: caller for caller, rows in dealt.items() for p in rows}
    left = [p for p in many if p.row not in ("A#0002", "B#0005")]
    again = deal(left, ["1", "2", "3"], before)
    assert all(before[p.row] == caller for caller, rows in again.items() for p in rows)


def test_who_is_called_again() -> None:
    def made(row: str, *codes: str) -> list[Attempt]:
        return [Attempt(row, at, code, "", "1") for at, code in enumerate(codes, 1)]

    attempts = (
        made("a", "U1") + made("b", "U1", "U2", "U3") + made("c", "V1") + made("d", "R1") + made("e", "D1")
    )
    assert open_rows("abcdef", attempts) == ("a", "f")
    assert open_rows("abcdef", attempts, {"a"}) == ("f",)
