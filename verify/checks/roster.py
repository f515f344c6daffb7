"""RS: the roster as a whole, its form and what was done to its cells."""

from __future__ import annotations

import numpy as np
import pandas as pd

from verify.check import FAIL, NOTE, WARN, check
from verify.found import Found, by_dossier, by_group, by_row, hits_frame
from verify.model import Batch
from verify.settings import Settings

FORM = ("serial", "name", "contact", "mode", "surveyed", "employer")


@check(
    severity=FAIL,
    clause="roster.1",
    title=("缺少规定的列", "column missing"),
    zh="名单中找不到“{missing_thing}”一列",
    en="the roster has no column for {missing_thing}",
    example="""
        dossier  serial  name    mode  surveyed    employer
        D        1       赵一水  电话  2017-03-05  松江厂    <-
    """,
)
def RS01_column_missing(batch: Batch, settings: Settings) -> Found:
    """One of the six columns of the roster form is not found.
    登记表的六列中有一列没有找到。

    Innocent causes: an unusual heading that the tool does not know; private persons have no employer.
    无辜的原因：表头写法少见，工具不认识；用户为个人时可不填工作单位（此时只作提示）。
    To clear it: look at the header that was recognised; have the column added or the heading corrected.
    如何澄清：核对识别出的表头；请申报单位补上该列或改正表头。
    """
    rows = [
        {
            "dossier": dossier,
            "missing_thing": field,
            "severity": WARN if field == "employer" else FAIL,
        }
        for dossier, columns in batch.dossiers["columns"].items()
        for field in FORM
        if field not in columns
    ]
    return Found(hits_frame(rows), dict.fromkeys(batch.dossiers.index, len(FORM)))


@check(
    severity=FAIL,
    clause="roster.3",
    needs=("valid_questionnaires",),
    title=("名单人数不足", "too few respondents"),
    zh="名单只有 {given} 人，申报有效问卷 {declared} 份，应提供 {wanted} 人",
    en="the roster gives {given} respondents; {declared} valid questionnaires are declared, {wanted} are asked for",
    example="""
        dossier  name    @valid_questionnaires
        A        赵一水  2                      <-
        B        钱二水  1
    """,
)
def RS02_roster_too_short(batch: Batch, settings: Settings) -> Found:
    """Fewer respondents than the form asks for: all of them up to the cap (200), the cap above it.
    名单人数少于应提供的人数：不超过上限（200）的全部提供，超过的提供 200 人。

    Innocent causes: a second sheet or file was not handed in; the declaration has a typing slip.
    无辜的原因：名单的另一页或另一个文件没有交来；申报数字笔误。
    To clear it: ask for the missing rows, or for a corrected declaration.
    如何澄清：请补交缺少的被访者，或更正申报数字。
    """
    dossiers = batch.dossiers
    declared = dossiers["valid_questionnaires"]
    wanted = declared.clip(upper=settings.roster_cap)
    given = dossiers["row_count"]
    whole = {"given": given, "declared": _whole(declared), "wanted": _whole(wanted)}
    return by_dossier(batch, (given < wanted).fillna(False), **whole)


@check(
    severity=WARN,
    clause="roster.2",
    needs=("valid_questionnaires",),
    title=("名单多于申报份数", "more than declared"),
    zh="名单有 {given} 人，多于申报的有效问卷 {declared} 份",
    en="the roster gives {given} respondents, more than the {declared} valid questionnaires declared",
    example="""
        dossier  name    @valid_questionnaires
        A        赵一水  1                      <-
        A        钱二水  1                      <-
        B        孙三水  1
    """,
)
def RS03_more_than_declared(batch: Batch, settings: Settings) -> Found:
    """More respondents on the roster than questionnaires declared valid.
    名单人数多于申报的有效问卷数量。

    Innocent causes: invalid questionnaires were listed too; the declaration has a typing slip.
    无辜的原因：无效问卷的被访者也列入了名单；申报数字笔误。
    To clear it: ask which rows belong to valid questionnaires.
    如何澄清：请说明哪些人属于有效问卷。
    """
    declared = batch.dossiers["valid_questionnaires"]
    given = batch.dossiers["row_count"]
    return by_dossier(batch, (given > declared).fillna(False), given=given, declared=_whole(declared))


