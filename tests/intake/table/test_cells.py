"""A cell's text is the cell's own truth."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.intake.formats.workbooks.number_formats import temporal_kind
from verify.intake.grid import CellError
from verify.intake.table import cells


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13904510001.0, "13904510001"),
        (13904510001, "13904510001"),
        (20170305.0, "20170305"),
        (1.5, "1.5"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1.39045100011391e17, "139045100011391000"),
        (-3.0, "-3"),
        (float("nan"), ""),
        ("1.38E+10", "1.38E+10"),
        (" 王甲\u3000", "王甲"),
        ("王\u00a0甲", "王\u00a0甲"),
        ("１３９", "１３９"),
        ("一\n二", "一\n二"),
        (True, "TRUE"),
        (date(2017, 3, 5), "2017-03-05"),
        (datetime(2017, 3, 5), "2017-03-05"),
        (datetime(2017, 3, 5, 14, 20), "2017-03-05 14:20"),
        (datetime(2017, 3, 5, 14, 20, 7), "2017-03-05 14:20:07"),
        (datetime(2017, 3, 5, 14, 19, 59, 999_999), "2017-03-05 14:20"),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "9999-12-31 23:59:59"),
        (time(14, 20), "14:20"),
        (timedelta(hours=26, minutes=30), "26:30"),
        (CellError("#N/A"), ""),
        (None, ""),
    ],
)
def test_text_of_a_value(value, text):
    assert cells.text_of(value) == text


@pytest.mark.parametrize(
    ("raw", "text", "removed"),
    [
        ("王甲_x000D_\n李乙", "王甲\n李乙", ""),
        ("_x005F_x000D_", "_x000D_", ""),
        ("_xD842__xDFB7_野", "\U00020bb7野", ""),
        ("王\x07甲", "王甲", "U+0007"),
        ("王\x1b[31m甲\x1b[0m", "王甲", "U+001B"),
        ("王\x1b]8;;http://example.org\x07甲", "王甲", "U+001B"),
        ("\x1b]甲", "甲", "U+001B"),
        ("王\ud800甲\ufffe", "王甲", "U+D800 U+FFFE"),
        ("a\x00b\x9bc", "ab", "U+0000 U+009B"),
        ("ordinary _x text", "ordinary _x text", ""),
    ],
)
def test_what_has_no_place_in_a_text_goes_and_is_named(raw, text, removed):
    assert cells.clean(raw) == (text, removed)


@given(st.text(st.characters(codec=None, categories=None)))
def test_a_cleaned_text_can_be_written_anywhere(raw):
    text, _ = cells.clean(raw)
    text.encode("utf-8")
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in text)
    assert "\x1b" not in text
    assert "\ufffe" not in text


@pytest.mark.parametrize(
    ("serial", "epoch_1904", "text"),
    [  # ECMA-376 part 1, 18.17.4.1; 60 is the day that Lotus 1-2-3 took for a leap day, 0 the day before the first
        (0, False, "1900-01-00"),
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (60, False, "1900-02-29"),
        (60.5, False, "1900-02-29 12:00"),
        (61, False, "1900-03-01"),
        (42799, False, "2017-03-05"),
        (42799.59722222222, False, "2017-03-05 14:20"),
        (42799.9999, False, "2017-03-05 23:59:51"),
        (42799.999999, False, "2017-03-05 23:59:59"),
        (41337, True, "2017-03-05"),
        (0, True, "1904-01-01"),
        (0.5, True, "1904-01-01 12:00"),
        (0.5, False, "1900-01-00 12:00"),
        (-1, False, "-1"),
        (3e6, False, "3000000"),
    ],
)
def test_serial_dates(serial, epoch_1904, text):
    assert cells.day_text(serial, "yyyy-mm-dd h:mm", epoch_1904) == (text, "")


def test_a_part_of_a_day_is_a_time_where_the_format_shows_no_day():
    assert cells.day_text(0.5, "h:mm", False) == cells.day_text(0.5, "h:mm", True) == ("12:00", "")
    assert cells.day_text(0, "h:mm", False) == ("00:00", "")


@given(st.dates(date(1904, 1, 1), date(9999, 12, 31)))
def test_both_epochs_agree_on_every_day(day):
    serial = (day - date(1899, 12, 30)).days
    later, earlier = (cells.day_text(serial - off, "yyyy/m/d", off > 0)[0] for off in (0, 1462))
    assert later == earlier == day.isoformat()


@pytest.mark.parametrize(
    "number_format",
    [
        "yyyy-mm-dd",
        "[$-804]aaaa;@",
        "aaa",
        "e",
        "bbbb",
        "ggge",
        'yyyy"年"m"月"d"日"',
        "yyyy!年m!月",
        '[DBNum1][$-804]yyyy"年"m"月"d"日";@',
        "[$-F800]dddd, mmmm dd",
        "[h]:mm",
        "m/d/yy h:mm",
        "[>60000]0;yyyy-mm-dd",
    ],
)
def test_formats_that_show_dates(number_format):
    assert temporal_kind(number_format, 42799)


@pytest.mark.parametrize(
    "number_format",
    [
        *("", "General", "G/通用格式", "0", "@", "0.00E+00", "#,##0", '0"天"', "[Red]0", '0"day"', "0;yyyy"),
        *('General"日"', "[DBNum2]General", "0*d", "0_d", r"0\d", "[>40000]0;yyyy-mm-dd", "0;yyyy;yyyy"),
    ],
)
def test_formats_that_show_numbers(number_format):
    assert not temporal_kind(number_format, 42799)


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (42799, "", ("2017-03-05", "42799")),
        (42799.0, "0", ("2017-03-05", "42799")),
        (42799, "[$-804]aaaa", ("2017-03-05", "")),
        (15000, "yyyy/m/d", ("1941-01-24", "")),
        (20170305, "", ("20170305", "")),
        (170305, "", ("170305", "")),
        (15000, "", ("15000", "")),
        (60000, "", ("60000", "")),
        (20170305, "0000-00-00", ("2017-03-05", "")),
        (20170305, '0000"年"00"月"00"日"', ("2017年03月05日", "")),
        (42799, '[>60000]0;yyyy"年"m"月"d"日"', ("2017-03-05", "")),
        (70000, "[>60000]0;yyyy-mm-dd", ("70000", "")),
        (True, "", ("TRUE", "")),
        ("42799", "", ("42799", "")),
        ("2017.3.5", "", ("2017.3.5", "")),
    ],
)
def test_day_of_a_date_cell(value, number_format, expected):
    assert cells.day_text(value, number_format, epoch_1904=False) == expected


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (45187979096, "0000-00000000", "0451-87979096"),
        (45187979096, '0000"-"00000000', "0451-87979096"),
        (45187979096.0, "000000000000", "045187979096"),
        (13904510001, "0", "13904510001"),
        (13904510001, "0.00", "13904510001"),
        (13904510001, "000-0000", "1390451-0001"),
        (87979096, '"0451-"00000000', "0451-87979096"),
        (87979096, "[<=99999999]0000-0000;0000-00000000", "8797-9096"),
        (45187979096, "[<=99999999]0000-0000;0000-00000000", "0451-87979096"),
        (13904510001, "###-####-####", "139-0451-0001"),
        (13904510001, "000 0000 0000", "139 0451 0001"),
        (87979096, '"0451-"General', "0451-87979096"),
        (2, '[=1]"电话";[=2]"面访"', "面访"),
        (3, '[=1]"电话";[=2]"面访"', "3"),
        (13904510001, "￥#,##0", "13904510001"),
        (13904510001, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "13904510001"),
        (13904510001, "0.00E+00", "13904510001"),
        (13904510001, "yyyy-mm-dd", "13904510001"),
        (-5, "0", "-5"),
    ],
)
def test_what_only_the_format_shows(value, number_format, text):
    assert cells.shown(value, number_format) == text
