"""Minutes as papers: what the screen says in a few lines stands whole in a Word file, and a telephone reads its hash."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import docx
import numpy as np
import pytest
import zxingcpp

from reports.content.signed.minutes import minutes_document
from reports.document import Table, Text
from tests.casebook.road import answer, inside, run
from tests.cli.run import people, write_book

ONE = "31415926535897932384"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round sealed and drawn; what was printed lies beside."""
    folder = tmp_path_factory.mktemp("round")
    (folder / "r").mkdir()
    write_book(folder / "r" / "A.xlsx", people(60))
    write_book(folder / "r" / "B.xlsx", people(90, first=13704510011))
    with inside(folder, {}):
        run("new", "--round", "2017")
        run("add", "r")
        for name, words in (("seal", ("seal",)), ("draw", ("draw", "--seed", ONE))):
            ran = run(*words)
            (folder / f"{name}.txt").write_text(ran.out, encoding="utf-8")
            (folder / f"{name}.err").write_text(ran.err, encoding="utf-8")
    return folder


def words_of(path: Path) -> str:
    """All text of a Word file, tables included."""
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_the_screen_shows_a_few_lines_and_the_paper_everything(folder: Path) -> None:
    shown = (folder / "seal.txt").read_text(encoding="utf-8").splitlines()
    assert len(shown) <= 6
    seal = json.loads((folder / "seal.json").read_text(encoding="utf-8"))
    hashes = "".join(shown).replace(" ", "")
    assert seal["seal_sha256"] in hashes
    paper = words_of(folder / "纪要.docx")
    for item in seal["dossiers"]:
        assert f"{item['id']}：名单 {item['population']} 人" in paper
    for part in ("一、", "二、", "三、", "四、", "五、", "主持：", "监督：", "案卷日志", "到会人员"):
        assert part in paper
    assert seal["seal_sha256"] in paper.replace(" ", "").replace("\n", "")


def test_a_draw_says_what_it_is_about_to_do_and_what_it_drew(folder: Path) -> None:
    told = (folder / "draw.err").read_text(encoding="utf-8")
    assert "将为 2 份材料抽第 1 样本" in told.splitlines()[0]
    shown = (folder / "draw.txt").read_text(encoding="utf-8").splitlines()
    assert shown[0].startswith("已抽 2 份材料共 ")
    assert len(shown) <= 3
    drawn = json.loads((folder / "draw.json").read_text(encoding="utf-8"))
    paper = words_of(folder / "抽签结果.docx")
    for item in drawn["dossiers"]:
        for row in item["sample"]:
            assert row in paper


def test_the_notice_names_nobody(folder: Path) -> None:
    paper = words_of(folder / "告企业书.docx")
    assert "不表示名单有问题" in paper
    assert "2017年度" in paper
    assert not any(str(row[1]) in paper or str(row[2]) in paper for row in people(60))


def test_the_head_of_the_journal_on_the_minutes_is_a_witness(folder: Path) -> None:
    with inside(folder, {}):
        assert "此后又有" in run("status", "--witness", "纪要.docx").out
        assert answer("status", "--witness", "抽签结果.docx")["witness"]["whole"]


@pytest.mark.parametrize("name", ["纪要", "抽签结果"])
def test_a_telephone_reads_the_hash_off_the_printed_paper(folder: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(folder / f"{name}.docx", tmp_path / "paper.docx")
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftoppm") is None:
        pytest.skip("LibreOffice (soffice) or pdftoppm is not on this machine")
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "paper.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "paper.pdf", "page"], cwd=tmp_path, check=True)
    read = [
        code.text
        for page in sorted(tmp_path.glob("page*.pgm"))
        for code in zxingcpp.read_barcodes(grey(page))
    ]
    seal = json.loads((folder / "seal.json").read_text(encoding="utf-8"))["seal_sha256"]
    assert read == [seal if name == "纪要" else f"{seal} {ONE}"]


def grey(path: Path) -> np.ndarray:
    """The pixels of a PGM file."""
    _, size, _, rest = path.read_bytes().split(b"\n", 3)
    wide, high = map(int, size.split())
    return np.frombuffer(rest, np.uint8).reshape(high, wide)


def test_lines_become_paragraphs_and_columns_a_table() -> None:
    paper = minutes_document(
        "题目\n\n一、甲\n    一句话分成\n    两行。\n    种子：123\n"
        "      名单人数   平均     0%\n      60         25.9   100.0%\n",
        "zh",
    )
    (section,) = paper.sections
    first, second, table = section.blocks
    assert (paper.title, section.title) == ("题目", "一、甲")
    assert isinstance(first, Text)
    assert first.text == "一句话分成两行。"
    assert isinstance(second, Text)
    assert second.text == "种子：123"
    assert isinstance(table, Table)
    assert [c.title for c in table.columns] == ["名单人数", "平均", "0%"]
    assert [[c.text for c in row] for row in table.rows] == [["60", "25.9", "100.0%"]]
