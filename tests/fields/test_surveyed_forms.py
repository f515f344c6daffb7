"""Survey dates that programs export and people add to: offsets, New Year, marks between parts, lunar days."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.checks.examples import batch_of, lines
from verify.checks import BY_CODE
from verify.fields.surveyed import Surveyed, as_written, clean, clean_column
from verify.settings import Settings

WINDOW = (date(2016, 12, 1), date(2017, 6, 20))
FIFTH = date(2017, 3, 5)


def read(text):
    return clean(text, WINDOW)


@pytest.mark.parametrize(
    "offset",
    [
        "Z",
        "+00:00",
        "+0000",
        " +0000",
        " UTC",
        "UTC",
        " (UTC)",
        " GMT",
        " GMT+0000",
        " GMT+0",
        " UTC+0:00",
        "+00",
        " z",
    ],
)
@pytest.mark.parametrize(
    "form", ["2017-03-05T06:20:00{}", "2017-03-05 06:20:00{}", "2017/3/5 6:20{}", "2017年3月5日6:20{}"]
)
def test_utc_is_read_by_chinas_clock(form, offset):
    assert read(form.format(offset)) == Surveyed(FIFTH, FIFTH, minute=14 * 60 + 20)


@pytest.mark.parametrize(
    "offset",
    ["+08:00", "+0800", "+08", "+8", " +0800", " +08:00", " +8", " GMT+8", " GMT+08:00", " UTC+8", " (UTC+8)", " UTC+0800",
     " (北京时间)", " 北京时间", " CST", " GMT+0800 (中国标准时间)", " GMT+0800 (China Standard Time)", "（东八区）"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["2017-03-05T14:20:00{}", "2017-03-05 14:20:12{}", "2017.3.5 14:20{}"])
def test_chinas_own_offset_moves_nothing(form, offset):
    assert read(form.format(offset)) == Surveyed(FIFTH, FIFTH, minute=14 * 60 + 20)


@pytest.mark.parametrize(
    ("text", "day", "minute"),
    [
        ("2016-11-30T17:00:00Z", date(2016, 12, 1), 60),
        ("2016-12-31T16:00:00.000Z", date(2017, 1, 1), -1),
        ("2017-02-28 20:15:00 UTC", date(2017, 3, 1), 255),
        ("2017-03-05T09:30:00-05:00", FIFTH, 22 * 60 + 30),
        ("2017-03-05 20:30:12 -0500", date(2017, 3, 6), 9 * 60 + 30),
        ("2017-03-05 00:30 +0900", date(2017, 3, 4), 23 * 60 + 30),
        ("Sun Mar 05 2017 14:20:33 GMT+0800 (中国标准时间)", FIFTH, 860),
        ("Sun Mar 05 14:20:33 CST 2017", FIFTH, 860),
        ("Sat Mar 04 22:20:33 UTC 2017", FIFTH, 6 * 60 + 20),
        ("Mar 5, 2017 2:20:33 PM", FIFTH, 860),
        ("2017-03-05T14:20:00.000+08:00至2017-03-05T14:44:00.000+08:00", FIFTH, 860),
    ],
)
def test_other_clocks(text, day, minute):
    found = read(text)
    assert (found.start, found.end, found.minute, found.problem) == (day, day, minute, "")


def test_a_weekday_beside_another_clock_is_not_held_against_the_day_in_china():
    assert read("Sat Mar 04 22:20:33 UTC 2017").weekday_said is None
    assert read("Sun Mar 05 14:20:33 CST 2017").weekday_said == 6


def test_from_and_to_is_no_offset():
    assert read("2017-03-05 09:30-10:30") == Surveyed(FIFTH, FIFTH, minute=570)
    assert read("2017-03-05 9:30 - 10:30") == Surveyed(FIFTH, FIFTH, minute=570)


def test_as_written_keeps_the_day_that_stands_in_the_cell():
    assert as_written("2017-06-20T20:00:00Z", WINDOW).start == date(2017, 6, 20)
    assert read("2017-06-20T20:00:00Z").start == date(2017, 6, 21)


def hits(code, *cells, **declared):
    names = "  ".join(["name", "surveyed", "mode", *(f"@{item}" for item in declared)])
    rows = [
        f"赵{at}水  {cell}  入户  {'  '.join(declared.values())}".strip() for at, cell in enumerate(cells)
    ]
    found = BY_CODE[code].run(batch_of(lines("\n".join([names, *rows]))), Settings())
    return sorted(found.hits["row"])


def test_no_day_is_accused_by_an_offset_alone():
    """Either clock's day may be the one that counts: only what lies outside by both is outside."""
    assert hits(
        "DT04", "2016-11-30T16:30Z", "2016-12-01 00:30 +0900", "2016-11-30T15:30Z", "2016-11-29T20:00Z"
    ) == [2, 3]
    assert hits("DT05", "2017-06-20T20:00Z", "2017-06-20 23:59 UTC", "2017-06-21T01:00Z") == [2]
    declared = {"survey_start": "2017-03-05", "survey_end": "2017-03-31"}
    assert hits("DT08", "2017-03-31T18:00Z", "2017-03-04T18:00Z", "2017-04-01T18:00Z", **declared) == [2]
    assert hits("DT09", "2017-01-26T20:00Z", "2017-01-27T03:00Z") == [1]


