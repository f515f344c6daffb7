"""A stick without a typed register: the forms say who applied, and where papers disagree. Exact screen texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.files import papers, written
from fixtures.files.papers import Filled
from tests.cli.run import hefang, people, write_book
from tests.cli.sticks import rows_of, titled
from tests.forms.test_read import SAID

FORMS = "没有申报登记表，申报信息取自材料中的表格和报告（{} 个文件）"


def stick(folder: Path, said: Filled, *, count: int = 60) -> Path:
    """One company's folder: opinion form, application form, report, roster under a neutral name."""
    folder.mkdir(parents=True)
    written.write_docx(papers.opinion(said), folder / "1、推荐意见表.docx")
    written.write_docx(papers.application(said), folder / "2、申请表.docx")
    written.write_docx(["满意度测评报告", f"受{said.applicant}委托，由{SAID.agency}有限公司承担。", "有效样本量为60个。",
                       "用户满意度得分为86.48分。"], folder / "3、测评报告.docx")  # fmt: skip
    write_book(folder / "4、被访者名单.xlsx", people(count))
    (folder / "营业执照.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    return folder


ONE = replace(SAID, count="60份", period="2017年3月1日至2017年3月31日")


def test_a_stick_without_a_register(tmp_path: Path) -> None:
    stick(tmp_path / "s" / "01", ONE)
    ran = hefang("verify", "s", "--no-credibility", cwd=tmp_path)
    assert ran.code == 0, ran
    assert FORMS.format(3) in ran.err
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert dossier["applicant"] == "松江纸业有限公司"
    assert dossier["agency"] == "北岸测评中心有限公司"
    assert dossier["declared"] == {
        "category": "产品类", "recommender": None, "valid_questionnaires": 60, "survey_start": "2017-03-01",
        "survey_end": "2017-03-31", "score": 86.5, "product_model": "瓦楞纸 SJ-200 1.2m", "service_name": None,
    }  # fmt: skip
    where = [(p["paper"], p["item"], p["value"], p["file"], p["place"]) for p in dossier["papers"]]
    assert ("opinion", "score", "86.50", "s/01/1、推荐意见表.docx", "表1!C3") in where
    assert {part["part"]: part["seen"] for part in dossier["parts"]} == {
        "application_form": True, "account": False, "evidence": True, "roster": True, "report": True,
        "opinion": True, "promise": False,
    }  # fmt: skip
    assert [f["code"] for f in dossier["findings"] if f["code"].startswith("DC")] == []


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("zh", "申报材料对“有效问卷数量”的说法不一致：推荐意见表（表1!C4）68；测评报告（第3段）60；名单 60"),
        ("en", "the papers of the application disagree about valid questionnaires: opinion form (table 1!C4) 68; "
               "survey report (paragraph 3) 60; roster 60"),
    ],
)  # fmt: skip
def test_papers_that_disagree(tmp_path: Path, lang: str, message: str) -> None:
    stick(tmp_path / "s" / "01", replace(ONE, count="68份"))
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", "--lang", lang, cwd=tmp_path).json[
        "dossiers"
    ]
    (finding,) = [f for f in dossier["findings"] if f["code"] == "DC08"]
    assert finding["message"] == message
    assert (finding["severity"], finding["clause"]) == ("warn", "notice.2")
    assert finding["facts"]["field"] == "valid_questionnaires"
    assert [(p["paper"], p["value"]) for p in finding["facts"]["papers"]] == [
        ("opinion", "68"), ("report", "60"), ("roster", "60"),
    ]  # fmt: skip


def test_a_typed_register_is_one_of_the_papers(tmp_path: Path) -> None:
    stick(tmp_path / "s" / "松江纸业有限公司", ONE)
    headings = ("申报编号", "企业名称", "推荐类别", "有效问卷数量", "满意度得分")
    write_book(tmp_path / "s" / "登记表.xlsx", [("HLJ-1", "松江纸业有限公司", "服务类", 60, 86.5)], headings)
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert dossier["id"] == "HLJ-1"
    (finding,) = [f for f in dossier["findings"] if f["code"] == "DC08"]
    assert finding["message"] == (
        "申报材料对“推荐类别”的说法不一致：推荐意见表（表1!C2）产品类；申请表（表1!D6）产品类；申报登记表 服务类"
    )


def test_two_ticked_boxes_are_named_on_the_screen(tmp_path: Path) -> None:
    folder = stick(
        tmp_path / "s" / "01", replace(ONE, ticked=False, more={"opinion": "☑企业类 ☑产品类 □服务类"})
    )
    assert folder.is_dir()
    ran = hefang("verify", "s", "--no-credibility", cwd=tmp_path)
    assert (
        "s/01/1、推荐意见表.docx（表1!C2）勾选了两个以上类别（企业类、产品类），未采用：请报送单位明确"
        in ran.err
    )


def test_what_stands_on_a_form_that_nobody_saw_is_not_missing(tmp_path: Path) -> None:
    """The model stands on the 申请表, the agency in the report: neither lies here, and nobody is accused."""
    folder = stick(tmp_path / "s" / "01", ONE)
    (folder / "2、申请表.docx").unlink()
    (folder / "3、测评报告.docx").unlink()
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert dossier["declared"]["category"] == "产品类"
    assert [f["code"] for f in dossier["findings"] if f["code"].startswith("DC")] == []


