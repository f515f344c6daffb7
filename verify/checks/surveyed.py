"""DT: can the survey date be read as a certain day? (DT04 DT05 DT08 DT09: period.py)"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from verify.check import FAIL, NOTE, WARN, check
from verify.found import Found, begins, by_row
from verify.model import Batch
from verify.settings import Settings

_GROUPS, _MOST = 3, 0.75  # dates with empty cells below: so many at least, and of all dates of the list
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@check(
    severity=FAIL,
    clause="opinion.3",
    needs="surveyed",
    title=("缺调查时间", "date missing"),
    zh="第 {row} 行：{how_term}",
    en="row {row}: {how_term}",
    example="""
        dossier  name    surveyed
        A        赵一水  2017-03-05
        A        钱二水  _           <-
        B        孙三水  2017-03-05
        B        李四水  _           <- warn
        B        周五水  2017-03-06
        B        吴六水  _           <- warn
        B        郑七水  _           <- warn
        B        王八水  2017-03-07
        B        冯九水  _           <- warn
    """,
)
def DT01_date_missing(batch: Batch, settings: Settings) -> Found:
    """The survey date is not given. Only a doubt where a list writes each date once, with empty cells for the people below
    who seem to have been asked on the same day; the cells are not filled in.
    没有填写调查时间。名单中每个日期只写一次、其下留空的，看来是同一天访问，只列为疑点，也不代为填写。

    Innocent causes: written once in the report, or once for several people; the row was typed in haste.
    无辜的原因：测评报告中统一说明；几个人共用一个日期，只写了一次；录入遗漏。
    To clear it: the date from the questionnaire.
    如何澄清：按原始问卷补上。
    """
    missing = batch.rows["surveyed_problem"].eq("missing")
    once = _written_once(batch, missing.to_numpy(bool))
    how = pd.Series(np.where(once, "date_once", "date_none"), index=missing.index)
    found = by_row(batch, missing, "surveyed", how_term=how)
    severity = found.hits["how_term"].map({"date_none": FAIL, "date_once": WARN})
    return Found(found.hits.assign(severity=severity), found.examined)


def _written_once(batch: Batch, missing: np.ndarray) -> np.ndarray:
    """Rows of lists in which most dates have empty cells below, and no date is the one above it again."""
    once = np.zeros(len(missing), bool)
    if not missing.any():
        return once
    code, raw = batch.rows["dossier"].cat.codes.to_numpy(), batch.rows["surveyed_raw"]
    lists = np.split(np.argsort(code, kind="stable"), np.cumsum(np.bincount(code))[:-1])
    for at in (lists[own] for own in np.unique(code[missing])):
        empty = missing[at]
        tops = int((empty[1:] & ~empty[:-1]).sum())
        dates = raw.iloc[at[~empty]].str.strip().to_numpy()
        if (
            tops >= _GROUPS
            and not empty[0]
            and tops >= _MOST * len(dates)
            and (dates[1:] != dates[:-1]).all()
        ):
            once[at] = empty
    return once


@check(
    severity=FAIL,
    clause="opinion.3",
    needs="surveyed",
    title=("调查时间读不出", "date unreadable"),
    zh="第 {row} 行：调查时间“{got}”读不出确定的日期",
    en="row {row}: the survey date “{got}” cannot be read as a certain day",
    example="""
        surveyed
        2017年3月5日
        三月初        <-
        5/3/2017      <- warn
        3/7/17        <- warn
        约3月5日      <- warn
        8月5日        <-
        2017-3 - 5    <- warn
    """,
)
def DT02_date_unreadable(batch: Batch, settings: Settings) -> Found:
    """What stands under 调查时间 is no date, or could be more than one. A doubt only where a person would read it in two
    ways and cannot say which: a day or two months (2017-3 - 5), day and month in either order (5/3/2017, 3/7/17); and where
    the cell itself says that the day is not certain (about 5 March). A remark that says nothing of the day is parted from it.
    调查时间一栏所写不是日期，或有不止一种读法。人也有两种读法
    而说不清是哪一种的（2017-3 - 5 是一天还是两个月、5/3/2017 和 3/7/17 哪个是月），以及本身写明是大概的（约3月5日），
    只列为疑点。与日期无关的备注（补访、√）不影响读取。

    Innocent causes: an unusual way of writing; the year was left out and none, or more than one, fits.
    无辜的原因：写法少见；省略年份而没有年份、或有不止一个年份与窗口相符。
    To clear it: the date from the questionnaire, with its year.
    如何澄清：按原始问卷写明年月日。
    """
    problem = batch.rows["surveyed_problem"]
    hit = problem.isin(("unreadable", "ambiguous_year", "outside_any_year", "two_readings"))
    found = by_row(batch, hit, "surveyed", of=_given(batch), got=_raw(batch))
    two = problem.loc[found.hits["row"]].eq("two_readings").to_numpy()
    return Found(found.hits.assign(severity=np.where(two, WARN, FAIL)), found.examined)


@check(
    severity=FAIL,
    clause="opinion.3",
    needs="surveyed",
    title=("日期不存在", "impossible date"),
    zh="第 {row} 行：没有“{got}”这一天",
    en="row {row}: there is no such day as “{got}”",
    example="""
        surveyed
        2017-02-28
        2017-02-30  <-
        2017.13.5   <-
        2017-03-00  <-
    """,
)
def DT03_date_impossible(batch: Batch, settings: Settings) -> Found:
    """A day that does not exist: 30 February, a thirteenth month.
    不存在的日期：2 月 30 日、13 月。

    Innocent causes: a typing slip.
    无辜的原因：笔误。
    To clear it: the date from the questionnaire.
    如何澄清：按原始问卷改正。
    """
    hit = batch.rows["surveyed_problem"].eq("impossible")
    return by_row(batch, hit, "surveyed", of=_given(batch), got=_raw(batch))


@check(
    severity=NOTE,
    clause="opinion.3",
    needs="surveyed",
    title=("年份系推定", "year assumed"),
    zh="第 {row} 行：“{got}”没有写年份，按唯一符合窗口的 {year} 年读取",
    en="row {row}: “{got}” has no year; {year}, the only one that fits the window, was taken",
    example="""
        surveyed
        2017年3月5日
        3月5日        <-
    """,
)
def DT06_year_assumed(batch: Batch, settings: Settings) -> Found:
    """The year is missing; the only year that fits the window was taken.
    没有写年份，取了唯一符合窗口的年份。

    Innocent causes: the usual way of writing.
    无辜的原因：书写习惯。
    To clear it: nothing need be done.
    如何澄清：不必处理。
    """
    rows = batch.rows
    year = rows["start"].dt.year.astype("Int64").astype(object)
    return by_row(
        batch, rows["year_assumed"], "surveyed", of=rows["start"].notna(), got=_raw(batch), year=year
    )


@check(
    severity=FAIL,
    clause="opinion.3",
    needs="surveyed",
    title=("起止颠倒", "range reversed"),
    zh="第 {row} 行：调查时间“{got}”的结束早于开始",
    en="row {row}: the survey date “{got}” ends before it begins",
    example="""
        surveyed
        2017.3.5-3.10
        2017.3.10-3.5  <-
    """,
)
def DT07_range_reversed(batch: Batch, settings: Settings) -> Found:
    """The end of the range lies before its start.
    起止日期颠倒。

    Innocent causes: a typing slip.
    无辜的原因：笔误。
    To clear it: the date from the questionnaire.
    如何澄清：按原始问卷改正。
    """
    hit = batch.rows["surveyed_problem"].eq("reversed")
    return by_row(batch, hit, "surveyed", of=_given(batch), got=_raw(batch))


@check(
    severity=WARN,
    clause="roster.4",
    needs="surveyed",
    title=("星期不符", "wrong weekday"),
    zh="第 {row} 行：写着{said_term}，而 {day} 是{real_term}",
    en="row {row}: the weekday written beside {day} is wrong ({said_term} for {real_term})",
    example="""
        surveyed
        2017年3月5日 星期日
        2017年3月5日 星期二  <-
    """,
)
def DT10_weekday_wrong(batch: Batch, settings: Settings) -> Found:
    """The weekday written beside the date is not that day's.
    日期旁写的星期与当天不符。

    Innocent causes: a typing slip in the day or the weekday.
    无辜的原因：日期或星期笔误。
    To clear it: the date from the questionnaire.
    如何澄清：按原始问卷核对。
    """
    rows = batch.rows
    said = rows["weekday_said"]
    real = rows["start"].dt.day_of_week
    written = said.notna() & rows["start"].notna()
    words = dict(enumerate(WEEKDAYS))
    return by_row(
        batch,
        (written & said.ne(real)).fillna(False),
        "surveyed",
        of=written,
        day=rows["start"],
        said_term=said.map(words),
        real_term=real.map(words),
    )


def _given(batch: Batch) -> pd.Series:
    return batch.rows["surveyed_problem"].ne("missing")


def _raw(batch: Batch) -> Callable[[np.ndarray], list[str]]:
    """What was typed."""
    return begins(batch.rows["surveyed_raw"], 30)


CHECKS = (
    DT01_date_missing,
    DT02_date_unreadable,
    DT03_date_impossible,
    DT06_year_assumed,
    DT07_range_reversed,
    DT10_weekday_wrong,
)
