"""A folder of hostile files on the command line: each ends as a roster or as an entry with reason and remedy."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path

import msoffcrypto
import pytest

from tests.cli.run import HEADINGS, hefang, people, write_book

CONTENT_TYPES = (
    '<?xml version="1.0"?>{doctype}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)


def encrypted(book: Path, target: Path) -> None:
    """Write a copy of a workbook with an opening password."""
    from_file = msoffcrypto.OfficeFile(io.BytesIO(book.read_bytes()))
    out = io.BytesIO()
    from_file.encrypt("not-the-default", out)
    target.write_bytes(out.getvalue())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    good = write_book(tmp_path / "好的.xlsx", people(40))
    data = good.read_bytes()
    (tmp_path / "断的.xlsx").write_bytes(data[: len(data) // 2])
    (tmp_path / "空的.xlsx").write_bytes(b"")
    (tmp_path / "是文件夹.xlsx").mkdir()
    encrypted(good, tmp_path / "加密.xlsx")
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(tmp_path / "实体.xlsx", "w") as target:
        for item in source.infolist():
            text = (
                CONTENT_TYPES.format(doctype=BOMB)
                if item.filename == "[Content_Types].xml"
                else source.read(item)
            )
            target.writestr(item, text)
    with zipfile.ZipFile(tmp_path / "炸弹.xlsx", "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", CONTENT_TYPES.format(doctype=""))
        target.writestr("xl/workbook.xml", b" " * 300_000_000)
    (tmp_path / ("名" * 80 + ".csv")).write_text(
        ",".join(HEADINGS) + "\n1,赵一水,13904510011,电话,2017-03-05,\n", "utf-8"
    )
    (tmp_path / "两万列.csv").write_text(",".join(["列"] * 20_000) + "\n", "utf-8")
    (tmp_path / "图片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return tmp_path


def test_the_good_ones_are_done_and_every_other_is_named(folder: Path) -> None:
    ran = hefang("verify", folder, "--json")
    assert ran.code == 2
    document = ran.json
    assert sorted(len(d["id"]) for d in document["dossiers"]) == [2, 80]
    unread = {Path(u["file"]).name: u for u in document["unreadable"]}
    expected = {
        "断的.xlsx": {"truncated", "damaged"},
        "空的.xlsx": {"empty"},
        "加密.xlsx": {"encrypted"},
        "实体.xlsx": {"entity"},
        "炸弹.xlsx": {"zip_bomb"},
        "两万列.csv": {"no_roster", "too_many_cells"},
        "图片.xlsx": {"not_a_roster_format"},
    }
    assert set(unread) == set(expected)
    for name, codes in expected.items():
        assert unread[name]["code"] in codes, unread[name]
        assert unread[name]["reason"]
        assert unread[name]["fix"]


def test_a_limit_that_is_reached_costs_only_that_file(folder: Path) -> None:
    (folder / "hefang.toml").write_text("max_workbook_bytes = 6000\n", encoding="utf-8")
    big = write_book(folder / "大的.xlsx", people(400))
    assert big.stat().st_size > 6000
    document = hefang("verify", "好的.xlsx", "大的.xlsx", "--json", cwd=folder).json
    codes = {Path(u["file"]).name: u["code"] for u in document["unreadable"]}
    assert codes["大的.xlsx"] == "too_large"


@pytest.mark.skipif(os.name != "posix", reason="names that are no UTF-8 exist on POSIX only")
def test_a_name_that_is_no_utf8_costs_nobody_anything(tmp_path: Path) -> None:
    """A stick written under Chinese Windows: the bytes of 公司, as GBK."""
    folder = tmp_path / "r"
    folder.mkdir()
    write_book(folder / "好.xlsx", people(60))
    odd = os.fsencode(folder) + b"/\xb9\xab.xlsx"
    write_book(folder / "x.xlsx", people(60, first=13704510011))
    os.rename(os.fsencode(folder / "x.xlsx"), odd)
    with open(os.fsencode(folder) + b"/\xb9\xab.txt", "wb") as file:
        file.write(b"no roster")
    shown = hefang("verify", folder, "--no-credibility", "--out", tmp_path / "out")
    assert shown.code == 2  # the text
    assert r"\xb9\xab.txt" in shown.out
    document = hefang("verify", folder, "--no-credibility", "--json").json
    assert {d["id"]: d["row_count"] for d in document["dossiers"]} == {"好": 60, r"\xb9\xab": 60}
    hefang("new", cwd=tmp_path)
    added = hefang("add", folder, "--json", cwd=tmp_path).json
    assert len(added["dossiers"]) == 2
    assert hefang("status", cwd=tmp_path).code == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows has no folders this deep")
def test_a_folder_1500_deep_costs_only_itself(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    write_book(folder / "好.xlsx", people(60))
    before = Path.cwd()
    try:
        os.chdir(folder)
        for _ in range(1500):
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.chdir(before)
    try:
        shown = hefang("verify", folder, "--no-credibility", "--json")
        assert [d["row_count"] for d in shown.json["dossiers"]] == [60]
    finally:
        subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.mark.parametrize("rows", [16, 6_000], ids=["short road", "long road"])
def test_one_row_many_times_is_no_page_break(tmp_path: Path, rows: int) -> None:
    lines = [",".join(map(str, row)) for row in people(rows)]
    lines[5:6] = [lines[5]] * 11
    lines[12 + 5 : 12 + 6] = [lines[12 + 5]] * 2  # a continuation, once
    text = "\n".join(["序号,姓名,联系方式,调查方式,调查时间,工作单位", *lines])
    (tmp_path / "r.csv").write_text(text + "\n", encoding="utf-8-sig")
    document = hefang("verify", tmp_path / "r.csv", "--no-credibility", "--json").json["dossiers"][0]
    (finding,) = [f for f in document["findings"] if f["code"] == "DU02" and len(f["rows"]) > 2]
    assert finding["rows"] == [f"r#{row:04d}" for row in range(7, 18)]
