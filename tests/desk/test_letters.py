"""report --to applicant and compare, as a reviewer types them: a letter goes out, a corrected list comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.connect import open_casebook
from casebook.filed.recall import recall
from tests.casebook.road import inside, run
from tests.cli.run import people, write_book
from tests.reports.docx.word import opened

REGISTER = (
    "申报编号",
    "企业名称",
    "推荐类别",
    "测评机构",
    "有效问卷数量",
    "调查开始时间",
    "调查结束时间",
    "推荐单位",
    "满意度得分",
    "名单文件",
)
BROKEN = "松江纸业有限公司"


def rows(broken: bool) -> list[list[object]]:
    """Forty people; where it is broken, the third has no number and the fifth was surveyed before the window."""
    found = people(40)
    if broken:
        found[2][2], found[4][4] = "", "2016-11-03"
    return found


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    """A round of two dossiers: one with two things to ask, one that shares a number with nobody and is in order."""
    declared = [
        [
            "HLJ-1",
            BROKEN,
            "企业类",
            "某测评所",
            "40",
            "2017-03-01",
            "2017-03-31",
            "某质协",
            "88",
            "松江.xlsx",
        ],
        [
            "HLJ-2",
            "北岸机械有限公司",
            "企业类",
            "某测评所",
            "40",
            "2017-03-01",
            "2017-03-31",
            "某质协",
            "88",
            "北岸.xlsx",
        ],
    ]
    write_book(tmp_path / "申报登记表.xlsx", declared, REGISTER)
    write_book(tmp_path / "松江.xlsx", rows(broken=True))
    write_book(tmp_path / "北岸.xlsx", people(40, first=15104520077))
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "松江.xlsx", "北岸.xlsx", "--register", "申报登记表.xlsx")
        yield tmp_path


def texts(path: Path) -> str:
    return "\n".join(text for _, text in opened(path.read_bytes()).paragraphs())


def test_a_letter_for_whoever_is_asked_something_in_a_folder_of_its_own(office: Path) -> None:
    ran = run("report", "--to", "applicant", "--out", "报告")
    folder = office / "报告" / "致申报企业"
    assert sorted(path.name for path in folder.iterdir()) == ["HLJ-1 核对函.docx", "HLJ-1 核对函.html"]
    assert "HLJ-1：" in ran.out
    assert "未写函：HLJ-2" in ran.out
    assert "hefang compare" in ran.err
    text = texts(folder / "HLJ-1 核对函.docx")
    assert f"{BROKEN}：" in text
    assert "C4" in text
    assert "E6" in text
    assert "北岸" not in text
    assert str(rows(broken=True)[4][2]) not in text
    run("report", "--to", "applicant", "HLJ-1", "--out", "全文", "--unmask")
    assert str(rows(broken=True)[4][2]) in texts(office / "全文" / "致申报企业" / "HLJ-1 核对函.docx")
    told = json.loads(run("report", "--to", "applicant", "--json").out)
    assert [item["id"] for item in told["letters"]] == ["HLJ-1"]
    assert told["nothing"] == ["HLJ-2"]


def test_what_is_typed_wrongly_is_said(office: Path) -> None:
    assert "applicant" in run("report", "--to", "企业", code=2).err
    assert "--to applicant HLJ-1" in run("report", "HLJ-1", code=2).err
    assert "HLJ-9" in run("report", "--to", "applicant", "HLJ-9", code=2).err
    assert not (office / "报告").exists()


def test_a_corrected_list_is_compared_and_nothing_is_filed(office: Path) -> None:
    before = run("status", "--journal").out
    fixed = rows(broken=True)
    fixed[2][2] = "13904519999"
    write_book(office / "松江.xlsx", fixed)
    ran = run("compare", "松江.xlsx", "--out", "对照", code=1)
    assert "HLJ-1 松江纸业有限公司" in ran.out
    assert "已更正1处" in ran.out
    assert (office / "对照" / "HLJ-1 更正对照.docx").is_file()
    assert run("status", "--journal").out == before
    found = json.loads(run("compare", "松江.xlsx", "--json", code=1).out)["comparisons"][0]
    states = {item["code"]: item["state"] for item in found["findings"]}
    assert states["CT01"] == "cleared"
    assert states["DT04"] == "open"
    write_book(office / "松江.xlsx", [[*row[:4], "2017-03-05", row[5]] for row in fixed])
    assert run("compare", "松江.xlsx", code=0).err.count("hefang add") == 1


def test_after_it_was_filed_it_is_compared_with_the_version_before(office: Path) -> None:
    fixed = rows(broken=True)
    fixed[2][2] = "13904519999"
    write_book(office / "松江.xlsx", fixed)
    run("add", "松江.xlsx")
    assert recall(open_casebook("casebook.db")).records["HLJ-1"].version == 2
    found = json.loads(run("compare", "松江.xlsx", "--json", code=1).out)["comparisons"][0]
    assert found["counts"]["cleared"] == 1
    assert found["before"]["sha256"] != found["after"]["sha256"]


def test_whose_list_it_is_can_be_said(office: Path) -> None:
    write_book(office / "新的.xlsx", rows(broken=False))
    ran = run("compare", "新的.xlsx", code=2)
    assert "--dossier" in ran.err
    ran = run("compare", "新的.xlsx", "--dossier", "HLJ-1")
    assert "已更正" in ran.out
    assert run("compare", "新的.xlsx", "--dossier", "HLJ-9", code=2).out == ""
    assert "一份" in run("compare", "新的.xlsx", "北岸.xlsx", "--dossier", "HLJ-1", code=2).err
    ran = run("compare", "新的.xlsx", "松江.xlsx", code=2)  # one that nobody knows stops no other
    assert "HLJ-1 松江纸业有限公司" in ran.out
    assert "--dossier" in ran.err


def test_what_cannot_be_read_is_said_and_clears_nothing(office: Path) -> None:
    (office / "空.xlsx").write_bytes(b"")
    (office / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    for name in ("空.xlsx", "坏.xlsx", "不在.xlsx"):
        ran = run("compare", name, "--dossier", "HLJ-1", code=2)
        assert ran.out == ""
        assert name in ran.err


def test_nothing_is_asked_of_purged_names(office: Path) -> None:
    run("purge", "--round", "--unsealed")
    assert "HLJ-1" in run("report", "--to", "applicant", "HLJ-1", code=2).err
    assert "HLJ-1" in run("report", "--to", "applicant").out
    assert not list(office.rglob("*核对函*"))
    assert "HLJ-1" in run("compare", "松江.xlsx", "--dossier", "HLJ-1", code=2).err
