"""Whose papers these are: names, files, folders; and what fits two companies stays with neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from verify.forms import declare, statements
from verify.forms.applications import Application, applications
from verify.forms.names import is_aside, is_neutral, key_of
from verify.forms.parts import parts
from verify.intake.roster import FileResult, Paper, Roster, RosterTable, Said, Segment

WINDOW = (date(2016, 12, 1), date(2017, 6, 20))
A, B = "松江纸业有限公司", "北岸机械厂"


def paper(file: str, kind: str, **items: str) -> FileResult:
    said = tuple(Said(item, text, f"C{at}") for at, (item, text) in enumerate(items.items(), 1))
    return FileResult(file, papers=(Paper(file, kind, said),))


def roster(file: str, title: str = "", sha: str = "0") -> FileResult:
    segment = Segment(
        "", (1,), {"name": 0, "contact": 1}, {}, [2], {"name": ["赵一水"], "contact": ["13904510011"]}
    )
    return FileResult(file, rosters=(Roster(file, "", sha * 64, "xlsx", (segment,), title),))


def by_name(*results: FileResult) -> dict[str, Application]:
    return {a.applicant: a for a in applications(results)}


def kinds(application: Application) -> list[str]:
    return [p.kind for p in application.papers]


def test_a_paper_without_a_name_goes_with_its_folder() -> None:
    found = by_name(
        paper("s/1/推荐意见表.docx", "opinion", applicant=A, score="86"),
        paper("s/1/测评报告.docx", "report", score="86"),
        paper("s/2/推荐意见表.docx", "opinion", applicant=B),
    )
    assert kinds(found[A]) == ["opinion", "report"]
    assert kinds(found[B]) == ["opinion"]


def test_a_report_without_a_name_goes_with_the_name_of_its_file() -> None:
    found = by_name(
        paper("s/松江纸业推荐意见表.docx", "opinion", applicant=A),
        paper("s/北岸机械厂推荐意见表.docx", "opinion", applicant=B),
        paper("s/松江纸业有限公司测评报告.docx", "report", score="86"),
        paper("s/02、北岸机械厂 测评报告（终稿）.docx", "report", score="87"),
        paper("s/测评报告.docx", "report", score="88"),
    )
    assert [kinds(a) for a in found.values()] == [["opinion", "report"]] * 2


def test_a_report_that_shortens_the_name_is_the_applicants_own() -> None:
    forms = paper("s/1/推荐意见表.docx", "opinion", applicant="大庆市松江纸业有限公司")
    found = by_name(forms, paper("s/1/报告.docx", "report", applicant="松江纸业公司"))
    assert [kinds(a) for a in found.values()] == [["opinion", "report"]]
    found = by_name(forms, paper("s/1/报告.docx", "report", applicant=B))
    assert [kinds(a) for a in found.values()] == [["opinion"], ["report"]]


def test_what_stands_above_a_roster_is_a_paper_too() -> None:
    above = (Paper("s/1/名单.xlsx", "roster", (Said("valid_questionnaires", "186份", "A2"),)),)
    found = by_name(
        paper("s/1/推荐意见表.docx", "opinion", applicant=A, valid_questionnaires="168"),
        replace(roster("s/1/名单.xlsx"), papers=above),
    )
    assert kinds(found[A]) == ["opinion", "roster"]
    title = f"{B}被访者信息登记表"
    found = by_name(
        paper("s/1/推荐意见表.docx", "opinion", applicant=A, valid_questionnaires="168"),
        replace(roster("s/1/名单.xlsx", title), papers=above),
    )
    assert kinds(found[A]) == ["opinion"]


def test_two_companies_in_one_folder_share_nothing() -> None:
    found = by_name(
        paper("s/推荐意见表1.docx", "opinion", applicant=A),
        paper("s/推荐意见表2.docx", "opinion", applicant=B),
        paper("s/测评报告.docx", "report", score="86"),
        roster("s/名单.xlsx"),
    )
    assert [kinds(a) for a in found.values()] == [["opinion"], ["opinion"]]
    assert [a.rosters for a in found.values()] == [(), ()]


@pytest.mark.parametrize("file", ["s/北岸机械厂/名单.xlsx", "s/北岸机械厂名单.xlsx"])
def test_a_form_in_the_wrong_folder_takes_no_roster_along(file: str) -> None:
    """A's form lies with B's roster: B's name in the path speaks against A."""
    folder = file.rpartition("/")[0]
    found = by_name(paper(f"{folder}/推荐意见表.docx", "opinion", applicant=A), roster(file))
    assert found[A].rosters == ()


def test_a_roster_whose_title_names_another_company_is_not_taken() -> None:
    title = f"{B}用户满意度调查被访者信息登记表"
    found = by_name(paper("s/1/推荐意见表.docx", "opinion", applicant=A), roster("s/1/名单.xlsx", title))
    assert found[A].rosters == ()
    title = f"{A}用户满意度调查被访者信息登记表"
    found = by_name(paper("s/1/推荐意见表.docx", "opinion", applicant=A), roster("s/1/名单.xlsx", title))
    assert found[A].rosters == ("s/1/名单.xlsx",)


