"""What a cell shows, and what it holds: number formats, pictures, struck-out text, ticks, formulas."""

from __future__ import annotations

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.intake import make
from tests.intake.formats.test_cases_formats import with_cells
from tests.intake.kinds.case import HEADINGS, Crowd, Made, Right, as_text, book, case, contacts
from tests.intake.test_cases_files import docx, run

AREA = '"0451-"00000000'


def _ods(rows: list[list[str]], styles: str = "") -> bytes:
    def cell(value: str) -> str:
        return value if value[:1] == "<" else f"<table:table-cell><text:p>{value}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return make.ods(f'<table:table table:name="名单">{lines}</table:table>', styles)


def _local(crowd: Crowd, n: int) -> int:
    """Return the eight digits behind the area code of Harbin."""
    return int(crowd.landlines[n].partition("-")[2])


@case("format")
def area_code_in_an_xls(crowd: Crowd) -> Made:
    made = make.Biff8()
    style = made.style(AREA)
    for row, line in enumerate(crowd.lines(), 1):
        for column, value in enumerate(line):
            made.put(row, column, value if isinstance(value, int) else str(value))
    for n in range(3):
        made.put(n + 2, 2, _local(crowd, n), style)
    return Made("xls", made.data(), Right(rows=contacts(*crowd.landlines[:3]), never=("CT08",)))


@case("format")
def area_code_in_an_xlsb(crowd: Crowd) -> Made:
    cells = {
        (row, column): float(value) if isinstance(value, int) else str(value)
        for row, line in enumerate(crowd.lines(), 1)
        for column, value in enumerate(line)
    }
    cells |= {(n + 2, 2): float(_local(crowd, n)) for n in range(3)}
    data = make.xlsb(cells, looks={(n + 2, 2): (AREA, False) for n in range(3)})
    return Made("xlsb", data, Right(rows=contacts(*crowd.landlines[:3]), never=("CT08",)))


@case("format")
def area_code_in_an_ods(crowd: Crowd) -> Made:
    styles = (
        '<number:number-style xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" style:name="N1">'
        '<number:text>0451-</number:text><number:number number:min-integer-digits="8"/></number:number-style>'
        '<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>'
    )
    rows = as_text(crowd.lines())
    for n in range(3):
        rows[n + 1][2] = (
            f'<table:table-cell table:style-name="c1" office:value-type="float" office:value="{_local(crowd, n)}"/>'
        )
    return Made("ods", _ods(rows, styles), Right(rows=contacts(*crowd.landlines[:3]), never=("CT08",)))


@case("format")
def condition_in_the_format(crowd: Crowd) -> Made:
    def change(sheet: Worksheet) -> None:
        for n in range(2):
            sheet.cell(n + 2, 3, _local(crowd, n)).number_format = '[<=99999999]"0451"-00000000;00000000000'
        sheet["C4"] = int(crowd.phones[2])
        sheet["C4"].number_format = '[<=99999999]"0451"-00000000;000 0000 0000'

    right = contacts(*crowd.landlines[:2], crowd.phones[2])
    return Made("xlsx", book(crowd.lines(), change), Right(rows=right, never=("CT08",)))


@case("format")
def number_in_a_page_from_excel(crowd: Crowd) -> Made:
    lines = as_text(crowd.lines())
    cells = [["<td>" + value for value in line] for line in lines]
    cells[1][2] = f"<td style='mso-number-format:\"0000\\-00000000\"' x:num='451{_local(crowd, 0)}'>4.5E+10"
    rows = "".join(f"<tr>{''.join(f'{cell}</td>' for cell in line)}</tr>" for line in cells)
    page = f'<html><meta charset="utf-8"><table>{rows}</table></html>'
    return Made("xls", page.encode(), Right(rows=contacts(crowd.landlines[0], crowd.phones[1])))


@case("unseen")
def three_semicolons(crowd: Crowd) -> Made:
    def change(sheet: Worksheet) -> None:
        sheet["C3"] = int(crowd.phones[1])
        sheet["C3"].number_format = ";;;"

    return Made("xlsx", book(crowd.lines(), change), Right(rows=crowd.reachable(), codes={"RS05": [3]}))


@case("unseen")
def empty_literals(crowd: Crowd) -> Made:
    def change(sheet: Worksheet) -> None:
        for cell in ("B4", "B6"):
            sheet[cell].number_format = '"";"";"";""'

    return Made("xlsx", book(crowd.lines(), change), Right(rows=crowd.reachable(), codes={"RS05": [4, 6]}))


