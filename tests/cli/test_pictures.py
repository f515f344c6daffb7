"""Rosters in pictures from the command line: read, looked at by a person, and only then sealed."""

from __future__ import annotations

import json
import sqlite3
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from fixtures.scans.pages import ScanLook, scanned
from tests.cli.run import hefang, people, write_book
from verify.intake import read
from verify.intake.errors import IntakeError
from verify.intake.grid import UNCERTAIN
from verify.settings import Settings

GREY = ScanLook(150, "sans", 12, 1.1, 10, 60, "grey", 0.7, 8, "png")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A folder in which a stamped scan was filed, and what the command said."""
    folder = tmp_path_factory.mktemp("office")
    one = scanned(902, GREY, 5)
    (folder / "收").mkdir()
    (folder / "收" / "松江纸业名单扫描.png").write_bytes(one.data)
    (folder / "收" / "第二页.png").write_bytes(one.data[:2000])  # a copy that broke off
    hefang("new", "--round", "2017", cwd=folder)
    added = hefang("add", "收", cwd=folder)
    return folder, one.people, added


def test_what_is_read_from_a_picture_says_so_and_is_no_accusation(office):
    folder, _, _ = office
    found = hefang("verify", "收", "--json", "--rows", "--no-credibility", cwd=folder).json
    (dossier,) = found["dossiers"]
    assert dossier["source"]["medium"] == dossier["source"]["reader"] == "picture"
    assert "fail" not in {finding["severity"] for finding in dossier["findings"]}
    assert all(finding["message"].endswith("（由图片读出，请对照原件）") for finding in dossier["findings"])
    uncertain = [row for row in dossier["rows"] if "uncertain" in row]
    assert uncertain
    assert all(
        set(row["uncertain"]) <= {"name", "contact", "mode", "surveyed", "employer"} for row in uncertain
    )


def test_nothing_is_sealed_before_a_person_has_looked(office):
    folder, people_there, added = office
    assert added.code == 2
    assert "第二页.png" in added.err
    refused = hefang("seal", cwd=folder)
    assert refused.code == 2
    assert "松江纸业名单扫描" in refused.err
    assert not (folder / "seal.json").exists()
    assert hefang("seal", "收", cwd=folder).code == 2  # nor as files
    workbook, page = folder / "请核对-松江纸业名单扫描.xlsx", folder / "请核对-松江纸业名单扫描.html"
    text = page.read_text(encoding="utf-8")
    assert text.count("data:image/png;base64,") == text.count("<img ")
    assert "http" not in text.replace("http-equiv", "")

    early = hefang("confirm", workbook, "--by", "张三", cwd=folder)
    assert early.code == 2
    assert "没有填" in early.err
    book = load_workbook(workbook)
    asked, listed = book["请核对"], book["名单"]
    assert len(asked._images) == asked.max_row - 2 > 0
    columns = {"姓名": 1, "联系方式": 2, "调查方式": 3, "调查时间": 4, "工作单位": 5}
    for row in range(3, asked.max_row + 1):
        person = people_there[int(asked.cell(row, 3).value) - 2]
        asked.cell(row, 8).value = person[columns[asked.cell(row, 4).value]]
    assert listed.cell(3, 4).value in (people_there[0][1], UNCERTAIN)
    book.save(workbook)
    book = load_workbook(workbook)
    counted = book["号码"]
    if counted.max_row > 2:
        half = hefang("confirm", workbook, "--by", "张三", cwd=folder)
        assert (half.code, "没有对照" in half.err) == (2, True), half.err
    for row in range(3, counted.max_row + 1, 10):
        counted.cell(row, 8).value = "对"
    for row in range(3, counted.max_row + 1):
        person = people_there[int(counted.cell(row, 3).value) - 2]
        assert counted.cell(row, 5).value == person[2]
    assert len(counted._images) == counted.max_row - 2
    book.save(workbook)
    nobody = hefang("confirm", workbook, "--by", " ", cwd=folder)
    assert nobody.code == 2

    book = load_workbook(workbook)
    listed = book["名单"]
    for at in range(4):  # nearly as many as were printed
        line = (listed.cell(3, 1).value, "新增", "", "何新新", f"1390451888{at}", "电话", "2017-03-05")
        for column, one in enumerate(line, 1):
            listed.cell(8 + at, column).value = one
    book.save(workbook)
    many = hefang("confirm", workbook, "--by", "张三", cwd=folder)
    assert (many.code, "--added 4" in many.err) == (2, True), many.err
    assert hefang("confirm", workbook, "--by", "张三", "--added", "5", cwd=folder).code == 2

    done = hefang("confirm", workbook, "--by", "张三", "--added", "4", cwd=folder)
    assert done.code == 0, done.err
    with sqlite3.connect(folder / "casebook.db") as conn:
        ((who, at, facts),) = conn.execute("SELECT who, at, facts FROM journal WHERE what = 'confirm'")
        numbers = [
            json.loads(c) for (c,) in conn.execute("SELECT contacts FROM people ORDER BY respondent_id")
        ]
    assert (json.loads(facts)["by"], bool(who), at[:2]) == ("张三", True, "20")
    assert (json.loads(facts)["added"], json.loads(facts)["added_said"]) == (4, 4)
    assert [row[0][1] for row in numbers[-9:-4]] == [person[2] for person in people_there]
    assert hefang("confirm", workbook, "--by", "张三", cwd=folder).code == 2  # once is enough
    sealed = hefang("seal", cwd=folder)
    assert sealed.code == 0, sealed.err
    assert "已核实" not in sealed.out
    # What was not read beside the list is said still, after a person has looked at the list.
    assert "第二页.png" in sealed.out + sealed.err
    assert "核对无误" in hefang("status", "--check", cwd=folder).out


def test_another_workbook_confirms_nothing(office, tmp_path):
    folder, _, _ = office
    other = write_book(tmp_path / "名单.xlsx", people(3))
    refused = hefang("confirm", other, "--by", "张三", cwd=folder)
    assert refused.code == 2
    assert "不是“请核对”" in refused.err
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    assert hefang("confirm", tmp_path / "坏.xlsx", "--by", "张三", cwd=folder).code == 2
    assert hefang("confirm", tmp_path / "没有.xlsx", "--by", "张三", cwd=folder).code == 2


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("请核对.ods", None, ".ods 文件"),
        ("请核对.csv", "页,行,序号\n".encode(), ".csv 文件"),
        ("请核对.xls", b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(40), ".xls 文件"),
    ],
)
def test_a_workbook_saved_as_another_kind_is_not_called_damaged(office, tmp_path, name, data, said):
    folder, _, _ = office
    path = tmp_path / name
    if data is None:
        with ZipFile(path, "w") as made:
            made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            made.writestr("content.xml", "<x/>")
    else:
        path.write_bytes(data)
    refused = hefang("confirm", path, "--by", "张三", cwd=folder)
    assert refused.code == 2
    assert said in refused.err
    assert "另存为" in refused.err
    assert "损坏" not in refused.err


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_without_the_extra_the_refusal_names_it_and_nothing_else(form, monkeypatch, tmp_path):
    path = tmp_path / f"名单.{form}"
    path.write_bytes(scanned(903, ScanLook(form=form), 3).data)
    monkeypatch.setattr(read, "find_spec", lambda name: None)
    with pytest.raises(IntakeError) as refused:
        read.read_grids(path, Settings(), frozenset())
    assert refused.value.code == "not_a_roster_format"
    for lang in ("zh", "en"):
        assert 'pip install "hefang[ocr]"' in refused.value.words(lang)[1]
        assert "表格" not in refused.value.words(lang)[1]
        assert "spreadsheet" not in refused.value.words(lang)[1]
