"""Survey dates: every way of writing, and nothing that is not written."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from verify.fields.surveyed import PROBLEMS, Surveyed, clean, clean_column

WINDOW = (date(2016, 12, 1), date(2017, 6, 20))
DAYS = [WINDOW[0] + timedelta(days=n) for n in range((WINDOW[1] - WINDOW[0]).days + 1)]
FIFTH, EIGHTH = date(2017, 3, 5), date(2017, 3, 8)


def read(text, window=WINDOW, declared=None):
    return clean(text, window, declared)


@pytest.mark.parametrize(
    "text",
    [
        "2017.3.5", "2017.03.05", "2017-03-05", "2017-3-5", "2017/3/5", "2017年3月5日",
        "2017年3月5号", "2017年3月5",
        "2017 年 3 月 5 日", "2017. 3. 5", "2017 3 5", "17.3.5", "17/3/5", "17年3月5日", "20170305", "170305",
        "２０１７．３．５", "２０１７年３月５日", "二O一七年三月五日", "二〇一七年三月五日",
        "二○一七年三月五日",
        "二零一七年三月五日", "2017年三月五日", "42799", "42799.0", "5 March 2017", "Mar 5, 2017", "5-Mar-17",
        "March 5th, 2017", "5 Mar 2017", "2017.3.5。",
        "调查时间：2017年3月5日",
        "2017-03-05 00:00:00", "2017-03-05T00:00:00",
    ],
)  # fmt: skip
def test_one_day(text):
    assert read(text) == Surveyed(FIFTH, FIFTH)


def test_published_examples():
    assert read("二O一七年五月九日").start == date(2017, 5, 9)
    assert read("2017年6月20").start == date(2017, 6, 20)
    assert read("25/3/2017").start == date(2017, 3, 25)
    assert read("3/25/2017").start == date(2017, 3, 25)


@pytest.mark.parametrize(
    "text",
    ["2017.3.5-3.8", "2017.3.5～3.8", "2017.3.5—3.8", "2017.3.5——3.8", "2017.3.5–3.8",
    "2017.3.5至3.8", "2017.3.5到3.8",
     "2017.3.5-8", "2017.3.5-2017.3.8", "2017-03-05至2017-03-08", "2017年3月5日至8日", "2017年3月5日-3月8日",
     "2017年3月5日 - 2017年3月8日", "2017年3月5-8日", "20170305-20170308", "2017/3/5-2017/3/8",
     "2017-3-5-3-8",
     "17.3.5-17.3.8", "自2017年3月5日起至2017年3月8日止", "2017.3.5、2017.3.8", "2017.3.5、3.8",
     "2017.3.5，6，8",
     "2017.3.8、2017.3.5", "2017.3.5 2017.3.8", "3月5日-2017年3月8日"],
)  # fmt: skip
def test_ranges_and_several_dates(text):
    assert read(text) == Surveyed(FIFTH, EIGHTH)


@pytest.mark.parametrize("text", ["3月5日", "3月5号", "３月５日", "三月五日"])
def test_year_assumed(text):
    assert read(text) == Surveyed(FIFTH, FIFTH, year_assumed=True)


def test_year_assumed_of_ranges():
    assert read("3月5日至8日") == Surveyed(FIFTH, EIGHTH, year_assumed=True)
    assert read("12月28日-1月5日") == Surveyed(date(2016, 12, 28), date(2017, 1, 5), year_assumed=True)
    assert read("6月18日-6月25日").start == date(2017, 6, 18)
    assert read("3月") == Surveyed(date(2017, 3, 1), date(2017, 3, 31), year_assumed=True)


def test_range_over_new_year_is_not_reversed():
    assert read("2016.12.28-1.5") == Surveyed(date(2016, 12, 28), date(2017, 1, 5))
    assert read("12月28日-2017年1月5日") == Surveyed(date(2016, 12, 28), date(2017, 1, 5))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017年3月", date(2017, 3, 1), date(2017, 3, 31)),
        ("2017.3", date(2017, 3, 1), date(2017, 3, 31)),
        ("2017-02", date(2017, 2, 1), date(2017, 2, 28)),
        ("201703", date(2017, 3, 1), date(2017, 3, 31)),
        ("2017年3月-4月", date(2017, 3, 1), date(2017, 4, 30)),
        ("2017年3-4月", date(2017, 3, 1), date(2017, 4, 30)),
        ("2017年3月5日-4月", FIFTH, date(2017, 4, 30)),
        ("2017年3月上旬", date(2017, 3, 1), date(2017, 3, 10)),
        ("2017年2月下旬", date(2017, 2, 21), date(2017, 2, 28)),
    ],
)
def test_months(text, start, end):
    assert read(text) == Surveyed(start, end)


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("2017-03-05 14:20", 860), ("2017-03-05 14:20:33", 860), ("2017-03-05T14:20:00", 860),
        ("2017-03-05T06:20:00Z", 860), ("2017-03-05T14:20:00.000+08:00", 860), ("2017年3月5日上午9:30", 570),
        ("2017年3月5日下午2点半", 870), ("2017年3月5日14时20分", 860), ("2017年3月5日 14点", 840),
        ("2017-03-05 14:00-15:00", 840), ("2017年3月5日9-11点", 540), ("2017-03-05 2:30 PM", 870),
        ("2017年3月5日晚上8点", 1200), ("2017年3月5日中午12点", 720), ("2017年3月5日上午", -1),
        ("42799.5", 720),
        ("2017年三月五日上午九点半", 570), ("20170305142000", 860),
    ],
)  # fmt: skip
def test_times(text, minute):
    assert read(text) == Surveyed(FIFTH, FIFTH, minute=minute)


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("2017/3/5 星期日", 6), ("2017年3月5日（周日）", 6), ("2017.3.5 礼拜天", 6), ("2017.3.5(周三)", 2),
     ("Sunday, March 5, 2017", 6), ("星期五2017-03-05", 4)],
)  # fmt: skip
def test_weekday_is_reported_as_written(text, weekday):
    assert read(text) == Surveyed(FIFTH, FIFTH, weekday_said=weekday)


def test_weekday_beside_the_end_is_not_held_against_the_start():
    assert read("2017.3.5-2017.3.8(周三)") == Surveyed(FIFTH, EIGHTH)


@pytest.mark.parametrize(
    "text", ["2017-02-30", "2017.13.5", "2017.2.29", "20171305", "2月30日", "13月5日", "17.2.30",
             "2017.3.5-3.32",
             "30/02/2017", "2017年0月5日"]
)  # fmt: skip
def test_impossible(text):
    assert read(text) == Surveyed(None, None, "impossible")


@pytest.mark.parametrize("text", ["2017.3.10-3.5", "2017年3月10日至5日", "2017.3.10-2017.3.5", "3月10日-5日"])
def test_reversed_keeps_both_days(text):
    found = read(text)
    assert (found.start, found.end, found.problem) == (date(2017, 3, 10), FIFTH, "reversed")


@pytest.mark.parametrize(
    "text", ["3.5", "3/5", "3-5", "周日", "星期三", "14:20", "2017", "2017年",
             "测试", "同上",
             "170231", "201203", "19999", "60001",
             "2017-03-05 25:70", "05.3.2", "2017年春节后", "2017年初", "2017-03-0l",
             "13904510001", "0451-87979096", "2017.3.5.6", "1017.3.5"]
)  # fmt: skip
def test_nothing_is_guessed(text):
    assert read(text) == Surveyed(None, None, "unreadable")


def test_day_and_month_before_the_year_are_told_apart_by_a_whole_column_only():
    assert read("5/3/2017") == Surveyed(None, None, "two_readings")


@pytest.mark.parametrize("text", ["3/5/17", "16.3.17", "24-02-17", "03.05.17 14:20"])
def test_with_a_year_of_two_digits_the_order_is_a_doubt(text):
    assert read(text) == Surveyed(None, None, "two_readings")


@pytest.mark.parametrize(
    "text",
    ["2017-03-05（补访）", "2017-03-05补", "2017-03-05 √", "2017年3月5日（张三调查）", "2017/3/5已回访", "√2017.3.5",
     "补 2017-3-5",
     "（补）2017年3月5日", "2017·3·5", "2017|3|5", "3月5日补录", "二〇一七年三月五日（补）", "2017-03-05【电话】", "20170305√"],
)  # fmt: skip
def test_a_remark_beside_a_day_is_parted_from_it(text):
    found = read(text)
    assert (found.start, found.end, found.problem) == (date(2017, 3, 5), date(2017, 3, 5), "")


@pytest.mark.parametrize(
    "text",
    ["约2017年3月5日", "2017年3月5日前后", "2017.3.5左右", "2017-03-05?", "2017.3.5-",
     "2017-03-05以后", "2017年3月5日（大概）", "大约3月5日",
     "2017-03-05发货", "2017-03-05 abc", "2017-03-05×"],
)  # fmt: skip
def test_what_may_change_the_day_is_a_doubt(text):
    assert read(text) == Surveyed(None, None, "two_readings")


@pytest.mark.parametrize(
    "text",
    [
        "2017-03-00",
        "2017年3月0日",
        "2017.3.0",
        "20170300",
        "1900-01-00",
        "17-03-00",
        "2017-03-05至2017-03-00",
        "3月0日",
    ],
)
def test_no_month_has_a_day_0(text):
    assert read(text) == Surveyed(None, None, "impossible")
    assert read("5/5/2017").start == date(2017, 5, 5)


@pytest.mark.parametrize("text", ["", "  ", "-", "/", "〃", "无", "不详", "NaT"])
def test_missing(text):
    assert read(text) == Surveyed(None, None, "missing")


def test_year_that_the_window_cannot_settle():
    long = (date(2016, 1, 1), date(2017, 12, 31))
    assert read("3月5日", long).problem == "ambiguous_year"
    assert read("3月5日", long, (date(2017, 3, 1), date(2017, 3, 31))) == Surveyed(
        FIFTH, FIFTH, year_assumed=True
    )
    assert read("11月5日") == Surveyed(None, None, "outside_any_year")
    assert read("2月29日") == Surveyed(None, None, "outside_any_year")
    # The declared period is what the dossier says of itself: it names the year even outside the window.
    declared = (date(2016, 11, 1), date(2016, 11, 30))
    assert read("11月5日", WINDOW, declared) == Surveyed(
        date(2016, 11, 5), date(2016, 11, 5), year_assumed=True
    )


def renderings(day):
    y, m, d = day.year, day.month, day.day
    han = "〇一二三四五六七八九"
    tens = ["", "十", "二十", "三十"]

    def number(n):
        return (tens[n // 10] if n >= 10 else "") + (han[n % 10] if n % 10 else "")

    with_year = [
        f"{y}.{m}.{d}", f"{y}.{m:02}.{d:02}", f"{y}-{m}-{d}", day.isoformat(), f"{y}/{m}/{d}",
        f"{y}年{m}月{d}日",
        f"{y}年{m:02}月{d:02}日", f"{y}年{m}月{d}号", f"{y}年{m}月{d}", f"{y % 100}.{m}.{d}",
        f"{y % 100}/{m}/{d}",
        f"{y % 100}-{m}-{d}", f"{y}{m:02}{d:02}", f"{y % 100}{m:02}{d:02}", f"{day.isoformat()} 14:20",
        f"{y}年{m}月{d}日上午9:30", f"{y}/{m}/{d} 星期{'一二三四五六日'[day.weekday()]}",
        "".join(han[int(c)] for c in str(y)) + f"年{number(m)}月{number(d)}日",
        "".join("O一二三四五六七八九"[int(c)] for c in str(y)) + f"年{number(m)}月{number(d)}日",
        f"{day.strftime('%B')} {d}, {y}", f"{d} {day.strftime('%b')} {y}",
        str((day - date(1899, 12, 30)).days),
        f"{y}.{m}.{d}".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."}),
    ]  # fmt: skip
    return with_year, [f"{m}月{d}日", f"{m}月{d}号", f"{number(m)}月{number(d)}日"]


def test_every_rendering_of_every_day_in_the_window_reads_as_itself():
    for day in DAYS:
        with_year, without = renderings(day)
        for text in with_year:
            found = read(text)
            assert (found.start, found.end, found.problem, found.year_assumed) == (day, day, "", False), text
        for text in without:
            found = read(text)
            assert (found.start, found.end, found.problem, found.year_assumed) == (day, day, "", True), text


ranges = st.tuples(st.sampled_from(DAYS), st.integers(1, 60)).map(
    lambda p: (p[0], p[0] + timedelta(days=p[1]))
)


@given(ranges, st.sampled_from(["-", "~", "～", "—", "–", "至", "到", " - "]))
def test_every_range_reads_as_itself(span, mark):
    a, b = span
    texts = [f"{a.year}.{a.month}.{a.day}{mark}{b.year}.{b.month}.{b.day}", f"{a}{mark}{b}",
             f"{a.year}年{a.month}月{a.day}日{mark}{b.month}月{b.day}日"]  # fmt: skip
    if a.month == b.month:
        texts.append(f"{a.year}.{a.month}.{a.day}{mark}{b.day}")
        texts.append(f"{a.year}年{a.month}月{a.day}日{mark}{b.day}日")
    for text in texts:
        assert read(text) == Surveyed(a, b), text


junk = st.text(max_size=20) | st.text("0123456789./-年月日至 :时点上午周一二十OTZ", max_size=14)


@given(junk)
@example("1.1")
@example("20170230")
def test_junk_never_raises_and_dates_need_their_digits(text):
    found = read(text)
    assert found.problem in {"", *PROBLEMS}
    assert (found.start is None) == (found.end is None)
    if found.problem not in ("", "reversed"):
        assert found.start is None
    elif found.problem == "":
        assert found.start <= found.end


@given(st.text("天地人abc+=测试", min_size=1, max_size=12))
def test_letters_are_unreadable(text):
    assert read(text).problem in ("unreadable", "missing")


cells = junk | st.sampled_from([text for day in DAYS[::9] for group in renderings(day) for text in group])


@given(st.lists(cells, max_size=8))
@example(
    ["2017-03-05 14:20", "2017-03-05T14:20:59", "2017-02-30", "2017-03-05 24:00", "2200-01-01", "1899-12-31"]
)
def test_column_equals_cells(texts):
    index = range(5, 5 + len(texts))
    frame = clean_column(pd.Series(texts, index=index, dtype="str"), WINDOW)
    assert list(frame.index) == list(index)
    assert list(frame.columns) == ["start", "end", "problem", "year_assumed", "weekday_said", "minute"]
    assert [str(t) for t in frame.dtypes] == [
        "datetime64[s]",
        "datetime64[s]",
        "str",
        "bool",
        "Int8",
        "int16",
    ]
    for text, row in zip(texts, frame.itertuples(index=False), strict=True):
        one = read(text)
        assert [None if pd.isna(t) else t.date() for t in (row.start, row.end)] == [one.start, one.end]
        assert (row.problem, row.year_assumed, row.minute) == (one.problem, one.year_assumed, one.minute)
        assert (None if pd.isna(row.weekday_said) else row.weekday_said) == one.weekday_said
