"""A folder of hostile files on the command line: each ends as a roster or as an entry with reason and remedy."""

from __future__ import annotations

import io
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
