"""The papers of a round say the same, are written whole or not at all, and steer no terminal."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from lxml import html as parser

from reports import papers as module
from reports.content.round import Elsewhere
from tests.checks.examples import batch_of
from tests.reports.courses import context
from tests.reports.rounds import (
    DECLARED,
    PASSED,
    ROWS,
    UNREADABLE,
    declared,
    files,
    material,
    papers,
)
from verify.checks import BY_CODE


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return papers(material(), tmp_path_factory.mktemp("papers"))


def _counts_of_page(path: Path) -> dict[str, tuple[int, int, int]]:
    """id -> (rows, fails, warns) as the page's first table has them."""
    page = parser.parse(str(path), parser.HTMLParser(encoding="utf-8"))
    table = page.xpath("//section[@id='round']//table")[0]
    cells = [[td.text_content() for td in row.xpath("./td")] for row in table.xpath(".//tbody/tr")]
    return {row[1]: (int(row[3]), int(row[4]), int(row[5])) for row in cells}


def _counts_of_book(path: Path) -> dict[str, tuple[int, int, int]]:
    sheet = openpyxl.load_workbook(path)["总览"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if row[1] == "申报材料")
    return {row[1]: (row[3], row[4], row[5]) for row in rows[head + 1 :]}


def test_page_workbook_and_json_agree(written: dict[str, Path]) -> None:
    review = json.loads(written["review.json"].read_text(encoding="utf-8"))
    by_severity = {
        d["id"]: (
            d["row_count"],
            sum(f["severity"] == "fail" for f in d["findings"]),
            sum(f["severity"] == "warn" for f in d["findings"]),
        )
        for d in review["dossiers"]
    }
    assert set(by_severity) == set(DECLARED)
    assert by_severity["HLJ-01"][1] > 3
    assert _counts_of_page(written["audit.html"]) == by_severity
    assert _counts_of_book(written["findings.xlsx"]) == by_severity


def test_every_finding_stands_in_all_three(written: dict[str, Path]) -> None:
    review = json.loads(written["review.json"].read_text(encoding="utf-8"))
    wanted = sorted(
        (d["id"], f["code"], "、".join(f["cells"]), f["message"])
        for d in review["dossiers"]
        for f in d["findings"]
    )
    sheet = openpyxl.load_workbook(written["findings.xlsx"])["按问题"]
    head, *rows = sheet.iter_rows(values_only=True)
    places = [head.index(name) for name in ("申报材料", "代码", "所在单元格", "说明")]
    assert sorted(tuple(row[p] or "" for p in places) for row in rows) == wanted
    page = written["audit.html"].read_text(encoding="utf-8")
    text = parser.fromstring(page).text_content()
    assert all(message in text for _, _, _, message in wanted)


def test_what_was_not_looked_at_stands_in_all_three(tmp_path: Path) -> None:
    undeclared = declared(ROWS, values={})
    found = papers(material(undeclared), tmp_path)
    review = json.loads(found["review.json"].read_text(encoding="utf-8"))
    skipped = {(c["code"], d["id"]) for d in review["dossiers"] for c in d["checks"] if c["skipped"]}
    assert ("RS02", "HLJ-01") in skipped
    sheet = openpyxl.load_workbook(found["findings.xlsx"])["未检查"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1] and row[0] == "未能进行的检查"]
    assert {(row[1].split()[0], row[2]) for row in rows} == skipped
    page = parser.fromstring(found["audit.html"].read_text(encoding="utf-8"))
    unseen = page.get_element_by_id("unseen").text_content()
    assert all(BY_CODE[code].title[0] in unseen for code, _ in skipped)
    for item in (*UNREADABLE, *PASSED):
        assert item["file"] in unseen
        assert item["reason"] in unseen
        assert any(item["file"] in (row[2] or "") for row in sheet.iter_rows(values_only=True))


def test_one_dossier(tmp_path: Path) -> None:
    one = [line for line in declared(ROWS) if line.dossier == "HLJ-03"]
    page = papers(material(one), tmp_path)["audit.html"].read_text(encoding="utf-8")
    assert "只有一份名单" in page
    assert "不证明名单真实" in page


def test_no_dossier_at_all(tmp_path: Path) -> None:
    found = papers(material(batch_of([])), tmp_path)
    page = parser.fromstring(found["audit.html"].read_text(encoding="utf-8"))
    assert "加密.xlsx" in page.get_element_by_id("unseen").text_content()
    assert openpyxl.load_workbook(found["findings.xlsx"]).sheetnames == [
        "总览",
        "按问题",
        "共用号码",
        "未检查",
    ]


def test_a_failure_leaves_what_was_there_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = material()
    before = {name: path.read_bytes() for name, path in papers(made, tmp_path).items()}

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(module, "write_json", broken)
    with pytest.raises(OSError, match="disk full"):
        module.write_papers(material(lang="en"), tmp_path)
    assert {name: path.read_bytes() for name, path in files(tmp_path).items()} == before