def test_a_summary_alone_accuses_nobody(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    written.write_docx(papers.summary(SAID, {"企业": ["松江纸业有限公司"]}), tmp_path / "s" / "汇总表.docx")
    write_book(tmp_path / "s" / "松江纸业有限公司名单.xlsx", people(60))
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert (dossier["applicant"], dossier["declared"]["recommender"]) == (
        "松江纸业有限公司",
        "大庆市质量协会",
    )
    assert dossier["findings"] == []


def test_blank_forms_beside_a_roster_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    written.write_docx(papers.official(), tmp_path / "s" / "附件1.docx")
    write_book(tmp_path / "s" / "名单.xlsx", people(60))
    ran = hefang("verify", "s", "--no-credibility", cwd=tmp_path)
    assert ran.code == 0
    assert "没有申报登记表（--register）" in ran.err


def test_a_round_from_a_stick(tmp_path: Path) -> None:
    """Filed, and filed again with a corrected form: the finding survives the casebook, the new value counts."""
    folder = stick(tmp_path / "s" / "01", replace(ONE, count="68份"))
    for words in (("new",), ("add", "s"), ("status", "--check"), ("report", "--out", "papers")):
        assert hefang(*words, cwd=tmp_path).code in (0, 1), words
    page = (tmp_path / "papers" / "audit.html").read_text(encoding="utf-8")
    assert "申报材料对“有效问卷数量”的说法不一致" in page
    written.write_docx(papers.opinion(ONE), folder / "1、推荐意见表.docx")
    again = hefang("add", "s", "--json", cwd=tmp_path).json
    assert len(again["dossiers"]) == 1
    assert len(hefang("status", "--json", cwd=tmp_path).json["dossiers"]) == 1


@pytest.mark.parametrize("folders", [True, False])
def test_a_second_application_of_one_company_is_found_in_its_papers(tmp_path: Path, folders: bool) -> None:
    """Nobody typed a register; the two spellings are one company, and neither application hides the other."""
    for at, (name, kind) in enumerate((("松江纸业有限公司", "产品类"), ("松江纸业有限责任公司", "服务类"))):
        said = replace(ONE, applicant=name, category=kind, service="入户抄表服务")
        folder = tmp_path / "s" / name if folders else tmp_path / "s"
        folder.mkdir(parents=True, exist_ok=True)
        written.write_docx(papers.opinion(said), folder / f"{name}推荐意见表.docx")
        written.write_docx(papers.application(said), folder / f"{name}申请表.docx")
        write_book(folder / f"{name}名单.xlsx", people(60, first=13904510011 + at * 10_000_000))
    ran = hefang("verify", "s", "--no-credibility", cwd=tmp_path)
    assert "登记 2 家：对应 2" in ran.out
    found = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert [(d["applicant"], d["declared"]["category"], d["row_count"]) for d in found] == [
        ("松江纸业有限公司", "产品类", 60), ("松江纸业有限责任公司", "服务类", 60),
    ]  # fmt: skip
    assert [[f["code"] for f in d["findings"]] for d in found] == [["DC01"], ["DC01"]]


def test_two_boxes_and_no_other_form_are_no_category(tmp_path: Path) -> None:
    """What is ticked twice was filled in: nobody is told that nothing was."""
    said = replace(ONE, ticked=False, more={"opinion": "☑企业类 ☑产品类 □服务类"})
    (stick(tmp_path / "s" / "01", said) / "2、申请表.docx").unlink()
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert [(f["code"], f["message"]) for f in dossier["findings"]] == [
        ("DC05", "推荐类别“企业类、产品类”不在四类之中（企业类、产品类、建筑工程类、服务类）"),
    ]  # fmt: skip


def test_what_no_paper_says_is_missing_on_the_papers(tmp_path: Path) -> None:
    """Nobody typed a register: none is named."""
    folder = stick(tmp_path / "s" / "01", replace(ONE, period=""))
    assert folder.is_dir()
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert [f["message"] for f in dossier["findings"] if f["code"] == "DC04"] == [
        "“调查开始时间”在申报材料中没有填写（仅供核对）",
        "“调查结束时间”在申报材料中没有填写（仅供核对）",
    ]


def test_a_roster_that_lies_with_no_form_is_named_and_the_others_find_their_company(tmp_path: Path) -> None:
    stick(tmp_path / "s" / "01", ONE)
    write_book(tmp_path / "s" / "不知是谁.xlsx", people(30, first=13604510011))
    ran = hefang("verify", "s", "--no-credibility", cwd=tmp_path)
    assert "登记 1 家：对应 1，名单无登记 1（不知是谁）" in ran.out
    assert (
        "无法确定是哪家的名单：s/不知是谁.xlsx。请把它和该企业的推荐意见表放进同一个文件夹，或把企业名称写进文件名；"
        "也可以在对应表中写明（加 --out 写出）" in ran.err
    )
    assert hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["register"]["how"] == {
        "4、被访者名单": "form"
    }


def test_an_opinion_form_in_the_wrong_folder_files_no_roster_under_its_company(tmp_path: Path) -> None:
    stick(tmp_path / "s" / "01", ONE)
    written.write_docx(
        papers.opinion(replace(ONE, applicant="北岸机械厂")), tmp_path / "s" / "01" / "5、推荐意见表.docx"
    )
    ran = hefang("verify", "s", "--no-credibility", cwd=tmp_path)
    assert "没有名单 2（" in ran.out
    assert "同一文件夹里的材料写着不同的企业：s/01/4、被访者名单.xlsx（" in ran.err


def test_the_applicants_own_contact_is_a_doubt_by_name_and_number(tmp_path: Path) -> None:
    """A namesake is nobody's staff, nor is who rings from the same number; whom the form names stands in no paper."""
    folder = stick(tmp_path / "s" / "01", replace(ONE, liaison="钱二山", phone="13904510011"))
    rows = people(60)
    (rows[0][1], rows[0][2]), (rows[1][1], rows[2][2]) = ("钱二山", "13904510011"), ("钱二山", "13904510011")
    write_book(folder / "4、被访者名单.xlsx", rows)
    ran = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path)
    (dossier,) = ran.json["dossiers"]
    assert [(f["rows"], f["severity"], f["message"]) for f in dossier["findings"] if f["code"] == "EM04"] == [
        (["4、被访者名单#0002"], "warn", "第2行：姓名和联系方式都与申请表上的联系人相同，请核实其是否为用户"),
    ]  # fmt: skip
    assert "钱二山" not in ran.out
    assert "13904510011" not in ran.out


