"""MD: how the respondent was asked, and whether the contact fits it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from verify.check import NOTE, WARN, check
from verify.found import Found, begins, by_row
from verify.model import Batch
from verify.settings import Settings

# Which kinds of contact a mode cannot do without. Other modes ask for nothing in particular.
NEEDED = {
    "PHONE": ("mobile", "landline", "satellite"),
    "SMS": ("mobile",),
    "EMAIL": ("email",),
    "FAX": ("landline",),
}
# A contact of such a kind is reported by a check of its own and contradicts nothing.
SILENT = ("masked", "none", "unreadable", "toll_free", "short_code", "iot", "satellite")


@check(
    severity=WARN,
    clause="filling.6",
    needs="mode",
    title=("缺调查方式", "mode missing"),
    zh="第 {row} 行：没有填写调查方式",
    en="row {row}: no survey mode",
    example="""
        name    mode
        赵一水  电话
        钱二水  _     <-
    """,
)
def MD01_mode_missing(batch: Batch, settings: Settings) -> Found:
    """The survey mode is not given.
    没有填写调查方式。

    Innocent causes: written once in the report for all respondents.
    无辜的原因：测评报告中统一说明了方式，名单未逐行填写。
    To clear it: the report, or a corrected roster.
    如何澄清：以测评报告为证，或补填名单。
    """
    return by_row(batch, batch.rows["mode_problem"].eq("missing"), "mode")


@check(
    severity=NOTE,
    clause="filling.6",
    needs="mode",
    title=("方式不认识", "mode unknown"),
    zh="第 {row} 行：不认识的调查方式“{mode}”",
    en="row {row}: unknown survey mode “{mode}”",
    example="""
        name    mode
        赵一水  入户访问
        钱二水  飞鸽      <-
    """,
)
def MD02_mode_unknown(batch: Batch, settings: Settings) -> Found:
    """The word under 调查方式 is not known to the tool.
    调查方式的写法不在已知之列。

    Innocent causes: a local or new word.
    无辜的原因：当地或新出现的说法。
    To clear it: nothing need be done; checks that need the mode leave the row out.
    如何澄清：不必处理；需要调查方式的检查不涉及该行。
    """
    hit = batch.rows["mode_problem"].eq("unknown")
    return by_row(batch, hit, "mode", mode=begins(batch.rows["mode_raw"], 20))


@check(
    severity=WARN,
    clause="roster.4",
    needs=("mode", "contact"),
    title=("方式与号码不符", "mode does not fit contact"),
    zh="第 {row} 行：调查方式“{mode}”与联系方式种类不符，缺少{wanted_term}",
    en="row {row}: mode “{mode}” does not fit the contact, {wanted_term} is missing",
    example="""
        mode       contact
        短信       13904510011
        短信       0451-87654311  <-
        电话       someone@example.com  <-
        电子邮件   13904510022    <-
        电话+邮箱  13904510033
        短信       138****1234
    """,
)
def MD03_mode_contradicts_contact(batch: Batch, settings: Settings) -> Found:
    """The mode needs a kind of contact that the cell does not hold (a text message to a landline).
    所写方式需要的联系方式种类在单元格中不存在（如向座机发短信）。

    Innocent causes: the respondent was reached one way and left another contact. Mixed modes are left out.
    无辜的原因：调查时用一种方式，登记时留了另一种。混合方式不计。
    To clear it: ask the agency how these respondents were reached.
    如何澄清：请测评机构说明如何联系到这些被访者。
    """
    words = {"PHONE": "phone", "SMS": "mobile", "EMAIL": "email", "FAX": "landline"}
    rows, contacts = batch.rows, batch.contacts
    size = len(rows)
    kind, at = contacts["kind"], contacts["at"].to_numpy()
    readable = np.zeros(size, bool)
    readable[at[~kind.isin(SILENT).to_numpy()]] = True
    hit = np.zeros(size, bool)
    looked = np.zeros(size, bool)
    for code, wanted in NEEDED.items():
        has = np.zeros(size, bool)
        has[at[kind.isin(wanted).to_numpy()]] = True
        mode = rows["mode"].eq(code).to_numpy()
        hit |= mode & readable & ~has
        looked |= mode
    return by_row(
        batch,
        pd.Series(hit, index=rows.index),
        "mode",
        of=pd.Series(looked, index=rows.index),
        mode=begins(rows["mode_raw"], 20),
        wanted_term=lambda places: rows["mode"].iloc[places].map(words).array,
    )


CHECKS = (MD01_mode_missing, MD02_mode_unknown, MD03_mode_contradicts_contact)
