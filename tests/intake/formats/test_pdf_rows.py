"""PDF: italics, rows of several lines, headings between people, tables of others. No cell is wrong without a word."""

from __future__ import annotations

import pytest

from fixtures.pdf.canvas import SONG, Canvas
from tests.intake.pdfs import EDGES, HEADS, low, people, refused, rosters, rows_of, ruled, unread
from verify.fields.contact import clean
from verify.intake.errors import IntakeError


class Leaning(Canvas):
    """Draws some texts in italics that the font does not have: upright to no line, on a level base line."""

    def __init__(self, *leaning, lean=0.2126, turn=0.0, grey=0.0):
        super().__init__()
        self.leaning, self.lean, self.turn, self.grey = leaning, lean, turn, grey

    def text(self, x, y, text, size=9, font=SONG, **rest):
        if not any(part in text for part in self.leaning):
            super().text(x, y, text, size, font, **rest)
            return
        if self.turn:
            super().text(x, y, text, size, font, angle=self.turn, grey=self.grey)
            return
        super().text(x, y, text, size, font)
        self.parts[-1] = self.parts[-1].replace(
            "0.00000 -0.00000 1.00000", f"0.00000 {self.lean:.5f} 1.00000"
        )
        self.parts[-1] = self.parts[-1].replace("0.00000 0.00000 1.00000", f"0.00000 {self.lean:.5f} 1.00000")


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize(
    "leaning",
    [("王甲",), ("1380451",), ("姓名", "王甲"), ("大庆",), ("2017-03",), ("王", "1", "2", "电", "大", "9")],
)
def test_italics_are_text(leaning, lines):
    sheet = Leaning(*leaning)
    ruled(sheet, [HEADS, *people(1, 12)], lines=lines)
    result = rosters(sheet)
    assert rows_of(result) == people(1, 12)
    assert result.rosters[0].notes == ()


@pytest.mark.parametrize("turn", [8, 45, 90])
def test_turned_text_of_a_cell_is_no_empty_cell(turn):
    sheet = Leaning("13804510007", turn=turn)
    ruled(sheet, [HEADS, *people(1, 12)])
    result = rosters(sheet)
    assert set(rows_of(result)) <= set(people(1, 12))
    assert 0 < unread(result) < 12
    assert len(rows_of(result)) + unread(result) == 12


def test_pale_turned_text_over_a_table_is_a_watermark():
    sheet = Canvas()
    ruled(sheet, [HEADS, *people(1, 20)])
    for n in range(8):
        sheet.text(60 + 50 * n, 80 + 40 * n, "仅供评审", 9, angle=30, grey=0.75)
    assert rows_of(rosters(sheet)) == people(1, 20)


def broken(first, last, names=True):
    """People whose names, numbers, days and employers are broken into two lines, and what is read of them."""
    drawn, right = [], []
    for n, row in enumerate(people(first, last)):
        name, number, day = "王甲丽" if n % 3 else "王甲", row[2], row[4]
        right.append((row[0], name, number, row[3], day, row[5]))
        shown = name[:2] + "\n" + name[2:] if len(name) > 2 and names else name
        drawn.append(
            (
                row[0],
                shown,
                f"{number[:8]}\n{number[8:]}",
                row[3],
                f"{day[:6]}\n{day[6:]}",
                "大庆某某有\n限责任公司",
            )
        )
    return drawn, right


NARROW = (40.0, 70.0, 93.0, 136.0, 178.0, 220.0, 285.0)


@pytest.mark.parametrize("at", ["bottom", "middle", "top"])
@pytest.mark.parametrize("how", [{"gap": 8.0}, {"rules": True}, {"bands": True}])
def test_rows_of_several_lines_are_one_person_wherever_the_cells_stand(at, how):
    sheet = Canvas()
    drawn, right = broken(1, 15)
    low(sheet, drawn, at=at, edges=NARROW, **how)
    assert rows_of(rosters(sheet)) == right


def read_or_none(sheet):
    """The rows of a page; none where it is refused because no row of it is certain."""
    try:
        return rows_of(rosters(sheet))
    except IntakeError as error:
        if error.code != "pdf_unclear":
            raise
        return []


