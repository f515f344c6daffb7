"""RS: the roster as a whole, its form and what was done to its cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from verify.check import FAIL, NOTE, WARN, check
from verify.checks.left_open import open_end, rows_unread
from verify.found import Found, by_group, hits_frame
from verify.model import Batch
from verify.settings import Settings

WHO = ("name", "contact")
# What a formula does (verify/intake/table/formulas.py), gravest first: severity, word of verify/terms.py.
_BY_FORMULA = {
    "formula_random": (FAIL, "by_chance"),
    "formula": (FAIL, "computed"),
    "formula_changing": (WARN, "changing"),
    "formula_elsewhere": (WARN, "from_elsewhere"),
    "formula_constant": (WARN, "of_constants"),
    "formula_tidied": (NOTE, "picked"),
}
_BY_THEMSELVES = ("formula_random", "formula_changing")
FORM_WORDS = {
    "serial": "序号",
    "name": "姓名",
    "contact": "联系方式",
    "mode": "调查方式",
    "surveyed": "调查时间",
    "employer": "工作单位",
}
FORM = tuple(FORM_WORDS)


@check(
    severity=WARN,
    clause="roster.1",
    title=("缺少规定的列", "column missing"),
    zh="名单中{found_term}“{missing_thing}”一列{place}",
    en="the roster {found_term} {missing_thing}{place}",
    example="""
        dossier  serial  name    mode  surveyed    employer
        D        1       赵一水  电话  2017-03-05  松江厂    <- fail
    """,
)
def RS01_column_missing(batch: Batch, settings: Settings) -> Found:
    """One of the six columns of the sample form is not found. Without names or contacts the respondents' particulars
    are not accurate (note 4); any other column that is missing is a doubt only, and so is one that stands there under
    a heading that the tool does not know: it names the columns that could be it.
    样表的六列中有一列没有找到。缺姓名或联系方式的，被访者信息谈不上准确（注4）；缺其他列的只列为疑点；
    表中有内容相符、只是表头认不准的列的，也只列为疑点，并写明是哪一列。

    Innocent causes: an unusual heading that the tool does not know; private persons have no employer; one mode for
    all, which the survey report names.
    无辜的原因：表头写法少见，工具不认识；用户为个人时可不填工作单位；全部用同一种方式调查，测评报告中已统一说明。
    To clear it: look at the header that was recognised; have the column added or the heading corrected.
    如何澄清：核对识别出的表头；请申报单位补上该列或改正表头。
    """
    seen = {dossier: _unclear(notes) for dossier, notes in batch.dossiers["notes"].items()}
    rows = [
        {
            "dossier": dossier,
            "missing_thing": field,
            "found_term": "column_unclear" if field in seen[dossier] else "column_absent",
            "place": seen[dossier].get(field, ""),
            "severity": FAIL if field in WHO and field not in seen[dossier] else WARN,
            "clause": "roster.4" if field in WHO else "roster.1",
        }
        for dossier, columns in batch.dossiers["columns"].items()
        for field in FORM
        if field not in columns
    ]
    return Found(hits_frame(rows), dict.fromkeys(batch.dossiers.index, len(FORM)))


def _unclear(notes: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return missing column -> the columns that could be it, as intake noted them: C …姓名."""
    told = [detail.partition(": ") for code, detail in notes if code == "columns_unclear"]
    return {
        field: f" ({seen}?)" for word, _, seen in told for field, name in FORM_WORDS.items() if name == word
    }


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
    # A number that is missing here may stand in a row that was not read; between two pages or files, on a page or in
    # a file that was not.
    whole = rows["dossier"].map(rows_unread(batch).eq(0)).astype(bool)
    whole &= rows["segment"].eq(rows["segment"].shift()) | rows["dossier"].map(open_end(batch).eq("")).astype(
        bool
    )
    jump = whole & same & known & number.shift().notna() & (number - number.shift()).ne(1) & ~repeat
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
    title=("由公式得出", "made by a formula"),
    zh="第 {row} 行：{field_thing}由公式 {formula} {made_term}",
    en="row {row}: the formula {formula} in the column {field_thing} {made_term}",
    example="""
        name    contact                                          surveyed
        赵一水  13904510011                                      2017-03-05
        钱二水  {formula:=C2+1}13904510012                       2017-03-05                             <-
        孙三水  {formula_constant:="139"&"04510013"}13904510013  2017-03-05                             <- warn
        李四水  {formula_tidied:=G5&H5}13904510014               2017-03-05                             <- note
        周五水  13904510015                                      {formula_random:=RAND()+K1}2017-03-05  <-
        吴六水  13904510016                                      {formula_changing:=TODAY()}2017-03-05  <- warn
        郑七水  13904510017                                      {formula:=E7+1}2017-03-05
        王八水  {unread:picture}（单元格里是图片）               2017-03-05
    """,
)
def RS06_made_by_formula(batch: Batch, settings: Settings) -> Found:
    """A contact is computed by a formula, or any value of a respondent is drawn by one at random: it was not registered.
    联系方式由公式计算得出，或者被访者的任何一项由公式随机抽出：不是登记的内容。

    Formulas that only pick, join or tidy what is typed in the same file are for the record. A doubt only are those that join
    constants, that take a contact from another file, and that give another value on another day, as =TODAY() does.
    只是引用、连接或整理本文件中所填内容的公式，仅作记录。仅连接常数的、从别的文件引用号码的、
    换一天打开就会变的（如 =TODAY()），只列为疑点。

    Innocent causes: the company's own customer sheet was not handed in with the roster; the survey sample was drawn in this
    workbook and the formulas were left in it; a day was entered by =TODAY() and not kept.
    无辜的原因：本单位的客户表没有随名单一起上报；在这份文件里抽取调查样本后没有清除公式；用 =TODAY() 填写当天日期而没有固定下来。
    To clear it: ask for the original record behind these rows.
    如何澄清：请提供这些行的原始记录。
    """
    marks = batch.marks
    chosen = marks[marks["kind"].isin(list(_BY_FORMULA))]
    # Of other columns nothing is said but that they change by themselves: a name looked up is a name.
    chosen = chosen[chosen["field"].eq("contact") | chosen["kind"].isin(_BY_THEMSELVES)]
    # Where several columns are one contact, the gravest formula speaks.
    chosen = chosen.assign(order=chosen["kind"].map(list(_BY_FORMULA).index))
    chosen = chosen.sort_values(["at", "field", "order"]).drop_duplicates(["at", "field"])
    groups = [[int(at)] for at in chosen["at"]]
    fields = chosen["field"].astype(str).tolist()
    found = by_group(
        batch,
        groups,
        fields,
        field_thing=fields,
        formula=_veiled(chosen["detail"]).str.slice(0, 60).tolist(),
        made_term=[_BY_FORMULA[kind][1] for kind in chosen["kind"]],
    )
    return Found(found.hits.assign(severity=[_BY_FORMULA[k][0] for k in chosen["kind"]]), found.examined)