def test_the_folder_is_made_and_paths_are_returned_in_order(tmp_path: Path) -> None:
    made = material()
    paths = module.write_papers(made, tmp_path / "新 报告" / "一")
    names = ["audit.html", "findings.xlsx", "audit.docx", "summary.docx", "review.json"]
    assert [p.name for p in paths] == names
    each = [f"{dossier}/{name}" for dossier in DECLARED for name in ("audit.docx", "opinion.docx")]
    written = files(tmp_path / "新 报告" / "一")
    assert set(written) == {*names, *each}
    assert all(p.stat().st_size > 1000 for p in written.values())


def test_nothing_is_left_of_a_first_attempt_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(module, "write_json", broken)
    made = material()
    with pytest.raises(OSError, match="disk full"):
        module.write_papers(made, tmp_path / "x")
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (("HLJ2017-011",), ["HLJ2017-011"]),
        (("a/b", "a_b", "A_B"), ["a_b", "a_b~2", "A_B~3"]),
        (("con", "LPT1.x", "nul", "..", " . ", ""), ["con_", "LPT1_.x", "nul_", "_", "_~2", "_~3"]),
        (("x" * 200, "x" * 200), ["x" * 60, "x" * 60 + "~2"]),
        (("a\x1b[31m\u202e:b",), ["a_b"]),
    ],
)
def test_folders_have_names_that_windows_takes(ids: tuple[str, ...], names: list[str]) -> None:
    assert module.folder_names(ids) == names


def test_json_keeps_every_character_and_steers_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    nasty = "\x1b]0;t\x07\x9b2J\u202e\u2066\ud800\ufeff\ufffe 赵一水"
    module.write_json({"k": nasty}, path)
    raw = path.read_bytes()
    assert json.loads(raw.decode("utf-8"))["k"] == nasty
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", raw.decode("utf-8"))


def test_english_papers_hold_no_chinese_of_ours(tmp_path: Path) -> None:
    table = """
        name  contact                mode  surveyed    employer
        Ann   ann@example.com        WEB   2017-03-05  Alpha
        Bob   bob@example.com        WEB   2017-03-06  Beta
    """
    found = papers(material(declared(table), lang="en", unreadable=[], passed_over=[]), tmp_path)
    page = parser.fromstring(found["audit.html"].read_text(encoding="utf-8"))
    assert page.get("lang") == "en"
    # The catalogue's own words about the Chinese form are the only ones that may be Chinese.
    for anchor in ("round", "unseen", "shared", "dossiers"):
        text = page.get_element_by_id(anchor).text_content()
        assert not re.search("[\u4e00-\u9fff]", text), re.findall("[\u4e00-\u9fff]+", text)
    assert openpyxl.load_workbook(found["findings.xlsx"]).sheetnames[:2] == ["round", "findings"]


def test_a_workbook_that_is_open_elsewhere_leaves_all_papers_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = material()
    before = {name: path.read_bytes() for name, path in papers(made, tmp_path).items()}
    replace = os.replace

    def locked(source: Path, target: Path) -> None:
        if target.name == "findings.xlsx":
            raise PermissionError(13, "in use")
        replace(source, target)

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(PermissionError):
        module.write_papers(material(lang="en"), tmp_path)
    assert {name: path.read_bytes() for name, path in files(tmp_path).items()} == before


def test_rosters_that_were_filed_apart_are_drawn_together(tmp_path: Path) -> None:
    known = context()
    assert known.round is not None
    filed = (Elsewhere("HLJ-03#0003", "同一联系方式", "2017年度", "HLJ-02", "HLJ-02#0003", True),)
    courses = {
        **known.round.courses,
        "HLJ-03": dataclasses.replace(known.round.courses["HLJ-03"], elsewhere=filed),
    }
    round_ = dataclasses.replace(known.round, courses=courses)
    found = papers(material(context=dataclasses.replace(known, round=round_)), tmp_path)
    page = parser.fromstring(found["audit.html"].read_text(encoding="utf-8"))
    shared = page.get_element_by_id("shared").text_content()
    assert re.search("HLJ-01 [^与]+与HLJ-02 [^与]+共用1个", shared)  # by the checks
    assert re.search("HLJ-02 [^与]+与HLJ-03 [^与]+共用1个", shared)  # by the casebook


def test_halves_of_dead_runs_go_and_nothing_else(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-S", "-c", ""])
    ended.wait()
    paper, note = tmp_path / "报告" / "总表.docx", tmp_path / "报告" / f".{ended.pid}-笔记.docx"
    paper.parent.mkdir()
    half = paper.with_name(f".{ended.pid}-{paper.name}")
    others = paper.with_name(f".{os.getppid()}-{paper.name}")  # of a run that goes on
    for path in (half, others, note):
        path.write_bytes(b"PK")
    module.write_whole({paper: lambda path: path.write_bytes(b"whole")})
    assert paper.read_bytes() == b"whole"
    assert sorted(tmp_path.rglob("*.docx")) == sorted((paper, others, note))
