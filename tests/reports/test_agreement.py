"""The formats agree: numbers are read back out of docx, xlsx, html and JSON and compared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from lxml import html as parser

from tests.reports.courses import SEAL, SEED, context
from tests.reports.rounds import DECLARED, material, papers

SAID = {"high": "真实性高", "more": "需补充核查", "low": "真实性不高"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return papers(material(context=context()), tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
def dossiers(written: dict[str, Path]) -> dict[str, Any]:
    review = json.loads(written["review.json"].read_text(encoding="utf-8"))
    return {item["id"]: item for item in review["dossiers"]}


def decisive(said: dict[str, Any]) -> int:
    """The lower bound that the decision rests on, at the confidence that it needs."""
    return int(said["fail_lower"] if said["decision"] == "fail" else said["lower"])


def line_of(item: dict[str, Any]) -> dict[str, Any]:
    """What the overview has to say of a dossier, from the JSON document alone."""
    said = item["course"]["proposal"]
    return {
        "人数": item["row_count"],
        "不符": sum(f["severity"] == "fail" for f in item["findings"]),
        "疑点": sum(f["severity"] == "warn" for f in item["findings"]),
        "核实/抽取": f"{said['confirmed']}/{said['sampled']}",
        "不真实人数（限值）": f"{decisive(said)}～{said['upper']}（限值{said['limit']}）",
        "建议": SAID[said["judgement"]],
    }


def lines_of(rows: list[list[str]]) -> dict[str, dict[str, Any]]:
    """An overview as read from a paper; signs that stand beside a colour are left out."""
    head, *body = rows
    found = {}
    for row in body:
        line = dict(zip(head, (re.sub(r"^[×△！√·] (?=\S)", "", cell) for cell in row), strict=True))
        for name in ("人数", "不符", "疑点"):
            line[name] = int(line[name])
        found[line["申报材料"]] = line
    return found


def tables(path: Path) -> list[list[list[str]]]:
    """Every table of a Word paper."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables
    ]


def test_the_overview_is_the_same_in_every_format(written: dict[str, Path], dossiers: dict[str, Any]) -> None:
    paper = next(t for t in tables(written["audit.docx"]) if t[0][:2] == ["名单检查", "申报材料"])
    page = parser.parse(str(written["audit.html"]), parser.HTMLParser(encoding="utf-8"))
    grid = [
        [cell.xpath("string(.)") if cell.find("svg") is None else cell.xpath("string(svg/following-sibling::text())")
         for cell in row]
        for row in page.xpath("//section[@id='round']//table//tr")
    ]  # fmt: skip
    wanted = {id: line_of(item) for id, item in dossiers.items()}
    assert set(wanted) == set(DECLARED)
    for shown in (lines_of(paper), lines_of(grid)):
        assert {id: {k: line[k] for k in wanted[id]} for id, line in shown.items()} == wanted
    assert list(lines_of(paper)) == list(lines_of(grid)) == ["HLJ-01", "HLJ-02", "HLJ-03"]


def test_the_workbook_has_the_same_numbers(written: dict[str, Path], dossiers: dict[str, Any]) -> None:
    rows = list(openpyxl.load_workbook(written["findings.xlsx"])["总览"].iter_rows(values_only=True))
    head = next(row for row in rows if row[1] == "申报材料")
    shown = {row[1]: dict(zip(head, row, strict=True)) for row in rows if row[1] in dossiers}
    names = {"抽取": "sampled", "核实": "confirmed", "不真实": "bad", "未定": "unresolved"}
    names |= {"置信下限": "lower", "置信上限": "upper", "限值": "limit"}
    for id, item in dossiers.items():
        said = item["course"]["proposal"]
        assert {zh: shown[id][zh] for zh in names} == {
            zh: {**said, "lower": decisive(said)}[key] for zh, key in names.items()
        }
        assert shown[id]["建议"] == SAID[said["judgement"]]
        assert shown[id]["决定"] == (SAID["more"] if id == "HLJ-03" else None)


def test_the_paper_of_a_dossier_says_what_the_document_says(
    written: dict[str, Path], dossiers: dict[str, Any]
) -> None:
    for id, item in dossiers.items():
        paper, said = written[f"{id}/audit.docx"], item["course"]["proposal"]
        text = "\n".join(p.text for p in docx.Document(str(paper)).paragraphs)
        cells = [cell for table in tables(paper) for row in table for cell in row]
        counts = re.search(r"随机抽取(\d+)人回访：核实(\d+)人，不真实(\d+)人，未定(\d+)人", text)
        assert counts is not None
        wanted = [said[key] for key in ("sampled", "confirmed", "bad", "unresolved")]
        assert [int(n) for n in counts.groups()] == wanted
        bound = re.search(r"名单(\d+)人中，信息不真实的.*?限值(\d+)人", text)
        assert bound is not None
        assert [int(n) for n in bound.groups()] == [said["population"], said["limit"]]
        # The level that decided stands beside the number that decided.
        decided = {
            "fail": ("不少于", "fail_lower", "fail_confidence"),
            "pass": ("不多于", "upper", "confidence"),
        }
        words, number, level = decided.get(said["decision"], ("不多于", "upper", "confidence"))
        assert f"信息不真实的{words}{said[number]}人（单侧{said[level]}的置信水平" in text
        assert f"限值{said['limit']}人（容许比例{said['tolerable']}）" in text
        assert f"建议判定：{SAID[said['judgement']]}" in text
        assert any(cell.startswith("回访：") and f"限值{said['limit']}人" in cell for cell in cells)
        assert said["command"] in cells
        assert SEAL in cells
        assert f'hefang replay seal.json --seed "{SEED}"' in cells
        answers = {a["words"]: str(a["rows"]) for a in item["course"]["answers"]}
        grid = next(t for t in tables(paper) if t[0][:2] == ["结果", "计为"])
        assert {row[0]: row[-1] for row in grid[1:-1]} == answers
        assert grid[-1][-1] == str(said["sampled"])
        messages = [f["message"] for f in item["findings"]]
        assert all(message in cells or message in text for message in messages)


def test_the_forms_hold_what_was_declared(written: dict[str, Path], dossiers: dict[str, Any]) -> None:
    for id, item in dossiers.items():
        cells = [cell for table in tables(written[f"{id}/opinion.docx"]) for row in table for cell in row]
        declared = item["declared"]
        for value in (item["applicant"], declared["category"], f"{declared['score']:g}"):
            assert value in cells
        assert str(declared["valid_questionnaires"]) in cells
        said = item["course"]["proposal"]
        standing = SAID[(said["decided"] or said)["judgement"]]
        decision = next(cell for cell in cells if cell.startswith("审定意见"))
        assert f"“{standing}”" in decision
        assert not any(f"“{name}”" in decision for name in SAID.values() if name != standing)
    listed = "\n".join(cell for table in tables(written["summary.docx"]) for row in table for cell in row)
    assert all(item["applicant"] in listed for item in dossiers.values())
