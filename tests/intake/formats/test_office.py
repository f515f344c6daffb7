"""doc, wps, rtf and odt through LibreOffice, where it is installed."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace

import docx
import pytest

from tests.intake import make
from verify.intake.errors import IntakeError
from verify.intake.formats import office
from verify.intake.read import read_grids
from verify.settings import Settings

SETTINGS = replace(Settings(), read_seconds=90)
SOFFICE = office.find_soffice()
needs_office = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]
RTF = (
    rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0\trowd\cellx2000\cellx4000"
    rb"\intbl \u24207?\u21495?\cell \u22995?\u21517?\cell\row\trowd\cellx2000\cellx4000"
    rb"\intbl 1\cell \u27979?\u35797?\cell\row\pard\par}"
)


def test_without_libreoffice_the_remedy_is_docx(monkeypatch):
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    with pytest.raises(IntakeError) as caught:
        office.read_through_office(RTF, "rtf", SETTINGS)
    assert caught.value.code == "needs_libreoffice"
    assert ".docx" in IntakeError("needs_libreoffice").words("zh")[1]
    assert ".docx" in IntakeError("needs_libreoffice").words("en")[1]


def test_a_doc_with_a_password_needs_no_libreoffice_to_be_named(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "find_soffice", lambda: tmp_path)
    header = b"\xec\xa5" + bytes(9) + b"\x01" + bytes(20)
    with pytest.raises(IntakeError) as caught:
        office.read_through_office(make.ole({"WordDocument": header}), "doc", SETTINGS)
    assert caught.value.code == "encrypted"


class TestWithLibreOffice:
    pytestmark = needs_office

    def test_rtf_under_the_name_of_doc(self, tmp_path):
        path = tmp_path / "名单.doc"
        path.write_bytes(RTF)
        reader, grids = read_grids(path, SETTINGS, frozenset())
        assert reader == "doc"
        assert grids[0].cells == [["序号", "姓名"], ["1", "测试"]]

    def test_doc_and_odt(self, tmp_path):
        made = docx.Document()
        made.add_paragraph("登记表")
        table = made.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "测试甲"
        made.add_paragraph("完")  # a table that ends a document is no table to LibreOffice
        out = io.BytesIO()
        made.save(out)
        (tmp_path / "a.docx").write_bytes(out.getvalue())
        command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        for kind in ("doc", "odt"):
            subprocess.run(
                [*command, "--convert-to", kind, "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
                capture_output=True,
                check=True,
                timeout=120,
            )
            reader, grids = read_grids(tmp_path / f"a.{kind}", SETTINGS, frozenset())
            assert (reader, grids[0].cells) == ("doc", [["姓名", "测试甲"]])

    def test_garbage_with_a_word_stream_is_no_crash(self, tmp_path):
        path = tmp_path / "a.wps"
        path.write_bytes(make.ole({"WordDocument": b"\xec\xa5" + bytes(2000)}))
        with pytest.raises(IntakeError) as caught:
            read_grids(path, SETTINGS, frozenset())
        assert caught.value.code in ("conversion_failed", "no_sheets")
