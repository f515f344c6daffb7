"""Files that mean harm, or have suffered it: each ends as grids or as a named problem."""

from __future__ import annotations

import io
import os
import random
import struct
import time
import zipfile
from dataclasses import replace
from string import Formatter

import docx
import openpyxl
import pytest

from fixtures.pdf import canvas
from phrases import keys, texts
from tests.intake import make
from tests.intake.pdfs import ruled
from verify.intake.errors import IntakeError
from verify.intake.process.worker import read_files
from verify.intake.walk import FileToRead, walk
from verify.settings import Settings

SETTINGS = replace(Settings(), workers=2, read_seconds=20)
HEADINGS = ["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"]
ROWS = [[str(n), f"测试甲{n}", f"139045100{n:02d}", "电话", "2017-03-05", "某某厂"] for n in range(1, 30)]
MUTATIONS = int(os.environ.get("HEFANG_MUTATIONS", "120"))  # `make soak` asks for 2,000


def xlsx(change=lambda sheet: None) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEADINGS, *ROWS]:
        book.active.append(row)
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls() -> bytes:
    book = make.Biff8()
    for at, row in enumerate([HEADINGS, *ROWS], start=1):
        for column, text in enumerate(row):
            book.put(at, column, text)
    return book.data()


def word() -> bytes:
    made = docx.Document()
    table = made.add_table(0, 6)
    for row in [HEADINGS, *ROWS]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def xlsb() -> bytes:
    return make.xlsb(
        {(at, column): text for at, row in enumerate([HEADINGS, *ROWS], 1) for column, text in enumerate(row)}
    )


def ods() -> bytes:
    def line(row: list[str]) -> str:
        cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row)
        return f"<table:table-row>{cells}</table:table-row>"

    return make.ods(f'<table:table table:name="a">{"".join(map(line, [HEADINGS, *ROWS]))}</table:table>')


def csv(encoding: str) -> bytes:
    return "".join(",".join(row) + "\r\n" for row in [HEADINGS, *ROWS]).encode(encoding)


def html() -> bytes:
    return (
        "<table>" + "".join("<tr><td>" + "<td>".join(row) for row in [HEADINGS, *ROWS]) + "</table>"
    ).encode("gbk")


def spreadsheetml() -> bytes:
    def line(row: list[str]) -> str:
        return (
            "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row) + "</Row>"
        )

    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(map(line, [HEADINGS, *ROWS]))
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="a">'
        f"<Table>{rows}</Table></Worksheet></Workbook>"
    ).encode()


def pdf() -> bytes:
    sheet = canvas.Canvas()
    ruled(sheet, [HEADINGS, *ROWS])
    return canvas.data([sheet])


SEEDS = {
    "xlsx": xlsx(),
    "xls": xls(),
    "xlsb": xlsb(),
    "ods": ods(),
    "docx": word(),
    "biff": make.biff2([list(row) for row in [HEADINGS, *ROWS]]),
    "html": html(),
    "xml": spreadsheetml(),
    "utf8.csv": csv("utf-8"),
    "gbk.csv": csv("gbk"),
    "utf16.csv": csv("utf-16"),
    "pdf": pdf(),
}


def read(tmp_path, files: dict[str, bytes], settings: Settings = SETTINGS):
    """Read made files and one good one after each; return name -> result."""
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    good = tmp_path / "good.xlsx"
    good.write_bytes(SEEDS["xlsx"])
    found = [FileToRead(path, path.name) for name in files for path in (tmp_path / name, good)]
    results = list(read_files(found, settings))
    assert [len(result.rosters) for result in results[1::2]] == [1] * len(files)
    return {result.file: result for result in results[::2]}


def check(result) -> None:
    """Grids or a problem with reason and remedy in both languages; never both nothing."""
    assert result.rosters or result.registers or result.problems
    for problem in result.problems:
        error = IntakeError(problem.code, **problem.facts)
        key = f"intake_error.{problem.code}"
        said = [*texts(key), *texts(f"{key}.do")]
        named = {name for text in said for _, name, _, _ in Formatter().parse(text) if name}
        assert named <= set(error.shown("zh"))
        for lang in ("zh", "en"):
            reason, remedy = error.words(lang)
            assert reason
            assert remedy


