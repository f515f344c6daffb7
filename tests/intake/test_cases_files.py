"""Files that are sound and odd, or unsound in one place: kinds that other tools refuse or read wrongly."""

from __future__ import annotations

import errno
import hashlib
import io
import shutil
import zipfile
from types import SimpleNamespace

import olefile
import openpyxl
import pytest
import xlrd
from msoffcrypto.format.ooxml import OOXMLFile

from tests.intake import make
from tests.intake.formats.test_cases_formats import HEADINGS, book, contacts, people, roster
from verify.intake import read
from verify.intake.errors import IntakeError
from verify.intake.formats import office
from verify.intake.formats.encoding import decodings
from verify.intake.formats.word import read_docx
from verify.intake.formats.workbooks import workbook
from verify.intake.process import job
from verify.intake.read import read_grids, read_hashed
from verify.intake.table.headings import heading_words
from verify.intake.walk import is_own
from verify.settings import Settings

SETTINGS = Settings()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def docx(rows: list[list[str]], rels: str = "", styles: str = "", before: str = "") -> bytes:
    """A docx of one table and nothing but its main part; a cell is text or paragraphs."""
    lines = "".join(
        "<w:tr>"
        + "".join(c if c.startswith("<w:sdt") else f"<w:tc>{c if '<' in c else run(c)}</w:tc>" for c in row)
        + "</w:tr>"
        for row in rows
    )
    table = f"<w:tbl>{lines}</w:tbl>" if rows else ""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{before}{table}</w:body></w:document>',
    }
    if rels:
        parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{rels}</Relationships>'
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    return make.zipped(parts)


def lines(count: int = 3) -> list[list[str]]:
    return [[str(value) for value in line] for line in [HEADINGS, *people(count)]]


def test_a_docx_needs_no_other_part_than_its_document():
    rels = f'<Relationship Id="r" Type="{OFFICE}/image" Target="media/gone.png"/>'
    rels += f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    assert contacts(read_docx(docx(lines(), rels), SETTINGS)) == [f"1390451000{n}" for n in (1, 2, 3)]