@check(
    severity=NOTE,
    clause="roster.1",
    needs="serial",
    title=("序号不连续", "serial numbers broken"),
    zh="序号不连续：重复 {repeats} 处，跳号 {jumps} 处（第 {rows} 行）",
    en="serial numbers are broken: {repeats} repeated, {jumps} jumps (rows {rows})",
    example="""
        dossier  serial  name
        A        1       赵一水
        A        2       钱二水
        A        2       孙三水  <-
        A        5       李四水  <-
        B        1       周五水
        B        2       吴六水
    """,
)
def RS04_serial_broken(batch: Batch, settings: Settings) -> Found:
    """Serial numbers repeat or jump.
    序号有重复或跳号。

    Innocent causes: rows were sorted, deleted or put together from several lists.
    无辜的原因：排序、删行，或由几份名单合并而成。
    To clear it: nothing need be done unless rows are missing.
    如何澄清：一般不必处理；如有缺行，请补齐。
    """
    rows = batch.rows
    number = pd.to_numeric(rows["serial"], errors="coerce")
    dossier = rows["dossier"].cat.codes
    # The next sheet or file of a roster may count on, or begin again at 1: then it counts for itself.
    again = number.eq(1) & rows["segment"].ne(rows["segment"].shift())
    count = again.groupby(dossier).cumsum()
    same = dossier.eq(dossier.shift()) & count.eq(count.shift())
    known = number.notna()
    repeat = known & pd.DataFrame({"d": dossier, "c": count, "n": number}).duplicated()
    jump = same & known & number.shift().notna() & (number - number.shift()).ne(1) & ~repeat
    return _one_per_dossier(batch, repeat | jump, "serial", repeats=repeat, jumps=jump)


@check(
    severity=WARN,
    clause="roster.4",
    title=("隐藏内容", "hidden respondents"),
    zh="有 {count} 位被访者在隐藏的{where_term}中（第 {rows} 行）",
    en="{count} respondents stand in hidden {where_term} (rows {rows})",
    example="""
        dossier  name                    contact
        A        赵一水                  13904510011
        A        {/hidden_row:}钱二水    13904510022  <-
        B        孙三水                  13904510033
        B        {/hidden_row:filter}李  13904510044
    """,
)
def RS05_hidden_content(batch: Batch, settings: Settings) -> Found:
    """Respondents stand in hidden rows, columns or sheets, or in cells whose number format shows nothing.
    有被访者位于隐藏的行、列或工作表中，或其单元格的数字格式不显示内容。

    Innocent causes: hidden for printing; an old version was kept on a hidden sheet. Rows hidden by a
    filter are left out here.
    无辜的原因：为打印而隐藏；旧版本留在隐藏的工作表里。被筛选隐藏的行不计入。
    To clear it: unhide and ask which rows count.
    如何澄清：取消隐藏，请说明哪些行有效。
    """
    marks = batch.marks
    kinds = {
        "hidden_row": "rows",
        "hidden_column": "columns",
        "hidden_sheet": "sheets",
        "hidden_cell": "cells",
    }
    chosen = marks[marks["kind"].isin(list(kinds)) & marks["detail"].ne("filter")]
    groups, where = [], []
    if len(chosen):
        dossier = batch.rows["dossier"].cat.codes.to_numpy()[chosen["at"]]
        for (_, kind), part in chosen.groupby([dossier, "kind"], sort=True):
            groups.append(sorted(set(part["at"].tolist())))
            where.append(kinds[str(kind)])
    return by_group(batch, groups, "name", where_term=where)


