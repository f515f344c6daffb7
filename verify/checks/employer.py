"""EM: whom the respondents work for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from verify.check import FAIL, NOTE, WARN, check
from verify.fields.employer import related_company, same_company
from verify.found import Found, begins, by_group, by_row
from verify.model import Batch
from verify.settings import Settings


@check(
    severity=NOTE,
    clause="roster.5",
    needs="employer",
    title=("部分缺单位", "employer missing"),
    zh="有 {count} 人没有填写工作单位，其余大多填写（第 {rows} 行）",
    en="{count} respondents have no employer while most have one (rows {rows})",
    example="""
        dossier  employer
        A        松江纸业有限公司
        A        松江纸业有限公司
        A        _                 <-
        B        _
        B        _
    """,
)
def EM01_employer_missing(batch: Batch, settings: Settings) -> Found:
    """The employer is empty for some rows while most rows of the roster have one.
    名单大多填写了工作单位，少数没有填写。

    Innocent causes: these respondents are private persons, for whom it may stay empty.
    无辜的原因：这些被访者是个人用户，可以不填。
    To clear it: nothing need be done for private persons.
    如何澄清：个人用户不必处理。
    """
    codes = batch.rows["dossier"].cat.codes.to_numpy()
    missing = batch.rows["employer_problem"].eq("missing").to_numpy()
    size = len(batch.rows["dossier"].cat.categories)
    total, empty = np.bincount(codes, minlength=size), np.bincount(codes[missing], minlength=size)
    groups = [
        np.flatnonzero(missing & (codes == code)).tolist()
        for code in np.flatnonzero((empty > 0) & (2 * empty < total))
    ]
    return by_group(batch, groups, "employer")


@check(
    severity=WARN,
    clause="roster.4",
    needs=("employer", "applicant"),
    title=("工作单位与申报企业相同", "employer is the applicant"),
    zh="第 {row} 行：所填工作单位“{employer}”{how_term}，请核实被访者与企业的关系",
    en="row {row}: the employer given, “{employer}”, {how_term} the applicant; please show how the respondent is related to it",
    example="""
        employer                  @applicant
        松江纸业有限公司          松江纸业有限公司      <-
        松江纸业                  松江纸业有限公司      <-
        松江纸业集团牡丹江分公司  松江纸业有限公司      <-
        北岸机械厂                松江纸业有限公司
    """,
)
def EM02_employer_is_applicant(batch: Batch, settings: Settings) -> Found:
    """The employer given has the applicant's name, or one like it. Where no register says who applies, the lines above the
    roster do.
    所填工作单位与申报企业名称相同或相近。没有申报登记信息的，以名单上方所写的企业为准。

    Innocent causes: the applicant's name was typed into the column for the whole list; staff do buy their
    company's goods; a group or a branch of similar name is a company of its own.
    无辜的原因：整列误填了申报企业名称；员工确实也购买本单位产品；名称相近的集团、分公司是另一家单位。
    To clear it: the questionnaire says what the respondent bought and where they work.
    如何澄清：按原始问卷核对工作单位与所用产品。
    """
    found, above = _works_for(batch, "applicant")
    how = found.hits["severity"].map({FAIL: "same_as_applicant", WARN: "like_applicant"})
    how = how.where(~above, how + "_above")
    return Found(found.hits.assign(severity=WARN, how_term=how), found.examined)


@check(
    severity=FAIL,
    clause="roster.4",
    needs=("employer", "agency"),
    title=("测评机构员工", "agency's own staff"),
    zh="第 {row} 行：工作单位“{employer}”{how_term}",
    en="row {row}: the employer “{employer}” {how_term}",
    example="""
        employer              @agency
        北岸市场调查有限公司  北岸市场调查有限公司  <-
        北岸市场调查分公司    北岸市场调查有限公司  <- warn
        松江纸业有限公司      北岸市场调查有限公司
    """,
)
def EM03_employer_is_agency(batch: Batch, settings: Settings) -> Found:
    """The respondent works for the agency that made the survey. A doubt only where the name is alike and not the same, and
    where no paper but a line above the roster names the agency.
    被访者就职于实施调查的测评机构。名称只是相近的，以及测评机构只写在名单上方、别无材料的，只列为疑点。

    Innocent causes: the agency's name was typed into the column for the whole list.
    无辜的原因：整列误填了测评机构名称。
    To clear it: the questionnaire says where the respondent works.
    如何澄清：按原始问卷核对工作单位。
    """
    found, above = _works_for(batch, "agency")
    how = found.hits["severity"].map({FAIL: "is_agency", WARN: "like_agency"})
    severity = found.hits["severity"].where(~above, WARN)
    return Found(
        found.hits.assign(severity=severity, how_term=how.where(~above, how + "_above")), found.examined
    )


@check(
    severity=WARN,
    clause="roster.4",
    needs=("name", "contact", "officers"),
    title=("申报企业自己的联系人", "the applicant's own contact"),
    zh="第 {row} 行：姓名和联系方式都与申请表上的{who_term}相同，请核实其是否为用户",
    en="row {row}: name and number are those of {who_term} on the application form; please show that this is a customer",
    example="""
        dossier  name    contact        @applicant        %application
        A        钱二水  13904510022    松江纸业有限公司  liaison=钱二水; phone=13904510022           <-
        A        钱二水  13904510033    松江纸业有限公司  liaison=钱二水; phone=13904510022
        A        孙三水  13904510022    松江纸业有限公司  liaison=钱二水; phone=13904510022
        B        李四水  0451-87979096  北岸机械厂        legal_person=李四水; phone=0451-87979096  <-
        C        李四水  0451-87979096  松江乳业          liaison=周五水; phone=0451-87979096
    """,
)
def EM04_applicants_own_contact(batch: Batch, settings: Settings) -> Found:
    """A respondent has both the name and the number of the applicant's contact person or legal representative, as its
    application form gives them. A name alone, or a number alone, says nothing.
    被访者的姓名和联系方式都与申请表所写的联系人或法定代表人相同。只有姓名相同或只有号码相同的，不提示。

    Innocent causes: the applicant's own people do use its goods; the form named a customer's contact by mistake; a
    list began with a line that was typed to try it out.
    无辜的原因：本单位人员也是用户；申请表误填了客户的联系人；名单第一行是试填的样例。
    To clear it: ask the respondent, or leave the row out of the count of valid questionnaires.
    如何澄清：回访本人核实；不属于用户的，从有效问卷中去掉这一行。
    """
    rows, contacts = batch.rows, batch.contacts
    at = contacts["at"].to_numpy()
    met = pd.DataFrame(
        {
            "at": at,
            "dossier": rows["dossier"].astype("str").to_numpy()[at],
            "name_key": rows["name_key"].to_numpy()[at],
            "value": contacts["value"].to_numpy(),
        }
    )
    known = met.merge(batch.officers, on=["dossier", "name_key", "value"]).drop_duplicates("at")
    who = pd.Series(known["item"].to_numpy(), index=known["at"].to_numpy(), dtype="str").reindex(rows.index)
    hit = who.notna()
    return by_row(batch, hit, "contact", who_term=who.fillna(""))


def _works_for(batch: Batch, item: str) -> tuple[Found, pd.Series]:
    """Compare each distinct pair of employer and company once; return also which hits go by the lines above a roster."""
    rows = batch.rows
    company = batch.dossiers.loc[list(rows["dossier"].cat.categories), item]
    pairs = pd.DataFrame(
        {"code": rows["dossier"].cat.codes.to_numpy(), "employer": rows["employer"].to_numpy()}
    )
    number = pairs.groupby(["code", "employer"], sort=False).ngroup().to_numpy()
    distinct = pairs.drop_duplicates()
    verdicts = np.array(
        [
            "" if not e or pd.isna(company.iloc[c]) else _verdict(e, str(company.iloc[c]))
            for c, e in zip(distinct["code"], distinct["employer"], strict=True)
        ],
        dtype=object,
    )
    verdict = verdicts[number] if len(pairs) else np.zeros(0, object)
    found = by_row(
        batch,
        pd.Series(verdict != "", index=rows.index),
        "employer",
        of=rows["employer"].ne(""),
        employer=begins(rows["employer"], 30),
    )
    notes = batch.dossiers["notes"]
    above = {
        str(dossier) for dossier, own in notes.items() if any(code == f"above_{item}" for code, _ in own)
    }
    hits = found.hits.assign(severity=verdict[verdict != ""])
    return Found(hits, found.examined), hits["dossier"].isin(list(above))


def _verdict(employer: str, company: str) -> str:
    tests: tuple[tuple[Callable[[str, str], bool], str], ...] = (
        (same_company, FAIL),
        (related_company, WARN),
    )
    return next((severity for test, severity in tests if test(employer, company)), "")


CHECKS = (
    EM01_employer_missing,
    EM02_employer_is_applicant,
    EM03_employer_is_agency,
    EM04_applicants_own_contact,
)