def test_one_form_among_many_rosters_says_nothing_of_them() -> None:
    lists = [roster(f"s/{at}.xlsx", sha=str(at)) for at in range(1, 5)]
    assert by_name(paper("s/推荐意见表.docx", "opinion", applicant=A), *lists)[A].rosters == ()
    copies = [roster("s/1.xlsx"), roster("s/1 - 副本.xlsx")]
    assert by_name(paper("s/推荐意见表.docx", "opinion", applicant=A), *copies)[A].rosters == ("s/1.xlsx",)


def test_copies_and_older_versions_stand_aside_of_what_is_there_too() -> None:
    found = by_name(
        paper("s/a/推荐意见表.docx", "opinion", applicant=A, score="86"),
        paper("s/a/旧版/推荐意见表.docx", "opinion", applicant=A, score="81"),
        paper("s/a/测评报告 - 副本.docx", "report", applicant=A, score="86"),
    )
    assert kinds(found[A]) == ["opinion", "report"]
    assert [p.file for p in found[A].aside] == ["s/a/旧版/推荐意见表.docx"]


@pytest.mark.parametrize(
    ("file", "aside"),
    [
        ("s/旧版/a.docx", True), ("s/a - 副本.docx", True), ("s/a（初稿）.docx", True), ("s/a_old.docx", True),
        ("s/旧/a.docx", True), ("s/旧金山商贸/a.docx", False), ("s/黄金gold/a.docx", False), ("s/终稿2.docx", False),
    ],
)  # fmt: skip
def test_what_a_path_says_of_a_version(file: str, aside: bool) -> None:
    assert is_aside(file) is aside


def test_names_that_are_one_company() -> None:
    assert (
        key_of("大庆市松江纸业有限责任公司")
        == key_of("大庆松江纸业有限公司")
        == key_of("大庆松江纸业股份有限公司")
    )
    assert key_of("（大庆）松江纸业有限公司") == key_of("(大庆)松江纸业有限公司")
    assert key_of("大庆松江纸业有限公司") != key_of("松江纸业有限公司")
    assert key_of("肇州县松江纸业有限公司") != key_of("肇州市松江纸业有限公司")


@pytest.mark.parametrize(
    ("part", "neutral"),
    [
        ("4、被访者名单", True), ("03", True), ("申报材料（终稿2）", True), ("名单 - 副本", True), ("松江纸业", True),
        ("大庆松江纸业", True), ("松江纸业有限公司推荐意见表", True), ("北岸机械厂", False), ("松江", True), ("大江纸品", False),
    ],
)  # fmt: skip
def test_what_in_a_path_names_another_company(part: str, neutral: bool) -> None:
    assert is_neutral(part, key_of("大庆松江纸业有限公司")) is neutral


def lines(*results: FileResult, known: tuple[RosterTable, ...] = ()) -> list[dict[str, str]]:
    made = declare.tables(applications(results), WINDOW, known)
    return [dict(zip(t.headings, texts, strict=True)) for t in made for texts in t.texts]


def test_the_register_builds_itself() -> None:
    (line,) = lines(
        paper(
            "s/1/推荐意见表.docx", "opinion", applicant=A, category="产品类", score="86.5分",
            valid_questionnaires="186份", period="2016年12月14日至2017年3月15日",
        ),
        paper("s/1/申请表.docx", "application", applicant=A, product_name="瓦楞纸", product_model="SJ-200"),
        paper("s/1/测评报告.docx", "report", agency="北岸测评中心", score="85"),
        roster("s/1/名单.xlsx"),
    )  # fmt: skip
    assert line == {
        "企业名称": A, "推荐类别": "产品类", "推荐单位": "", "测评机构": "北岸测评中心", "有效问卷数量": "186",
        "满意度得分": "86.5", "产品型号规格": "瓦楞纸 SJ-200", "服务项目名称": "", "调查开始时间": "2016-12-14",
        "调查结束时间": "2017-03-15", "名单文件": "s/1/名单.xlsx",
    }  # fmt: skip


def test_what_is_on_file_stays_under_its_number_and_new_papers_go_before() -> None:
    filed = RosterTable(
        "casebook.db",
        "",
        ("申报编号", "企业名称", "满意度得分", "测评机构"),
        (1,),
        (("HLJ-1", A, "84", "丙"),),
    )
    found = lines(
        paper("s/推荐意见表.docx", "opinion", applicant=A, score="86"),
        paper("s/b/推荐意见表.docx", "opinion", applicant=B),
        known=(filed,),
    )
    assert found[0] == {"申报编号": "HLJ-1", "企业名称": A, "满意度得分": "86", "测评机构": "丙"}
    assert [line["企业名称"] for line in found] == [A, B]


