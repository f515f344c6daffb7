"""HTML and SpreadsheetML, as web systems export them under the name .xls."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from verify.intake.errors import IntakeError
from verify.intake.formats.markup import read_html
from verify.intake.formats.spreadsheetml import read_spreadsheetml
from verify.intake.grid import CellError
from verify.settings import Settings

SETTINGS = Settings()


def html(text: str, encoding: str = "utf-8"):
    return read_html(text.encode(encoding), SETTINGS, frozenset(["姓名"]))


def test_tables_spans_and_hidden_parts():
    first, second = html(
        "<h1>被访者信息登记表</h1><table><col><col style='display:none'>"
        "<thead><tr><th rowspan=2>序号<th colspan='2'>姓 名<br>（全称）</thead>"
        "<tr><td>甲<td>&nbsp;乙</tr>"
        "<tr style='DISPLAY: none'><td>1<td><p>测试</p><p>甲</p><td hidden>x<script>y</script></table>"
        "<table><tr><td>另</table>"
    )
    assert first.sheet == "表1"
    assert first.cells == [["序号", "姓 名\n（全称）"], [None, "甲", "\xa0乙"], ["1", "测试\n甲", "x"]]
    assert first.merges == [(1, 0, 2, 0), (1, 1, 1, 2)]
    assert first.hidden_rows == {3}
    assert first.hidden_columns == {1}
    assert first.notes == (("title", "被访者信息登记表"),)
    assert (second.sheet, second.cells) == ("表2", [["另"]])


def test_nested_tables_and_number_formats():
    outer, inner = html(
        "<table><tr><td style='mso-number-format:\"0000\\-00000000\"' x:num=45187979096>4.5E+10"
        "<table><tr><td>内</table></table>"
    )
    assert outer.cells == [[45187979096.0]]  # the text has lost digits
    assert outer.formats == {(1, 0): "0000-00000000"}
    assert inner.cells == [["内"]]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("gbk", "gb2312"),
        ("gb18030", ""),
        ("utf-8", "utf-8"),
        ("utf-8", ""),
        ("utf-16", "utf-16"),
        ("gbk", "utf-8"),
    ],
)
def test_encodings_declared_and_not(encoding, declared):
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'>" if declared else ""
    grid = html(f"<html><head>{meta}</head><table><tr><td>姓名<tr><td>测试镕</table>", encoding)[0]
    assert grid.cells == [["姓名"], ["测试镕"]]


def test_a_page_without_tables_gives_no_grids():
    assert html("<html><p>没有</p></html>") == []


def test_spans_that_lie_are_cut():
    grid = html("<table><tr><td colspan=99999999 rowspan=99999999>x<tr><td>y</table>")[0]
    assert grid.merges == [(1, 0, 2, 16_383)]


SHEET = """<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="Default"/><Style ss:ID="d"><NumberFormat ss:Format="yyyy\\-mm\\-dd"/></Style>
<Style ss:ID="e" ss:Parent="d"/></Styles>
<Worksheet ss:Name="名单"><Table><Column/><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">登记<html:B>表</html:B></Data></Cell>
<Cell><Data ss:Type="String">x</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">13904510001</Data></Cell>
<Cell ss:StyleID="e"><Data ss:Type="DateTime">2017-03-05T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="DateTime">2017-03-05T14:20:00.000</Data></Cell>
<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell ss:Formula="=R[-1]C+RC2&amp;&quot;R1C1&quot;"><Data ss:Type="Number">5</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="String">y</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>
</WorksheetOptions>
<AutoFilter xmlns="urn:schemas-microsoft-com:office:excel"/></Worksheet></Workbook>"""


def test_spreadsheetml():
    grid, other = read_spreadsheetml(SHEET.encode(), SETTINGS)
    assert grid.sheet == "名单"
    assert grid.rows == [1, 4]
    assert grid.cells == [
        ["登记表", None, "x"],
        [None, 13904510001.0, date(2017, 3, 5), datetime(2017, 3, 5, 14, 20), CellError("#N/A"), True, 5.0],
    ]
    assert grid.merges == [(1, 0, 2, 1)]
    assert grid.formulas == {(4, 6): '=G3+B4&"R1C1"'}
    assert grid.formats == {(4, 2): "yyyy\\-mm\\-dd"}
    assert grid.hidden_rows == {4}
    assert grid.hidden_columns == {2}
    assert (grid.hidden, other.hidden) == (False, True)


def test_spreadsheetml_whose_encoding_is_a_lie():
    grid = read_spreadsheetml(SHEET.encode("gbk"), SETTINGS)[0]
    assert grid.cells[0][0] == "登记表"


def test_spreadsheetml_with_entities_is_refused():
    bomb = SHEET.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1)
    for data in (bomb.encode(), bomb.replace("UTF-8", "UTF-16").encode("utf-16")):
        with pytest.raises(IntakeError) as caught:
            read_spreadsheetml(data, SETTINGS)
        assert caught.value.code == "entity"
