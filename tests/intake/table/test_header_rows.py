"""The rows under a heading: who is a respondent, and what is said of the cells."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.intake.grids import HEADINGS, grid, marks, only, people, person, read
from verify.intake.grid import CELL_ERROR, NO_VALUE, CellError


@pytest.mark.parametrize(
    "tail",
    [
        ["合计", "2人", None, None, None, None],
        ["合计", None, "2人", None, None, None],
        ["合计", None, "共 ２ 份", None, None, None],
        ["小 计", None, None, None, None, None],
        ["注：1. 本表为登记样表", None, None, None, None, None],
        [None, "备注：以上属实", None, None, None, None],
        ["说明", None, None, None, None, None],
        ["填表人：", "李某", "审核：", "赵某", "日期：", "2017-05-01"],
        ["填表人：李某", None, "联系电话：0451-87900001", None, None, None],
        [None, None, None, None, "调查单位（盖章）", None],
        [None, None, None, None, None, "某某咨询公司（公章）"],
        [None, None, None, None, "2017年5月1日", None],
        [None, None, None, None, date(2017, 5, 1), "某某咨询公司"],
        ["本名单由测评机构提供，内容真实", None, None, None, None, None],
        [None, "本名单由测评机构提供，内容真实，特此说明", None, None, None, None],
        ["第 1 页 共 3 页", None, None, None, None, None],
        ["以下空白", None, None, None, None, None],
        ["Total: 2", None, None, None, None, None],
        ["3", None, None, None, None, None],
        ["3", None, None, "电话", None, None],
        ["3", None, None, "电话", "同上", "同上"],
        [4.0, None, None, "电话", None, None],
        [None] * 6,
    ],
)
def test_tails_and_blank_lines_of_the_form_are_dropped(tail):
    segment = only(grid([HEADINGS, *people(1, 2), tail]))
    assert list(segment.rows) == [2, 3]


@pytest.mark.parametrize(
    "cells",
    [
        ["备注", "王某", "13904510077", "电话", "2017-03-05", "某厂"],
        ["3", "合计", "13904510077", "电话", "2017-03-05", "某厂"],
        ["3", None, "13904510077", None, None, None],
        ["3", "王某", None, None, None, None],
        [None, "王某", None, None, None, None],
        ["3", "保密", "保密", "电话", "2017-03-05", "某厂"],
        ["3", None, None, "电话", "2017-03-05", None],
        ["3", None, None, None, None, "某厂"],
        ["", "王某", "微信 wxid-a", "微信", "", ""],
        ["3", "电话", "电话", "电话", "电话", "单位"],
        ["3", "注某", None, "电话", None, None],
        ["3", "王某", "138****8000", "电话", None, None],
    ],
)
def test_a_respondent_is_never_dropped(cells):
    segment = only(grid([HEADINGS, *people(1, 2), cells]))
    assert list(segment.rows) == [2, 3, 4]


def test_rows_without_particulars_count_between_respondents_and_not_below_them():
    heads = [*HEADINGS, "年龄"]
    blank = [None] * 5
    cells = [heads, [*person(1), "30"], ["2", *blank, "41"], [*person(3), "50"], ["4", *blank, "0"]]
    segment = only(grid(cells))
    assert list(segment.rows) == [2, 3, 4]
    assert segment.texts["name"][1] == segment.texts["contact"][1] == ""


def test_notes_that_go_on_over_several_rows():
    cells = [["姓名", "电话"], ["王甲", "13904510001"], ["注："], ["2、按实填写"], ["3、不够可加行"]]
    assert list(only(grid(cells)).rows) == [2]


def test_what_was_dropped_is_noted():
    cells = [HEADINGS, *people(1, 2), HEADINGS, person(3), ["4"], ["5"], ["合计", "3人"]]
    (roster,) = read(grid(cells)).rosters
    assert roster.notes == (
        ("template_rows", "Sheet1!6-7"),
        ("tail_rows", "Sheet1!8"),
        ("repeated_header", "Sheet1!4"),
    )


def test_captions_over_the_width_of_the_table():
    cells = [HEADINGS, ["哈尔滨市"], *people(1, 1), ["齐齐哈尔市"], *people(2, 2)]
    segment = only(grid(cells, merges=[(2, 0, 2, 5), (4, 0, 4, 5)]))
    assert list(segment.rows) == [3, 5]
    cells = [HEADINGS[1:], ["哈尔滨市"], *[row[1:] for row in people(1, 1)]]
    assert list(only(grid(cells, merges=[(2, 0, 2, 4)])).rows) == [3]


def test_two_cells_merged_for_one_person_stay():
    cells = [HEADINGS, *people(1, 1), ["2", "保密", None, "电话", "2017-03-05", "某厂"]]
    segment = only(grid(cells, merges=[(3, 1, 3, 2)]))
    assert segment.texts["name"][1] == "保密"
    assert segment.texts["contact"][1] == ""


def test_heading_repeated_on_every_page():
    title = ["被访者信息登记表"]
    cells = [title, HEADINGS, *people(1, 3), title, HEADINGS, *people(4, 6), title, HEADINGS, *people(7, 7)]
    segment = only(grid(cells))
    assert list(segment.rows) == [3, 4, 5, 8, 9, 10, 13]


def test_heading_of_two_rows_repeated():
    heads = [["序号", "姓名", "联系方式", None], [None, None, "手机", "座机"]]
    rows = [["1", "王甲", "13904510001", None], *heads, ["2", "王乙", None, "0451-87900001"]]
    segment = only(grid([*heads, *rows]))
    assert list(segment.rows) == [3, 6]


def test_heading_of_another_order_begins_a_segment():
    other = ["序号", "联系方式", "姓名", "工作单位"]
    cells = [HEADINGS, *people(1, 2), other, ["3", "13904510003", "王丁", "某厂"]]
    (roster,) = read(grid(cells)).rosters
    first, second = roster.segments
    assert list(first.rows) == [2, 3]
    assert list(second.rows) == [5]
    assert second.header_rows == (4,)
    assert second.columns == {"serial": 0, "name": 2, "contact": 1, "employer": 3}
    assert second.texts["name"] == ["王丁"]


def test_numbers_in_contact_cells():
    segment = only(
        grid([HEADINGS, person(1, serial=1.0, contact=13904510001.0), person(2, contact="1.38E+10")])
    )
    assert segment.texts["contact"] == ["13904510001", "1.38E+10"]
    assert segment.texts["serial"][0] == "1"
    assert marks(segment, "number") == [(0, "contact", "")]


def test_zeros_that_the_number_format_shows():
    cells = [HEADINGS, person(1, contact=45187900001.0)]
    segment = only(grid(cells, formats={(2, 2): "0000-00000000"}))
    assert segment.texts["contact"] == ["0451-87900001"]
    assert marks(segment, "number") == [(0, "contact", "0000-00000000")]


def test_dates():
    values = [
        42799,
        42799.0,
        41337,
        "2017年3月5日",
        date(2017, 3, 5),
        datetime(2017, 3, 5, 14, 20),
        20170305,
        170305,
    ]
    cells = [HEADINGS, *[person(n, surveyed=value) for n, value in enumerate(values, 1)]]
    segment = only(grid(cells, formats={(3, 4): "yyyy/m/d"}))
    assert segment.texts["surveyed"] == [
        "2017-03-05",
        "2017-03-05",
        "2013-03-04",
        "2017年3月5日",
        "2017-03-05",
        "2017-03-05 14:20",
        "20170305",
        "170305",
    ]
    assert marks(segment, "serial_date") == [(0, "surveyed", "42799"), (2, "surveyed", "41337")]


def test_dates_of_the_1904_epoch():
    segment = only(grid([HEADINGS, person(1, surveyed=41337.0)], epoch_1904=True))
    assert segment.texts["surveyed"] == ["2017-03-05"]
    assert marks(segment, "serial_date") == [(0, "surveyed", "41337")]


def test_error_cells_are_not_missing_and_not_people():
    cells = [
        HEADINGS,
        person(1, contact=CellError("#N/A")),
        person(2, name="NA"),
        ["3", None, CellError("#N/A")],
    ]
    segment = only(grid(cells))
    assert segment.texts["contact"] == [CELL_ERROR, "13904510002"]
    assert segment.texts["name"][1] == "NA"
    assert marks(segment, "error") == [(0, "contact", "#N/A")]


def test_codes_and_escapes():
    segment = only(grid([HEADINGS, person(1, name="王_x000D_\x1b[31m甲"), person(2, name="李\u200b乙")]))
    assert segment.texts["name"] == ["王\n甲", "李\u200b乙"]
    assert marks(segment, "stripped") == [(0, "name", "U+001B")]


@pytest.mark.parametrize("ditto", ["同上", "〃", "″", '"', "ditto", "同前", "↑", "同 上", "（同上）", "＂"])
def test_ditto_fills_all_but_names(ditto):
    cells = [HEADINGS, person(1), ["2", ditto, ditto, ditto, ditto, ditto], ["3", "王丙", "", ditto, "", ""]]
    segment = only(grid(cells))
    assert segment.texts["name"] == ["王乙一", ditto, "王丙"]
    assert segment.texts["contact"] == ["13904510001", "13904510001", ""]
    assert segment.texts["mode"] == ["电话"] * 3
    assert segment.texts["surveyed"] == ["2017-03-05", "2017-03-05", ""]
    assert segment.texts["employer"] == ["某某厂", "某某厂", ""]
    assert marks(segment, "ditto") == [
        (1, "contact", ditto),
        (1, "mode", ditto),
        (2, "mode", ditto),
        (1, "surveyed", ditto),
        (1, "employer", ditto),
    ]


def test_ditto_with_nothing_above_stays_as_written():
    cells = [
        HEADINGS,
        person(1, mode="同上"),
        person(2, mode="同上", employer=None),
        person(3, employer="同上"),
    ]
    segment = only(grid(cells))
    assert segment.texts["mode"] == ["同上", "同上", "电话"]
    assert segment.texts["employer"] == ["某某厂", "", "同上"]
    assert marks(segment, "ditto") == []


def test_ditto_looks_past_what_was_dropped():
    cells = [HEADINGS, person(1, employer="某厂"), HEADINGS, person(2, employer="同上")]
    assert only(grid(cells)).texts["employer"] == ["某厂", "某厂"]


def test_merged_cells_belong_to_every_row():
    cells = [
        HEADINGS,
        person(1, employer="某厂"),
        ["2", None, "13904510002", None, None, None],
        ["3", "王丁", "13904510003", "电话", "2017-03-06", None],
        ["4", None, None, None, None, None],
    ]
    segment = only(grid(cells, merges=[(2, 1, 3, 1), (2, 3, 3, 3), (2, 5, 5, 5)]))
    assert list(segment.rows) == [2, 3, 4]
    assert segment.texts["name"] == ["王乙一", "王乙一", "王丁"]
    assert segment.texts["mode"] == ["电话", "电话", "电话"]
    assert segment.texts["surveyed"] == ["2017-03-05", "", "2017-03-06"]
    assert segment.texts["employer"] == ["某厂"] * 3
    assert marks(segment, "merged") == [
        (1, "name", "B2"), (1, "mode", "D2"), (1, "employer", "F2"), (2, "employer", "F2"),
    ]  # fmt: skip


def test_heading_merged_too_far_down_fills_nothing():
    segment = only(grid([HEADINGS, person(1, mode=None)], merges=[(1, 3, 2, 3)]))
    assert segment.texts["mode"] == [""]


def test_formulas_are_told():
    cells = [HEADINGS, person(1), person(2), person(3, contact=None), person(4)]
    formulas = {
        (2, 2): '="139"&"04510001"',
        (3, 2): "=C2+1",
        (4, 2): "=VLOOKUP(A4,Sheet2!A:B,2,0)",
        (5, 0): "=A4+1",
    }
    segment = only(grid(cells, formulas=formulas))
    assert segment.texts["contact"][2] == NO_VALUE  # no number, and nobody left it empty
    assert marks(segment, "unread") == [(2, "contact", "no_value")]
    assert marks(segment, "formula_constant") == [(0, "contact", '="139"&"04510001"')]
    assert marks(segment, "formula") == [(1, "contact", "=C2+1")]
    assert marks(segment, "formula_elsewhere") == [(2, "contact", "=VLOOKUP(A4,Sheet2!A:B,2,0)")]


def test_people_made_of_formulas_without_values_still_count():
    cells = [HEADINGS, ["1", None, None, None, None, None], ["2", None, None, None, None, None]]
    formulas = {(row, column): f"=Sheet2!{'AB'[column - 1]}{row}" for row in (2, 3) for column in (1, 2)}
    assert list(only(grid(cells, formulas=formulas)).rows) == [2, 3]


def test_hidden_rows_columns_and_sheets_are_read_and_marked():
    cells = [HEADINGS, *people(1, 3)]
    segment = only(
        grid(
            cells,
            hidden_rows=frozenset({2, 3}),
            filtered_rows=frozenset({3}),
            hidden_columns=frozenset({2, 9}),
        )
    )
    assert marks(segment, "hidden_row") == [(0, "", ""), (1, "", "filter")]
    assert marks(segment, "hidden_column") == [(n, "contact", "C") for n in range(3)]
    segment = only(grid(cells, hidden=True))
    assert marks(segment, "hidden_sheet") == [(n, "", "") for n in range(3)]


def test_every_roster_of_a_file_has_its_sheet():
    result = read(
        grid([HEADINGS, *people(1, 3)], "甲"), grid([["说明"]], "说明"), grid([HEADINGS, *people(1, 2)], "乙")
    )
    assert [(roster.sheet, len(roster.segments)) for roster in result.rosters] == [("甲", 1), ("乙", 1)]
    assert result.problems == ()
    (roster,) = read(grid([HEADINGS, *people(1, 3)], "甲")).rosters
    assert (roster.sheet, roster.segments[0].sheet) == ("", "甲")
    assert (roster.file, roster.sha256, roster.reader) == ("a.xlsx", "0" * 64, "xlsx")


def test_serials_that_go_on_continue_the_roster():
    (roster,) = read(grid([HEADINGS, *people(1, 3)], "表1"), grid([HEADINGS, *people(4, 6)], "表2")).rosters
    assert [list(segment.rows) for segment in roster.segments] == [[2, 3, 4], [2, 3, 4]]
    assert [segment.sheet for segment in roster.segments] == ["表1", "表2"]
    assert roster.sheet == ""


@pytest.mark.parametrize("sheet", ["续表", "第2页", "名单（续）", "Page 2"])
def test_sheets_that_say_they_go_on(sheet):
    (roster,) = read(grid([HEADINGS, *people(1, 3)], "名单"), grid([HEADINGS, *people(1, 3)], sheet)).rosters
    assert len(roster.segments) == 2


def test_continuation_without_a_heading():
    (roster,) = read(grid([HEADINGS, *people(1, 3)], "表1"), grid([*people(4, 5), ["合计"]], "表2")).rosters
    second = roster.segments[1]
    assert second.header_rows == ()
    assert list(second.rows) == [1, 2]
    assert second.texts["name"] == ["王戊一", "王己一"]


def test_other_data_is_no_continuation():
    wide = [[*row, "附记", "附记"] for row in people(4, 6)]
    result = read(grid([HEADINGS, *people(1, 3)], "表1"), grid(wide, "表2"), grid([["价格", "1"]] * 3, "表3"))
    assert len(result.rosters[0].segments) == 1
    assert [(p.code, p.facts["sheet"]) for p in result.problems] == [("no_roster", "表2")]


def test_notes_of_the_reader_are_handed_on():
    (roster,) = read(grid([HEADINGS, *people(1, 1)], notes=(("damaged_text", "byte 10233"),))).rosters
    assert roster.notes == (("damaged_text", "byte 10233"),)


def test_rows_that_the_grid_leaves_out_keep_their_numbers():
    cells = grid([HEADINGS, *people(1, 2)])
    cells.rows[:] = [3, 5, 9]
    segment = only(cells)
    assert segment.header_rows == (3,)
    assert list(segment.rows) == [5, 9]
