"""What people make of workbooks and what other tools read wrongly: kinds of cells, in every format that has them."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.intake import make
from verify.intake.formats.markup import read_html
from verify.intake.formats.spreadsheetml import read_spreadsheetml
from verify.intake.formats.workbooks.workbook import read_xls, read_xlsx
from verify.intake.formats.workbooks.workbook_ods import read_ods
from verify.intake.grid import CELL_ERROR, NO_VALUE, PICTURE
from verify.intake.table.header import find_rosters
from verify.settings import Settings

SETTINGS = Settings()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADINGS = ["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"]
# number, format, what the sheet shows
SHOWN = [
    (87979096, '"0451-"00000000', "0451-87979096"),
    (45187979096, "0000-00000000", "0451-87979096"),
    (84523317, "[<=99999999]0000-0000;0000-00000000", "8452-3317"),
    (45184523318, "[<=99999999]0000-0000;0000-00000000", "0451-84523318"),
    (84523319, "[<=99999999]\\0\\4\\5\\1\\-0000000#;0", "0451-84523319"),
    (13904517321, "000-0000-0000", "139-0451-7321"),
    (13904517321, "_ * #,##0_ ;_ * -#,##0_ ;@", "13904517321"),
]


def people(count: int = 3) -> list[list[object]]:
    """Made-up respondents."""
    return [
        [n, f"测{'甲乙丙丁戊己庚'[n - 1]}", f"1390451000{n}", "电话", f"2017-03-0{n}", "松江机械厂"]
        for n in range(1, count + 1)
    ]


def book(change, count: int = 3) -> bytes:
    """An xlsx with that many people under the usual headings, after ``change(sheet)``."""
    made = openpyxl.Workbook()
    for row in [HEADINGS, *people(count)]:
        made.active.append(row)
    change(made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def roster(grids):
    result = find_rosters("a", "", "x", grids)
    assert not result.problems
    (found,) = result.rosters
    (segment,) = found.segments
    return found, segment


def marks(segment, kind):
    return [(m.index, m.field, m.detail) for m in segment.marks if m.kind == kind]


def contacts(grids) -> list[str]:
    return roster(grids)[1].texts["contact"]


def test_numbers_are_what_an_xlsx_shows():
    def change(sheet):
        for row, (number, code, _) in enumerate(SHOWN, start=2):
            sheet.cell(row, 3, number).number_format = code

    assert contacts(read_xlsx(book(change, 7), SETTINGS)) == [text for *_, text in SHOWN]


def test_numbers_are_what_an_xls_shows():
    made = make.Biff8()
    for row, line in enumerate([HEADINGS, *people(7)], start=1):
        for column, value in enumerate(line):
            number, code, _ = SHOWN[row - 2]
            style = made.style(code) if row > 1 and column == 2 else 0
            made.put(row, column, float(number) if style else value, style)
    assert contacts(read_xls(made.data(), SETTINGS)) == [text for *_, text in SHOWN]


NUMBER_STYLES = """
<number:number-style xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" style:name="N1">
<number:text>0451-</number:text><number:number number:min-integer-digits="8"/></number:number-style>
<number:number-style xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" style:name="N2P0">
<number:number number:min-integer-digits="8"><number:embedded-text number:position="4">-</number:embedded-text>
</number:number></number:number-style>
<number:number-style xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" style:name="N2">
<number:number number:min-integer-digits="12"><number:embedded-text number:position="8">-</number:embedded-text>
</number:number><style:map style:condition="value()&lt;=99999999" style:apply-style-name="N2P0"/></number:number-style>
<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="gone" style:family="table-cell">
<style:text-properties style:text-line-through-style="solid"/></style:style>
"""


def ods(rows: list[list[str]]) -> bytes:
    def cell(value: str) -> str:
        return (
            value
            if value.startswith("<")
            else f"<table:table-cell><text:p>{value}</text:p></table:table-cell>"
        )

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return make.ods(f'<table:table table:name="名单">{lines}</table:table>', NUMBER_STYLES)


def number(value: int, style: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{value}"/>'


def test_numbers_are_what_an_ods_shows():
    rows = [[str(value) for value in line] for line in [HEADINGS, *people(3)]]
    for row, (value, style) in zip(
        rows[1:], [(87979096, "c1"), (84523317, "c2"), (45184523318, "c2")], strict=True
    ):
        row[2] = number(value, style)
    assert contacts(read_ods(ods(rows), SETTINGS)) == ["0451-87979096", "8452-3317", "0451-84523318"]


def html(cells: list[str], style: str = "") -> bytes:
    rows = [[str(value) for value in line] for line in [HEADINGS, *people(len(cells))]]
    for row, cell in zip(rows[1:], cells, strict=True):
        row[2] = cell
    lines = "".join(
        "<tr>" + "".join(c if c.startswith("<td") else f"<td>{c}</td>" for c in row) + "</tr>" for row in rows
    )
    return f"<html><style>{style}</style><table>{lines}</table></html>".encode()


def test_numbers_are_what_a_page_from_excel_shows():
    cells = [
        "<td class=xl66 x:num='87979096'>####</td>",
        "<td style='mso-number-format:\"0000\\-00000000\"' x:num='45187979096'>4.5188E+10</td>",
        "<td x:num='87979096'>0451-87979096</td>",  # the text says all that the cell shows
        "<td x:num>13904510004</td>",
    ]
    style = '<!-- .xl65 {color:red} td.xl66 {mso-number-format:"\\00220451-\\002200000000";} -->'
    grids = read_html(html(cells, style), SETTINGS, frozenset())
    assert contacts(grids) == ["0451-87979096", "0451-87979096", "0451-87979096", "13904510004"]


def test_a_cell_whose_format_shows_nothing_is_told_like_a_hidden_row():
    def change(sheet):
        sheet["C2"] = 13904510001
        sheet["C2"].number_format = ";;;"
        sheet["B3"].number_format = '"";"";"";""'
        sheet["C4"] = 0
        sheet["C4"].number_format = "0;-0;;@"

    _, segment = roster(read_xlsx(book(change), SETTINGS))
    assert segment.texts["contact"] == [
        "13904510001",
        "13904510002",
        "",
    ]  # a zero that is not shown is no number
    assert [m[:2] for m in marks(segment, "hidden_cell")] == [(1, "name"), (0, "contact")]


def strike(sheet, cell: str) -> None:
    sheet[cell].font = Font(strike=True)


def test_struck_out_text_of_an_xlsx_is_gone_and_a_row_of_it_is_told():
    def change(sheet):
        sheet["C2"] = CellRichText(
            TextBlock(InlineFont(strike=True), "13936025847"), TextBlock(InlineFont(), "13936025848")
        )
        sheet["E2"] = CellRichText("2017-03-", TextBlock(InlineFont(strike=False), "05"))
        for column in "ABCDEF":
            strike(sheet, f"{column}3")
        strike(sheet, "F4")

    found, segment = roster(read_xlsx(book(change), SETTINGS))
    assert list(segment.rows) == [2, 4]
    assert segment.texts["contact"] == ["13936025848", "13904510003"]
    assert segment.texts["surveyed"] == ["2017-03-05", "2017-03-03"]
    assert segment.texts["employer"] == ["松江机械厂", ""]
    assert ("struck_rows", "Sheet!3") in found.notes
    assert ("struck_cells", "C2, F4") in found.notes


def test_struck_out_text_of_ods_html_and_xml_is_gone():
    rows = [[str(value) for value in line] for line in [HEADINGS, *people(3)]]
    rows[2] = [
        f'<table:table-cell table:style-name="gone"><text:p>{c}</text:p></table:table-cell>' for c in rows[2]
    ]
    rows[3][2] = (
        '<table:table-cell><text:p><text:span text:style-name="gone">139</text:span>13904510009</text:p>'
        "</table:table-cell>"
    )
    from_ods, segment = roster(read_ods(ods(rows), SETTINGS))
    assert (list(segment.rows), segment.texts["contact"]) == ([1 + 1, 3 + 1], ["13904510001", "13904510009"])
    assert ("struck_rows", "名单!3") in from_ods.notes

    cells = ["<td><s>139</s>13904510001</td>", "<td>13904510002</td>", "<td><del>13904510003</del></td>"]
    page = html(cells).replace(b"<tr><td>2<", b"<tr style='text-decoration: line-through'><td>2<")
    from_page, segment = roster(read_html(page, SETTINGS, frozenset()))
    assert (list(segment.rows), segment.texts["contact"]) == ([2, 4], ["13904510001", ""])
    assert ("struck_rows", "表1!3") in from_page.notes

    lines = "".join(
        f"<Row>{''.join(f'<Cell{s}><Data ss:Type=%sString%s>{c}</Data></Cell>' % (Q, Q) for c in line)}</Row>"
        for line, s in zip([HEADINGS, *people(3)], ["", "", ' ss:StyleID="s1"', ""], strict=True)
    )
    xml = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1">'
        f'<Font ss:StrikeThrough="1"/></Style></Styles><Worksheet ss:Name="名单"><Table>{lines}</Table></Worksheet>'
        "</Workbook>"
    )
    from_xml, segment = roster(read_spreadsheetml(xml.encode(), SETTINGS))
    assert list(segment.rows) == [2, 4]
    assert ("struck_rows", "名单!3") in from_xml.notes


Q = '"'


def with_cells(data: bytes, change) -> bytes:
    """A workbook with its first sheet's XML changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    return make.repacked(data, {"xl/worksheets/sheet1.xml": change(xml)})