@check(
    severity=NOTE,
    clause="roster.4",
    title=("由同上填充", "filled down"),
    zh="“{field_thing}”有 {count} 格由“同上”、合并单元格或表上所写的年月填充（第 {rows} 行）",
    en="{count} values of {field_thing} were filled from ditto marks, merged cells, or the month written above (rows {rows})",
    example="""
        name    employer
        赵一水  松江厂
        钱二水  {ditto:同上}松江厂  <-
    """,
)
def RS07_filled_down(batch: Batch, settings: Settings) -> Found:
    """A value came from 同上, 〃 or a merged cell, or its year and month from the heading or a line above the rows, so it
    was not written for this respondent.
    取值来自“同上”、〃或合并单元格，或其年月来自表头、表上的一行，并非逐人填写。

    Innocent causes: the usual way of writing lists.
    无辜的原因：填表的通常习惯。
    To clear it: nothing need be done.
    如何澄清：不必处理。
    """
    chosen = batch.marks[batch.marks["kind"].isin(("ditto", "merged", "dated"))]
    groups, fields = [], []
    if len(chosen):
        dossier = batch.rows["dossier"].cat.codes.to_numpy()[chosen["at"]]
        for (_, field), part in chosen.groupby([dossier, "field"], sort=True):
            groups.append(part["at"].tolist())
            fields.append(str(field))
    return by_group(batch, groups, fields, field_thing=fields)


@check(
    severity=WARN,
    clause="roster.4",
    title=("单元格没有文字", "cells without text"),
    zh="“{field_thing}”有 {count} 格{why_term}，文件中没有可读的文字（第 {rows} 行）",
    en="{count} values of {field_thing} are {why_term}: the file has no text for them (rows {rows})",
    example="""
        dossier  name                                contact      surveyed
        A        赵一水                              13904510011  {unread:no_value}（公式没有存储值）  <-
        A        {unread:picture}（单元格里是图片）  13904510022  2017-03-05                           <-
        B        孙三水                              13904510033  2017-03-05
    """,
)
def RS08_cell_without_text(batch: Batch, settings: Settings) -> Found:
    """A cell holds a formula whose result the file does not store, or a picture, or says 同上 (the same as above)
    where nothing stands above: nobody but a person can say what it means, and the checks of its column leave it out.
    单元格里是公式而文件没有存它的结果，或者是一张图片，或者写着“同上”而上面没有内容：只有人才能说明它是什么，
    该列的检查不涉及这些行。

    Innocent causes: the workbook was written by a programme that does not calculate; a signature was pasted in.
    无辜的原因：文件由不作计算的程序生成；粘贴了签名图片。
    To clear it: open the workbook, save it again and hand that in; type what the picture shows.
    如何澄清：用 WPS 或 Excel 打开后另存再报；把图片上的内容录入单元格。
    """
    marks = batch.marks
    # A picture in place of a number is told by CT02, row by row.
    pictured = marks["field"].eq("contact") & marks["detail"].eq("picture")
    chosen = marks[marks["kind"].eq("unread") & ~pictured]
    groups, fields, why = [], [], []
    if len(chosen):
        dossier = batch.rows["dossier"].cat.codes.to_numpy()[chosen["at"]]
        for (_, field, detail), part in chosen.groupby([dossier, "field", "detail"], sort=True):
            groups.append(sorted(set(part["at"].tolist())))
            fields.append(str(field))
            why.append(str(detail))
    return by_group(batch, groups, fields, field_thing=fields, why_term=why)


def _veiled(formulas: pd.Series) -> pd.Series:
    """Formulas without the numbers that they may hold: of five and more digits the last ones go."""
    return formulas.str.replace(r"(\d{3})\d{2,}", r"\1****", regex=True)


def _one_per_dossier(batch: Batch, hit: pd.Series, field: str, **counted: pd.Series) -> Found:
    """One finding per dossier that has hits, with the rows and, by name, how many of each kind."""
    at = np.flatnonzero(hit.to_numpy(bool))
    codes = batch.rows["dossier"].cat.codes.to_numpy()[at]
    groups = [at[codes == code].tolist() for code in np.unique(codes)]
    facts = {name: [int(series.iloc[g].sum()) for g in groups] for name, series in counted.items()}
    return by_group(batch, groups, field, **facts)


CHECKS = (
    RS01_column_missing,
    RS04_serial_broken,
    RS05_hidden_content,
    RS06_made_by_formula,
    RS07_filled_down,
    RS08_cell_without_text,
)
