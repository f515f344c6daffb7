"""CT03-CT06: what the numbering plan says of the numbers: could anybody, could a person hold them?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa

from verify.check import FAIL, WARN, check
from verify.fields import contact
from verify.found import Found, begins, by_contact
from verify.model import Batch
from verify.numbering import prefix_table
from verify.settings import Settings

NOT_PERSONAL = ("toll_free", "short_code", "iot", "satellite")
PERSONAL = ("mobile", "landline", "email", "wechat", "qq")


@check(
    severity=FAIL,
    clause="roster.4",
    needs="contact",
    title=("号段从未分配", "prefix never allocated"),
    zh="第 {row} 行：号段 {prefix} 从未分配给任何用户",
    en="row {row}: prefix {prefix} has never been allocated to anybody",
    example="""
        contact
        13904510011
        15404510011  <-
        14904510011
    """,
)
def CT03_number_never_issued(batch: Batch, settings: Settings) -> Found:
    """A mobile number lies in a prefix that stands in nobody's plan.
    手机号所在号段从未分配。

    Innocent causes: a typing slip (154 for 153).
    无辜的原因：笔误（153 误作 154）。
    To clear it: the number from the questionnaire. One such number may be a slip, several are a sign.
    如何澄清：按原始问卷改正。个别可能是笔误，多个则值得注意。
    """
    contacts = batch.contacts
    mobile = contacts["kind"].eq("mobile")
    prefix = begins(contacts["value"], 3)
    return by_contact(batch, mobile & contacts["problem"].eq("never_issued"), of=mobile, prefix=prefix)


@check(
    severity=FAIL,
    clause="roster.4",
    needs="contact",
    title=("号段当时未启用", "prefix not yet opened"),
    zh="第 {row} 行：号段 {prefix} 在{when_term}（{day}）尚未启用，最早 {opened}",
    en="row {row}: prefix {prefix} had not been opened on {day} ({when_term}); the earliest is {opened}",
    example="""
        contact      surveyed
        13900000011  2017-03-05
        19904510011  2017-03-05  <-
        16604510011  不详        <-
        17504510011  2017-03-05
    """,
)
def CT04_number_not_yet_issued(batch: Batch, settings: Settings) -> Found:
    """A mobile number lies in a prefix that nobody could hold on the survey date.
    手机号所在号段在调查当日尚无人可以持有。

    Innocent causes: a typing slip (186 for 166); the number was updated after the survey.
    无辜的原因：笔误（186 误作 166）；调查之后换号并更新了名单。
    To clear it: ask the agency for the original record.
    如何澄清：请测评机构提供原始记录。
    """
    contacts = batch.contacts
    mobile = contacts["kind"].isin(("mobile", "iot", "satellite"))
    eleven = mobile & contacts["value"].str.len().eq(11)
    first4 = contacts["value"].where(eleven, "0").str.slice(0, 4)
    opened = _opened()[pa.array(first4).cast(pa.int64()).to_numpy()]
    start = batch.rows["start"].to_numpy()[contacts["at"].to_numpy()].astype("datetime64[D]")
    unknown = np.isnat(start)
    day = np.where(unknown, np.datetime64(settings.window_end, "D"), start)
    hit = ~np.isnat(opened) & (day < opened)
    when = np.where(unknown, "on_due_date", "on_survey_day")
    return by_contact(
        batch,
        pd.Series(hit),
        of=mobile,
        prefix=begins(contacts["value"], 3),
        day=pd.Series(day).astype("datetime64[s]"),
        opened=pd.Series(opened).astype("datetime64[s]"),
        when_term=pd.Series(when),
    )


@check(
    severity=WARN,
    clause="roster.4",
    needs="contact",
    title=("不是个人号码", "no personal number"),
    zh="第 {row} 行：{number} 不是个人号码（{kind_term}）",
    en="row {row}: {number} is nobody's personal number ({kind_term})",
    example="""
        contact
        13904510011
        4008001234                <-
        95588                     <-
        4008001234 13904510022
    """,
)
def CT05_number_not_personal(batch: Batch, settings: Settings) -> Found:
    """The only contact is a hotline, a short code, an IoT or a satellite number.
    唯一的联系方式是热线、短号、物联网号或卫星号。

    Innocent causes: a company gave its hotline for its contact person.
    无辜的原因：单位用户留了本单位热线。
    To clear it: a number at which the respondent can be asked for.
    如何澄清：请补充可以找到本人的号码。
    """
    contacts = batch.contacts
    at = contacts["at"].to_numpy()
    other = np.zeros(len(batch.rows), bool)
    other[at[contacts["kind"].isin(PERSONAL).to_numpy()]] = True
    hit = contacts["kind"].isin(NOT_PERSONAL).to_numpy() & ~other[at]
    number = begins(contacts["value"], 4, "…")
    return by_contact(batch, pd.Series(hit), number=number, kind_term=contacts["kind"].astype("str"))


@check(
    severity=FAIL,
    clause="roster.4",
    needs="contact",
    title=("号码排列异常规则", "digits in a pattern"),
    zh="第 {row} 行：号码 {number} 数字排列异常规则（七位以上相同、完整顺子，或系运营商的号码）",
    en="row {row}: the digits of {number} follow a pattern (seven or more equal, a full ladder, or an operator's own number)",
    example="""
        contact
        13800000000    <-
        13812345678    <-
        13945128888
        13904516666
        0451-88888888  <-
        13800138000    <-
    """,
)
def CT06_placeholder_number(batch: Batch, settings: Settings) -> Found:
    """The digits follow a pattern, as in 13800000000 and 13812345678: seven or more equal, or a full ladder; or it is
    an operator's own (13800138000).
    号码数字排列异常规则，如 13800000000、13812345678：七位以上相同，或完整的顺子；或系运营商自己的号码（13800138000）。

    Innocent causes: a very few such numbers are sold as lucky numbers and have an owner. Tails such as 8888
    are never flagged.
    无辜的原因：极少数靓号确有机主。尾号 8888、6666 之类不在此列。
    To clear it: call the number; the contact from the questionnaire.
    如何澄清：拨打核实，或按原始问卷改正。
    """
    contacts = batch.contacts
    phone = contacts["kind"].isin(("mobile", "landline"))
    return by_contact(batch, contacts["problem"].eq("placeholder"), of=phone, number=_masked(contacts))


def _opened() -> np.ndarray:
    """First possible day by four-digit prefix; NaT = long ago or never."""
    days = [None if p is None else p.not_before for p in prefix_table()]
    return np.array([np.datetime64("NaT") if d is None else np.datetime64(d) for d in days], "datetime64[D]")


def _masked(contacts: pd.DataFrame) -> Callable[[np.ndarray], list[str]]:
    """Mask the values at the places that were hit."""
    return lambda places: [contact.mask(value) for value in contacts["value"].iloc[places]]


CHECKS = (
    CT03_number_never_issued,
    CT04_number_not_yet_issued,
    CT05_number_not_personal,
    CT06_placeholder_number,
)
