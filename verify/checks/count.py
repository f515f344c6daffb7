"""RS02, RS03, RS10: how many respondents are given, beside how many were declared."""

from __future__ import annotations

import pandas as pd

from verify.check import FAIL, WARN, check
from verify.checks.left_open import open_end, rows_unread
from verify.checks.papers import stated
from verify.found import Found, by_dossier
from verify.model import FILE_UNREAD, Batch
from verify.settings import Settings

# Note 3 asks for all where there are fewer than this; between this and the cap only note 2 speaks, "in principle".
ALL_BELOW = 50
_NAMED = 3  # files named in a sentence


@check(
    severity=FAIL,
    clause="roster.3",
    needs=("valid_questionnaires",),
    title=("名单人数不足", "too few respondents"),
    zh="名单只有 {given} 人，申报有效问卷 {declared} 份，{asked_term}{wanted}人",
    en="the roster gives {given} respondents; {declared} valid questionnaires are declared, {wanted} {asked_term}",
    example="""
        dossier  name    @valid_questionnaires
        A        赵一水  2                      <-
        B        钱二水  1
        C        孙三水  186                    <- warn
        D        李四水  1,200                  <-
    """,
)
def RS02_roster_too_short(batch: Batch, settings: Settings) -> Found:
    """Fewer respondents than the form asks for: all of them where there are fewer than 50, 200 where there are more
    than 200 (note 3). In between all are given "in principle" (note 2), so that fewer are a doubt only.
    名单人数少于应提供的人数：少于 50 个的全部提供，超出 200 个的提供 200 个（注3）；
    两者之间按注2“原则上提供所有被访者信息”，不足的只列为疑点。
    A doubt only, too, where another paper of the application states no more than are given: one of them slipped.
    另一份材料所写份数不多于名单人数的，也只列为疑点：很可能其中一处是笔误。
    Where a part of what was handed in was not read, nobody can say that there are too few; that is told instead.
    交来的材料有一部分没有读的，不能断定人数不足，改为说明这一点。

    Innocent causes: a second sheet or file was not handed in; the declaration has a typing slip.
    无辜的原因：名单的另一页或另一个文件没有交来；申报数字笔误。
    To clear it: ask for the missing rows, or for a corrected declaration.
    如何澄清：请补交缺少的被访者，或更正申报数字。
    """
    dossiers, wanted, given = batch.dossiers, _wanted(batch, settings), _given(batch)
    least = {
        dossier: min(map(int, counts)) for dossier, counts in stated(batch, "valid_questionnaires").items()
    }
    slip = dossiers.index.to_series().map(least).le(given)
    principle = _in_principle(batch, settings)
    return by_dossier(
        batch,
        (given < wanted).fillna(False) & open_end(batch).eq(""),
        severity=(principle | slip).map({True: WARN, False: FAIL}),
        clause=_clauses(principle),
        **_counts(batch, settings),
    )


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
    severity=WARN,
    clause="roster.3",
    needs=("valid_questionnaires",),
    title=("人数尚不能确定", "number not determined"),
    zh="名单读出 {given} 人，申报有效问卷 {declared} 份，{asked_term}{wanted}人；但{unread_term}（{file}），人数够不够尚不能确定",
    en="{given} respondents were read; {declared} valid questionnaires are declared, {wanted} {asked_term}; but {unread_term} "
    "({file}): whether there are enough is not determined",
    example="""
        dossier  name    @valid_questionnaires  !pages_unread
        A        赵一水  2                      第2页          <-
        B        钱二水  1                      第2页
        C        孙三水  2                      _
    """,
)
def RS10_number_not_determined(batch: Batch, settings: Settings) -> Found:
    """Fewer respondents were read than the form asks for, but a file, a page or a picture of the application was not
    read: it may hold the others. Nobody is said to be missing then.
    读出的人数少于应提供的人数，但同一申报有文件、页或图片没有读，其余的人可能在其中；此时不报人数不足。

    Innocent causes: a scan or photograph that could not be read; a damaged copy; pages that were photographed apart.
    无辜的原因：扫描件、照片读不出；拷贝损坏；名单分几页拍照。
    To clear it: ask for the file, or the list, as a spreadsheet; then verify again.
    如何澄清：请补交该文件或名单的电子表格，再重新核验。
    """
    wanted, given, end = _wanted(batch, settings), _given(batch), open_end(batch)
    notes = batch.dossiers["notes"].map(dict)
    files = batch.dossiers["file"].astype("str").str.rpartition("/")[2]
    return by_dossier(
        batch,
        (given < wanted).fillna(False) & end.ne(""),
        clause=_clauses(_in_principle(batch, settings)),
        unread_term=end,
        file=notes.map(lambda own: _short(own.get(FILE_UNREAD, ""))).where(end.eq("files"), files),
        **_counts(batch, settings),
    )


def _given(batch: Batch) -> pd.Series:
    # Rows that we could not read were given all the same.
    return batch.dossiers["row_count"] + rows_unread(batch)


def _wanted(batch: Batch, settings: Settings) -> pd.Series:
    return batch.dossiers["valid_questionnaires"].clip(upper=settings.roster_cap)


def _in_principle(batch: Batch, settings: Settings) -> pd.Series:
    declared = batch.dossiers["valid_questionnaires"]
    return declared.ge(ALL_BELOW) & declared.le(settings.roster_cap)


def _clauses(principle: pd.Series) -> pd.Series:
    return principle.map({True: "roster.2", False: "roster.3"})


def _counts(batch: Batch, settings: Settings) -> dict[str, pd.Series]:
    """Return the numbers of a sentence, as facts."""
    asked = _in_principle(batch, settings).map({True: "asked_in_principle", False: "asked"})
    declared, wanted = batch.dossiers["valid_questionnaires"], _wanted(batch, settings)
    return {
        "asked_term": asked,
        "given": _given(batch),
        "declared": _whole(declared),
        "wanted": _whole(wanted),
    }


def _short(files: str) -> str:
    """Return the first names of a list of files."""
    names = files.split("、")
    return "、".join(names[:_NAMED]) + "…" * (len(names) > _NAMED)


def _whole(numbers: pd.Series) -> pd.Series:
    return numbers.round().astype("Int64").astype(object)


CHECKS = (RS02_roster_too_short, RS03_more_than_declared, RS10_number_not_determined)