@pytest.mark.parametrize("at", ["bottom", "middle", "top"])
@pytest.mark.parametrize("serials", [True, False])
def test_rows_of_several_lines_without_any_bound_are_unread_and_nobody_is_halved(at, serials):
    sheet = Canvas()
    drawn, right = broken(1, 15)
    if not serials:
        drawn, right = ([("", *row[1:]) for row in rows] for rows in (drawn, right))
    low(sheet, drawn, at=at, edges=NARROW, gap=0.5)
    assert set(read_or_none(sheet)) <= set(right)


def test_rows_at_the_ends_of_pages_are_read_where_all_lines_stand_low():
    first, second = Canvas(), Canvas()
    drawn, right = broken(1, 30)
    low(first, drawn[:15], edges=NARROW, rules=True)
    low(second, drawn[15:], edges=NARROW, rules=True, heads=False)
    result = rosters(first, second)
    assert (rows_of(result), unread(result) if result.rosters[0].notes else 0) == (right, 0)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("本页小计：14人　累计：14人　制表：王芳　第1页/共2页", 28),
        ("调查员签字：王芳　审核：李伟　2017年6月1日　测评机构盖章", 28),
        ("王甲一二三四五六七八九十王甲一二三四五六七八九十王甲", 27),
    ],
    ids=["total", "signature", "text"],
)
def test_a_total_under_a_page_is_no_half_of_the_first_row_of_the_next(text, read):
    """It ran over the columns, and so the first row of every further page was left out."""
    first, second = Canvas(), Canvas()
    end = ruled(first, [HEADS, *people(1, 14)], lines=False, pad=6)
    first.text(EDGES[0] + 3, end + 24, text, 9)
    ruled(second, people(15, 28), lines=False, pad=6)
    got = rows_of(rosters(first, second))
    assert [row for row in people(1, 28) if row in got] == got
    assert len(got) == read


def test_a_row_that_a_page_end_cuts_in_two_is_unread_on_both_pages():
    first, second = Canvas(), Canvas()
    drawn, right = broken(1, 30)
    end = low(first, drawn[:15], edges=NARROW, rules=True)
    upper = [text.split("\n")[0] if "\n" in text else "" for text in drawn[15]]
    for left, text in zip(NARROW, upper, strict=False):
        first.text(left + 3, end + 9, text, 9)
    lower = [text.split("\n")[-1] for text in drawn[15]]
    low(second, [lower, *drawn[16:]], edges=NARROW, rules=True, heads=False)
    result = rosters(first, second)
    assert set(rows_of(result)) <= set(right)
    assert unread(result) >= 1


WIDE = (40.0, 70.0, 150.0, 220.0, 270.0, 340.0, 540.0)


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize("text", ["以下为面访对象", "二、电话访问"])
def test_a_heading_between_people_is_nobody(text, column, lines):
    sheet = Canvas()
    heading = ["" for _ in HEADS]
    heading[column] = text
    ruled(sheet, [HEADS, *people(1, 5), heading, *people(6, 10)], lines=lines, edges=WIDE)
    result = rosters(sheet)
    assert rows_of(result) == people(1, 10)
    assert result.rosters[0].notes


@pytest.mark.parametrize(
    ("lines", "text"), [(True, "道里区"), (True, "大庆市华丰商贸有限公司"), (False, "有限责任公司")]
)
def test_what_may_be_the_end_of_a_name_cuts_nobody_short(lines, text):
    sheet = Canvas()
    long = ("5", "大庆市华丰商贸", *people(5, 5)[0][2:])
    ruled(
        sheet,
        [HEADS, *people(1, 4), long, ("", text, "", "", "", ""), *people(6, 10)],
        lines=lines,
        edges=WIDE,
        pad=2,
    )
    got = rows_of(rosters(sheet))
    assert set(got) <= {*people(1, 10), *([long] if lines else [])}
    assert len(got) >= 8