def code(result) -> str:
    check(result)
    return ",".join(problem.code for problem in result.problems)


def test_every_seed_is_a_roster(tmp_path):
    for name, result in read(tmp_path, {f"a.{name}": data for name, data in SEEDS.items()}).items():
        assert [len(roster.segments[0].rows) for roster in result.rosters] == [29], name
        assert result.rosters[0].segments[0].texts["name"][0] == "测试甲1"


def test_named_attacks(tmp_path):
    entity = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
        + "]><x>&a8;</x>"
    )
    lying = bytearray(make.repacked(SEEDS["xlsx"], {"xl/sharedStrings.xml": b" " * (20 * 2**20)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = lying.find(b"xl/sharedStrings.xml", lying.find(mark))
        while lying[at - (30 if offset == 22 else 46) :][:4] != mark:
            at = lying.find(b"xl/sharedStrings.xml", at + 1)
        struct.pack_into("<I", lying, at - (30 if offset == 22 else 46) + offset, 10)
    files = {
        "far.xlsx": xlsx(lambda sheet: sheet.__setitem__("XFD1048576", "x")),
        "far.xlsb": make.xlsb({(1, 0): "姓名", (1_048_576, 16_383): "x"}),
        "entity.xlsx": make.repacked(SEEDS["xlsx"], {"xl/worksheets/sheet1.xml": entity}),
        "entity.docx": make.repacked(SEEDS["docx"], {"word/document.xml": entity}),
        "entity.xml": entity.replace(
            "<x>", '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        ).encode(),
        "bomb.xlsx": make.repacked(SEEDS["xlsx"], {"xl/worksheets/sheet1.xml": b" " * (60 * 2**20)}),
        "lying.xlsx": bytes(lying),
        "many.docx": make.repacked(SEEDS["docx"], {f"word/{n}.xml": "<a/>" for n in range(2_100)}),
        "zero.xlsx": b"",
        "wide.csv": (",".join(HEADINGS) + "," * 20_000 + "\n1,测试甲\n").encode(),
        "wide.html": ("<table><tr>" + "<td>x" * 20_000 + "</table>").encode(),
        "spans.html": ("<table>" + "<tr><td colspan=9999 rowspan=9999>x" * 300 + "</table>").encode(),
        "deep.html": ("<table><tr><td>" * 5_000).encode(),
        "deep.docx": make.repacked(
            SEEDS["docx"],
            {
                "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                "<w:body>"
                + "<w:tbl><w:tr><w:tc>" * 60
                + "<w:p/>"
                + "</w:tc></w:tr></w:tbl>" * 60
                + "</w:body></w:document>"
            },
        ),
        "repeat.ods": make.ods(
            '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
            "</table:table-row></table:table>"
        ),
        "quote.csv": ('"' + "测试,甲\n" * 100_000).encode(),
        "nul.csv": b"a\x00,b\n" * 3_000,
    }
    began = time.monotonic()
    results = read(tmp_path, files)
    assert time.monotonic() - began < 60
    got = {name: code(result) for name, result in results.items()}
    assert got["far.xlsx"] == ""
    assert ("far_cells", "XFD1048576") in results["far.xlsx"].rosters[0].notes or results["far.xlsx"].rosters
    assert got["far.xlsb"] == "too_many_cells"
    assert {got[name] for name in ("entity.xlsx", "entity.docx")} == {"entity"}
    assert got["entity.xml"] in ("entity", "not_a_roster_format")
    assert {got[name] for name in ("bomb.xlsx", "lying.xlsx", "many.docx")} == {"zip_bomb"}
    assert got["zero.xlsx"] == "empty"
    assert got["wide.csv"] == "too_many_cells"
    assert got["repeat.ods"] == "too_many_cells"
    assert "timeout" not in got.values()
    assert set(got.values()) <= {"", *(key.removeprefix("intake_error.") for key in keys("intake_error."))}


def test_loops_in_ole_chains_end(tmp_path):
    data = bytearray(SEEDS["xls"])
    loops = {}
    for name, value in (("self", None), ("first", 0), ("third", 3)):
        looped = bytearray(data)
        for entry in range(4, 100):
            struct.pack_into("<I", looped, 512 + entry * 4, entry if value is None else value)
        loops[f"{name}.xls"] = bytes(looped)
    difat = bytearray(data)
    struct.pack_into("<II", difat, 68, 0, 0xFFFF)  # a DIFAT chain that begins in the FAT itself
    loops["difat.xls"] = bytes(difat)
    tree = bytearray(data)
    directory = 512 * (1 + struct.unpack_from("<I", data, 48)[0])
    struct.pack_into("<III", tree, directory + 128 + 68, 1, 1, 1)  # an entry that is its own sibling
    loops["tree.xls"] = bytes(tree)
    began = time.monotonic()
    for result in read(tmp_path, loops).values():
        check(result)
    assert time.monotonic() - began < 30


def test_a_folder_like_a_workbook_and_a_name_of_250_bytes(tmp_path):
    (tmp_path / "x.xlsx").mkdir()
    long = tmp_path / "x.xlsx" / ("名" * 81 + "xy.xlsx")
    assert len(long.name.encode()) == 250
    long.write_bytes(SEEDS["xlsx"])
    found = walk([tmp_path])
    results = list(read_files([*found.files, tmp_path / "x.xlsx"], SETTINGS))
    assert [len(result.rosters) for result in results] == [1, 0]
    assert code(results[1]) == "folder"


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Cut a copy short, flip bits, blank or repeat a stretch."""
    kind = dice.randrange(4)
    copy = bytearray(data)
    if kind == 0:
        return bytes(copy[: dice.randrange(len(copy))])
    if kind == 1:
        for _ in range(dice.choice((1, 4, 30))):
            copy[dice.randrange(len(copy))] ^= 1 << dice.randrange(8)
        return bytes(copy)
    start = dice.randrange(len(copy))
    length = min(dice.randrange(1, 600), len(copy) - start)
    if kind == 2:
        copy[start : start + length] = bytes([dice.randrange(256)]) * length
    else:
        other = dice.randrange(len(copy))
        copy[start:start] = copy[other : other + length]
    return bytes(copy)


def inside(data: bytes, dice: random.Random) -> bytes:
    """Mutate a part of a ZIP and pack it again, so that the damage gets past the checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if archive.getinfo(name).file_size]
        name = dice.choice(names)
        return make.repacked(data, {name: mutated(archive.read(name), dice)})


@pytest.mark.parametrize("seed", [20170620])
def test_mutations(tmp_path, seed):
    dice = random.Random(seed)
    found: list[FileToRead] = []
    names = sorted(SEEDS)
    for number in range(MUTATIONS):
        name = names[number % len(names)]
        data = SEEDS[name]
        is_zip = data.startswith(b"PK")
        path = tmp_path / f"{number}.{name}"
        path.write_bytes(inside(data, dice) if is_zip and dice.random() < 0.6 else mutated(data, dice))
        found.append(FileToRead(path, path.name))
    began = time.monotonic()
    results = list(read_files(found, SETTINGS))
    seconds = time.monotonic() - began
    assert len(results) == MUTATIONS
    counts: dict[str, int] = {}
    for item, result in zip(found, results, strict=True):
        assert result.file == item.shown
        check(result)
        counts[code(result)] = counts.get(code(result), 0) + 1
    assert seconds < 1800, counts  # nothing hangs; how long it takes is the machine's
    assert counts[""] > MUTATIONS // 4  # most damage to a text leaves a roster
    assert counts.get("timeout", 0) < 10, counts
    print(f"\n{MUTATIONS} mutations in {seconds:.0f} s: {dict(sorted(counts.items()))}")
