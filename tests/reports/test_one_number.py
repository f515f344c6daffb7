"""One number, one name: 已完成, 核实, 不真实, 未定 mean the same wherever they stand. Every table is read back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html as parser

from casebook.standing import Standing
from desk.tables import judge_table, legend, status_table
from phrases import say
from reports.content.round import Course
from tests.reports.courses import TOTAL, context
from tests.reports.docx.word import opened
from tests.reports.rounds import material, papers

NUMBER = re.compile(r"\d+")


@pytest.fixture(scope="module")
def courses() -> dict[str, Course]:
    known = context().round
    assert known is not None
    return dict(known.courses)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return papers(material(context=context()), tmp_path_factory.mktemp("papers"))


def wanted(course: Course) -> dict[str, int]:
    """The numbers of a dossier by the one name that each has."""
    said = course.proposal
    assert said is not None
    names = {"抽取": "sampled", "核实": "confirmed", "不真实": "bad", "未定": "unresolved", "限值": "limit"}
    return {zh: int(said[key]) for zh, key in names.items()}


def columns(table: list[str]) -> list[dict[str, str]]:
    """A table of the screen, by its headings: cut where they end, since numbers stand to the right."""
    head, _, *lines = table
    names = head.split()
    return [
        dict(zip(reversed(names), reversed(line[1:].split()), strict=False))
        for line in lines
        if line.strip() and line[0] in "×！√·"
    ]


def test_the_judge_table_says_what_was_judged(courses: dict[str, Course]) -> None:
    items: list[Any] = [
        {**course.proposal, "decided": None} for course in courses.values() if course.proposal
    ]
    table = judge_table(items, {}, "zh", colour=False, columns=80)
    assert {"回访", "不真实", "未定", "建议/决定"} <= set(table[0].split())
    for line in table[2:]:
        id, numbers = line[1:].split()[0], NUMBER.findall(line.replace(line[1:].split()[0], "", 1))
        number = wanted(courses[id])
        shown = [int(n) for n in numbers]
        assert shown[:2] == [number["核实"], number["抽取"]]
        assert [n for n in (number["不真实"], number["未定"]) if n] == shown[2 : len(shown) - 3]
        assert shown[-1] == number["限值"]
    words = "".join(legend("judge", "zh"))
    assert "回访：核实/抽取" in words
    assert "达到即超过容许人数" in words


def test_the_status_table_says_how_many_are_done_and_names_it_so(courses: dict[str, Course]) -> None:
    standing = [
        Standing(id, "", 1, 1, n, TOTAL, {"fail": 2, "warn": 1}, 90, {}, True, 1, False)
        for n, id in enumerate(courses)
    ]
    done = {
        id: {"drawn": wanted(c)["抽取"], "done": wanted(c)["抽取"] - 2, "code": "more"}
        for id, c in courses.items()
    }
    table = status_table(standing, done, "zh", colour=False, columns=80)
    for line in columns(table):
        call = done[line["申报材料"]]
        assert line["回访"] == f"{call['done']}/{call['drawn']}"
        assert line["不符"] == "2"
        assert line["疑点"] == "1"
    assert "回访：完成/应访" in "".join(legend("status", "zh"))


def test_every_paper_has_the_number_under_its_name(
    written: dict[str, Path], courses: dict[str, Course]
) -> None:
    page = parser.parse(str(written["audit.html"]), parser.HTMLParser(encoding="utf-8"))
    rows = page.xpath("//section[@id='round']//table//tr")
    heads = [th.text_content().strip() for th in rows[0]]
    on_page = {}
    for row in rows[1:]:
        on_page[row[1].text_content()] = dict(zip(heads, (td.text_content() for td in row), strict=True))
    grid = next(t for t in opened(written["audit.docx"].read_bytes()).tables() if t[0][0] == "名单检查")
    on_paper = {row[1]: dict(zip(grid[0], row, strict=True)) for row in grid[1:]}
    sheet = list(openpyxl.load_workbook(written["findings.xlsx"])["总览"].iter_rows(values_only=True))
    head = next(row for row in sheet if "申报材料" in row)
    in_book = {row[1]: dict(zip(head, row, strict=True)) for row in sheet if row[1] in courses}
    for id, course in courses.items():
        number = wanted(course)
        calls = f"{number['核实']}/{number['抽取']}"
        assert on_page[id]["核实/抽取"] == on_paper[id]["核实/抽取"] == calls
        assert f"限值{number['限值']}）" in on_paper[id]["不真实人数（限值）"]
        assert {name: in_book[id][name] for name in number} == number
        text = "\n".join(t for _, t in opened(written[f"{id}/audit.docx"].read_bytes()).paragraphs())
        said = re.search(r"随机抽取(\d+)人回访：核实(\d+)人，不真实(\d+)人，未定(\d+)人", text)
        assert said is not None
        assert [int(n) for n in said.groups()] == [number[k] for k in ("抽取", "核实", "不真实", "未定")]
        if course.proposal and not course.proposal["decided"]:
            form = "\n".join(t for _, t in opened(written[f"{id}/opinion.docx"].read_bytes()).paragraphs())
            assert said[0] in form


def test_the_first_column_is_about_the_list_and_the_proposal_about_all_of_it() -> None:
    assert say("paper.head.sign") == "名单检查"
    assert say("round.head.judgement") == "建议"
    assert say("round.head.short.judgement") == "建议/决定"
    assert say("paper.head.reason") == "材料检查首要问题"
    assert say("round.head.main") == "建议的主要依据"