@case("picture")
def wps_picture_among_names(crowd: Crowd) -> Made:
    def change(sheet: Worksheet) -> None:
        sheet["B3"] = '=_xlfn.DISPIMG("ID_61A4C7AEBBCE4C2AB56FC63352E00CB0",1)'

    right = Right(codes={"RS08": [3]}, never=("RS06", "NM01", "NM02"), rows=contacts(*crowd.phones[:6]))
    return Made("xlsx", book(crowd.lines(), change), right)


@case("picture")
def picture_that_excel_put_into_the_cell(crowd: Crowd) -> Made:
    data = with_cells(
        book(crowd.lines(), lambda sheet: sheet.__setitem__("C3", "X")),
        lambda xml: xml.replace('<c r="C3"', '<c r="C3" vm="1" t="e"><v>#VALUE!</v></c><c r="Z9"'),
    )
    right = Right(codes={"CT02": [3]}, never=("RS06", "CT01"))  # it says that a picture stands there
    return Made("xlsx", data, right)


@case("struck")
def struck_number_in_a_docx(crowd: Crowd) -> Made:
    rows = as_text(crowd.lines())
    gone = run("13904510009", "<w:strike/>").removesuffix("</w:p>")
    rows[2][2] = f"{gone}<w:r><w:t>{crowd.phones[1]}</w:t></w:r></w:p>"
    rows[4] = [run(text, "<w:strike/>") for text in rows[4]]
    right = {at: value for at, value in crowd.reachable().items() if at != 5}
    return Made("docx", docx(rows), Right(5, right, never=("CT02", "CT11")))


@case("struck")
def struck_row_of_an_xlsb(crowd: Crowd) -> Made:
    cells = {
        (row, column): float(value) if isinstance(value, int) else str(value)
        for row, line in enumerate(crowd.lines(), 1)
        for column, value in enumerate(line)
    }
    data = make.xlsb(cells, looks={(7, column): ("General", True) for column in range(6)})
    return Made("xlsb", data, Right(5, crowd.reachable(5)))


