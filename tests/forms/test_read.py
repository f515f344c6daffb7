"""Forms from files: blank ones say nothing, filled ones say the same in every format, and where they say it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from fixtures.files import papers, written
from fixtures.files.papers import Filled
from fixtures.files.reports import report
from verify.intake.formats.office import find_soffice
from verify.intake.process import job
from verify.intake.roster import FileResult
from verify.settings import Settings

SAID = Filled(
    "松江纸业有限公司", "产品类", "大庆市质量协会", "北岸测评中心", "86.50分", "186份", "2016年12月14日至2017年3月15日",
    "瓦楞纸", "SJ-200 1.2m", person="赵一水", liaison="钱二山", phone="0459-6281000",
)  # fmt: skip


def read(path: Path) -> FileResult:
    return job.read_file(str(path), path.name, Settings(), str(path.parent))


def said(result: FileResult) -> dict[str, dict[str, str]]:
    return {paper.kind: {one.item: one.text for one in paper.said} for paper in result.papers}


OPINION = {
    "applicant": "松江纸业有限公司",
    "category": "产品类",
    "score": "86.50分",
    "valid_questionnaires": "186份",
    "period": "2016年12月14日至2017年3月15日",
}
APPLICATION = {
    "applicant": "松江纸业有限公司",
    "category": "产品类",
    "legal_person": "赵一水",
    "liaison": "钱二山",
    "phone": "0459-6281000",
    "product_name": "瓦楞纸",
    "product_model": "SJ-200 1.2m",
}


def test_the_official_blank_forms_say_nothing_and_are_no_error(tmp_path: Path) -> None:
    for write, name in ((written.write_docx, "附件1.docx"), (written.write_xlsx, "附件1.xlsx")):
        write(papers.official(), tmp_path / name)
        result = read(tmp_path / name)
        assert result.problems == ()
        assert result.rosters == ()
        assert result.papers
        assert not [paper for paper in result.papers if paper.said], name


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_blank_forms_that_libreoffice_wrote(tmp_path: Path) -> None:
    written.write_docx(papers.official(), tmp_path / "a.docx")
    result = read(converted(tmp_path / "a.docx", "doc"))
    assert (result.problems, result.rosters) == ((), ())
    assert not [paper for paper in result.papers if paper.said]


def converted(path: Path, kind: str) -> Path:
    out = path.parent / kind
    command = [
        str(find_soffice()), f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless",
        "--convert-to", kind, "--outdir", str(out), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / f"{path.stem}.{kind}"


def test_a_filled_file_is_read_with_places(tmp_path: Path) -> None:
    blocks = [*papers.cover(SAID), *papers.opinion(SAID), *papers.application(SAID), *papers.situation(SAID)]
    written.write_docx([*blocks, *papers.promise(SAID)], tmp_path / "材料.docx")
    result = read(tmp_path / "材料.docx")
    assert result.problems == ()
    found = said(result)
    assert found["opinion"] == OPINION
    assert found["application"] == APPLICATION
    assert found["cover"] == {
        "category": "产品类",
        "applicant": "松江纸业有限公司",
        "recommender": "大庆市质量协会",
    }
    assert found["situation"] == {"applicant": "松江纸业有限公司"}
    assert found["promise"] == {"applicant": "松江纸业有限公司"}
    (opinion,) = [paper for paper in result.papers if paper.kind == "opinion"]
    assert {one.item: one.place for one in opinion.said}["valid_questionnaires"] == "表1!C4"
    (form,) = [paper for paper in result.papers if paper.kind == "application"]
    assert {one.item: one.place for one in form.said}["applicant"] == "¶14"


@pytest.mark.parametrize("kind", ["doc", "docx", "odt", "rtf"])
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_forms_are_read_alike_whoever_wrote_the_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.docx"
    written.write_docx([*papers.opinion(SAID), *papers.application(SAID)], path)
    found = said(read(converted(path, kind)))
    assert found == said(read(path))
    assert found["opinion"] == OPINION


def test_a_workbook_with_the_roster_on_another_sheet(tmp_path: Path) -> None:
    written.write_xlsx(papers.opinion(SAID), tmp_path / "a.xlsx")
    assert said(read(tmp_path / "a.xlsx"))["opinion"] == OPINION
    rows = [[str(at), "赵一水", f"1390451{at:04}", "电话", "2017-03-05", ""] for at in range(1, 31)]
    written.write_docx([*papers.opinion(SAID), *papers.roster(rows)], tmp_path / "b.docx")
    both = read(tmp_path / "b.docx")
    assert [len(segment.rows) for roster in both.rosters for segment in roster.segments] == [30]
    assert said(both)["opinion"] == OPINION


def test_numbers_in_cells_are_numbers_on_paper(tmp_path: Path) -> None:
    written.write_xlsx(papers.opinion(SAID), tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if cell.value in ("186份", "86.50分"):
            cell.value = {"186份": 186, "86.50分": 86.5}[cell.value]
    book.save(tmp_path / "a.xlsx")
    found = said(read(tmp_path / "a.xlsx"))["opinion"]
    assert (found["valid_questionnaires"], found["score"]) == ("186", "86.5")


def test_two_ticked_boxes_are_named_and_decide_nothing(tmp_path: Path) -> None:
    blocks = papers.opinion(SAID)
    table = [[replace(c, text=c.text.replace("□服务类", "☑服务类")) if not isinstance(c, str) else c for c in line]
             for line in blocks[1]]  # fmt: skip
    written.write_docx([blocks[0], tuple(map(tuple, table))], tmp_path / "a.docx")
    (paper,) = read(tmp_path / "a.docx").papers
    (one,) = [one for one in paper.said if one.item == "category"]
    assert (one.text, one.problem, one.place) == ("产品类、服务类", "several_ticked", "表1!C2")


def test_a_summary_form_names_companies_and_their_recommender(tmp_path: Path) -> None:
    listed = {"企业": ["松江纸业有限公司"], "产品": ["北岸机械厂 ZL50装载机", "白山种业有限公司"]}
    written.write_docx(papers.summary(SAID, listed), tmp_path / "汇总表.docx")
    found = [
        {one.item: one.text for one in paper.said}
        for paper in read(tmp_path / "汇总表.docx").papers
        if paper.said
    ]
    assert [(one["applicant"], one["category"], one["recommender"]) for one in found] == [
        ("松江纸业有限公司", "企业类", "大庆市质量协会"),
        ("北岸机械厂", "产品类", "大庆市质量协会"),
        ("白山种业有限公司", "产品类", "大庆市质量协会"),
    ]


def test_a_word_file_that_is_nothing_of_ours_is_named(tmp_path: Path) -> None:
    written.write_docx(["会议通知", "请各单位参加。"], tmp_path / "通知.docx")
    assert [problem.code for problem in read(tmp_path / "通知.docx").problems] == ["no_sheets"]


@pytest.mark.parametrize("seed", range(12))
def test_reports_with_many_other_numbers_are_read(tmp_path: Path, seed: int) -> None:
    written.write_docx(report(SAID, Random(seed)), tmp_path / "报告.docx")
    (found,) = [paper for paper in read(tmp_path / "报告.docx").papers if paper.kind == "report"]
    items = {one.item: one.text for one in found.said}
    assert (items["valid_questionnaires"], items["score"]) == ("186", "86.50")
    assert (items["applicant"], items["period"]) == (SAID.applicant, SAID.period)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("营业执照.jpg", []),
        ("IMG_001.jpg", ["not_a_roster_format"]),
        ("营业执照名单.jpg", ["not_a_roster_format"]),
    ],
)
def test_a_picture_of_a_licence_need_be_no_roster(tmp_path: Path, name: str, codes: list[str]) -> None:
    (tmp_path / name).write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    assert [problem.code for problem in read(tmp_path / name).problems] == codes
