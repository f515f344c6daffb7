"""Files are told by their bytes, whatever they are called."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from phrases import keys, texts
from tests.intake import make
from verify.intake.errors import IntakeError
from verify.intake.formats.foreign import refusal
from verify.intake.read import READERS, read_grids
from verify.intake.sniff import read_head, sniff, utf16_without_bom
from verify.settings import Settings

TABLE = "<table><tr><td>姓名</td></tr></table>"
SHEET = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


NAMES = [key.removeprefix("intake_error.") for key in keys("intake_error.") if not key.endswith(".do")]
FOREIGN = sorted(name.removeprefix("foreign.") for name in NAMES if name.startswith("foreign."))
CODES = sorted(name for name in NAMES if not name.startswith("foreign."))


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ole_named(name: str) -> bytes:
    return make.ole({name: b"x"})


CASES = {
    "xlsx": saved(openpyxl.Workbook()),
    "docx": saved(docx.Document()),
    "xlsb": make.xlsb({(1, 0): "姓名"}),
    "ods": make.ods(""),
    "odt": make.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
    "xls": make.Biff8().data(),
    "biff": make.biff2([["姓名"]]),
    "doc": ole_named("WordDocument"),
    "encrypted": ole_named("EncryptedPackage"),
    "slides": ole_named("PowerPoint Document"),
    "mail": ole_named("__substg1.0_001A001F"),
    "ole": ole_named("Nothing we know"),
    "html": TABLE.encode(),
    "spreadsheetml": SHEET.encode(),
    "wordml": b'<?xml version="1.0"?><w:wordDocument '
    b'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
    "rtf": rb"{\rtf1\ansi }",
    "mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n",
    "text": "序号,姓名\n1,测试甲\n".encode("gbk"),
    "pdf": b"%PDF-1.4\n",
    "flat_odf": b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
    b"<table:table/>",
    "sylk": 'ID;PCALCOOO32\nC;X1;Y1;K"序号"\nC;X2;Y1;K"姓名"\n'.encode("gb18030"),
    "image": b"\x89PNG\r\n\x1a\n",
    "archive": b"Rar!\x1a\x07\x00",
    "zip": make.zipped({"a.txt": "x"}),
    "program": b"MZ\x90\x00" + bytes(100),
    "database": b"SQLite format 3\x00",
    "media": b"\x00\x00\x00\x18ftypmp42",
    "shortcut": b"L\x00\x00\x00\x01\x14\x02\x00",
    "xml": b'<?xml version="1.0"?><people><p/></people>',
    "iwork": make.zipped({"Index/Document.iwa": "x"}),
    "binary": bytes(range(1, 8)) * 100,
    "zip_damaged": saved(openpyxl.Workbook())[:2000],
    "empty": b"",
}


def kind_of(tmp_path, data: bytes, name: str = "名单.dat") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return sniff(read_head(path), path)


@pytest.mark.parametrize("kind", CASES)
def test_kind_by_bytes_under_every_extension(tmp_path, kind):
    for name in ("a.xls", "a.xlsx", "a.csv", "a.docx", "a"):
        assert kind_of(tmp_path, CASES[kind], name) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TABLE.encode("utf-16"), "html"),
        (b"\xef\xbb\xbf\r\n<!-- x --><HTML><body>" + TABLE.encode(), "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "html"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:spreadsheet"><table/></html>', "html"),
        (b"<meta http-equiv=Content-Type content='text/html'><table>", "html"),
        ("序号\t姓名\r\n1\t测试甲\r\n".encode("utf-16"), "text"),
        ("序号\t姓名\r\n1\t测试甲\r\n".encode("utf-16-le"), "text"),
        ("<保密> 名单\n".encode(), "text"),
        (b"\r\nX-Scanner: 7\r\n%PDF-1.4\r\n%\xe2\xe3", "pdf"),
        ("序号,姓名,备注\n1,测试甲,见%PDF-1.pdf\n".encode(), "text"),
        ("﻿序号,姓名\n".encode(), "text"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\nF;P0;DG0G8\r\nC;Y1;X1;K1\r\n", "sylk"),
        ("ID;姓名;电话\n1;测试甲;13900000001\n".encode(), "text"),
        (b"ID;PHONE;NAME\n1;13900000001;A\n", "text"),
    ],
)
def test_disguises(tmp_path, data, kind):
    assert kind_of(tmp_path, data, "名单.xls") == kind


def test_utf16_is_told_by_its_zero_bytes():
    text = "序号\t姓名\r\n1\t测试甲\r\n2\t测试乙\r\n"
    assert utf16_without_bom(text.encode("utf-16-le")) == "utf-16-le"
    assert utf16_without_bom(text.encode("utf-16-be")) == "utf-16-be"
    assert utf16_without_bom(text.encode()) == ""
    assert utf16_without_bom(text.encode("gbk")) == ""


def test_every_kind_has_a_reader_or_words():
    read = {kind for reader in READERS for kind in reader.kinds}
    for kind in CASES:
        assert kind in read or kind in FOREIGN or kind in ("encrypted", "empty", "zip_damaged")


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_refusal_says_what_it_is_and_what_to_do(kind):
    error = refusal(kind)
    what_zh, what_en = texts(f"intake_error.foreign.{kind}")
    do_zh, do_en = texts(f"intake_error.foreign.{kind}.do")
    reason, remedy = error.words()
    assert what_zh in reason
    assert remedy == do_zh
    reason, remedy = error.words("en")
    assert what_en in reason
    assert remedy == do_en


def test_foreign_files_are_refused_by_name(tmp_path):
    path = tmp_path / "名单.xlsx"
    path.write_bytes(CASES["image"])
    with pytest.raises(IntakeError) as caught:
        read_grids(path, Settings(), frozenset())
    assert caught.value.code == "not_a_roster_format"
    assert caught.value.facts["kind"] == "image"


@pytest.mark.parametrize("code", CODES)
def test_every_error_has_reason_and_remedy_in_both_languages(code):
    said = [*texts(f"intake_error.{code}"), *texts(f"intake_error.{code}.do")]
    assert all(text.strip() for text in said)
    for lang in ("zh", "en"):
        reason, remedy = IntakeError(code).words(lang)  # a missing fact is shown as ?, never as a traceback
        assert reason
        assert remedy
        assert ("{" in reason + remedy) is False
    chinese, english = said[0] + said[2], said[1] + said[3]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
    assert not any(
        "\u4e00" <= sign <= "\u9fff"
        for sign in english.replace("序号 姓名 联系方式 调查方式 调查时间 工作单位", "")
    )