@check(
    severity=FAIL,
    clause="roster.4",
    needs="contact",
    title=("号码由公式算出", "contact computed"),
    zh="第 {row} 行：联系方式由公式 {formula} 算出，不是登记的号码",
    en="row {row}: the contact is computed by the formula {formula}, it was not registered",
    example="""
        name    contact
        赵一水  13904510011
        钱二水  {formula:=C2+1}13904510012          <-
        孙三水  {formula_constant:="139"&"04510013"}13904510013  <- warn
    """,
)
def RS06_contact_by_formula(batch: Batch, settings: Settings) -> Found:
    """A contact cell holds a formula that computes it from another cell.
    联系方式单元格里是公式，号码由别的单元格计算得出。

    Innocent causes: a look-up from the company's own customer sheet; a formula that only tidies the text
    (then the original column should be shown). Formulas that join constants are a doubt only.
    无辜的原因：从本单位客户表中查找引用；只作整理的公式（应出示原始列）。仅连接常数的公式只列为疑点。
    To clear it: ask for the original record behind these rows.
    如何澄清：请提供这些行的原始记录。
    """
    marks = batch.marks
    chosen = marks[marks["field"].eq("contact") & marks["kind"].isin(("formula", "formula_constant"))]
    chosen = chosen.drop_duplicates("at")
    formula = pd.Series(chosen["detail"].to_numpy(), index=chosen["at"].to_numpy(), dtype="str")
    constant = set(chosen.loc[chosen["kind"].eq("formula_constant"), "at"])
    hit = pd.Series(batch.rows.index.isin(formula.index), index=batch.rows.index)
    found = by_row(batch, hit, "contact", formula=_veiled(formula).str.slice(0, 60).reindex(batch.rows.index))
    severity = np.where(found.hits["row"].isin(constant), WARN, FAIL)
    return Found(found.hits.assign(severity=severity), found.examined)


@check(
    severity=NOTE,
    clause="roster.4",
    title=("由同上填充", "filled down"),
    zh="“{field_thing}”有 {count} 处由“同上”或合并单元格填充（第 {rows} 行）",
    en="{count} values of {field_thing} were filled down from ditto marks or merged cells (rows {rows})",
    example="""
        name    employer
        赵一水  松江厂
        钱二水  {ditto:同上}松江厂  <-
    """,
)
def RS07_filled_down(batch: Batch, settings: Settings) -> Found:
    """A value came from 同上, 〃 or a merged cell, so it was not written for this respondent.
    取值来自“同上”、〃或合并单元格，并非逐人填写。

    Innocent causes: the usual way of writing lists.
    无辜的原因：填表的通常习惯。
    To clear it: nothing need be done.
    如何澄清：不必处理。
    """
    chosen = batch.marks[batch.marks["kind"].isin(("ditto", "merged"))]
    groups, fields = [], []
    if len(chosen):
        dossier = batch.rows["dossier"].cat.codes.to_numpy()[chosen["at"]]
        for (_, field), part in chosen.groupby([dossier, "field"], sort=True):
            groups.append(part["at"].tolist())
            fields.append(str(field))
    return by_group(batch, groups, fields, field_thing=fields)


def _veiled(formulas: pd.Series) -> pd.Series:
    """Formulas without the numbers that they may hold: of five and more digits the last ones go."""
    return formulas.str.replace(r"(\d{3})\d{2,}", r"\1****", regex=True)


def _whole(numbers: pd.Series) -> pd.Series:
    return numbers.round().astype("Int64").astype(object)


def _one_per_dossier(batch: Batch, hit: pd.Series, field: str, **counted: pd.Series) -> Found:
    """One finding per dossier that has hits, with the rows and, by name, how many of each kind."""
    at = np.flatnonzero(hit.to_numpy(bool))
    codes = batch.rows["dossier"].cat.codes.to_numpy()[at]
    groups = [at[codes == code].tolist() for code in np.unique(codes)]
    facts = {name: [int(series.iloc[g].sum()) for g in groups] for name, series in counted.items()}
    return by_group(batch, groups, field, **facts)


CHECKS = (
    RS01_column_missing,
    RS02_roster_too_short,
    RS03_more_than_declared,
    RS04_serial_broken,
    RS05_hidden_content,
    RS06_contact_by_formula,
    RS07_filled_down,
)
