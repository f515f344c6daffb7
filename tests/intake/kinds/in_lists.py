"""What people and programmes do with a list: ticked columns, the device's columns, lines that are nobody, second numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.kinds.case import HEADINGS, Crowd, Made, Right, book, case, contacts

_MODES = ("PHONE", "F2F", "WEB", "F2F", "PHONE", "WEB")


def _with_modes(crowd: Crowd, modes: Sequence[str], first: int) -> dict[int, dict[str, object]]:
    rows = crowd.reachable(first=first)
    return {at: told | {"mode": mode} for (at, told), mode in zip(rows.items(), modes, strict=True)}


def _ticked(line: list[object], mode: str, ways: Sequence[str] = ("PHONE", "F2F", "WEB")) -> list[object]:
    return [*line[:3], *("√" if way == mode else "" for way in ways), *line[4:]]


@case("tick")
def modes_in_columns_under_one_heading(crowd: Crowd) -> Made:
    heads = [
        [*HEADINGS[:3], "调查方式（打√）", "", "", *HEADINGS[4:]],
        ["", "", "", "电话", "面访", "网络", "", ""],
    ]
    lines = [_ticked(line, mode) for line, mode in zip(crowd.lines()[1:], _MODES, strict=True)]
    right = Right(rows=_with_modes(crowd, _MODES, 3), never=("MD01", "MD02", "CT11", "RS01"))
    return Made("xlsx", book([*heads, *lines], lambda sheet: sheet.merge_cells("D1:F1")), right)


@case("tick")
def modes_in_columns_of_their_own(crowd: Crowd) -> Made:
    ways = ("HOME", "INTERCEPT", "WEB")
    modes = ("HOME", "WEB", "INTERCEPT", "HOME", "INTERCEPT", "WEB")
    heads = [*HEADINGS[:3], "入户", "拦截", "网络", *HEADINGS[4:]]
    lines = [_ticked(line, mode, ways) for line, mode in zip(crowd.lines()[1:], modes, strict=True)]
    right = Right(rows=_with_modes(crowd, modes, 2), never=("MD01", "MD02", "RS01"))
    return Made("xlsx", book([heads, *lines]), right)


@case("tick")
def telephone_and_website_that_are_no_modes(crowd: Crowd) -> Made:
    """Numbers under 电话 are numbers, whatever stands beside them."""
    heads = ["序号", "姓名", "电话", "微信", "调查方式", "调查时间", "工作单位"]
    lines = [[*line[:3], f"wx_user{n}", *line[3:]] for n, line in enumerate(crowd.lines()[1:])]
    rows = {at: {"name": told["name"], "mode": "PHONE"} for at, told in crowd.reachable().items()}
    return Made("xlsx", book([heads, *lines]), Right(rows=rows, never=("RS01", "CT01", "MD01")))


@case("export")
def kobo_with_the_handset_of_the_interviewer(crowd: Crowd) -> Made:
    heads = [
        "start",
        "end",
        "username",
        "deviceid",
        "phonenumber",
        "姓名",
        "联系方式",
        "调查方式",
        "工作单位",
    ]
    heads += ["_id", "_uuid", "_index"]
    lines = [
        [
            f"2017-03-0{n}T09:30:00+08:00",
            f"2017-03-0{n}T09:44:00+08:00",
            "li",
            "ee:1",
            "13804510001",
            crowd.names[n - 1],
            crowd.phones[n - 1],
            "面访",
            "松江机械厂",
            900 + 17 * n,
            "u",
            n,
        ]
        for n in range(1, 7)
    ]
    return Made("xlsx", book([heads, *lines]), Right(rows=crowd.reachable(), never=("DU01", "CT11", "RS04")))


@case("export")
def survey_cto_with_the_respondent_under_resp(crowd: Crowd) -> Made:
    heads = ["SubmissionDate", "starttime", "endtime", "deviceid", "devicephonenum", "username"]
    heads += ["resp_name", "resp_phone", "mode", "employer", "KEY"]
    lines = [
        [
            f"Mar {n}, 2017 9:50:00 AM",
            f"Mar {n}, 2017 9:30:12 AM",
            f"Mar {n}, 2017 9:44:12 AM",
            "d",
            "13804510001",
            "enum1",
            crowd.names[n - 1],
            crowd.phones[n - 1],
            "phone",
            "松江机械厂",
            f"uuid:{n}",
        ]
        for n in range(1, 7)
    ]
    return Made("xlsx", book([heads, *lines]), Right(rows=crowd.reachable(), never=("DU01", "DT02")))


@case("export")
def phone_number_that_was_asked_for(crowd: Crowd) -> Made:
    """A form of one's own may call the question phone_number: where no device is named it is the respondent's."""
    heads = ["start", "end", "name", "phone_number", "mode", "employer", "_uuid", "_index"]
    lines = [
        [
            f"2017-03-0{n}T09:30:00+08:00",
            f"2017-03-0{n}T09:44:00+08:00",
            crowd.names[n - 1],
            crowd.phones[n - 1],
            "phone",
            "松江机械厂",
            "u",
            n,
        ]
        for n in range(1, 7)
    ]
    return Made("xlsx", book([heads, *lines]), Right(rows=crowd.reachable(), never=("RS01", "CT01")))


def _days(crowd: Crowd, *, merged: bool) -> Made:
    heads = [
        [*HEADINGS[:4], "调查时间", "", "", "工作单位"],
        ["", "", "", "", "年", "月", "日", ""],
    ]
    lines = [[*line[:4], 2017, 3, n + 5, ""] for n, line in enumerate(crowd.lines()[1:])]
    rows = {
        at: told | {"start": f"2017-03-{n + 5:02d}"}
        for n, (at, told) in enumerate(crowd.reachable(first=3).items())
    }
    right = Right(rows=rows, never=("NM01", "CT01", "DT02", "DT01"))
    return Made("xlsx", book([*heads, *lines], lambda s: s.merge_cells("E1:G1") if merged else None), right)


@case("day")
def year_month_and_day_in_columns(crowd: Crowd) -> Made:
    return _days(crowd, merged=False)


@case("day")
def year_month_and_day_under_a_merged_heading(crowd: Crowd) -> Made:
    return _days(crowd, merged=True)


@case("day")
def year_month_and_day_of_birth(crowd: Crowd) -> Made:
    heads = [[*HEADINGS[:5], "出生日期", "", ""], ["", "", "", "", "", "年", "月", "日"]]
    lines = [[*line[:5], 1970, 2, 30] for line in crowd.lines()[1:]]
    rows = {
        at: told | {"start": f"2017-03-{n + 6:02d}"}
        for n, (at, told) in enumerate(crowd.reachable(first=3).items())
    }
    return Made("xlsx", book([*heads, *lines]), Right(rows=rows, never=("DT02",)))


@case("nobody")
def interviewers_in_a_list_below(crowd: Crowd) -> Made:
    below = [[], ["访问员名单"], ["序号", "姓名", "联系方式", "备注"]]
    staff = [[n, crowd.names[8 + n], crowd.phones[8 + n]] for n in (1, 2)]
    return Made(
        "xlsx", book([*crowd.lines(), *below, *staff]), Right(rows=crowd.reachable(), never=("DT01",))
    )


@case("nobody")
def signatures_with_names_and_numbers(crowd: Crowd) -> Made:
    signed = [
        ["制表人", crowd.names[8], crowd.phones[8], "", "2017-04-01", ""],
        ["审核人", crowd.names[9], crowd.landlines[0], "", "2017-04-02", ""],
        ["备注", "以上名单由北方测评中心提供，联系电话0451-86231177"],
    ]
    return Made(
        "xlsx", book([*crowd.lines(), *signed]), Right(rows=crowd.reachable(), never=("DT08", "DT01"))
    )


@case("nobody")
def nothing_follows_in_every_writing(crowd: Crowd) -> Made:
    words = ["（以下空白）", "此页以下无内容", "--END--", "完", "———", "（本页完）"]
    below = [["", word, "", "", "", ""] for word in words]
    below += [[7, "／", "／", "／", "／", "／"], [8, *["空白"] * 5]]
    return Made("xlsx", book([*crowd.lines(), *below]), Right(rows=crowd.reachable(), never=("CT01", "NM01")))


@case("nobody")
def example_and_hints_under_the_heading(crowd: Crowd) -> Made:
    lines = crowd.lines()
    shown = [
        ["", "真实姓名", "如13800000000", "电话或面访", "如2017-03-05", "个人可空"],
        ["例", "张三", "138XXXXXXXX", "电话", "2017-01-01", "XX公司"],
    ]
    made = book([lines[0], *shown, *lines[1:]])
    return Made("xlsx", made, Right(rows=crowd.reachable(first=4), never=("CT07", "CT06", "DT02")))


@case("nobody")
def people_with_names_like_words(crowd: Crowd) -> Made:
    """完, 终 and 例 begin names too, and whoever has a number is somebody."""
    lines = crowd.lines(name=["完颜明", "终军", "如意", "例玉琴", *crowd.names[4:6]])
    return Made("xlsx", book(lines), Right(rows=contacts(*crowd.phones[:6])))


def _sheets(sheets: dict[str, list[list[object]]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for title, lines in sheets.items():
        sheet: Worksheet = made.create_sheet(title)
        for line in lines:
            sheet.append(line)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


@case("nobody")
def sheets_of_others(crowd: Crowd) -> Made:
    head = list(HEADINGS)
    others = {
        title: [head, crowd.line(n), crowd.line(n + 1)]
        for title, n in (("拒访名单", 7), ("备用样本", 9), ("访问员", 11))
    }
    return Made("xlsx", _sheets({"被访者": crowd.lines(), **others}), Right(rows=crowd.reachable()))


@case("nobody")
def one_sheet_whatever_its_name(crowd: Crowd) -> Made:
    return Made("xlsx", _sheets({"备用样本": crowd.lines()}), Right(rows=crowd.reachable()))


def _twice(crowd: Crowd) -> list[list[object]]:
    lines: list[list[object]] = []
    for line, second in zip(crowd.lines()[1:], crowd.landlines, strict=True):
        lines += [line, ["", "", second, "", "", ""]]
    return lines


def _both(crowd: Crowd) -> dict[int, dict[str, object]]:
    pairs = zip(crowd.phones[:6], crowd.landlines, strict=True)
    return {2 + 2 * n: {"contacts": list(pair), "name": crowd.names[n]} for n, pair in enumerate(pairs)}


@case("folded")
def second_number_below_merged_cells(crowd: Crowd) -> Made:
    def change(sheet: Worksheet) -> None:
        for at in range(2, 14, 2):
            for column in "ABDEF":
                sheet.merge_cells(f"{column}{at}:{column}{at + 1}")

    right = Right(rows=_both(crowd), never=("DU03", "NM01", "DT01"))
    return Made("xlsx", book([list(HEADINGS), *_twice(crowd)], change), right)


@case("folded")
def second_number_on_a_line_of_its_own(crowd: Crowd) -> Made:
    right = Right(rows=_both(crowd), never=("DU03", "NM01", "DT01"))
    return Made("xlsx", book([list(HEADINGS), *_twice(crowd)]), right)


@case("folded")
def one_second_number_where_the_serial_numbers_go_on(crowd: Crowd) -> Made:
    lines = crowd.lines()
    lines.insert(4, ["", "", crowd.landlines[0], "", "", ""])
    right: dict[int, dict[str, object]] = {2: {"contacts": [crowd.phones[0]]}}
    right |= {4: {"contacts": [crowd.phones[2], crowd.landlines[0]]}, 6: {"contacts": [crowd.phones[3]]}}
    return Made("xlsx", book(lines), Right(rows=right, count=6, never=("NM01", "DT01", "MD01")))


@case("folded")
def somebody_without_a_name_whose_number_is_missing_from_the_count(crowd: Crowd) -> Made:
    lines = crowd.lines()
    lines[4] = ["", "", crowd.phones[3], "", "", ""]
    right = Right(count=6, codes={"NM01": [5], "DT01": [5], "MD01": [5]}, never=("CT11",))
    return Made("xlsx", book(lines), right)


@case("folded")
def employers_on_a_line_of_their_own(crowd: Crowd) -> Made:
    lines: list[list[object]] = [list(HEADINGS)]
    for n, line in enumerate(crowd.lines()[1:]):
        lines += [[*line[:5], ""], ["", "", "", "", "", f"松江第{n + 1}机械厂"]]
    right = {2 + 2 * n: {"employer": f"松江第{n + 1}机械厂"} for n in range(6)}
    return Made("xlsx", book(lines), Right(rows=right, count=6))


@case("folded")
def two_people_under_one_merged_employer(crowd: Crowd) -> Made:
    lines = crowd.lines(employer=["松江机械厂", "", "松江机械厂", "", "松江机械厂", ""])

    def change(sheet: Worksheet) -> None:
        for at in range(2, 8, 2):
            sheet.merge_cells(f"F{at}:F{at + 1}")

    return Made("xlsx", book(lines, change), Right(rows=crowd.reachable()))


@case("void")
def remarks_that_call_a_row_void(crowd: Crowd) -> Made:
    words = ["备注", "", "作废", "", "重复，请删除", "停机", "有效，无重复"]
    lines = [[*line, word] for line, word in zip(crowd.lines(), words, strict=True)]
    return Made("xlsx", book(lines), Right(rows=crowd.reachable(), codes={"RS09": [3, 5, 6]}))


@case("void")
def remarks_that_say_other_things(crowd: Crowd) -> Made:
    words = ["备注", "老客户", "没有重复", "未作废", "不是空号", "晚上打", "已核实"]
    lines = [[*line, word] for line, word in zip(crowd.lines(), words, strict=True)]
    return Made("xlsx", book(lines), Right(rows=crowd.reachable(), never=("RS09",)))
