"""What is old, what nobody asked, what people say at once: a register of last month, a roster that is only a draft, a
register without a column, a corrected roster whose name says nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.files import papers
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
        papers.write_docx(papers.opinion(ONE), place / "推荐意见表.docx")
        papers.write_docx(papers.application(replace(ONE, applicant="松江县纸板厂")), place / "申请表.docx")

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
