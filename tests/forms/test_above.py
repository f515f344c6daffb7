"""What stands above a roster: whose it is and who surveyed, where no register says so."""

from __future__ import annotations

from datetime import date

import pytest

from casebook.codec import header
from casebook.codec.record import DossierRecord
from desk.matching import matching_lines
from phrases import say
from verify.forms.above import said
from verify.intake.roster import FileResult, Roster, RosterTable, Segment
from verify.model import Review
from verify.review import review
from verify.settings import Settings

FIRM, AGENCY = "哈尔滨丰源食品有限公司", "黑龙江正信测评有限公司"
BOTH = {"agency": [AGENCY], "applicant": [FIRM]}
NOBODY: dict[str, list[str]] = {"agency": [], "applicant": []}


@pytest.mark.parametrize(
    "title",
    [
        f"被访者信息登记表\n申报单位：{FIRM}\n测评机构：{AGENCY}",
        f"申报企业：{FIRM}   测评机构：{AGENCY}",
        f"申报单位 {FIRM} 测评机构 {AGENCY}",
        f"企业名称： {FIRM}\n第三方测评机构名称： {AGENCY}",
        f"测评公司:{AGENCY}（盖章）  申报企业名称:{FIRM}",
        f"企 业 名 称（公章）：{FIRM}；调 查 机 构：{AGENCY}",
        f"委托单位：{FIRM} 联系人：赵一水\n调查单位：{AGENCY} 电话：13904510011",
        f"填报单位：{AGENCY}\n企业名称：{FIRM}\n测评机构：{AGENCY}",
        f"企业名称：{FIRM}\n测评机构：正信测评\n测评机构：{AGENCY}",
    ],
)
def test_lines_above_name_the_agency_and_the_company(title):
    assert said(title) == BOTH


@pytest.mark.parametrize(
    "title",
    [
        "",
        "测评机构 被访者信息登记表",
        "由测评机构填写，请勿改动",
        "测评机构：\n申报企业：",
        "测评机构：（请填写全称）  企业名称：（盖章）",
        "测评机构：某某测评有限公司\n企业名称：XX公司",
        "测评机构：张三\n单位：人",
        "填报单位：黑龙江正信测评有限公司",
        "委托单位：黑龙江省质量协会",
        "企业名称用户满意度测评被访者名单",
    ],
)
def test_what_names_nobody_is_not_taken(title):
    assert said(title) == NOBODY


def test_two_different_names_are_both_told():
    found = said("测评机构：甲方测评有限公司\n测评机构：乙方调查有限公司\n企业名称：松江纸业")
    assert found == {"agency": ["甲方测评有限公司", "乙方调查有限公司"], "applicant": ["松江纸业"]}


def roster(file: str, title: str, reader: str = "xlsx", employer: str = "") -> FileResult:
    texts = {"name": ["赵一水"], "contact": [f"1390451{ord(file[0]):04d}"]}
    columns = {"name": 0, "contact": 1}
    if employer:
        texts, columns = texts | {"employer": [employer]}, columns | {"employer": 2}
    segment = Segment("", (3,), columns, {}, [4], texts)
    return FileResult(file, rosters=(Roster(file, "", file.encode().hex() * 4, reader, (segment,), title),))


def reviewed(*results: FileResult, register: tuple[tuple[str, ...], ...] = ()) -> Review:
    headings = ("企业名称", "名单文件", "测评机构")
    rows = tuple(range(2, 2 + len(register)))
    tables = [RosterTable("登记.xlsx", "", headings, rows, register)] if register else []
    return review(results, tables, Settings(), date(2017, 6, 1), "0")


def test_without_a_register_the_lines_count_and_nobody_applies_twice_by_them():
    title = f"申报企业：{FIRM}\n测评机构：{AGENCY}"
    found = reviewed(roster("1.xlsx", title), roster("2.xlsx", title), roster("3.xlsx", ""))
    dossiers = found.batch.dossiers
    assert dossiers["agency"].tolist()[:2] == [AGENCY] * 2
    assert dossiers["applicant"].tolist()[:2] == [FIRM] * 2
    assert dossiers["applicant_key"].iloc[0] == dossiers["applicant_key"].iloc[1] != ""
    assert dossiers["applicant_key"].iloc[2] == ""
    assert not dossiers["declared"].any()
    assert [code for code, _ in dossiers["notes"].iloc[0]] == ["above_agency", "above_applicant"]
    assert not [r.code for r in found.results if len(r.hits) and r.code.startswith("DC")]
    assert matching_lines(found, "zh") == []


