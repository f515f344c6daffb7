"""现场巡视记录表: the form of building projects, with what is known filled in, and what was seen taken back in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.casebook.road import answer, fill, inside, run
from tests.cli.sticks import NORTH, PINE, register, roster

DICE = "31415926535897932384"
SEEN = ("--as", "good", "--by", "李检", "--on", "2017-06-15", "--reason", "主体完工，与申报相符")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Path]:
    """Two rosters, of which the first is of a building project; everybody was called and confirmed."""
    roster(tmp_path / "r" / f"{PINE}.xlsx", 1)
    roster(tmp_path / "r" / f"{NORTH}.xlsx", 2)
    register(tmp_path / "r" / "登记表.xlsx", PINE, NORTH)
    book = load_workbook(tmp_path / "r" / "登记表.xlsx")
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    column = titles.index("推荐类别") + 1 if "推荐类别" in titles else len(titles) + 1
    for line, text in enumerate(("推荐类别", "建筑工程类", "企业类"), 1):
        sheet.cell(line, column).value = text
    book.save(tmp_path / "r" / "登记表.xlsx")
    with inside(tmp_path, {"HEFANG_WHO": "甲"}):
        run("new", "--round", "2017年度")
        for words in (("add", "r"), ("seal",), ("draw", "--seed", DICE), ("calls", "export")):
            run(*words)
        fill(tmp_path / "回访名单-1.xlsx", lambda *_: "V1")
        run("calls", "import", "回访名单-1.xlsx")
        yield tmp_path


def by_id() -> dict[str, Any]:
    return {item["id"]: item for item in answer("judge", code=None)["dossiers"]}


def told() -> dict[str, dict[str, str]]:
    return {item["id"]: item.get("visit") for item in answer("judge", code=None)["dossiers"]}


def test_only_building_projects_get_a_form_and_are_asked_for_it(two: Path) -> None:
    assert run("visit", "form").out == "已写出：现场巡视记录表-HLJ-1.docx\n"
    (table,) = Document(str(two / "现场巡视记录表-HLJ-1.docx")).tables
    texts = [cell.text for row in table.rows for cell in row.cells]
    assert texts[:2] == ["企业名称", PINE]
    assert {"工程名称", "现场巡视情况", "推进机构检查人", "日期"} <= set(texts)
    assert "没有覆盖" in run("visit", "form", code=2).err
    said = told()
    assert (said["HLJ-1"]["result"], said["HLJ-2"]) == ("missing", None)
    assert "还没有现场巡视记录表的建筑工程类申报：HLJ-1。" in run("judge").err


def test_a_visit_that_bears_the_application_out_is_told_and_changes_no_count(two: Path) -> None:
    before = by_id()
    (two / "签字.pdf").write_bytes(b"%PDF-1.4 made up")
    done = run("visit", "note", PINE, "签字.pdf", *SEEN)
    assert "HLJ-1 的现场巡视结果已记入案卷" in done.out
    assert "1 号" in done.out
    assert "此前已记入" in run("visit", "note", "HLJ-1", *SEEN).out
    after = by_id()
    assert {**after["HLJ-1"], "visit": 0} == {**before["HLJ-1"], "visit": 0}
    assert after["HLJ-2"] == before["HLJ-2"]
    assert after["HLJ-1"]["visit"] == {
        "result": "good", "by": "李检", "on": "2017-06-15", "seen": "主体完工，与申报相符"
    }  # fmt: skip
    run("report")
    page = (two / "报告" / "audit.html").read_text("utf-8")
    assert "支持申报。主体完工，与申报相符" in page
    assert "核对无误" in run("status", "--check").out


def test_one_that_does_not_is_a_ground_and_the_last_record_counts(two: Path) -> None:
    assert by_id()["HLJ-1"]["judgement"] == "high"
    bad = ("--as", "bad", "--by", "李检", "--on", "2017-06-15", "--reason", "没有这个工程")
    run("visit", "note", "HLJ-1", *bad)
    mine, other = by_id()["HLJ-1"], by_id()["HLJ-2"]
    assert (mine["judgement"], other["judgement"]) == ("more", "high")
    assert {"clause": "filling.8", "code": "visit", "message": "现场巡视记录不支持申报"} in mine["grounds"]
    assert "填报说明8：现场巡视记录不支持申报" in run("judge").out
    run("report")
    program = two / "报告" / "复核" / "verify_round.py"
    public = json.loads((program.parent / "round.json").read_text("utf-8"))
    assert {item["id"]: item["judgement"] for item in public["dossiers"]} == {
        "HLJ-1": "more",
        "HLJ-2": "high",
    }
    checked = subprocess.run(
        [sys.executable, str(program), str(program.parent)], capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    run(
        "visit",
        "note",
        "HLJ-1",
        "--as",
        "good",
        "--by",
        "王检",
        "--on",
        "2017-06-18",
        "--reason",
        "前次走错工地",
    )
    assert answer("judge")["dossiers"][0]["judgement"] == "high"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("HLJ-9", *SEEN), "HLJ-9"),
        (("HLJ-1", *SEEN[:-4], "--on", "六月十五", "--reason", "x"), "六月十五"),
        (("HLJ-1", *SEEN[:-4], "--on", "2999-01-01", "--reason", "x"), "还没有到"),
        (("HLJ-1", "--as", "也许", *SEEN[2:]), "也许"),
        (("HLJ-1", *SEEN[:-2]), "visit note须写明理由"),
        (("HLJ-1", *SEEN[:2], *SEEN[4:]), "--by"),
        (("HLJ-1", "没有.pdf", *SEEN), "没有 没有.pdf 这个文件"),
    ],
)
def test_what_cannot_be_noted_is_refused_and_nothing_is_stored(
    two: Path, words: tuple[str, ...], why: str
) -> None:
    assert why in run("visit", "note", *words, code=2).err
    assert told()["HLJ-1"]["result"] == "missing"