def test_a_docx_in_strict_open_xml():
    with zipfile.ZipFile(io.BytesIO(docx(lines()))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for name, part in parts.items():
        part = part.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        parts[name] = part.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    assert len(contacts(read_docx(make.zipped(parts), SETTINGS))) == 3


def test_what_a_word_table_does_not_show():
    rows = lines(5)
    rows[1][2] = (
        run("13904510009", "<w:strike/>").removesuffix("</w:p>") + "<w:r><w:t>13904510001</w:t></w:r></w:p>"
    )
    rows[2] = [run(text, "<w:dstrike w:val='true'/>") for text in rows[2]]
    rows[3][1] = (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>jiǎ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>测丙</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r></w:p>"
    )
    rows[4][1] = run("测丁", "<w:vanish w:val='0'/><w:strike w:val='false'/>")
    rows[5][5] = run("旧单位", "<w:rStyle w:val='Gone'/>")
    styles = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    found, segment = roster(read_docx(docx(rows, styles=styles), SETTINGS))
    assert list(segment.rows) == [2, 4, 5, 6]
    assert segment.texts["contact"][0] == "13904510001"
    assert segment.texts["name"] == ["测甲", "测丙", "测丁", "测戊"]
    assert segment.texts["employer"][-1] == ""
    assert ("struck_rows", "表1!3") in found.notes
    assert ("struck_cells", "C2, F6") in found.notes


@pytest.mark.parametrize("whole_cell", [False, True])
def test_a_content_control_that_shows_its_placeholder_is_empty(whole_cell):
    words = run("单击或点击此处输入文字。")

    def control(content: str, properties: str) -> str:
        inner = f"<w:tc>{content}</w:tc>" if whole_cell else content
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    rows = lines(2)
    empty = control(words, "<w:showingPlcHdr/>")
    filled = control(run("13904510007"), "<w:showingPlcHdr w:val='0'/>")
    rows[1][2] = filled if whole_cell else f"<w:p/>{filled}"
    rows.append(["3", *[empty if whole_cell else f"<w:p/>{empty}"] * 5])
    _, segment = roster(read_docx(docx(rows), SETTINGS))
    assert list(segment.rows) == [2, 3]
    assert segment.texts["contact"][0] == "13904510007"


def test_a_list_outside_of_a_table_is_said_to_be_that():
    for count, rows in ((5, []), (3, [["填表单位", "某公司"]])):
        before = "".join(run(f"{n}、测某 1390451000{n} 电话") for n in range(count))
        with pytest.raises(IntakeError) as caught:
            read_docx(docx(rows, before=before), SETTINGS)
        assert caught.value.code == "outside_table"
        assert caught.value.facts == {"got": str(count)}
    # A telephone number above a real table is no list.
    assert len(contacts(read_docx(docx(lines(), before=before), SETTINGS))) == 3


def mixed(first: str, second: str, count: int) -> bytes:
    every = ["序号,姓名,联系方式,调查方式,调查时间,工作单位"]
    every += [f"{n},测甲乙,139{n:08d},电话访问,2017-03-05,松江机械厂" for n in range(count)]
    return b"\n".join(t.encode(first if n < count // 2 else second) for n, t in enumerate(every))


@pytest.mark.parametrize("count", [12, 6_000])
@pytest.mark.parametrize("encodings", [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_lines_in_two_encodings_are_read_line_by_line(tmp_path, encodings, count):
    path = tmp_path / "a.csv"
    path.write_bytes(mixed(*encodings, count))
    _, grids = read_grids(path, SETTINGS, heading_words())
    found, segment = roster(grids)
    assert set(map(str, segment.texts["name"])) == {"测甲乙"}
    assert set(map(str, segment.texts["employer"])) == {"松江机械厂"}
    assert ("mixed_encoding", "") in found.notes


def test_one_encoding_is_not_taken_for_two():
    names = [f"{chr(0x4E00 + n)}{chr(0x5000 + n * 7 % 0x4000)}" for n in range(3000)]
    text = "姓名,联系方式\n" + "\n".join(f"{name},{n}" for n, name in enumerate(names))
    for encoding in ("utf-8", "gb18030"):
        best = decodings(text.encode(encoding), frozenset({"姓名", "联系方式"}), whole=True)[0]
        assert (best.encoding, best.damaged) == (encoding, None)


def test_the_built_in_password_opens_a_package_filled_up_to_a_sector(tmp_path):
    data = book(lambda sheet: None, 7)
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("VelvetSweatshop", out)
    locked = out.getvalue()
    path = tmp_path / "a.xlsx"
    path.write_bytes(locked)
    assert len(contacts(read_grids(path, SETTINGS, frozenset())[1])) == 7
    with olefile.OleFileIO(io.BytesIO(locked)) as container:
        streams = {name: container.openstream(name).read() for name in ("EncryptedPackage", "EncryptionInfo")}
    streams["EncryptionInfo"] = streams["EncryptionInfo"].ljust(4_096)
    path.write_bytes(make.ole(streams))  # fills both up to whole sectors
    assert len(contacts(read_grids(path, SETTINGS, frozenset())[1])) == 7
    short = {**streams, "EncryptedPackage": streams["EncryptedPackage"][:4_200]}
    path.write_bytes(make.ole(short))
    with pytest.raises(IntakeError) as caught:
        read_grids(path, SETTINGS, frozenset())
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    "error", [xlrd.formula.FormulaError("x"), xlrd.XLRDError("x"), xlrd.compdoc.CompDocError("x")]
)
def test_what_xlrd_cannot_read_goes_to_calamine(monkeypatch, error):
    made = make.Biff8()
    for row, line in enumerate([HEADINGS, *people(3)], start=1):
        for column, value in enumerate(line):
            made.put(row, column, value)

    def fails(*_):
        raise error

    monkeypatch.setattr(workbook, "read_with_xlrd", fails)
    assert len(contacts(workbook.read_xls(made.data(), SETTINGS))) == 3


def test_what_calamine_cannot_read_either_goes_to_libreoffice(monkeypatch):
    asked = []

    def converted(data, kind, target, settings):
        asked.append((data, kind, target))
        return book(lambda sheet: None)

    monkeypatch.setattr(office, "find_soffice", lambda: "soffice")
    monkeypatch.setattr(office, "converted", converted)
    assert len(contacts(workbook.read_xls(b"no workbook", SETTINGS))) == 3
    assert asked == [(b"no workbook", "xls", "xlsx")]


def test_a_full_disk_is_ours_and_no_damage_of_the_file(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("姓名,联系方式\n" + "测甲,13904510001\n" * 6_000, encoding="utf-8")
    full = OSError(errno.ENOSPC, "No space left on device")

    def fails(*_, **__):
        raise full

    monkeypatch.setattr("tempfile.mkstemp", fails)
    result = job.read_file(str(path), "a.csv", SETTINGS, str(tmp_path))
    assert [problem.code for problem in result.problems] == ["no_space"]
    monkeypatch.setattr(office, "find_soffice", lambda: "soffice")
    monkeypatch.setattr("tempfile.TemporaryDirectory", fails)
    (tmp_path / "b.rtf").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(IntakeError) as caught:
        read_grids(tmp_path / "b.rtf", SETTINGS, frozenset())
    assert caught.value.code == "no_space"


def test_a_conversion_that_a_full_disk_stopped(monkeypatch):
    monkeypatch.setattr(office, "find_soffice", lambda: "soffice")
    monkeypatch.setattr(office, "_convert", lambda *_: "")
    for free, code in ((1, "no_space"), (2**40, "conversion_failed")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        with pytest.raises(IntakeError) as caught:
            office.converted(b"x", "doc", "docx", SETTINGS)
        assert caught.value.code == code


def test_the_hash_is_that_of_the_bytes_that_were_read(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    first = book(lambda sheet: None)
    path.write_bytes(first)
    read = workbook._cell_by_cell

    def meanwhile(*arguments):
        path.write_bytes(b"another file")
        return read(*arguments)

    monkeypatch.setattr(workbook, "read_quickly", lambda *_: None)
    monkeypatch.setattr(workbook, "_cell_by_cell", meanwhile)
    _, digest, grids = read_hashed(path, SETTINGS, frozenset())
    assert digest == hashlib.sha256(first).hexdigest()
    assert len(contacts(grids)) == 3


def test_a_text_that_changes_while_it_is_read_is_not_used(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("姓名,联系方式\n测甲,13904510001\n", encoding="utf-8")
    before = read.read_text

    def meanwhile(place, *arguments):
        found = before(place, *arguments)
        path.write_text("姓名,联系方式\n测甲,13904510001\n测乙,13904510002\n", encoding="utf-8")
        return found

    monkeypatch.setattr(read, "read_text", meanwhile)
    with pytest.raises(IntakeError) as caught:
        read.read_hashed(path, SETTINGS, frozenset())
    assert caught.value.code == "changed"


def test_whose_a_package_is_is_asked_within_the_limits(tmp_path, monkeypatch):
    made = openpyxl.Workbook()
    made.properties.creator = "hefang"
    path = tmp_path / "a.xlsx"
    made.save(path)
    assert is_own(path, SETTINGS)
    many = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(many, "w") as target:
        for name in archive.namelist():
            target.writestr(name, archive.read(name))
        for number in range(2_100):
            target.writestr(f"x/{number}", b"")
    opened = []
    real = zipfile.ZipFile
    monkeypatch.setattr(zipfile, "ZipFile", lambda *a, **k: opened.append(a) or real(*a, **k))
    assert not is_own(many, SETTINGS)
    assert not is_own(path, Settings(max_workbook_bytes=100))
    assert not opened