@pytest.mark.parametrize(
    ("employer", "code", "words"),
    [
        (FIRM, "EM02", "与名单上方所写的申报企业名称相同"),
        ("丰源食品", "EM02", "与名单上方所写的申报企业名称相近"),
        (AGENCY, "EM03", "即名单上方所写的测评机构"),
        ("正信测评", "EM03", "与名单上方所写的测评机构名称相近"),
        ("大庆远山商贸有限公司", "", ""),
    ],
)
def test_who_works_for_the_company_or_the_agency_named_above_is_a_doubt(employer, code, words):
    found = reviewed(roster("1.xlsx", f"申报企业：{FIRM}\n测评机构：{AGENCY}", employer=employer))
    told = {r.code: r.hits for r in found.results if r.code in ("EM02", "EM03") and len(r.hits)}
    assert list(told) == ([code] if code else [])
    assert not {r.code for r in found.results if r.skipped} & {"EM02", "EM03"}
    for hits in told.values():
        assert hits["severity"].tolist() == ["warn"]
        assert say(f"finding.term.{hits['how_term'].iloc[0]}", "zh") == words


def test_an_agency_that_the_register_names_counts_in_full():
    lines = ((FIRM, "1.xlsx", AGENCY),)
    found = reviewed(roster("1.xlsx", f"测评机构：{AGENCY}", employer=AGENCY), register=lines)
    (hits,) = (r.hits for r in found.results if r.code == "EM03")
    assert hits[["severity", "how_term"]].values.tolist() == [["fail", "is_agency"]]


def test_a_picture_names_nobody():
    found = reviewed(roster("1.jpg", f"测评机构：{AGENCY}", "picture"))
    assert found.batch.dossiers["agency"].isna().all()


def test_a_register_that_says_otherwise_counts_and_the_difference_is_told():
    title = "申报企业：大庆远山商贸有限公司\n测评机构：大庆智远咨询有限公司"
    lines = ((FIRM, "1.xlsx", AGENCY), ("松江纸业有限公司", "2.xlsx", ""))
    found = reviewed(
        roster("1.xlsx", title), roster("2.xlsx", "测评机构：正信测评\n企业名称：松江纸业"), register=lines
    )
    dossiers = found.batch.dossiers
    assert dossiers["agency"].tolist() == [AGENCY, "正信测评"]
    assert dossiers["applicant"].tolist() == [FIRM, "松江纸业有限公司"]
    assert [code for code, _ in dossiers["notes"].iloc[0]] == ["above_agency_other", "above_applicant_other"]
    assert [code for code, _ in dossiers["notes"].iloc[1]] == ["above_agency"]
    told = matching_lines(found, "zh")
    assert len(told) == 2
    assert "大庆智远咨询有限公司" in told[0]
    assert "大庆远山商贸有限公司" in told[1]


def test_two_agencies_above_one_roster_are_told_and_none_is_taken():
    found = reviewed(roster("1.xlsx", f"测评机构：{AGENCY}\n调查机构：大庆智远咨询有限公司"))
    assert found.batch.dossiers["agency"].isna().all()
    (line,) = matching_lines(found, "en")
    assert AGENCY in line
    assert "none was taken" in line


@pytest.mark.parametrize("register", [(), ((FIRM, "1.xlsx", ""),)])
def test_a_casebook_keeps_the_agency_apart_from_what_was_declared(register):
    found = reviewed(roster("1.xlsx", f"申报企业：{FIRM}\n测评机构：{AGENCY}"), register=register)
    facts = found.batch.dossiers.iloc[0]
    version, kept, about, text = header.to_columns(facts)
    assert about["above"] == {"agency": AGENCY}
    assert (header.declared_items(kept["declared"]) or {}).get("agency") is None
    record = DossierRecord(
        code="1",
        version=version,
        review=kept,
        about=about,
        file_text="",
        respondents=(),
        people=(),
        findings=(),
    )  # its text is gone, as after a purge
    back = header.from_records([record]).iloc[0]
    assert (back["agency"], back["applicant"], back["declared"]) == (AGENCY, FIRM, bool(register))
    assert text