@case("struck")
def struck_name_beside_the_right_one(crowd: Crowd) -> Made:
    def change(sheet: Worksheet) -> None:
        sheet["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "张错"), crowd.names[0])
        for column in "ABCDEF":
            sheet[f"{column}7"].font = Font(strike=True)

    return Made("xlsx", book(crowd.lines(), change), Right(5, crowd.reachable(5)))


@case("word")
def ruby_and_letters_that_are_not_hidden(crowd: Crowd) -> Made:
    rows = as_text(crowd.lines())
    rows[1][1] = (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>lǐ</w:t></w:r></w:rt><w:rubyBase><w:r>"
        f"<w:t>{crowd.names[0]}</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    rows[2][1] = run(crowd.names[1], "<w:vanish w:val='0'/>")
    return Made("docx", docx(rows), Right(rows=crowd.reachable()))


@case("word")
def inserted_and_deleted_text(crowd: Crowd) -> Made:
    rows = as_text(crowd.lines())
    rows[1][2] = (
        f"<w:p><w:del><w:r><w:delText>13904510009</w:delText></w:r></w:del><w:ins><w:r><w:t>{crowd.phones[0]}</w:t>"
        "</w:r></w:ins></w:p>"
    )
    return Made("docx", docx(rows), Right(rows=crowd.reachable(), never=("CT11",)))


def _control(words: str, placeholder: bool) -> str:
    shown = "<w:showingPlcHdr/>" if placeholder else "<w:showingPlcHdr w:val='0'/>"
    return f"<w:p/><w:sdt><w:sdtPr>{shown}</w:sdtPr><w:sdtContent>{run(words)}</w:sdtContent></w:sdt>"


@case("control")
def last_row_of_placeholders(crowd: Crowd) -> Made:
    rows = as_text(crowd.lines())
    rows.append(["7", *[_control("单击或点击此处输入文字。", True)] * 5])
    return Made("docx", docx(rows), Right(rows=crowd.reachable()))


@case("control")
def filled_control_beside_an_empty_one(crowd: Crowd) -> Made:
    rows = as_text(crowd.lines())
    rows[1][2] = _control(crowd.phones[0], False)
    rows[3][5] = _control("请选择一项", True)
    right = crowd.reachable() | {4: {"employer": ""}}
    return Made("docx", docx(rows), Right(rows=right, never=("EM01",)))


def _modes(*codes: str) -> dict[int, dict[str, object]]:
    return {at: {"mode": code} for at, code in enumerate(codes, 2)}


@case("tick")
def root_signs_and_brackets(crowd: Crowd) -> Made:
    modes = [
        "√电话 □面访",
        "电话（√） 面访（ ）",
        "☑电话☐面访",
        "□电话 ☑面访",
        "■电话 □面访",
        "（ ）电话 （√）面访",
    ]
    right = _modes("PHONE", "PHONE", "PHONE", "F2F", "PHONE", "F2F")
    return Made("xlsx", book(crowd.lines(mode=modes)), Right(rows=right, never=("MD01", "MD02", "MD03")))


@case("tick")
def boxes_of_word(crowd: Crowd) -> Made:
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

    def box(ticked: bool) -> str:
        sign = "☒" if ticked else "☐"
        return (
            f'<w:sdt><w:sdtPr><w14:checkbox {w14}><w14:checked w14:val="{int(ticked)}"/></w14:checkbox></w:sdtPr>'
            f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
        )

    def symbol(code: str) -> str:
        return f'<w:r><w:sym w:font="Wingdings 2" w:char="{code}"/></w:r>'

    def choice(phone: str, visit: str) -> str:
        return f"<w:p>{phone}<w:r><w:t>电话 </w:t></w:r>{visit}<w:r><w:t>面访</w:t></w:r></w:p>"

    rows = as_text(crowd.lines())
    rows[1][3] = choice(box(True), box(False))
    rows[2][3] = choice(box(False), box(True))
    rows[3][3] = choice(symbol("F052"), symbol("F0A3"))
    rows[4][3] = choice(symbol("F0A3"), symbol("F052"))
    right = _modes("PHONE", "F2F", "PHONE", "F2F")
    return Made("docx", docx(rows), Right(rows=right, never=("MD01", "MD02", "MD03")))


@case("uncached")
def numbers_looked_up_elsewhere(crowd: Crowd) -> Made:
    def change(sheet: Worksheet) -> None:
        sheet["B3"], sheet["D5"] = "=VLOOKUP(A3,名册!A:B,2,0)", "=H5"

    right = Right(codes={"RS08": [3, 5]}, never=("NM01", "MD01"), rows=contacts(*crowd.phones[:6]))
    return Made("xlsx", book(crowd.lines(), change), right)


@case("uncached")
def days_looked_up_elsewhere(crowd: Crowd) -> Made:
    def change(sheet: Worksheet) -> None:
        for row in range(2, 8):
            sheet[f"E{row}"] = f"=DATE(2017,3,{row})"

    right = Right(codes={"RS08": list(range(2, 8))}, never=("DT01", "DT02", "RS06"))
    return Made("xlsx", book(crowd.lines(), change), right)


def _beside(crowd: Crowd, formula: str, stored: str) -> bytes:
    """The typed numbers stand in G, and C takes them from there; the file holds what it computed."""
    lines = [
        [*HEADINGS, "原始号码"],
        *([*line, phone] for line, phone in zip(crowd.lines()[1:], crowd.phones, strict=False)),
    ]

    def change(sheet: Worksheet) -> None:
        for row in range(2, 8):
            sheet[f"C{row}"] = formula.format(row)

    def cached(xml: str) -> str:
        for row, phone in enumerate(crowd.phones[:6], 2):
            told = formula.format(row)[1:]
            xml = xml.replace(
                f'<c r="C{row}"><f>{told}</f><v /></c>',
                f'<c r="C{row}" t="str"><f>{told}</f><v>{phone}</v></c>',
            ).replace(
                f'<c r="C{row}"><f>{told}</f><v></v></c>',
                f'<c r="C{row}" t="str"><f>{told}</f><v>{phone}</v></c>',
            )
        assert xml.count(stored) == 6, xml
        return xml

    return with_cells(book(lines, change), cached)


@case("typed")
def trimmed(crowd: Crowd) -> Made:
    data = _beside(crowd, "=TRIM(G{})", 't="str"><f>TRIM')
    return Made("xlsx", data, Right(rows=crowd.reachable(), never=("RS08",)))


@case("typed")
def cleaned(crowd: Crowd) -> Made:
    data = _beside(crowd, "=CLEAN(G{})", 't="str"><f>CLEAN')
    return Made("xlsx", data, Right(rows=crowd.reachable(), never=("RS08",)))
