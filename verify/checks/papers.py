"""DC08: the papers of one application side by side."""

from __future__ import annotations

from typing import Any

from verify.check import WARN, check
from verify.checks.left_open import open_end, rows_unread
from verify.found import Found, hits_frame
from verify.model import Batch
from verify.settings import Settings

_GIVEN = 200  # of more respondents than that only so many are given (roster.3): their number says nothing
_HALF = 0.5 + 1e-9  # of the last digit that is written
# What several papers state, in the order in which it is told.
COMPARED = ("category", "valid_questionnaires", "period", "score")


def agree(item: str, one: str, two: str) -> bool:
    """Whether two values of an item can both be right: 86.5 is 86.48, rounded, and so is 86.50."""
    if item != "score":
        return one == two
    decimals = min(len(value.partition(".")[2].rstrip("0")) for value in (one, two))
    return abs(float(one) - float(two)) <= _HALF * float(f"1e-{decimals}")


def stated(batch: Batch, item: str) -> dict[str, set[str]]:
    """Return dossier -> what its papers say of an item. Two values are a slip in one paper, as likely as anything:
    what follows from one of them alone accuses nobody before DC08 is cleared."""
    said = batch.papers[batch.papers["item"].eq(item)]
    return {str(d): set(values) for d, values in said.groupby("dossier", observed=True)["value"]}


@check(
    severity=WARN,
    clause="notice.2",
    needs="papers",
    title=("材料互不一致", "papers disagree"),
    zh="申报材料对“{field}”的说法不一致：{papers}",
    en="the papers of the application disagree about {field}: {papers}",
    example="""
        dossier  name    @applicant        @valid_questionnaires  @score  %report
        A        赵一水  松江纸业有限公司  186                    86.5    score=86.48
        B        钱二水  北岸机械厂        186                    86.5    valid_questionnaires=168  <-
    """,
)
def DC08_papers_disagree(batch: Batch, settings: Settings) -> Found:
    """Register, forms, survey report and roster state an item (category, valid questionnaires, period, score)
    differently. A rounded score is no difference; copies, drafts and older versions are not compared.
    登记表、申报表格、测评报告与名单对同一事项（类别、有效问卷数量、调查时间、得分）说法不同。得分四舍五入不算；副本、草稿和旧版不比较。

    Innocent causes: a slip of the pen in one of the papers; a paper of an earlier state was handed in.
    无辜的原因：其中一份材料笔误；交来的是较早的一稿。
    To clear it: ask which paper holds; the survey report is nearest to the survey.
    如何澄清：请报送单位说明以哪一份为准，通常以测评报告为准。
    """
    rows: list[dict[str, Any]] = []
    said = batch.papers[batch.papers["item"].isin(COMPARED)]
    whole = open_end(batch).eq("") & rows_unread(batch).eq(0)  # else the roster says no number
    for _, group in said.groupby(["dossier", "item"], sort=False, observed=True):
        dossier, item = str(group["dossier"].iloc[0]), str(group["item"].iloc[0])
        values = group["value"].tolist()
        if all(agree(item, a, b) for at, a in enumerate(values) for b in values[:at]):
            continue
        lines = zip(group["paper"], values, group["file"], group["place"], strict=True)
        papers = list(
            {(p, v): {"paper": p, "value": v, "file": f, "place": at} for p, v, f, at in lines}.values()
        )
        if item == "valid_questionnaires" and min(map(int, values)) <= _GIVEN and whole[dossier]:
            roster = batch.dossiers.loc[dossier]
            count, file = str(roster["row_count"]), str(roster["file"])
            if ("roster", count) not in {(p["paper"], p["value"]) for p in papers}:
                papers.append({"paper": "roster", "value": count, "file": file, "place": ""})
        rows.append({"dossier": dossier, "field": item, "papers": papers})
    order = {item: at for at, item in enumerate(COMPARED)}
    rows.sort(key=lambda row: (batch.dossiers.index.get_loc(row["dossier"]), order[row["field"]]))
    examined = said.groupby("dossier", observed=True)["item"].nunique()
    return Found(hits_frame(rows), {str(d): int(n) for d, n in examined.items()})


CHECKS = (DC08_papers_disagree,)