@pytest.mark.parametrize(
    "formula",
    ['_xlfn.DISPIMG("ID_61A4C7AEBBCE4C2AB56FC63352E00CB0",1)', '_xlfn.IMAGE("https://x.invalid/a.png")'],
)
def test_a_picture_in_the_cell_is_no_formula_that_made_a_number(formula):
    data = book(lambda sheet: sheet.__setitem__("C3", f"={formula}"))
    found, segment = roster(read_xlsx(data, SETTINGS))
    assert segment.texts["contact"][1] == PICTURE
    assert marks(segment, "unread") == [(1, "contact", "picture")]
    assert not marks(segment, "formula")
    assert ("pictures", "C3") in found.notes


def test_a_picture_that_excel_put_into_the_cell():
    data = with_cells(
        book(lambda sheet: sheet.__setitem__("C3", "X")),
        lambda xml: xml.replace('<c r="C3"', '<c r="C3" vm="1" t="e"><v>#VALUE!</v></c><c r="Z9"'),
    )
    assert contacts(read_xlsx(data, SETTINGS))[1] == PICTURE


@pytest.mark.parametrize("field", ["name", "contact", "mode", "surveyed", "employer"])
def test_a_formula_without_a_stored_value_is_not_missing(field):
    column = "ABCDEF"[["serial", "name", "contact", "mode", "surveyed", "employer"].index(field)]

    def change(sheet):
        sheet[f"{column}2"], sheet[f"{column}3"] = "=H2", "=H3"

    _, segment = roster(read_xlsx(book(change), SETTINGS))
    assert segment.texts[field][:2] == [NO_VALUE, NO_VALUE]
    assert marks(segment, "unread") == [(0, field, "no_value"), (1, field, "no_value")]