def test_a_reversed_range_is_told_once():
    cells = ["2017.3.5-2016.11.3", "2017.8.5-2017.3.5", "2017.3.10-2017.3.5"]
    assert hits("DT07", *cells) == [0, 1, 2]
    declared = {"survey_start": "2017-03-20", "survey_end": "2017-03-31"}
    assert [hits(code, *cells, **declared) for code in ("DT04", "DT05", "DT08")] == [[], [], []]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2016年12月至5月", date(2016, 12, 1), date(2017, 5, 31)),
        ("2016年12月-2017年5月", date(2016, 12, 1), date(2017, 5, 31)),
        ("2016年12-5月", date(2016, 12, 1), date(2017, 5, 31)),
        ("2016.12-5", date(2016, 12, 1), date(2017, 5, 31)),
        ("2016年12月到6月", date(2016, 12, 1), date(2017, 6, 30)),
        ("2016.11.20-3.10", date(2016, 11, 20), date(2017, 3, 10)),
        ("2016年12月5日至6月10日", date(2016, 12, 5), date(2017, 6, 10)),
    ],
)
def test_ranges_over_new_year(text, start, end):
    assert read(text) == Surveyed(start, end)


def test_ranges_over_new_year_without_a_year():
    assert read("12月至5月") == Surveyed(date(2016, 12, 1), date(2017, 5, 31), year_assumed=True)


@pytest.mark.parametrize(
    "text", ["2017.5-3", "2017年5-3", "2017年5月至3月", "2017.6.10-3.5", "2017年10月至8月"]
)
def test_a_range_of_nearly_a_year_is_a_slip(text):
    assert read(text).problem == "reversed"


@pytest.mark.parametrize("mark", ["-", "~", "至", "—"])
@pytest.mark.parametrize("sign", [".", "年", "/"])
def test_two_numbers_after_a_year_mean_the_same_however_they_are_written(sign, mark):
    assert read(f"2017{sign}3{mark}5") == Surveyed(date(2017, 3, 1), date(2017, 5, 31))
    assert read(f"2017{sign}3{mark}15") == Surveyed(date(2017, 3, 15), date(2017, 3, 15))


@pytest.mark.parametrize("text", ["2017年3-5日", "2017.3-5日", "2017-3-5", "2017年3.5"])
def test_a_day_that_is_called_one_is_one(text):
    assert read(text) == Surveyed(FIFTH, FIFTH)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("2017、3、5", -1), ("2017，3，5", -1), ("2017,03,05", -1), ("2017年3月5日，上午9点", 540), ("2017-03-05，14:20", 860),
        ("2017年3月5日、下午2点半", 870), ("2017年3月5日早", -1), ("2017年3月5日早8点", 480), ("2017年3月5日早8:30", 510),
    ],
)  # fmt: skip
def test_marks_between_parts_and_early_hours(text, minute):
    assert read(text) == Surveyed(FIFTH, FIFTH, minute=minute)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一七年三月廿五日", 25),
        ("2017年三月廿日", 20),
        ("二零一七年三月廿一号", 21),
        ("二〇一七年三月卅日", 30),
        ("三月廿九日", 29),
    ],
)
def test_twenty_in_one_sign(text, day):
    assert read(text).start == date(2017, 3, day)


@pytest.mark.parametrize(
    "text",
    ["2017年3月5日（农历二月初八）", "2017年3月5日（初八）", "2017年3月5日 农历二月初八", "2017-03-05(二月初八)",
     "2017.3.5 二月初八",
     "2017年3月5日，丁酉年二月初八",
     "2017年3月5日（农历丁酉鸡年二月初八）", "2017/3/5（阴历2月8日）", "农历二月初八（2017年3月5日）",
     "2017年3月5日（二月十八）"],
)  # fmt: skip
def test_a_lunar_day_beside_a_full_date_is_a_note(text):
    assert read(text) == Surveyed(FIFTH, FIFTH)


@pytest.mark.parametrize(
    "text", ["农历二月初八", "二月初八", "2017年农历二月初八", "2017年二月初八", "正月十五", "腊月廿三"]
)
def test_a_lunar_day_alone_is_not_read(text):
    assert read(text).problem == "unreadable"


def test_chinese_numerals_are_no_lunar_days():
    assert read("二〇一七年三月十五日").start == date(2017, 3, 15)
    assert read("2017年3月5日、三月八日") == Surveyed(FIFTH, date(2017, 3, 8))
    assert read("2017年1月27日（除夕）").start == date(2017, 1, 27)


def test_a_column_reads_as_its_cells_do():
    texts = [
        "2017-03-05",
        "2016-11-30T17:00:00Z",
        "2016.12-5",
        "2017年3月5日（农历二月初八）",
        "2017、3、5",
        "农历二月初八",
    ]
    frame = clean_column(pd.Series(texts, dtype="str"), WINDOW)
    for text, row in zip(texts, frame.itertuples(index=False), strict=True):
        one = read(text)
        assert [None if pd.isna(t) else t.date() for t in (row.start, row.end)] == [one.start, one.end]
        assert (row.problem, row.minute) == (one.problem, one.minute)
