"""Word tables, with everything that python-docx's own tables would lose."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from tests.intake import make
from verify.intake.errors import IntakeError
from verify.intake.formats.word import read_docx
from verify.settings import Settings

SETTINGS = Settings()
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(*blocks: str) -> bytes:
    made = docx.Document()
    body = made.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f" {NS}>", 1)))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    content = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def only(*blocks: str):
    grids = read_docx(document(*blocks), SETTINGS)
    assert len(grids) == 1
    return grids[0]


def test_tables_in_order_and_the_title_above():
    first, second, prose = read_docx(
        document(
            p("被访者信息登记表"),
            p(" "),
            p("(某某公司)"),
            tbl(tr(tc("序号"), tc("姓名"))),
            p("续表"),
            tbl(tr(tc("2"))),
        ),
        SETTINGS,
    )
    assert (first.sheet, second.sheet) == ("表1", "表2")
    assert first.cells == [["序号", "姓名"]]
    assert first.notes == (("title", "被访者信息登记表\n(某某公司)"),)
    assert second.cells == [["2"]]
    assert second.notes == ()
    assert prose.prose
    assert list(zip(prose.rows, prose.cells, strict=True)) == [
        (1, ["被访者信息登记表"]),
        (2, ["(某某公司)"]),
        (2, [None, "表1"]),
        (3, ["续表"]),
        (3, [None, "表2"]),
    ]


def test_cells_in_content_controls_stay_in_their_columns():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('测试甲')}</w:sdtContent></w:sdt>"
    inside = tc(f"<w:sdt><w:sdtContent>{p('13904510001')}</w:sdtContent></w:sdt>")
    run = tc("<w:p><w:sdt><w:sdtContent><w:r><w:t>电话</w:t></w:r></w:sdtContent></w:sdt></w:p>")
    row = f"<w:sdt><w:sdtContent>{tr(tc('2'), tc('测试乙'))}</w:sdtContent></w:sdt>"
    grid = only(f"<w:tbl>{tr(tc('1'), control, inside, run)}{row}</w:tbl>")
    assert grid.cells == [["1", "测试甲", "13904510001", "电话"], ["2", "测试乙"]]


def test_tracked_changes_as_if_accepted():
    cell = tc(
        "<w:p><w:r><w:t>139</w:t></w:r><w:del><w:r><w:delText>0000</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>04510001</w:t></w:r></w:ins></w:p>"
    )
    gone = tr(tc("删去"), properties="<w:del/>")
    new = tr(tc("新增"), properties="<w:ins/>")
    grid = only(tbl(tr(cell), gone, new))
    assert grid.cells == [["13904510001"], ["新增"]]
    assert grid.rows == [1, 2]


def test_grid_before_spans_and_vertical_merges():
    grid = only(
        tbl(
            tr(tc("a"), tc("b", '<w:gridSpan w:val="2"/>'), tc("c", '<w:vMerge w:val="restart"/>')),
            tr(tc("d"), tc("e"), properties='<w:gridBefore w:val="1"/>'),
            tr(tc("f"), tc("g"), tc("h"), tc("藏", "<w:vMerge/>")),
            tr(
                tc("i"),
                tc("j", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'),
                tc("k", '<w:vMerge w:val="restart"/>'),
            ),
            tr(tc("l"), tc("", '<w:gridSpan w:val="2"/><w:vMerge/>'), tc("", "<w:vMerge/>")),
        )
    )
    assert grid.cells == [
        ["a", "b", None, "c"],
        [None, "d", "e"],
        ["f", "g", "h", "藏"],
        ["i", "j", None, "k"],
        ["l"],
    ]
    assert sorted(grid.merges) == [(1, 1, 1, 2), (4, 1, 5, 2), (4, 3, 5, 3)]


def test_a_vertical_merge_over_three_rows():
    rows = [tr(tc("x"), tc("厂", '<w:vMerge w:val="restart"/>'))] + [tr(tc("x"), tc("", "<w:vMerge/>"))] * 2
    grid = only(tbl(*rows))
    assert grid.merges == [(1, 1, 3, 1)]


def test_breaks_tabs_and_signs_inside_a_cell():
    cell = tc(
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>0451</w:t><w:noBreakHyphen/><w:t>8797</w:t><w:br/>"
        "<w:t>转</w:t><w:tab/><w:t>801</w:t></w:r></w:p>" + p("第二行")
    )
    assert only(tbl(tr(cell))).cells == [["0451-8797\n转\t801\n第二行"]]


def test_hidden_text_field_codes_and_links():
    cell = tc(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t>a@example.cn</w:t></w:r></w:hyperlink></w:p>"
    )
    assert only(tbl(tr(cell))).cells == [["a@example.cn"]]


def test_nested_tables_are_grids_of_their_own():
    inner = tbl(tr(tc("内"), tc("表")))
    grids = read_docx(document(tbl(tr(tc(p("外") + inner + p(""))))), SETTINGS)
    assert [grid.sheet for grid in grids] == ["表1", "表2"]
    assert [grid.cells for grid in grids] == [[["外"]], [["内", "表"]]]


def test_tables_in_content_controls_and_text_boxes():
    control = f"<w:sdt><w:sdtContent>{tbl(tr(tc('甲')))}</w:sdtContent></w:sdt>"
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        f"{tbl(tr(tc('乙')))}{p('')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    grids = read_docx(document(control, box), SETTINGS)
    assert [grid.cells for grid in grids] == [[["甲"]], [["乙"]]]


def test_hidden_rows():
    grid = only(tbl(tr(tc("a")), tr(tc("b"), properties="<w:hidden/>")))
    assert grid.hidden_rows == {2}


def test_a_row_whose_text_is_hidden_is_a_hidden_row():
    def unseen(text):
        return tc(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t></w:r></w:p>")

    grid = only(tbl(tr(tc("a"), tc("b")), tr(unseen("c"), unseen("d")), tr(unseen("e"), tc("f")), tr(tc(""))))
    assert grid.cells == [["a", "b"], ["c", "d"], [None, "f"]]
    assert grid.hidden_rows == {2}


def test_a_document_without_its_text_part_is_damaged():
    data = make.repacked(document(p("x")), {"word/document.xml": "<w:docu"})
    with pytest.raises(IntakeError) as caught:
        read_docx(data, SETTINGS)
    assert caught.value.code == "damaged"


def framed(*texts: str) -> str:
    return tbl(tr(*map(tc, texts))) + p("")


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (framed("13904510011"), "13904510011"),
        (framed("13904510011", "0451-87654311"), "13904510011\n0451-87654311"),
    ],
)
def test_a_number_pasted_with_its_frame_is_the_text_of_its_cell(inside: str, text: str):
    grid = only(tbl(tr(tc("序号"), tc("姓名"), tc("联系方式")), tr(tc("1"), tc("赵一水"), tc(inside))))
    assert grid.cells[1] == ["1", "赵一水", text]


def test_a_table_of_several_cells_beside_text_stays_a_table_of_its_own():
    several = tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁"))) + p("")
    beside = p("说明") + framed("13904510011")
    for inside in (several, beside):
        host, inner = read_docx(document(tbl(tr(tc("序号"), tc("姓名"), tc(inside)))), SETTINGS)
        assert (host.sheet, inner.sheet) == ("表1", "表2")