def test_a_second_application_in_a_folder_of_its_own_is_one() -> None:
    found = applications(
        [
            paper("s/a/推荐意见表.docx", "opinion", applicant=A, category="产品类"),
            paper("s/a/申请表.docx", "application", applicant=A, category="产品类"),
            roster("s/a/名单.xlsx"),
            paper("s/b/推荐意见表.docx", "opinion", applicant="松江纸业有限责任公司", category="企业类"),
            roster("s/b/名单.xlsx", sha="1"),
        ]
    )
    assert [(kinds(a), a.rosters) for a in found] == [
        (["opinion", "application"], ("s/a/名单.xlsx",)),
        (["opinion"], ("s/b/名单.xlsx",)),
    ]


def test_a_second_application_is_told_by_the_spelling_where_all_lies_in_one_folder() -> None:
    other = "松江纸业有限责任公司"
    found = applications(
        [
            paper(f"s/{A}推荐意见表.docx", "opinion", applicant=A, category="产品类"),
            paper(f"s/{A}申请表.docx", "application", applicant=A, product_model="SJ-200"),
            roster(f"s/{A}名单.xlsx"),
            paper(f"s/{other}推荐意见表.docx", "opinion", applicant=other, category="服务类"),
            paper(f"s/{other}测评报告.docx", "report", score="88"),
            roster(f"s/{other}名单.xlsx", sha="1"),
        ]
    )
    files = [f"s/{A}名单.xlsx", f"s/{other}名单.xlsx"]
    assert [(a.applicant, kinds(a), [*map(a.owns, files)]) for a in found] == [
        (A, ["opinion", "application"], [True, False]),
        (other, ["opinion", "report"], [False, True]),
    ]


def test_two_products_of_one_company_are_two_applications() -> None:
    def sent(folder: str, model: str, sha: str) -> list[FileResult]:
        return [
            paper(f"s/{folder}/推荐意见表.docx", "opinion", applicant=A, category="产品类"),
            paper(f"s/{folder}/申请表.docx", "application", applicant=A, product_model=model),
            roster(f"s/{folder}/名单.xlsx", sha=sha),
        ]

    found = applications([*sent("a", "SJ-200", "0"), *sent("b", "HK-9", "1")])
    assert [a.rosters for a in found] == [("s/a/名单.xlsx",), ("s/b/名单.xlsx",)]


@pytest.mark.parametrize("model", ["SJ-200", "SJ200型", "sj-200 型", ""])
def test_the_same_item_in_two_folders_is_one_application(model: str) -> None:
    """A corrected form in another folder is a disagreement at most, never a second application."""
    found = applications(
        [
            paper("s/a/推荐意见表.docx", "opinion", applicant=A, category="产品类", score="86"),
            paper("s/a/申请表.docx", "application", applicant=A, product_model="SJ-200"),
            paper("s/补报/推荐意见表.docx", "opinion", applicant=A, category="产品类", score="87"),
            paper("s/补报/申请表.docx", "application", applicant=A, product_model=model),
        ]
    )
    assert len(found) == 1


def test_two_applications_on_file_take_their_own_papers_and_no_third_is_made() -> None:
    headings = ("申报编号", "企业名称", "推荐类别", "名单文件")
    lines_on_file = (("", A, "产品类", "s/a/名单.xlsx"), ("", A, "企业类", "s/b/名单.xlsx"))
    filed = RosterTable("casebook.db", "", headings, (1, 2), lines_on_file)
    first = [
        paper("s/a/推荐意见表.docx", "opinion", applicant=A, category="产品类"), roster("s/a/名单.xlsx"),
    ]  # fmt: skip
    second = [
        paper("s/b/推荐意见表.docx", "opinion", applicant=A, category="服务类"), roster("s/b/名单.xlsx", sha="1"),
    ]  # fmt: skip
    assert [line["推荐类别"] for line in lines(*first, *second, known=(filed,))] == ["产品类", "服务类"]
    assert [line["推荐类别"] for line in lines(*second, known=(filed,))] == ["产品类", "服务类"]
    assert (
        len(lines(paper("t/推荐意见表.docx", "opinion", applicant=A, category="产品类"), known=(filed,))) == 2
    )
    one = RosterTable("casebook.db", "", headings, (1,), lines_on_file[:1])
    assert [line["推荐类别"] for line in lines(*first, *second, known=(one,))] == ["产品类", "服务类"]


def test_parts_by_filling_1() -> None:
    found = {
        part.name: part.files
        for part in parts([("opinion", "a.docx"), ("roster", "b.xlsx"), ("cover", "a.docx")])
    }
    assert found == {
        "application_form": (), "account": (), "evidence": (), "roster": ("b.xlsx",), "report": (),
        "opinion": ("a.docx",), "promise": (),
    }  # fmt: skip


def test_nothing_about_persons_is_kept() -> None:
    assert not {"legal_person", "liaison", "phone"} & set(statements._KEPT)
