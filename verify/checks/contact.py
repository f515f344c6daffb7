"""CT: could anybody be reached by what stands in the contact cell? (CT03-CT06: number.py)"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from verify.check import FAIL, NOTE, WARN, check
from verify.fields import contact
from verify.found import Found, begins, by_contact, by_row
from verify.model import Batch
from verify.settings import Settings


@check(
    severity=FAIL,
    clause="notice.2",
    needs="contact",
    title=("缺联系方式", "contact missing"),
    zh="第 {row} 行：没有联系方式",
    en="row {row}: no contact",
    example="""
        name    contact
        赵一水  13904510011
        钱二水  _            <-
    """,
)
def CT01_contact_missing(batch: Batch, settings: Settings) -> Found:
    """A respondent without any contact.
    被访者没有任何联系方式。

    Innocent causes: the respondent did not want to leave one; the row was typed in haste.
    无辜的原因：被访者不愿留联系方式；录入遗漏。
    To clear it: the contact from the questionnaire.
    如何澄清：按原始问卷补上。
    """
    return by_row(batch, batch.rows["contact_problem"].eq("missing"), "contact")


@check(
    severity=FAIL,
    clause="notice.2",
    needs="contact",
    title=("联系方式读不出", "contact unreadable"),
    zh="第 {row} 行：联系方式{unread_term}（{got}，数字 {digits} 位）",
    en="row {row}: the contact {unread_term} ({got}, {digits} digits)",
    example="""
        contact
        13904510011
        1390451001      <-
        139045100112    <-
        无此人          <-
        l3904510011     <-
        139O4510011     <-
        13904510022/xx
        =DISPIMG("ID_1",1)  <- warn
        liming@163.con      <- warn
        微信 13904          <- warn
    """,
)
def CT02_contact_unreadable(batch: Batch, settings: Settings) -> Found:
    """Nothing in the cell is a contact: 10 or 12 digits, a letter typed for a digit, a word. A picture in the
    cell is a doubt only: a person may be able to read it; so is an account like a slip (163.con, test.com, 微信 13904).
    单元格中没有可用的联系方式：号码多一位或少一位、以字母代替数字、文字。单元格里是图片的只列为疑点：人或许能看图读出。
    看来写错或随手填的账号（域名写错的邮箱、只有几个数字的微信号）也只列为疑点。

    Innocent causes: a digit was left out or typed twice; l was typed for 1, O for 0.
    无辜的原因：漏打或多打一位数字；把 1 打成 l、把 0 打成 O。
    To clear it: the contact from the questionnaire.
    如何澄清：按原始问卷改正。
    """
    contacts = batch.contacts
    doubtful = contacts["problem"].eq("doubtful").to_numpy()
    doubt = contacts["problem"].eq("picture").to_numpy() | doubtful
    bad = contacts["problem"].eq("unreadable").to_numpy() | doubt
    at = contacts["at"].to_numpy()
    readable = np.zeros(len(batch.rows), bool)
    readable[at[~bad]] = True
    hit = np.zeros(len(batch.rows), bool)
    hit[at[bad]] = True
    read = np.zeros(len(batch.rows), bool)
    read[at[doubtful]] = True
    found = by_row(
        batch,
        pd.Series(hit & ~readable),
        "contact",
        got=lambda places: [contact.mask(text[:24]) for text in batch.rows["contact"].iloc[places]],
        digits=lambda places: batch.rows["contact"].iloc[places].str.count("[0-9]").array,
        unread_term=lambda places: np.where(read[places], "contact_doubtful", "contact_unread").tolist(),
    )
    shown = np.isin(found.hits["row"].to_numpy(), at[doubt])
    return Found(found.hits.assign(severity=np.where(shown, WARN, FAIL)), found.examined)


@check(
    severity=FAIL,
    clause="notice.2",
    needs="contact",
    title=("号码被遮盖", "contact masked"),
    zh="第 {row} 行：联系方式被遮盖（{got}）",
    en="row {row}: the contact is masked ({got})",
    example="""
        contact
        13904510011
        138****8000  <-
        138xxxx8000  <-
        138****0022、13804510022
        138****0033、0451-87654311
    """,
)
def CT07_contact_masked(batch: Batch, settings: Settings) -> Found:
    """Digits of the contact are masked, so nobody can be called. Where another contact stands beside it, somebody
    can, and nothing is said.
    联系方式部分数字被遮盖，无法回访。旁边另有可用联系方式的不计。

    Innocent causes: the list was prepared for publication and the masked copy was handed in.
    无辜的原因：误交了用于公示的脱敏版本。
    To clear it: the unmasked roster.
    如何澄清：请交未遮盖的名单。
    """
    contacts = batch.contacts
    reached = contacts["problem"].eq("") & contacts["kind"].isin(
        ("mobile", "landline", "email", "wechat", "qq")
    )
    others = contacts["at"].isin(contacts.loc[reached, "at"])
    return by_contact(batch, contacts["problem"].eq("masked") & ~others, got=begins(contacts["raw"], 24))


@check(
    severity=WARN,
    clause="roster.4",
    needs="contact",
    title=("座机缺区号", "area code missing"),
    zh="第 {row} 行：座机 {number}{lacks_term}",
    en="row {row}: landline {number} {lacks_term}",
    example="""
        contact
        0451-87654311
        87654311       <-
        45187654311    <-
    """,
)
def CT08_area_code_missing(batch: Batch, settings: Settings) -> Found:
    """A local number of 7 or 8 digits without area code, or an area code that lost its zero. Ten digits in one run may also
    be a mobile that lacks one: both are said.
    七、八位的本地号码没有区号，或区号的 0 丢失。连写的十位数字也可能是少了一位的手机号，两种可能都写明。

    Innocent causes: respondents of one city leave it out; a spreadsheet drops a leading zero.
    无辜的原因：同城用户习惯不写区号；表格软件去掉了开头的 0。
    To clear it: add the area code.
    如何澄清：补上区号。
    """
    contacts = batch.contacts
    hit = contacts["problem"].isin(("area_code_missing", "area_zero_missing"))
    landline = contacts["kind"].eq("landline")
    return by_contact(batch, hit, of=landline, number=_masked(contacts), lacks_term=_lacks(contacts))


@check(
    severity=FAIL,
    clause="roster.4",
    needs="contact",
    title=("座机位数不符", "landline of wrong length"),
    zh="第 {row} 行：座机 {number} 的位数或首位与区号不符",
    en="row {row}: landline {number} does not fit its area code",
    example="""
        contact
        0451-87654311
        0452-2765431
        0451-8765431   <-
        0452-27654311  <-
        0451-07979096  <-
    """,
)
def CT09_landline_wrong_length(batch: Batch, settings: Settings) -> Found:
    """The local part of a landline has the wrong length for its area code, or begins with 0 or 1.
    座机的本地号码位数与区号不符，或以 0、1 开头。

    Innocent causes: a digit was left out; the area code is that of another city.
    无辜的原因：漏打一位；写了别的城市的区号。
    To clear it: the number from the questionnaire.
    如何澄清：按原始问卷改正。
    """
    contacts = batch.contacts
    landline = contacts["kind"].eq("landline")
    return by_contact(batch, contacts["problem"].eq("wrong_length"), of=landline, number=_masked(contacts))


@check(
    severity=FAIL,
    clause="roster.4",
    needs="contact",
    title=("号码数字丢失", "digits lost"),
    zh="第 {row} 行：号码已被表格软件破坏（{got}），丢失的数字无法恢复",
    en="row {row}: the spreadsheet destroyed digits of the number ({got}); they cannot be recovered",
    example="""
        contact
        13904510011
        1.39E+10          <-
        1.3904510011E+10
    """,
)
def CT10_digits_lost(batch: Batch, settings: Settings) -> Found:
    """A number was saved in scientific notation, which destroyed digits. It is never guessed.
    号码被存成科学计数法，数字已经丢失。程序不作推测。

    Innocent causes: a csv file was saved from a spreadsheet; nobody noticed.
    无辜的原因：由表格另存为 csv 时造成，无人察觉。
    To clear it: the original file.
    如何澄清：请交原始文件，或将该列设为文本格式重新导出。
    """
    contacts = batch.contacts
    return by_contact(batch, contacts["problem"].eq("digits_lost"), got=begins(contacts["raw"], 24))


@check(
    severity=NOTE,
    clause="",
    needs="contact",
    title=("一格多个号码", "several contacts"),
    zh="第 {row} 行：一格中有 {number} 个联系方式，均已采用",
    en="row {row}: {number} contacts in one cell, all of them are used",
    example="""
        contact
        13904510011
        13904510022、0451-87654311  <-
    """,
)
def CT11_several_contacts(batch: Batch, settings: Settings) -> Found:
    """More than one contact stands in the cell; all of them are used.
    一个单元格中有多个联系方式，全部采用。

    Innocent causes: the usual way of leaving two numbers.
    无辜的原因：留两个号码是常见的做法。
    To clear it: nothing need be done.
    如何澄清：不必处理。
    """
    counts = np.bincount(batch.contacts["at"].to_numpy(), minlength=len(batch.rows))
    return by_row(batch, pd.Series(counts > 1), "contact", number=pd.Series(counts))


def _lacks(contacts: pd.DataFrame) -> Callable[[np.ndarray], list[str]]:
    """Say what the numbers at these places lack: ten digits in a run may be a mobile without one of its own."""
    return lambda places: [
        "area_or_digit" if len(raw) == 10 and raw.isdigit() else "area_code"
        for raw in contacts["raw"].iloc[places]
    ]


def _masked(contacts: pd.DataFrame) -> Callable[[np.ndarray], list[str]]:
    """Mask the values at the places that were hit."""
    return lambda places: [contact.mask(value) for value in contacts["value"].iloc[places]]


CHECKS = (
    CT01_contact_missing,
    CT02_contact_unreadable,
    CT07_contact_masked,
    CT08_area_code_missing,
    CT09_landline_wrong_length,
    CT10_digits_lost,
    CT11_several_contacts,
)
