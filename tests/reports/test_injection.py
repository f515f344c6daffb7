"""What a stranger typed into a roster stays what it is: text, in every paper."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import html as parser

from reports.content.material import Material
from tests.reports.rounds import declared, document, material, papers
from verify.model import Batch

NASTY = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1＋1",
    "＋１",
    "－１",
    "＠SUM(A1)",
    "#N/A",
    "http://example.com/x",
    "<script>alert(1)</script>",
    "<img src=//example.com/x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7*7 }}{% for %}",
    "_x003D_1",
    "&amp;&#60;b>",
    "\x1b]0;owned\x07厂",
    "\u202e厂\u2066反",
    "厂\x00\x08\x0b\x1f\ufffe\uffff",
    "厂\t=1+1\r\n@x",
)


def _hostile() -> Material:
    """A round in which names, contacts, employers, files, sheets, ids and reasons are all hostile."""
    rows = ["dossier  serial  name  contact  mode  surveyed  employer"]
    rows += [f"D  {i}  人{i}  1390451{i:04d}  电话  2017-03-05  厂{i}" for i in range(len(NASTY))]
    made = material(declared("\n".join(rows), values={}))
    batch = made.batch
    frame = batch.rows.copy()
    for column in ("name", "name_raw", "contact_raw", "mode_raw", "surveyed_raw", "employer", "employer_raw"):
        frame[column] = list(NASTY)
    contacts = batch.contacts.assign(raw=list(NASTY), value=list(NASTY), kind="unreadable")
    contacts["problem"] = "unreadable"
    dossiers = batch.dossiers.copy()
    title = "=1+1<b>\u202e[x]:*?/\\"
    for column in ("applicant", "agency", "file", "sheet", "title"):
        dossiers[column] = title
    hostile = replace(batch, rows=frame, contacts=contacts, dossiers=dossiers)
    unread = [{"file": f"{n}.xlsx", "code": "x", "reason": n, "fix": n} for n in NASTY]
    return material(_renamed(hostile, title), unmask=True, unreadable=unread, passed_over=unread)


def _renamed(batch: Batch, title: str) -> Batch:
    """The same batch under a dossier id that is hostile itself."""
    rows = batch.rows.assign(
        dossier=batch.rows["dossier"].cat.rename_categories([title]),
        row_id=[f"{title}#{row:04d}" for row in batch.rows["row"]],
    )
    return replace(
        batch,
        rows=rows,
        dossiers=batch.dossiers.set_axis([title], axis=0),
        segments=batch.segments.assign(dossier=title),
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return papers(_hostile(), tmp_path_factory.mktemp("hostile"))


def _plain(text: str) -> str:
    """What is left of a text when it has been made harmless, spaces aside."""
    kept = text.replace("\x1b]0;owned\x07", "")
    return "".join(c for c in kept if c.isprintable() and not c.isspace() and c not in "\u202e\u2066")


def test_the_workbook_holds_text_and_nothing_that_runs(written: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(written["findings.xlsx"])
    shown = set()
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type in ("s", "n", "inlineStr"), (sheet.title, cell.coordinate, cell.data_type)
            if isinstance(cell.value, str):
                shown.add(_plain(cell.value.replace("_x005F_", "_")))
                assert cell.number_format == "@"
                assert cell.quotePrefix
            assert cell.hyperlink is None or (not cell.hyperlink.target and cell.hyperlink.location)
    assert {_plain(text) for text in NASTY} <= shown
    with zipfile.ZipFile(written["findings.xlsx"]) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if "worksheets/sheet" in n]
        assert not any("<f>" in s or "<f " in s or 't="e"' in s for s in sheets)
        assert not any("external" in parts.read(n).decode().lower() for n in parts.namelist() if ".rels" in n)


def test_what_was_left_out_of_a_cell_is_said_in_a_comment(written: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(written["findings.xlsx"])
    comments = [c.comment.text for s in book for r in s.iter_rows() for c in r if c.comment]
    assert any("已去除控制字符" in text for text in comments)


def test_sheets_have_names_that_a_workbook_may_have(written: dict[str, Path]) -> None:
    names = openpyxl.load_workbook(written["findings.xlsx"]).sheetnames
    assert len({n.lower() for n in names}) == len(names)
    assert all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\") for n in names)
    assert any(n.startswith("=1+1") for n in names)


def test_the_page_runs_nothing_and_still_shows_the_text(written: dict[str, Path]) -> None:
    text = written["audit.html"].read_text(encoding="utf-8")
    page = parser.fromstring(text)
    (script,) = page.xpath("//script")  # our own, by its hash: it orders and searches the table
    assert "script-src 'sha256-" in text
    assert "<" not in (script.text or "").replace("<=", "").replace("< ", "")
    script.drop_tree()
    assert page.xpath("//script | //img | //iframe | //object | //link | //base | //form") == []
    assert [a for e in page.iter() if isinstance(e.tag, str) for a in e.attrib if a.startswith("on")] == []
    assert not set(text) & set("\x00\x08\x0b\x1b\x1f\x07\u202e\u2066\ufffe\uffff")
    shown = _plain(page.text_content())
    assert [n for n in NASTY if _plain(n) not in shown] == []
    assert all(a.get("href").startswith("#") for a in page.xpath("//a"))
    targets = {e.get("id") for e in page.xpath("//*[@id]")}
    assert all(a.get("href")[1:] in targets for a in page.xpath("//a"))


def test_word_papers_hold_text_and_nothing_that_runs(written: dict[str, Path]) -> None:
    found = [path for name, path in written.items() if name.endswith(".docx")]
    assert len(found) == 4  # the round, the summary, and two about the dossier
    shown = ""
    for path in found:
        with zipfile.ZipFile(path) as parts:
            texts = {name: parts.read(name).decode() for name in parts.namelist()}
        assert not any("TargetMode" in text for name, text in texts.items() if name.endswith(".rels"))
        body = texts["word/document.xml"]
        assert not any(tag in body for tag in ("w:instrText", "w:fldSimple", "w:object", "w:altChunk"))
        assert body.count("r:id=") == body.count("<w:footerReference ") == 1  # nothing else is referred to
        assert not set(body) & set("\x00\x08\x0b\x1b\x1f\x07\u202e\u2066\ufffe\uffff")
        shown += _plain("".join(docx.Document(str(path)).element.body.itertext()))
    # The paper about the dossier lists what was found, so all that is odd stands in it.
    assert [n for n in NASTY if _plain(n) not in shown] == []


def test_json_holds_every_text_unchanged(written: dict[str, Path]) -> None:
    review = json.loads(written["review.json"].read_text(encoding="utf-8"))
    (dossier,) = review["dossiers"]
    assert [row["name"] for row in dossier["rows"]] == list(NASTY)
    assert [row["employer"] for row in dossier["rows"]] == list(NASTY)


def test_half_characters_in_a_file_name_stop_no_paper(tmp_path: Path) -> None:
    broken = [{"file": "名\udcff单.xlsx", "code": "x", "reason": "r", "fix": "f"}]
    made = material(unreadable=broken)
    found = papers(made, tmp_path)
    assert "名\ufffd单.xlsx" in found["audit.html"].read_text(encoding="utf-8")
    assert json.loads(found["review.json"].read_text(encoding="utf-8"))["unreadable"] == broken
    assert document(made)["unreadable"] == broken
