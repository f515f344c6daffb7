"""NM: is there a name, and could it be a person's?"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from verify.check import FAIL, NOTE, WARN, check
from verify.fields.footnotes import MARKS
from verify.found import Found, begins, by_row
from verify.model import Batch
from verify.settings import Settings

_MARKED = f"[{re.escape(MARKS)}]"


@check(
    severity=FAIL,
    clause="roster.4",
    needs="name",
    title=("缺姓名", "name missing"),
    zh="第 {row} 行：没有姓名",
    en="row {row}: no name",
    example="""
        name    contact
        赵一水  13904510011
        _       13904510022  <-
    """,
)
def NM01_name_missing(batch: Batch, settings: Settings) -> Found:
    """A respondent without a name.
    被访者没有姓名。

    Innocent causes: the respondent did not want to give it; the row was typed in haste.
    无辜的原因：被访者不愿留名；录入遗漏。
    To clear it: the name from the questionnaire.
    如何澄清：按原始问卷补上姓名。
    """
    return by_row(batch, batch.rows["name_problem"].eq("missing"), "name")


@check(
    severity=WARN,
    clause="roster.4",
    needs="name",
    title=("姓名不像人名", "not a name"),
    zh="第 {row} 行：姓名一栏所填不像人名（{name}）",
    en="row {row}: what stands under name does not look like a person's name ({name})",
    example="""
        name
        欧阳明水
        买买提·艾力
        㛃水
        测试           <-
        张3            <-
        松江纸业公司   <-
        王             <-
    """,
)
def NM02_not_a_name(batch: Batch, settings: Settings) -> Found:
    """Digits, a test word, a company or a single character stands where a name belongs.
    姓名一栏填的是数字、测试字样、单位名称或单个字。

    Innocent causes: columns were swapped; the contact person of a company was left out. Rare characters,
    long ethnic names and compound surnames are never flagged.
    无辜的原因：列错位；填了单位而漏填联系人。生僻字、少数民族长姓名、复姓不在此列。
    To clear it: the name from the questionnaire.
    如何澄清：按原始问卷改正。
    """
    shown = begins(batch.rows["name_raw"], 1, "…")
    return by_row(batch, batch.rows["name_problem"].eq("not_a_name"), "name", name=shown)


@check(
    severity=WARN,
    clause="roster.4",
    needs="name",
    title=("只有称呼", "form of address only"),
    zh="第 {row} 行：只有称呼（{name}），没有全名",
    en="row {row}: a form of address ({name}) instead of the full name",
    example="""
        name
        王先生  <-
        李女士  <-
        张经理  <-
        刘总    <-
        小王    <-
        王先明
    """,
)
def NM03_courtesy_name(batch: Batch, settings: Settings) -> Found:
    """A form of address (王先生, 刘总, 小王) instead of a name.
    只写称呼（王先生、刘总、小王），没有全名。

    Innocent causes: the respondent gave only the surname, which is common in street interviews.
    无辜的原因：被访者只肯留姓，拦截访问中常见。
    To clear it: the callback asks for the person by this form of address.
    如何澄清：回访时按此称呼核实，或补上全名。
    """
    return by_row(
        batch, batch.rows["name_problem"].eq("courtesy"), "name", name=begins(batch.rows["name_raw"], 100)
    )


@check(
    severity=FAIL,
    clause="roster.4",
    needs="name",
    title=("姓名被遮盖", "name masked"),
    zh="第 {row} 行：姓名{how_term}（{name}）",
    en="row {row}: the name {how_term} ({name})",
    example="""
        name
        张*     <-
        李XX    <-
        王某某  <-
        王某    <-
        莫某水
        孙和风
        周长水
        吴远山
        郑一川
        冯小溪
        赵一水*  <- note
        钱水*    <- warn
    """,
)
def NM04_name_masked(batch: Batch, settings: Settings) -> Found:
    """The name is masked, so nobody can be asked for by it. Where the other names of the list are full, a whole name with
    a star (赵一水*) has a footnote mark and is only noted; of two characters with a star (钱水*) nobody can say it: a doubt.
    姓名被遮盖，无法据以回访。同一名单中其余姓名完整的，全名带星号（赵一水*）系加注，只作记录；
    两个字带星号（钱水*）看不出是遮盖还是加注，只列为疑点。

    Innocent causes: the list was prepared for publication and the masked copy was handed in.
    无辜的原因：误交了用于公示的脱敏版本。
    To clear it: the unmasked roster.
    如何澄清：请交未遮盖的名单。
    """
    raw, name, problem = (batch.rows[column] for column in ("name_raw", "name", "name_problem"))
    starred, masked = problem.eq("mask_or_mark"), problem.eq("masked")
    marked = problem.eq("") & raw.ne(name)
    marked[marked] = raw[marked].str.contains(_MARKED) & ~name[marked].str.contains(_MARKED)
    how = pd.Series("name_masked", index=raw.index).mask(starred, "mask_or_mark").mask(marked, "name_marked")

    def shown(places: np.ndarray) -> list[str]:
        texts = zip(raw.iloc[places].str.strip(), masked.iloc[places], strict=True)
        return [text if whole else text.lstrip(MARKS).strip()[:1] + "…" for text, whole in texts]

    found = by_row(batch, masked | starred | marked, "name", name=shown, how_term=how)
    severity = found.hits["how_term"].map({"name_masked": FAIL, "mask_or_mark": WARN, "name_marked": NOTE})
    return Found(found.hits.assign(severity=severity), found.examined)


@check(
    severity=NOTE,
    clause="",
    needs="name",
    title=("一格多个姓名", "several names"),
    zh="第 {row} 行：姓名一栏有不止一人（{name}），回访时应问清访问的是哪一位",
    en="row {row}: more than one person stands under name ({name}); the callback should ask who was interviewed",
    example="""
        name
        赵一水
        赵一水、钱二水  <-
        赵一水/李女士   <-
        张和水
    """,
)
def NM05_several_names(batch: Batch, settings: Settings) -> Found:
    """The names of two people stand in one cell. The row is read as one respondent.
    一格中写了两个人的姓名。该行按一名被访者读取。

    Innocent causes: a couple or two colleagues answered together.
    无辜的原因：夫妻或同事一同受访。
    To clear it: the callback asks which of them was interviewed.
    如何澄清：回访时问明访问的是哪一位。
    """
    shown = begins(batch.rows["name_raw"], 1, "…")
    return by_row(batch, batch.rows["name_problem"].eq("several"), "name", name=shown)


CHECKS = (
    NM01_name_missing,
    NM02_not_a_name,
    NM03_courtesy_name,
    NM04_name_masked,
    NM05_several_names,
)
