"""What is old, what nobody asked, what people say at once: a register of last month, a roster that is only a draft, a
register without a column, a corrected roster whose name says nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.files import papers, written
from tests.casebook.road import answer, inside, run
from tests.cli.run import write_book
from tests.cli.sticks import NORTH, PINE, REGISTER, register, roster
from tests.cli.test_front_door import verified
from tests.cli.test_stick import ONE


@pytest.mark.parametrize("place", ["旧版/登记表.xlsx", "登记表（作废）.xlsx", "登记表初稿.xlsx"])
def test_an_older_register_gives_way_to_the_one_beside_it(tmp_path: Path, place: str) -> None:
    def make(folder: Path) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        register(folder / "登记表.xlsx", PINE)
        register(folder / place, NORTH, PINE)  # contradicts in every number

    shown, document = verified(tmp_path, make)
    assert f"没有采用登记表 r/{place}：" in shown.err
    assert "登记 1 家：对应 1" in shown.out.splitlines()
    assert [d["id"] for d in document["dossiers"]] == ["HLJ-1"]


def test_an_older_register_alone_is_used(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        register(folder / "旧版" / "登记表.xlsx", PINE)

    shown, _ = verified(tmp_path, make)
    assert "登记 1 家：对应 1" in shown.out.splitlines()
    assert "没有采用" not in shown.err


@pytest.mark.parametrize(
    ("place", "said"), [("旧版/名单.xlsx", "只有旧版"), ("名单草稿.xlsx", "只有草稿"), ("名单.xlsx", "")]
)
def test_a_company_that_has_nothing_but_an_older_list_is_told(tmp_path: Path, place: str, said: str) -> None:
    def make(folder: Path) -> None:
        roster(folder / PINE / place, 1)
        register(folder / "登记表.xlsx", PINE)

    shown, document = verified(tmp_path, make)
    assert (f"{PINE} {said}：r/{PINE}/{place}" in shown.err) is bool(said)
    assert ("只有" in shown.err) is bool(said)
    assert [d["row_count"] for d in document["dossiers"]] == [60]  # it counts all the same


@pytest.mark.parametrize(("category", "code"), [("产品类", "DC06"), ("服务类", "DC07")])
def test_what_the_register_has_no_column_for_is_not_missing(tmp_path: Path, category: str, code: str) -> None:
    def make(folder: Path, *more: str) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        line = ["HLJ-1", PINE, category, "松江市质量协会", 60, f"{PINE}.xlsx", *("" for _ in more)]
        write_book(folder / "登记表.xlsx", [line], (*REGISTER, *more))

    (dossier,) = verified(tmp_path, make)[1]["dossiers"]
    assert code not in {f["code"] for f in dossier["findings"]}
    skipped = {item["code"]: item["skipped"] for item in dossier["checks"]}
    assert skipped[code].startswith("申报登记表没有“")
    assert skipped[code].endswith("一栏")

    shutil.rmtree(tmp_path / "r")
    (asked,) = verified(tmp_path, lambda folder: make(folder, "产品型号规格", "服务项目名称"))[1]["dossiers"]
    assert code in {f["code"] for f in asked["findings"]}  # the column is there, and empty


def test_one_folder_whose_papers_name_two_companies_is_told_with_both(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        place = folder / "1 松江"
        roster(place / "名单.xlsx", 1)
        written.write_docx(papers.opinion(ONE), place / "推荐意见表.docx")
        written.write_docx(papers.application(replace(ONE, applicant="松江县纸板厂")), place / "申请表.docx")

    shown, document = verified(tmp_path, make)
    (line,) = [line for line in shown.err.splitlines() if line.startswith("同一文件夹里的材料写着不同的企业")]
    assert ONE.applicant in line
    assert "松江县纸板厂" in line
    (left,) = document["register"]["open"]
    assert (left["why"], set(left["candidates"])) == ("beside", {ONE.applicant, "松江县纸板厂"})


def test_whose_a_roster_is_can_be_said_at_once(tmp_path: Path) -> None:
    roster(tmp_path / "r" / f"{PINE}.xlsx", 1)
    register(tmp_path / "r" / "登记表.xlsx", PINE, NORTH)
    roster(tmp_path / "更正.xlsx", 1, 61)
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "r")
        refused = run("compare", "更正.xlsx", code=2)
        assert "--dossier" in refused.err
        shown = run("compare", "更正.xlsx", "--dossier", PINE, code=None)
        assert f'hefang add 更正.xlsx --dossier "{PINE}"' in shown.err
        assert (
            "已收   " not in run("add", "更正.xlsx", "--dossier", PINE).out
        )  # a version, and no second company
        (filed,) = answer("status")["dossiers"]
        assert (filed["id"], filed["rows"]) == ("HLJ-1", 61)
        assert "没有 无此企业" in run("add", "更正.xlsx", "--dossier", "无此企业", code=2).err
        assert "读到 2 份" in run("add", "r", "--dossier", PINE, code=2).err


def test_letters_are_asked_for_and_called_by_the_company(tmp_path: Path) -> None:
    people = roster(tmp_path / "r" / PINE / "被访者名单.xlsx", 1)
    roster(tmp_path / "r" / NORTH / "被访者名单.xlsx", 1)  # the same people: something to be asked
    assert people.exists()
    register(tmp_path / "r" / "登记表.xlsx", PINE, NORTH, headings=REGISTER[1:])
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "r", code=None)
        told = run("report", "--to", "applicant", PINE, "--out", "函").out
        assert told.startswith(PINE)
        assert list((tmp_path / "函").rglob(f"{PINE} 核对函.docx"))


def with_forms(folder: Path, name: str, applicant: str) -> Path:
    """A company's folder under a short name: its roster, the opinion form and the application form."""
    roster(folder / "名单.xlsx", 1, 62)
    said = replace(ONE, applicant=applicant, count="62份")
    written.write_docx(papers.opinion(said), folder / "推荐意见表.docx")
    written.write_docx(papers.application(said), folder / "申请表.docx")
    return folder / "名单.xlsx"


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ("名单 - 副本.xlsx", "copy"), ("复件 名单.xlsx", "copy"), ("名单(1).xlsx", "copy"),
        ("名单草稿.xlsx", "draft"), ("旧版/名单.xlsx", "older"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("folder_name", ["光明乳业", "1"])
def test_what_repeats_the_companys_own_roster_accuses_nobody(
    tmp_path: Path, other: str, kind: str, folder_name: str
) -> None:
    """However short the folder's name, a copy, a draft or an older version beside the roster is the company's own."""

    def make(folder: Path) -> None:
        place = folder / folder_name
        first = with_forms(place, folder_name, "齐齐哈尔光明乳业股份有限公司")
        (place / other).parent.mkdir(exist_ok=True)
        if kind == "copy":
            shutil.copy(first, place / other)
        else:
            roster(place / other, 1, 60)

    _, document = verified(tmp_path, make)
    (dossier,) = document["dossiers"]
    assert (dossier["applicant"], dossier["row_count"]) == ("齐齐哈尔光明乳业股份有限公司", 62)
    assert not [f for f in dossier["findings"] if f["code"].startswith("DU")]
    assert [item["as"] for item in dossier["source"]["aside"]] == [kind]


def test_a_roster_that_is_nobodys_is_a_doubt_and_no_accusation(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / PINE / "名单.xlsx", 1)
        roster(folder / "错放.xlsx", 1)
        register(folder / "登记表.xlsx", PINE)

    _, document = verified(tmp_path, make)
    found = {f["severity"] for d in document["dossiers"] for f in d["findings"] if f["code"] == "DU05"}
    assert found == {"warn"}

    shutil.rmtree(tmp_path / "r")
    both = verified(
        tmp_path,
        lambda folder: (
            roster(folder / PINE / "名单.xlsx", 1),
            roster(folder / NORTH / "名单.xlsx", 1),
            register(folder / "登记表.xlsx", PINE, NORTH),
        ),
    )[1]
    found = {f["severity"] for d in both["dossiers"] for f in d["findings"] if f["code"] == "DU05"}
    assert found == {"fail"}  # two companies that are known


@pytest.mark.parametrize("file", ["H1新化煤业.xlsx", "H1鹤岗新化煤业有限公司.xlsx", "H1 新化名单.xlsx"])
def test_a_number_and_a_short_name_that_contradict_are_told(tmp_path: Path, file: str) -> None:
    def make(folder: Path) -> None:
        roster(folder / file, 1)
        lines = [["H1", "鹤岗新华煤业有限公司", 60], ["H12", "鹤岗新化煤业有限公司", 60]]
        write_book(folder / "登记表.xlsx", lines, ("申报编号", "企业名称", "有效问卷数量"))

    shown, document = verified(tmp_path, make)
    assert "是两家企业" in shown.err
    assert document["register"]["how"] == {}


@pytest.mark.parametrize("file", ["H1新华煤业.xlsx", "H1.xlsx", "H1 名单.xlsx", "H1新华煤业2017年名单.xlsx"])
def test_a_number_and_its_own_short_name_agree(tmp_path: Path, file: str) -> None:
    def make(folder: Path) -> None:
        roster(folder / file, 1)
        lines = [["H1", "鹤岗新华煤业有限公司", 60], ["H12", "鹤岗新化煤业有限公司", 60]]
        write_book(folder / "登记表.xlsx", lines, ("申报编号", "企业名称", "有效问卷数量"))

    assert set(verified(tmp_path, make)[1]["register"]["how"].values()) == {"number"}


def test_what_was_found_beside_a_copy_goes_with_it(tmp_path: Path) -> None:
    """Filed as two, one of them withdrawn as a copy: the company's questions of it are gone, and papers are written."""
    roster(tmp_path / "r" / "甲.xlsx", 1)
    roster(tmp_path / "r" / "乙 - 副本.xlsx", 1)
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "r", code=None)
        assert {d["findings"]["fail"] for d in answer("status")["dossiers"]} == {60}
        told = run("withdraw", "乙 - 副本", "--reason", "副本").out
        assert 'hefang withdraw "乙 - 副本" --undo' in told
        run("report", "--out", "早", code=None)  # names a dossier that has left
        run("add", "r", code=None)
        assert [d["findings"]["fail"] for d in answer("status")["dossiers"]] == [0]
        run("report", "--out", "晚")


@pytest.mark.parametrize("named", ["HLJ-2", NORTH])
def test_a_first_roster_can_be_given_to_its_company(tmp_path: Path, named: str) -> None:
    roster(tmp_path / "r" / f"{PINE}.xlsx", 1)
    register(tmp_path / "r" / "登记表.xlsx", PINE, NORTH)
    roster(tmp_path / "不知道.xlsx", 2)
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "r")
        run("add", "不知道.xlsx", "--dossier", named)
        assert {d["id"]: d["applicant"] for d in answer("status")["dossiers"]}["HLJ-2"] == NORTH


def test_a_company_of_one_character_can_be_chosen(tmp_path: Path) -> None:
    roster(tmp_path / "r" / f"{PINE}.xlsx", 1)
    register(tmp_path / "r" / "登记表.xlsx", PINE, "佳")
    roster(tmp_path / "不知道.xlsx", 2)
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "r")
        run("add", "不知道.xlsx", "--dossier", "佳")
        assert {d["applicant"] for d in answer("status")["dossiers"]} == {PINE, "佳"}