@pytest.mark.parametrize("name", ["张三", "欧阳小丽", "阿不都·热西提"])
def test_a_person_of_whom_only_the_name_is_there_is_one(name):
    sheet = Canvas()
    ruled(sheet, [HEADS, *people(1, 5), ("", name, "", "", "", ""), *people(6, 10)], edges=WIDE)
    assert [row[1] for row in rows_of(rosters(sheet))][5] == name


STAFF = ("序号", "访问员", "联系电话", "单位")
AGENCY = ("序号", "测评机构", "联系人", "联系电话")
PLACES = (40.0, 80.0, 260.0, 360.0, 500.0)


@pytest.mark.parametrize(
    ("title", "heads", "row"),
    [
        ("", STAFF, ("1", "李明", "13904561234", "哈尔滨市社情民意调查中心")),
        ("", AGENCY, ("1", "哈尔滨市社情民意调查中心", "李明", "13904561234")),
        ("附件一 访问员名单", ("序号", "姓名", "联系电话", "单位"), ("1", "李明", "13904561234", "民意中心")),
        ("", ("序号", "联系人", "联系电话", "单位"), ("1", "李明", "13904561234", "民意中心")),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_table_of_others_is_set_aside_and_named(title, heads, row, above):
    sheet = Canvas()

    def others(y):
        if title:
            sheet.text(40, y - 6, title, 9)
        return ruled(sheet, [heads, row, *([("2", *row[1:])] if heads is STAFF else [])], y=y, edges=PLACES)

    y = others(60) + 40 if above else 60
    y = ruled(sheet, [HEADS, *people(1, 10)], y=y)
    if not above:
        others(y + 40)
    result = rosters(sheet)
    assert rows_of(result) == people(1, 10)
    assert ("other_tables", "第1页") in result.rosters[0].notes


def test_a_roster_that_names_the_interviewer_of_each_person_is_one():
    sheet = Canvas()
    heads = (*HEADS[:5], "访问员")
    rows = [(*row[:5], "李明") for row in people(1, 10)]
    ruled(sheet, [heads, *rows])
    assert [row[:5] for row in rows_of(rosters(sheet))] == [row[:5] for row in rows]


def test_a_list_of_buyers_at_companies_is_kept():
    sheet = Canvas()
    y = ruled(sheet, [HEADS, *people(1, 10)])
    rows = [(str(n), f"大庆{'甲乙丙丁戊己'[n]}公司", "李明", f"1390456123{n}") for n in range(6)]
    ruled(sheet, [("序号", "客户单位", "联系人", "联系电话"), *rows], y=y + 40, edges=PLACES)
    assert len(rosters(sheet).rosters) == 2


def test_a_list_of_interviewers_alone_is_left_as_it_is():
    sheet = Canvas()
    ruled(
        sheet,
        [STAFF, ("1", "李明", "13904561234", "民意中心"), ("2", "李亮", "13904561235", "民意中心")],
        edges=PLACES,
    )
    assert len(rosters(sheet).rosters) == 1
    assert refused(Canvas()) == "pdf_no_table"
    assert EDGES[0] == PLACES[0]


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("rest", ["大庆某某有限责任公司", "部"])
def test_columns_on_a_page_of_their_own_are_told(rest, lines):
    first, second = Canvas(), Canvas()
    ruled(first, [HEADS[:5], *(row[:5] for row in people(1, 10))], lines=lines, edges=WIDE[:6])
    ruled(second, [HEADS[5:], *((rest,) for _ in range(10))], lines=lines, edges=(60.0, 240.0))
    assert refused(first, second) == "pdf_columns_apart"


@pytest.mark.parametrize("at", ["top", "middle", "bottom"])
@pytest.mark.parametrize("torn", ["0451-\n88886666", "0451\n88886666", "(0451)\n88886666", "0451-8888\n6666"])
def test_a_number_in_two_lines_is_one_number(at, torn):
    rows = [(*row[:2], torn if row[0] in "13" else row[2], *row[3:]) for row in people(1, 4)]
    sheet = Canvas()
    low(sheet, rows, at=at)
    got = rows_of(rosters(sheet))
    assert [[one.value for one in clean(row[2])] for row in got][::2] == [["0451-88886666"]] * 2
