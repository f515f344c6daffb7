"""Limits that hold before anything is parsed."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from tests.intake import make
from verify.intake.errors import IntakeError
from verify.intake.limits import check_size, check_xml, check_zip
from verify.settings import Settings

SETTINGS = Settings()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "测试甲"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(data: bytes, settings: Settings = SETTINGS) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        check_zip(data, settings)
    return caught.value


def test_sizes():
    check_size(50 * 2**20, False, SETTINGS)
    check_size(500 * 2**20, True, SETTINGS)
    for size, is_text, code in (
        (0, True, "empty"),
        (50 * 2**20 + 1, False, "too_large"),
        (2**30, True, "too_large"),
    ):
        with pytest.raises(IntakeError) as caught:
            check_size(size, is_text, SETTINGS)
        assert caught.value.code == code


def test_an_honest_workbook_passes():
    check_zip(workbook(), SETTINGS)


def test_a_small_entry_may_have_any_ratio():
    data = make.zipped({"word/document.xml": b"<a>" + bytes(7 * 2**20)})
    assert len(data) * 200 < 7 * 2**20
    check_zip(data, SETTINGS)


def test_a_large_entry_may_not():
    error = refused(make.zipped({"xl/worksheets/sheet1.xml": bytes(9 * 2**20)}))
    assert error.code == "zip_bomb"
    assert error.facts["part"] == "xl/worksheets/sheet1.xml"


def test_a_lying_size_does_not_help_a_bomb():
    data = bytearray(make.zipped({"a.xml": bytes(9 * 2**20)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(mark)
        struct.pack_into("<I", data, at + offset, 100)
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].file_size == 100
    assert refused(bytes(data)).code == "zip_bomb"


def test_all_entries_together_are_limited():
    parts = {f"{number}.bin": bytes(2**20) for number in range(4)}
    small = replace(SETTINGS, max_unzipped_bytes=3 * 2**20)
    assert refused(make.zipped(parts), small).code == "zip_bomb"
    check_zip(make.zipped(parts), replace(SETTINGS, max_unzipped_bytes=4 * 2**20))


def test_too_many_entries():
    data = make.zipped({str(number): b"" for number in range(2001)})
    assert refused(data).facts["got"] == "2001 entries"


@pytest.mark.parametrize(
    "xml",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"\xef\xbb\xbf \n<!doctype a><a/>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        b"<a>" + b" " * (2**18 - 8) + b"<!ENTITY x 'y'></a>",
    ],
)
def test_doctype_and_entities(xml):
    error = refused(make.repacked(workbook(), {"xl/worksheets/sheet1.xml": xml}))
    assert error.code == "entity"
    assert error.facts["part"] == "xl/worksheets/sheet1.xml"


def test_the_word_doctype_in_a_text_is_harmless():
    check_zip(make.repacked(workbook(), {"xl/a.xml": "<a>&lt;!DOCTYPE</a>"}), SETTINGS)
    check_xml(b"<a>&lt;!DOCTYPE</a>")


def test_an_entry_with_a_password():
    data = bytearray(workbook())
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    assert refused(bytes(data)).code == "encrypted"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_called_so(cut):
    data = workbook()
    assert refused(data[: int(len(data) * cut)]).code == "truncated"


def test_spoilt_compression_is_damage():
    data = bytearray(workbook())
    entry = zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/worksheets/sheet1.xml")
    at = entry.header_offset + 30 + len(entry.filename)
    data[at : at + 8] = b"\xff" * 8
    assert refused(bytes(data)).code == "damaged"
