"""Word papers in a real word processor, where LibreOffice is installed: they open, and forms fit their page."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from reports.content.signed.forms import OpinionFacts, SummaryFacts, opinion, summary
from reports.document import Cell, Column, Document, Facts, Section, Table
from reports.formats import docx
from tests.reports.docx.test_docx import sample

pytestmark = pytest.mark.office

FULL = OpinionFacts(
    "松江纸业集团特种材料有限责任公司",
    "建筑工程类",
    "88.6",
    "120",
    "2017年3月1日至2017年3月31日",
    "经复核，名单可信。" * 32,
)
SEVEN = tuple(f"某某第{i}纸业有限责任公司" for i in range(1, 8))
ROWS = tuple((Cell(f"行{i}"), Cell("字" * 90)) for i in range(150))
LONG = (Table("表", (Column("甲"), Column("乙", "long")), ROWS), Facts((("长", "A" * 20_000),)))
BODIES = (SummaryFacts(), SummaryFacts("质协", SEVEN[:4]), SummaryFacts("质协", SEVEN, unplaced=("某",)))
PAPERS = {
    "sample": sample(),
    "empty": Document("", "", "zh", ()),
    "opinion-full": opinion(FULL, "zh"),
    "opinion-none": opinion(OpinionFacts(), "zh"),
    "opinion-en": opinion(replace(FULL, proposal=None), "en"),
    "summary": summary(BODIES, "zh"),
    "long": Document("长表", "", "zh", (Section("一", LONG),)),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every paper as docx, pdf and txt: one start of LibreOffice for each format."""
    folder = tmp_path_factory.mktemp("office")
    for name, document in PAPERS.items():
        docx.write(document, folder / f"{name}.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    program = shutil.which("soffice")
    assert program
    for kind in ("pdf", "txt:Text (encoded):UTF8"):
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        files = [str(folder / f"{name}.docx") for name in PAPERS]
        subprocess.run([*command, *files], capture_output=True, check=True, timeout=240)
    return folder


def pages(path: Path) -> int:
    """Count the pages of a PDF by its page objects, which newer files keep in compressed streams."""
    data = path.read_bytes()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    for stream in streams:
        try:
            data += zlib.decompress(stream)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


@pytest.mark.parametrize(
    ("name", "count"),
    [("empty", 1), ("opinion-full", 1), ("opinion-none", 1), ("opinion-en", 2), ("summary", 4)],
)
def test_every_form_fits_its_page(made: Path, name: str, count: int) -> None:
    assert pages(made / f"{name}.pdf") == count


def test_long_tables_go_on_over_pages_and_nothing_is_cut_off(made: Path) -> None:
    assert pages(made / "long.pdf") > 10
    text = (made / "long.txt").read_text(encoding="utf-8-sig")
    assert all(f"行{i}" in text for i in range(150))
    assert "A" * 20_000 in text


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("sample", "题目 副题 一级 名二 ×_下级 表一 只列一部分 图名 末段 空表"),
        ("opinion-full", "企业名称 松江纸业 推荐类别 建筑工程类 建议文本 审定意见 注：1."),
    ],
)
def test_the_text_is_there_in_order(made: Path, name: str, pieces: str) -> None:
    text = (made / f"{name}.txt").read_text(encoding="utf-8-sig")
    places = [text.index(piece.replace("_", " ")) for piece in pieces.split()]
    assert places == sorted(places)
