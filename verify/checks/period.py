"""DT04 DT05 DT08 DT09: does the day of the interview count?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd

from verify.check import FAIL, WARN, check
from verify.fields import surveyed
from verify.found import Found, begins, by_row
from verify.model import Batch
from verify.settings import Settings

# 正月初一 of each year. Source: the Chinese calendar as published by Purple Mountain Observatory; tested
# against the public holidays of chinesecalendar.
NEW_YEAR = tuple(
    date(*day)
    for day in (
        (2010, 2, 14), (2011, 2, 3), (2012, 1, 23), (2013, 2, 10), (2014, 1, 31), (2015, 2, 19), (2016, 2, 8),
        (2017, 1, 28), (2018, 2, 16), (2019, 2, 5), (2020, 1, 25), (2021, 2, 12), (2022, 2, 1), (2023, 1, 22),
        (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 6), (2028, 1, 26), (2029, 2, 13), (2030, 2, 3),
    )
)  # fmt: skip


@check(
    severity=FAIL,
    clause="opinion.3",
    needs="surveyed",
    title=("早于规定日期", "before the window"),
    zh="第 {row} 行：调查时间 {day} 早于 {limit}",
    en="row {row}: surveyed on {day}, before {limit}; it does not count",
    example="""
        surveyed
        2016-11-30         <-
        2016-12-01
        2016.11.28-12.3
        2016-11-30T16:30Z
        2016-12-01 00:30 +0900
        2017.3.5-2016.11.3
    """,
)
def DT04_before_window(batch: Batch, settings: Settings) -> Found:
    """The survey ended before the window opened. Where the range is reversed, DT07 says so and this check nothing.
    调查在规定的起始日之前已经结束。起止颠倒的另行提示，此处不计。

    Innocent causes: the year was mistyped in January.
    无辜的原因：元旦前后年份笔误。
    To clear it: the date from the questionnaire.
    如何澄清：按原始问卷核对。
    """
    end = batch.rows["end"]
    limit = pd.Timestamp(settings.window_start)

    def early(day: pd.Series) -> pd.Series:
        return day < limit if settings.window_start_inclusive else day <= limit

    hit = early(end) & _in_order(batch)
    hit = _also_as_written(batch, settings, hit, lambda rows, at: early(rows["end"]))
    return by_row(batch, hit, "surveyed", of=end.notna(), day=end, limit=limit)


@check(
    severity=FAIL,
    clause="filling.9",
    needs="surveyed",
    title=("晚于截止日期", "after the window"),
    zh="第 {row} 行：调查时间 {day} 晚于 {limit}",
    en="row {row}: surveyed on {day}, after {limit}",
    example="""
        surveyed
        2017-06-20
        2017-06-21  <-
        2027-03-05  <-
        2017-06-20T20:00Z
    """,
)
def DT05_after_window(batch: Batch, settings: Settings) -> Found:
    """The survey began after the due date, or in the future.
    调查开始于材料截止日之后，或尚未到来的日期。

    Innocent causes: the year or month was mistyped.
    无辜的原因：年份或月份笔误。
    To clear it: the date from the questionnaire.
    如何澄清：按原始问卷核对。
    """
    start = batch.rows["start"]
    codes = batch.rows["dossier"].cat.codes.to_numpy()
    order = batch.dossiers.loc[list(batch.rows["dossier"].cat.categories), "read_on"].to_numpy()
    due = np.minimum(order, np.datetime64(settings.window_end)).astype("datetime64[s]")
    limit = pd.Series(due[codes] if len(codes) else np.zeros(0, "datetime64[s]"), index=batch.rows.index)
    hit = (start > limit) & _in_order(batch)
    hit = _also_as_written(batch, settings, hit, lambda rows, at: rows["start"] > limit.iloc[at].array)
    return by_row(batch, hit, "surveyed", of=start.notna(), day=start, limit=limit)


@check(
    severity=FAIL,
    clause="opinion.3",
    needs=("surveyed", "survey_start", "survey_end"),
    title=("不在申报调查期", "outside declared period"),
    zh="第 {row} 行：调查时间 {day} 不在申报的调查期 {from_day} 至 {to_day} 之内",
    en="row {row}: surveyed on {day}, outside the declared survey period {from_day} to {to_day}",
    example="""
        surveyed    @survey_start  @survey_end
        2017-03-05  2017-03-05     2017-03-31
        2017-04-02  2017-03-05     2017-03-31   <-
        2017年3月   2017-03-05     2017-03-31
    """,
)
def DT08_outside_declared_period(batch: Batch, settings: Settings) -> Found:
    """The respondent was asked outside the survey period that the application declares.
    被访时间不在申报的调查起止时间之内。

    Innocent causes: a few late interviews; the declared period was rounded.
    无辜的原因：个别补访；申报的起止时间取了整。
    To clear it: the agency's record of the period.
    如何澄清：请测评机构说明实际起止时间。
    """
    rows = batch.rows
    codes = rows["dossier"].cat.codes.to_numpy()
    declared = batch.dossiers.loc[list(rows["dossier"].cat.categories)]
    first = pd.Series(declared["survey_start"].to_numpy()[codes], index=rows.index)
    last = pd.Series(declared["survey_end"].to_numpy()[codes], index=rows.index)
    early = rows["end"] < first  # a range that touches the period is not shown to lie outside it
    hit = (early | (rows["start"] > last)) & _in_order(batch)
    hit = _also_as_written(
        batch,
        settings,
        hit,
        lambda read, at: (read["end"] < first.iloc[at].array) | (read["start"] > last.iloc[at].array),
    )
    day = rows["end"].where(early, rows["start"])
    return by_row(batch, hit, "surveyed", of=rows["start"].notna(), day=day, from_day=first, to_day=last)


@check(
    severity=WARN,
    clause="roster.4",
    needs=("surveyed", "mode"),
    title=("除夕初一上门", "improbable day"),
    zh="第 {row} 行：{day} 是{which_term}（调查方式“{mode}”），请提供当日的访问记录",
    en="row {row}: {day} is {which_term} (mode “{mode}”); please show the interviewer's record of that day",
    example="""
        surveyed    mode
        2017-01-27  入户  <-
        2017-01-28  面访  <-
        2017-01-28  网络
        2017-01-26  入户
        2017-03-05  入户
        2017-01-26T20:00Z  入户
    """,
)
def DT09_improbable_day(batch: Batch, settings: Settings) -> Found:
    """A face-to-face interview or home visit on Spring Festival's eve or first day.
    除夕或正月初一的面访、入户。

    Innocent causes: the shop was open; the date was written from memory.
    无辜的原因：商场照常营业；日期凭记忆填写。
    To clear it: the interviewer's record of that day.
    如何澄清：请提供访问员当日记录。
    """
    rows = batch.rows
    first = {pd.Timestamp(day): "new_year" for day in NEW_YEAR}
    which = {day - pd.Timedelta(days=1): "eve" for day in first} | first
    visit = rows["mode"].isin(("F2F", "HOME")) & rows["start"].notna()
    hit = visit & rows["start"].eq(rows["end"]) & rows["start"].isin(list(which))
    hit = _also_as_written(batch, settings, hit, lambda read, at: read["start"].isin(list(which)))
    mode = begins(rows["mode_raw"], 20)
    return by_row(
        batch, hit, "surveyed", of=visit, day=rows["start"], which_term=rows["start"].map(which), mode=mode
    )


def _in_order(batch: Batch) -> pd.Series:
    """Leave out ranges that end before they begin: which of the two days is the slip, nobody knows."""
    return batch.rows["surveyed_problem"].ne("reversed")


_OFFSET = r"(?i)[\d\s][+\-]\d|\dZ|UTC|GMT"


def _also_as_written(
    batch: Batch, settings: Settings, hit: pd.Series, lies: Callable[[pd.DataFrame, np.ndarray], pd.Series]
) -> pd.Series:
    """Keep the hits that stand by the clock which the cell names, too: 20:00Z is the next day only in China.

    ``lies``: judges days (start, end) read as written, of the rows at the places given.
    """
    hit = hit.fillna(False).astype(bool)
    at = np.flatnonzero(hit.to_numpy())
    raw = batch.rows["surveyed_raw"].iloc[at]
    at = at[raw.str.contains(_OFFSET).to_numpy(bool)]
    if not len(at):
        return hit
    window = (settings.window_start, settings.window_end)
    read = [surveyed.as_written(text, window) for text in batch.rows["surveyed_raw"].iloc[at]]
    days = {"start": [item.start for item in read], "end": [item.end for item in read]}
    stands = lies(pd.DataFrame(days, dtype="datetime64[s]"), at).to_numpy(bool)
    hit.iloc[at[~stands]] = False
    return hit


CHECKS = (
    DT04_before_window,
    DT05_after_window,
    DT08_outside_declared_period,
    DT09_improbable_day,
)
