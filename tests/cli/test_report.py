"""``hefang report`` as a user runs it: on a casebook at every stage, in both languages, as PDF, and where it cannot."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import hefang, people, write_book

DICE = "31415926535897932384"
ROUND = {"audit.html", "audit.docx", "findings.xlsx", "summary.docx", "review.json"}


def text_of(path: Path) -> str:
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """A folder with a casebook of two rosters of 40 honest people."""
    write_book(tmp_path / "A.xlsx", people(40))
    write_book(tmp_path / "B.xlsx", people(40, first=15104510077))
    with inside(tmp_path, {}):
        run("new", "--round", "2017年度")
    assert hefang("add", "A.xlsx", "B.xlsx", cwd=tmp_path).code == 0
    return tmp_path


def test_every_stage_has_its_papers_and_its_words(filed: Path) -> None:
    with inside(filed, {}):
        ran = run("report")
        assert {p.name for p in (filed / "报告").iterdir()} == {*ROUND, "A", "B"}
        assert {p.name for p in (filed / "报告/A").iterdir()} == {"audit.docx", "opinion.docx"}
        assert all(name in ran.out for name in ROUND)
        assert "尚未封存、抽签和回访" in text_of(filed / "报告/A/audit.docx")
        run("seal")
        run("report")
        assert "尚未抽签和回访" in text_of(filed / "报告/A/audit.docx")
        run("draw", "--seed", DICE)
        run("report")
        drawn = text_of(filed / "报告/A/audit.docx")
        assert DICE in drawn
        assert "建议判定：需补充核查" in drawn  # everybody is unresolved until somebody rings
        run("calls", "export")
        fill(filed / "回访名单-1.xlsx", lambda row, _: "V1" if row.startswith("A") else "N1")
        run("calls", "import", "回访名单-1.xlsx")
        told = answer("report", "--out", "终稿")
        assert {d["id"]: d["course"]["judgement"] for d in told["dossiers"]} == {"A": "high", "B": "low"}
        assert all("rows" not in d for d in told["dossiers"])
        assert {Path(p).name for p in told["papers"]} == ROUND
        assert "建议判定：真实性高" in text_of(filed / "终稿/A/audit.docx")
        low = text_of(filed / "终稿/B/audit.docx")
        assert "建议判定：真实性不高" in low
        assert "不等于认定何人造假" in low
        assert "真实性不高" in text_of(filed / "终稿/B/opinion.docx")


def test_in_english_the_forms_stay_chinese(filed: Path) -> None:
    with inside(filed, {}):
        run("seal")
        run("draw", "--seed", DICE)
        run("report", "--lang", "en")
    paper = text_of(filed / "papers/A/audit.docx")
    assert "Proposed: more evidence needed" in paper
    form = text_of(filed / "papers/A/opinion.docx")
    assert "名单信息真实性建议审定为“需补充核查”" in form
    assert "推荐意见：" in form


@pytest.mark.browser
def test_as_pdf(filed: Path) -> None:
    with inside(filed, {}):
        told = answer("report", "--pdf")
    pdf = next(Path(p) for p in told["papers"] if p.endswith(".pdf"))
    assert (filed / pdf).read_bytes()[:5] == b"%PDF-"


def test_where_it_cannot_it_says_why(tmp_path: Path, filed: Path) -> None:
    with inside(filed, {"HEFANG_BROWSER": str(tmp_path / "none")}):
        ran = run("report", "--pdf", code=2)
        assert str(tmp_path / "none") in ran.err
        assert (filed / "报告/audit.html").exists()  # the other papers are there all the same
        (filed / "belegt").write_text("x")
        assert "belegt" in run("report", "--out", "belegt", code=2).err
    other = tmp_path / "leer"
    other.mkdir()
    with inside(other, {}):
        assert "hefang new" in run("report", code=2).err
        run("new")
        assert "hefang add" in run("report", code=2).err


def test_the_same_round_gives_the_same_papers_but_for_the_time(filed: Path) -> None:
    with inside(filed, {}):
        run("report", "--out", "一")
        run("report", "--out", "二")
    one, two = (json.loads((filed / f"{n}/review.json").read_text(encoding="utf-8")) for n in "一二")
    assert one == two
