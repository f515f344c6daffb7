"""DC: what the application declares in the register, before anybody looks at a row."""

from __future__ import annotations

import pandas as pd

from verify.check import FAIL, WARN, check, unread_items
from verify.checks.papers import stated
from verify.fields import company
from verify.found import Found, by_dossier, hits_frame
from verify.model import Batch
from verify.register import CATEGORIES
from verify.settings import Settings

# What every entry of the register should give.
EXPECTED = (
    "applicant",
    "category",
    "agency",
    "valid_questionnaires",
    "survey_start",
    "survey_end",
    "score",
)

# Where no register was typed, the paper that says an item. A report says it in its own words ("": no paper is blamed
# for what was not understood).
_ON_PAPER = {
    **dict.fromkeys(EXPECTED, "opinion"),
    "agency": "",
}


def _without(batch: Batch, paper: str) -> set[str]:
    """Return the dossiers that were declared by their papers alone, while the paper that says an item is not there.

    What stands on a paper that nobody has seen is not missing from the declaration.
    """
    seen = batch.papers.groupby("dossier", observed=True)["paper"].agg(set)
    return {str(dossier) for dossier, kinds in seen.items() if not kinds & {paper, "register"}}


def _disputed(batch: Batch) -> pd.Series:
    """Whether the papers of a dossier name different categories."""
    several = {dossier for dossier, words in stated(batch, "category").items() if len(words) > 1}
    return pd.Series(batch.dossiers.index.isin(list(several)), index=batch.dossiers.index)


@check(
    severity=FAIL,
    clause="notice.3",
    needs=("register", "applicant"),
    title=("一企多报", "applies twice"),
    zh="名称相同（公司形式不计）的申报共 {number} 项：{dossiers}；每个企业只能申报一项",
    en="{number} applications bear one name, legal form aside: {dossiers}; each company may apply for one item only",
    example="""
        dossier  name    @applicant
        A        赵一水  松江纸业有限公司  <-
        B        钱二水  松江纸业          <-
        C        孙三水  北岸机械厂
    """,
)
def DC01_applies_twice(batch: Batch, settings: Settings) -> Found:
    """One applicant has several entries or dossiers in the round. Legal form, brackets, and 省 or 市 after a place do
    not count.
    同一企业在本轮有多份申报。公司形式、括号、地名后的“省”“市”不计。

    Innocent causes: two companies of similar name; an older version of the same file was handed in too.
    无辜的原因：名称相近的两家企业；同一材料的旧版本也交了上来。
    To clear it: the business licences, or word of which version counts.
    如何澄清：核对营业执照，或说明以哪一份为准。
    """
    # A name above a roster is no application: two lists of one company may be two parts of one.
    key = batch.dossiers["applicant_key"].where(batch.dossiers["declared"], "")
    own = pd.Series(key.index, index=key.index).groupby(key.to_numpy()).agg(list)
    also: dict[str, list[str]] = {}  # entries of the register that nobody has handed in a roster for
    for entry in batch.matching.absent:
        also.setdefault(company.placed(entry.applicant), []).append(entry.id or entry.applicant)
    placed = {k: company.placed(str(a)) for k, a in zip(key, batch.dossiers["applicant"], strict=True) if k}
    same = {k: [*map(str, own[k]), *also.get(placed[k], ())] for k in placed}
    size = key.map(lambda k: len(same.get(k, ())))
    return by_dossier(
        batch,
        key.ne("") & size.gt(1),
        applicant=batch.dossiers["applicant"],
        number=size,
        dossiers=key.map(lambda k: same.get(k, [])),
    )