@pytest.mark.parametrize("title", ["{}被访者信息登记表", "填报单位：{}"])
def test_a_list_that_names_another_company_is_filed_under_neither(tmp_path: Path, title: str) -> None:
    """It lies in the folder of one company and is headed with another's name: put there by mistake, or swapped."""
    for name in ("松江纸业有限公司", "北岸食品有限公司"):
        folder = stick(tmp_path / "s" / name, replace(ONE, applicant=name))
        (folder / "4、被访者名单.xlsx").unlink()
    titled(tmp_path / "s" / "松江纸业有限公司" / "名单.xlsx", [title.format("北岸食品有限公司")], 1)
    titled(tmp_path / "s" / "北岸食品有限公司" / "名单.xlsx", ["被访者信息登记表"], 2)
    told = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json
    whose = {d["source"]["file"]: d["applicant"] for d in told["dossiers"]}
    assert whose == {"s/松江纸业有限公司/名单.xlsx": None, "s/北岸食品有限公司/名单.xlsx": "北岸食品有限公司"}
    shown = hefang("verify", "s", "--no-credibility", cwd=tmp_path)
    assert "名单上和文件名上是两家企业：s/松江纸业有限公司/名单.xlsx" in shown.out + shown.err


def test_last_years_list_in_the_folder_is_set_aside_where_the_other_is_as_long_as_declared(
    tmp_path: Path,
) -> None:
    folder = stick(tmp_path / "s" / "松江纸业有限公司", ONE)  # 60 declared, 60 on the list
    titled(folder / "2016年被访者名单.xlsx", ["被访者信息登记表"], 7, 40)
    titled(folder / "自查回访.xlsx", ["被访者信息登记表"], 8, 20)
    shown = hefang("verify", "s", "--no-credibility", "--out", "o", cwd=tmp_path)
    assert shown.code == 0, shown
    assert "2016年被访者名单.xlsx 从名称看是往年的名单，没有并入 " in shown.err
    assert "自查回访.xlsx 也在这家企业名下，但 " in shown.err
    assert "往年名单" in (tmp_path / "o" / "audit.html").read_text(encoding="utf-8")
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert dossier["row_count"] == 60


def test_parts_that_add_up_to_what_was_declared_are_one_list(tmp_path: Path) -> None:
    folder = stick(tmp_path / "s" / "松江纸业有限公司", replace(ONE, count="100份"))
    titled(folder / "被访者名单（二）.xlsx", ["被访者信息登记表"], 7, 40)
    shown = hefang("verify", "s", "--no-credibility", cwd=tmp_path)
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert dossier["row_count"] == 100
    assert "松江纸业有限公司 的名单由 2 个文件合成：" in shown.err


def test_of_a_list_and_a_differing_copy_the_list_counts(tmp_path: Path) -> None:
    folder = stick(tmp_path / "s" / "松江纸业有限公司", ONE)
    (folder / "4、被访者名单.xlsx").unlink()
    titled(folder / "名单.xlsx", ["被访者信息登记表"], 7, 60)
    rows = rows_of(7)
    rows[0][2] = "13900001111"
    write_book(folder / "名单 - 副本.xlsx", rows)
    (dossier,) = hefang("verify", "s", "--no-credibility", "--json", cwd=tmp_path).json["dossiers"]
    assert dossier["source"]["file"] == "s/松江纸业有限公司/名单.xlsx"
