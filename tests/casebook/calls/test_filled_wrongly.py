"""The ways in which people fill a call list in wrongly, each with the sentence that they are told in Chinese."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from casebook.outcomes import Imported
from casebook.screen import import_document, import_lines
from sampling.calls.call_list import COLUMNS, HEADER_ROW, CallList, outcome_words, write_list
from sampling.calls.outcomes import outcomes
from sampling.calls.returned.lines import Returned
from sampling.calls.returned.lists import read_list
from sampling.errors import SamplingError
from sampling.model import Attempt, Callee
from tests.casebook.calls.test_call_lists import HOME, LIST, PEOPLE, SECRET, callees, place, said

DRAWN = datetime(2017, 7, 3, 10, 30)
NOW = datetime(2017, 7, 10, 9, 0)
DATA = Path(__file__).parent.parent / "data"


def typed(
    change: Callable[[Any], None], people: dict[str, Callee] = PEOPLE, made: CallList = LIST
) -> Returned:
    """A list with one row well filled in, and a change."""
    book = load_workbook(io.BytesIO(write_list(made, SECRET)))
    sheet = book.worksheets[0]
    place(sheet, "A#0012", "code1").value = "V1"
    place(sheet, "A#0012", "time1").value = "7-3 14:20"
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return read_list(out.getvalue(), people, SECRET, home=HOME, drawn=dict.fromkeys(people, DRAWN), now=NOW)


def cells(**values: Any) -> Callable[[Any], None]:
    """Type into the row A#0002."""

    def change(sheet: Any) -> None:
        for cell, value in [(place(sheet, "A#0002", key), value) for key, value in values.items()]:
            cell.value = value

    return change


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"code1": "拒访"}, "第1次：结果“拒访”不是代码。是“R1 拒访或挂断”吗？是就改填它，不是就另选；程序不代选"),
    (
        {"code1": "核实一致"},
        "第1次：结果“核实一致”不是代码。是“V1 核实一致”吗？是就改填它，不是就另选；程序不代选",
    ),
    ({"code1": "打通了"}, "第1次：结果“打通了”不是代码，请从下拉框选一个；原话写进备注"),
    (
        {"code1": "V1?"},
        "第1次：结果“V1?”带有疑问，程序不猜：定得下来的只填代码，定不下来的空着，原话写进备注",
    ),
    ({"code1": "V1或N1"}, "第1次：结果“V1或N1”写了不止一个代码：只留一个，其余写进备注"),
    (
        {"code1": "N1，其实记不清"},
        "第1次：结果“N1，其实记不清”在代码之后另有说明：这一格只填代码（N1 表示未受访），说明写进备注；与代码不合的，请另选代码",
    ),
    ({"code1": "V9"}, "第1次：结果“V9”不是代码，请从下拉框选一个；原话写进备注"),
    ({"time1": "7-4 9:05"}, "第1次：填了时间 2017-07-04 09:05，没有填结果"),
    ({"code1": "V1", "time1": "昨天下午"}, "第1次：时间“昨天下午”无法识别，请写作 2017-7-3 14:20"),
    (
        {"code1": "V1", "time1": "2017-7-32 14:20"},
        "第1次：时间“2017-7-32 14:20”无法识别，请写作 2017-7-3 14:20",
    ),
    ({"code1": "V1", "time1": "14:20"}, "第1次：时间“14:20”只有钟点，没有日期，请写作 2017-7-3 14:20"),
    ({"code1": "V1", "time1": time(14, 20)}, "第1次：时间“14:20”只有钟点，没有日期，请写作 2017-7-3 14:20"),
    (
        {"code2": "V1", "time2": "2017-07-03 10:29"},
        "第2次：时间早于抽签（2017-07-03 10:29 < 2017-07-03 10:30）：抽签之前不知道要打给谁，请核对日期",
    ),
    (
        {"code1": "V1", "time1": datetime(2017, 7, 11, 9, 0)},
        "第1次：时间 2017-07-11 09:00 还没有到，请核对日期",
    ),
    ({"name": "卫换人", "code1": "V1"}, "姓名与行号不符（排序时各列可能错位）"),
    ({"phone": "13904510000", "code1": "V1"}, "电话与名单不同"),
    ({"check": "1-0123456789", "code1": "V1"}, "校验码与行号不符，或属于别的案卷"),
    ({"row": "A#0999", "code1": "V1"}, "这一行没有被抽中，或所属材料已撤出、已清除姓名电话"),
    ({"row": "", "check": "", "code1": "V1"}, "不是名单上的行（没有行号或校验码），只收抽中的人"),
]
WRONG += [
    ({"code1": "7-4 9:05"}, "第1次：结果一格填的是时间（7-4 9:05）：时间和结果填反了，请对调"),
    ({"time1": "V1"}, "第1次：时间一格填的是结果（V1）：时间和结果填反了，请对调"),
    ({"code1": "同上"}, "第1次：结果“同上”不是代码，请从下拉框选一个；原话写进备注"),
    ({"code1": "√"}, "第1次：结果“√”不是代码，请从下拉框选一个；原话写进备注"),
]
TOLD: list[tuple[dict[str, Any], str]] = [
    (
        {"code1": "U1", "time1": "7-4 2:20"},
        "第1次：时间 2017-07-04 02:20 在夜里（22点至次日7点），已收，请核对上午下午",
    ),
    ({"code1": "U1", "time1": "7月4日"}, "第1次：时间 2017-07-04 没有写几点，已收"),
    ({"code1": "U1"}, "第1次：没有写时间，已收（收下以后不能再补；下次请写上时间）"),
    ({"code1": "R3", "time1": "7-4 9:00"}, "第1次：选了“R3 约定再打”，没有填约定时间，已收，请补上"),
    (
        {"code1": "U1", "time1": "7-3 14:20"},
        "同一回访员在同一分钟打了不止一个电话（2017-07-03 14:20: A#0002, A#0012），已收，请核对",
    ),
]
TOLD += [
    (
        {"code1": "U1", "time1": "7-3 19:10", "code2": "U1", "time2": "7-3 19:12"},
        "第2次：半小时内又打了一次（A#0002），已收：没打通的应隔几小时换个时段再打",
    ),
    (
        {"code1": "V1", "time1": "7-4 9:00", "interviewed": "否"},
        "第1次：“是否受访”填的是“否”，结果却是“V1 核实一致”：已收，请核对",
    ),
    (
        {"code1": "N1", "time1": "7-4 9:00", "interviewed": "是"},
        "第1次：“是否受访”填的是“是”，结果却是“N1 表示未受访”：已收，请核对",
    ),
    (
        {"code1": "V1", "time1": "7-4 9:00", "appointment": "7-5 18:30"},
        "第1次：填了约定时间（2017-07-05 18:30），结果却是“V1 核实一致”：已收，约定不计；约了时间的请选 R3",
    ),
    (
        {"code1": "R3", "time1": "7-4 9:00", "appointment": "下周二"},
        "第1次：约定时间“下周二”无法识别，已收，到时不会提醒，请写作 2017-7-4 18:30",
    ),
    (
        {"code1": "R3", "time1": "7-4 9:00", "appointment": "7-3 18:30"},
        "第1次：约定时间早于这次拨打（2017-07-03 18:30 < 2017-07-04 09:00），已收，请核对日期",
    ),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_what_is_refused_and_what_is_said(wrong: dict[str, Any], sentence: str) -> None:
    back = typed(cells(**wrong))
    assert [item.reason() for item in back.refused] == [sentence]
    assert said(back) == {"A#0012": "V1"}  # the rest is taken
    assert all(item.reason("en").isascii() or "“" in item.reason("en") for item in back.refused)


@pytest.mark.parametrize(("odd", "sentence"), TOLD)
def test_what_is_taken_and_told(odd: dict[str, Any], sentence: str) -> None:
    back = typed(cells(**odd))
    assert [item.reason() for item in back.told] == [sentence]
    assert said(back) == {"A#0012": "V1", "A#0002": odd["code1"]}
    assert back.refused == ()


def test_a_refused_attempt_does_not_take_its_neighbours_along() -> None:
    back = typed(cells(code1="U1", time1="7-3 15:00", code2="V1", time2="7-30 9:00", note="请打第二个号码"))
    assert [(a.row, a.number, a.code) for a in back.attempts if a.row == "A#0002"] == [("A#0002", 1, "U1")]
    assert [(r.number, r.code) for r in back.refused] == [(2, "time_future")]
    assert [remark.note for remark in back.remarks] == ["请打第二个号码"]


def test_rows_that_are_missing_are_named() -> None:
    def change(sheet: Any) -> None:
        for row in ("A#0004", "B#0007"):
            sheet.delete_rows(place(sheet, row, "row").row)

    back = typed(change)
    assert {person.row for person in back.missing} == {"A#0004", "B#0007"}
    done = Imported(back.attempts, 0, (), 0)
    shown = import_lines(
        import_document("a.xlsx", done, back.refused, "zh", lambda n: n[0] + "**", back.told, back.missing),
        "zh",
    )
    assert (
        "    名单上的 2 人不在交回的文件里：赵** A#0004、赵** B#0007。被删掉的行请补回，没有打的留空即可"
        in shown
    )
    assert not any("赵水" in line for line in shown)


def test_rows_of_a_csv_are_missed_by_what_the_casebook_dealt() -> None:
    book = load_workbook(io.BytesIO(write_list(LIST, SECRET)))
    sheet = book.worksheets[0]
    sheet.delete_rows(place(sheet, "A#0004", "row").row)
    text = "\n".join(
        ",".join('"' + str(v or "") + '"' for v in line) for line in sheet.iter_rows(values_only=True)
    )
    dealt = {"1": tuple(PEOPLE), "2": ("Z#0001",)}
    back = read_list(text.encode("gb18030"), PEOPLE, SECRET, home=HOME, dealt=dealt)
    assert [person.row for person in back.missing] == ["A#0004"]


def test_what_was_stored_before_is_not_judged_again() -> None:
    """Lists print earlier attempts, some from before times were judged."""
    early = Attempt("A#0002", 1, "U1", "昨天", "1")
    people = PEOPLE | {"A#0002": replace(PEOPLE["A#0002"], attempts=(early,))}
    made = replace(LIST, people=tuple(people.values()))
    back = typed(lambda sheet: None, people, made)
    assert said(back) == {"A#0012": "V1", "A#0002": "U1"}
    assert (back.refused, back.told) == ((), ())


def test_appointment_and_consent_come_back() -> None:
    book = load_workbook(io.BytesIO(write_list(LIST, SECRET)))
    sheet = book.worksheets[0]
    place(sheet, "A#0002", "code1").value = "R3"
    place(sheet, "A#0002", "time1").value = "7-9 9:00"
    place(sheet, "A#0002", "appointment").value = datetime(2017, 7, 12, 18, 30)
    place(sheet, "A#0002", "told").value = "已告知，同意"
    out = io.BytesIO()
    book.save(out)
    back = read_list(out.getvalue(), PEOPLE, SECRET, home=HOME, now=NOW)
    (remark,) = back.remarks
    assert (remark.told, remark.appointment) == ("已告知，同意", "2017-07-12 18:30")
    assert back.told == ()
    # ... and stand in the next list as they stood in this one.
    again = load_workbook(io.BytesIO(write_list(replace(LIST, remarks=back.remarks), SECRET))).worksheets[0]
    assert place(again, "A#0002", "appointment").value == datetime(2017, 7, 12, 18, 30)
    assert place(again, "A#0002", "told").value == "已告知，同意"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lists_of_the_second_edition_come_back_with_its_own_words(lang: str) -> None:
    """Written and filled in by that edition: other columns, every code with the words it had then."""
    data = (DATA / f"list-of-edition-2.{lang}.xlsx").read_bytes()
    back = read_list(data, callees(30), SECRET, home=HOME)
    assert back.refused == ()
    assert [attempt.code for attempt in back.attempts] == [code for code in outcomes() if code != "V4"]
    assert back.missing == ()


def test_a_hospital_named_by_its_file_comes_back_by_its_cipher() -> None:
    row = "市第一医院患者名单#0004"
    person = Callee(
        row, "市第一医院患者名单", "市第一医院", "赵水甲", ("13904517000",), "", "PHONE", "", (), "b", "门诊"
    )
    people = {row: person, **PEOPLE}
    data = write_list(replace(LIST, people=tuple(people.values())), SECRET)
    book = load_workbook(io.BytesIO(data))
    everything = [str(cell.value) for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert not any("市第一医院" in text or "门诊" in text for text in everything)
    sheet = book.worksheets[0]
    sheet.cell(HEADER_ROW + 1, COLUMNS.index("code1") + 1).value = outcome_words("V1")
    out = io.BytesIO()
    book.save(out)
    back = read_list(out.getvalue(), people, SECRET, home=HOME)
    assert (said(back), back.refused, back.missing) == ({row: "V1"}, (), ())


def test_one_call_written_down_three_times_is_one_call() -> None:
    """Three attempts make a row silent; the same minute three times was one attempt at most."""
    same = "7-3 15:00"
    back = typed(cells(code1="U1", time1=same, code2="U1", time2=same, code3="U1", time3=same))
    assert [(a.row, a.number, a.code) for a in back.attempts if a.row == "A#0002"] == [("A#0002", 1, "U1")]
    assert [item.reason() for item in back.refused] == [
        f"第{number}次：时间 2017-07-03 15:00 与前一次相同：一次拨打不能记作两次，请写明实际拨打的时间"
        for number in (2, 3)
    ]


def test_a_second_attempt_before_the_first_or_after_its_end_is_told() -> None:
    back = typed(cells(code1="U1", time1="7-5 9:00", code2="U2", time2="7-4 15:00"))
    assert [item.reason() for item in back.told] == [
        "第2次：时间早于前一次（2017-07-04 15:00 < 2017-07-05 09:00），已收，请核对日期"
    ]
    back = typed(cells(code1="V1", time1="7-4 9:00", code2="U1", time2="7-5 15:00"))
    assert [item.reason() for item in back.told] == [
        "第2次：前一次已有结果（V1 核实一致），不必再打，却又填了一次：已收，请核对是否填错了行"
    ]
    assert len([a for a in back.attempts if a.row == "A#0002"]) == 2


def test_words_without_an_outcome_are_kept_and_told() -> None:
    back = typed(cells(note="说话含糊，请评审人看"))
    assert [item.code for item in back.told] == ["no_outcome"]
    assert [remark.note for remark in back.remarks] == ["说话含糊，请评审人看"]
    assert said(back) == {"A#0012": "V1"}


def test_a_cell_that_was_dragged_down_is_told() -> None:
    """A program makes V2, V3, V4 of a V1 that somebody meant to copy."""

    def change(sheet: Any) -> None:
        for number, row in enumerate(("A#0002", "B#0003", "A#0004", "B#0005"), 1):
            place(sheet, row, "code1").value = f"V{number}"
            place(sheet, row, "time1").value = f"7-4 {8 + number}:00"

    back = typed(change)
    assert [item.reason() for item in back.told] == [
        "第1次：从这一行起，几行的结果依次是 V1, V2, V3, V4，像是拖动填充时程序自己往下数的：已收，请逐行核对"
    ]
    assert len(back.attempts) == 5


def test_a_list_that_lost_a_column_of_outcomes_is_refused() -> None:
    def change(sheet: Any) -> None:
        sheet.delete_cols(COLUMNS.index("code1") + 1)

    with pytest.raises(SamplingError) as error:
        typed(change)
    assert error.value.code == "list_columns"
    assert "第1次结果" in error.value.words("zh")[0]


def test_what_is_on_file_is_not_told_again() -> None:
    made = tuple(Attempt("A#0002", number, "U1", f"2017-07-0{6 - number} 09:00", "1") for number in (1, 2))
    people = PEOPLE | {"A#0002": replace(PEOPLE["A#0002"], attempts=made)}
    back = typed(lambda sheet: None, people, replace(LIST, people=tuple(people.values())))
    assert back.told == ()