@check(
    severity=FAIL,
    clause="measures.score",
    needs="score",
    title=("得分低于80", "score below 80"),
    zh="申报的满意度得分 {score} 低于 {limit} 分",
    en="the declared satisfaction score {score} is below {limit}",
    example="""
        dossier  name    @score
        A        赵一水  79.9    <-
        B        钱二水  80
    """,
)
def DC02_score_below_80(batch: Batch, settings: Settings) -> Found:
    """The declared satisfaction score is below the minimum (80).
    申报的满意度得分低于最低要求（80 分）。

    Innocent causes: another scale (five or ten points) was used; a typing slip.
    无辜的原因：用了五分制或十分制；笔误。
    To clear it: the survey report.
    如何澄清：以测评报告为准。
    """
    limit = float(settings.score_minimum)
    score = batch.dossiers["score"]
    return by_dossier(batch, score < limit, score=score, limit=settings.score_minimum)


@check(
    severity=FAIL,
    clause="opinion.3",
    needs="survey_start",
    title=("调查开始过早", "survey before window"),
    zh="申报的调查开始时间 {day} 早于 {limit}",
    en="the declared survey began on {day}, before {limit}",
    example="""
        dossier  name    @survey_start
        A        赵一水  2016-11-30     <-
        B        钱二水  2016-12-01
    """,
)
def DC03_survey_before_window(batch: Batch, settings: Settings) -> Found:
    """The declared survey began before the window opened.
    申报的调查开始时间早于规定的起始日。

    Innocent causes: the preparation was counted in; the year was mistyped in January.
    无辜的原因：把准备阶段算了进去；元旦前后年份笔误。
    To clear it: the survey report.
    如何澄清：以测评报告为准。
    """
    start, limit = batch.dossiers["survey_start"], pd.Timestamp(settings.window_start)
    hit = start < limit if settings.window_start_inclusive else start <= limit
    return by_dossier(batch, hit, day=start, limit=limit)


@check(
    severity=WARN,
    clause="",
    needs="register",
    title=("申报登记不全", "declaration incomplete"),
    zh="“{missing_thing}”{how_term}{got}（仅供核对）",
    en="{missing_thing} {how_term}{got} (to be checked, no more)",
    example="""
        dossier  name    @applicant        @category  @agency  @valid_questionnaires  @survey_start  @survey_end  @score
        A        赵一水  松江纸业有限公司  企业类     北岸     1                      2017-03-01     2017-03-31   86
        B        钱二水  北岸机械厂        企业类     _        1                      2017-03-01     2017-03-31   86  <-
        C        孙三水  松江乳业          企业类     北岸     约200                  2017-03-01     2017-03-31   86  <-
    """,
)
def DC04_declaration_incomplete(batch: Batch, settings: Settings) -> Found:
    """An item of the register is empty, or what stands there cannot be read. The register is this tool's own form
    and no part of the application, so no clause is cited.
    申报登记表中有项目未填，或所填内容读不出。申报登记表是本工具的录入表，不是申报材料，因此不引条款。
    Where nobody typed one, the same is asked of the opinion form and the survey report.
    没有人录入登记表时，按推荐意见表和测评报告核对同样的项目。

    Innocent causes: the register was filled in before the survey ended.
    无辜的原因：登记时调查尚未结束。
    To clear it: fill in the item.
    如何澄清：补填该项。
    """
    dossiers = batch.dossiers
    unseen = {paper: _without(batch, paper) for paper in set(_ON_PAPER.values())}
    untyped = _without(batch, "register")
    rows = [
        {
            "dossier": dossier,
            "missing_thing": item,
            **_how(unread_items(batch, dossier).get(item, ""), dossier in untyped),
        }
        for item in EXPECTED
        for dossier in dossiers.index[dossiers["declared"] & dossiers[item].isna()]
        if dossier not in unseen[_ON_PAPER[item]]
    ]
    return Found(hits_frame(rows), dict.fromkeys(dossiers.index, len(EXPECTED)))


def _how(got: str, untyped: bool) -> dict[str, str]:
    """Say where an item is missing: on the papers, where nobody typed a register."""
    unread, missing = ("unread_on_papers", "not_on_papers") if untyped else ("given_unread", "not_given")
    return {"how_term": unread if got else missing, "got": got[:30]}