def test_a_formula_whose_result_is_an_empty_text_is_missing():
    data = with_cells(
        book(lambda sheet: sheet.__setitem__("E2", "=H2")),
        lambda xml: xml.replace(
            '<c r="E2"><f>H2</f><v/></c>', '<c r="E2" t="str"><f>H2</f><v></v></c>'
        ).replace('<c r="E2"><f>H2</f><v></v></c>', '<c r="E2" t="str"><f>H2</f><v></v></c>'),
    )
    assert roster(read_xlsx(data, SETTINGS))[1].texts["surveyed"][0] == ""


def shared(texts: list[str], odd: dict[str, str]) -> bytes:
    """A workbook whose texts stand in the shared strings; ``odd``: cell -> index of its string."""
    lines = [[str(value) for value in line] for line in [HEADINGS, *people(3)]]
    every = [text for line in lines for text in line]
    cells = [[f"{column}{row}" for column in "ABCDEF"] for row in range(1, len(lines) + 1)]
    rows = "".join(
        f'<row r="{at}">'
        + "".join(
            f'<c r="{c}" t="s"><v>{odd.get(c, str((at - 1) * 6 + i))}</v></c>' for i, c in enumerate(names)
        )
        + "</row>"
        for at, names in enumerate(cells, 1)
    )
    items = "".join(f"<si><t>{text}</t></si>" for text in [*every, *texts])
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    plain = book(lambda sheet: None)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        types, rels = (
            archive.read(n).decode() for n in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels")
        )
    office = "officeDocument/2006/relationships/sharedStrings"
    changes = {
        "xl/worksheets/sheet1.xml": xml,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
        "[Content_Types].xml": types.replace(
            "</Types>",
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sharedStrings+xml"/></Types>',
        )
        if "sharedStrings" not in types
        else types,
        "xl/_rels/workbook.xml.rels": rels.replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/{office}" '
            'Target="sharedStrings.xml"/></Relationships>',
        )
        if "sharedStrings" not in rels
        else rels,
    }
    return make.repacked(plain, changes)


def test_one_bad_shared_string_costs_one_cell():
    segment = roster(read_xlsx(shared([], {"F3": "999"}), SETTINGS))[1]
    assert segment.texts["employer"] == ["松江机械厂", CELL_ERROR, "松江机械厂"]
    assert marks(segment, "error") == [(1, "employer", "sharedStrings")]
    segment = roster(read_xlsx(shared(["测\x01丁"], {"B3": "24"}), SETTINGS))[1]
    assert segment.texts["name"] == ["测甲", "测丁", "测丙"]


def test_strict_open_xml_is_read_with_its_formats():
    def change(sheet):
        sheet["C2"] = 87979096
        sheet["C2"].number_format = '"0451-"00000000'

    with zipfile.ZipFile(io.BytesIO(book(change))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    usual, strict = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    for name, part in parts.items():
        for kind in ("spreadsheetml", "officeDocument"):
            part = part.replace(f"{usual}{kind}/2006/", f"{strict}{kind}/")
        parts[name] = part
    assert strict in parts["xl/workbook.xml"]
    assert contacts(read_xlsx(make.zipped(parts), SETTINGS))[0] == "0451-87979096"