@check(
    severity=WARN,
    clause="notice.1",
    needs="category",
    title=("类别不明", "category unknown"),
    zh="推荐类别“{category}”不在四类之中（企业类、产品类、建筑工程类、服务类）",
    en="the category “{category}” is none of the four",
    example="""
        dossier  name    @category
        A        赵一水  企业类
        B        钱二水  科研类     <-
    """,
)
def DC05_category_unknown(batch: Batch, settings: Settings) -> Found:
    """The category is none of the notice's four.
    推荐类别不是通知规定的四类之一。

    Innocent causes: another year's word for it; a cell was filled in one line too low. Short forms are understood.
    无辜的原因：沿用了往年的叫法；填错了行。常用的简称能够认出。
    To clear it: write it as in the notice.
    如何澄清：按通知的写法填写。
    """
    category = batch.dossiers["category"]
    return by_dossier(batch, category.notna() & ~category.isin(CATEGORIES), category=category)


@check(
    severity=FAIL,
    clause="filling.2",
    needs=("category", "asked:product_model"),
    title=("产品无型号", "product without model"),
    zh="产品类申报{what_term}",
    en="a product entry {what_term}",
    example="""
        dossier  name    @category  @product_model
        A        赵一水  产品类     SJ-200型
        B        钱二水  产品类     _               <-
        C        孙三水  产品类     SJ系列          <-
        D        李四水  企业类     _
    """,
)
def DC06_product_without_model(batch: Batch, settings: Settings) -> Found:
    """A product entry names no model and specification, or a whole series. Where the papers name different
    categories, that is asked first.
    产品类申报没有填写型号规格，或填写的是系列产品。各份材料所填类别不一致的，先问类别。

    Innocent causes: the model stands elsewhere in the application.
    无辜的原因：型号写在申报材料的别处。
    To clear it: name one model and its specification.
    如何澄清：写明具体型号、规格。
    """
    dossiers = batch.dossiers
    product = dossiers["category"].eq("产品类").fillna(False) & ~_disputed(batch)
    model = dossiers["product_model"].astype("str").where(dossiers["product_model"].notna(), "")
    series = model.str.contains("系列")
    what = series.map({True: "series", False: "no_model"})
    unseen = pd.Series(dossiers.index.isin(list(_without(batch, "application"))), index=dossiers.index)
    hit = product & (series | (model.str.strip().eq("") & ~unseen))
    return by_dossier(batch, hit, what_term=what)


@check(
    severity=FAIL,
    clause="filling.2",
    needs=("category", "asked:service_name"),
    title=("服务不具体", "service not named"),
    zh="服务类申报没有填写具体的服务项目名称",
    en="a service entry does not name the specific service",
    example="""
        dossier  name    @category  @service_name
        A        赵一水  服务类     入户抄表服务
        B        钱二水  服务类     _             <-
    """,
)
def DC07_service_not_named(batch: Batch, settings: Settings) -> Found:
    """A service entry does not name the specific service. Where the papers name different categories, that is asked
    first.
    服务类申报没有填写企业专项服务名称。各份材料所填类别不一致的，先问类别。

    Innocent causes: the service stands elsewhere in the application.
    无辜的原因：服务名称写在申报材料的别处。
    To clear it: name the service, not the institution.
    如何澄清：写明专项服务名称（不是服务机构）。
    """
    dossiers = batch.dossiers
    service = dossiers["category"].eq("服务类").fillna(False) & ~_disputed(batch)
    named = dossiers["service_name"].astype("str").where(dossiers["service_name"].notna(), "")
    unseen = pd.Series(dossiers.index.isin(list(_without(batch, "application"))), index=dossiers.index)
    return by_dossier(batch, service & named.str.strip().eq("") & ~unseen)


CHECKS = (
    DC01_applies_twice,
    DC02_score_below_80,
    DC03_survey_before_window,
    DC04_declaration_incomplete,
    DC05_category_unknown,
    DC06_product_without_model,
    DC07_service_not_named,
)
