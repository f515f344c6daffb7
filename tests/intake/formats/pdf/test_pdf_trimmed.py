"""Calc prints of a text that is too long as much as fits: no part of a text is taken for the whole, and no whole for a part."""

from __future__ import annotations

import math
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from fixtures.pdf.canvas import SONG, Canvas, data, width
from tests.intake.pdfs import FIELDS, HEADS, rows_of
from verify.intake.errors import IntakeError
from verify.intake.formats.pdf.grids import read_pdf
from verify.intake.roster import FileResult
from verify.intake.table.header import find_rosters
from verify.settings import Settings

SIZE = 10.0
MARGIN = 1.0  # points: Calc's own
AMPLE = (30.0, 60.0, 110.0, 60.0, 80.0, 200.0)
PEOPLE = [
    ("1", "王甲丽", "13804510001", "电话", "2017-03-11", "大庆某某有限责任公司"),
    ("2", "李乙", "13804510002", "面访", "2017-03-12", "某某大学"),
    ("3", "欧阳丙丙", "138045100030", "网络问卷", "2017-03-13", "某某市第一中学"),
    ("4", "赵丁丁", "0451-82345678", "电话", "2017-3-14", "某某银行"),
    ("5", "钱戊", "1380451000", "面访", "2017-03-15", "1188酒店"),
]


def printed(text: str, room: float) -> str:
    """What Calc writes of a text beside a filled cell."""
    whole = width(text, SIZE)
    if whole <= room:
        return text
    return text[: math.floor(room / whole * len(text)) + 1]


def calc(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float] = AMPLE,
    lines: bool = True,
    right: Sequence[int] = (),
    heads: Sequence[str] = HEADS,
) -> Canvas:
    """A table as Calc prints it; ``right``: columns of numbers."""
    edges = [40.0]
    for wide in widths:
        edges.append(edges[-1] + wide)
    sheet = Canvas(width=800.0)
    levels = [60 + 16 * n for n in range(len(rows) + 2)]
    for row, y in zip((heads, *rows), levels, strict=False):
        for column, text in enumerate(row):
            room = widths[column] - 2 * MARGIN
            own = text if column + 1 == len(row) or column in right else printed(text, room)
            x = edges[column] + MARGIN
            if column in right and y > levels[0]:
                x = edges[column + 1] - MARGIN - width(own, SIZE)
            if column + 1 < len(row) and width(own, SIZE) > room + MARGIN:  # seen through its cell
                sheet.parts.append(
                    f"q {edges[column]:.2f} {sheet.height - y - 16:.2f} {widths[column]:.2f} 16 re W n"
                )
            sheet.text(x, y + 12, own, SIZE, SONG)
            sheet.parts += ["Q"] if sheet.parts[-2:-1] and sheet.parts[-2].startswith("q ") else []
    if lines:
        for y in levels:
            sheet.line(edges[0], y, edges[-1], y)
        for edge in edges:
            sheet.line(edge, levels[0], edge, levels[-1])
    return sheet


def result(*sheets: Canvas) -> FileResult:
    """What the pages give when they say that Calc made them."""
    grids = [grid for grid in read_pdf(data(list(sheets), creator="Calc"), Settings()) if grid.rows]
    return find_rosters("a.pdf", "0" * 64, "pdf", grids)


def got(*sheets: Canvas) -> list[tuple[str, ...]]:
    """The rows that are read, [] where none is."""
    try:
        found = result(*sheets)
    except IntakeError as error:
        if error.code not in ("pdf_trimmed", "pdf_unclear"):
            raise
        return []
    return rows_of(found) if found.rosters else []


def whole(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether all is as it was typed, in the columns that have a heading still."""
    columns = [at for at in range(len(FIELDS)) if any(row[at] for row in rows)]
    return {tuple(row[at] for at in columns) for row in rows} <= {
        tuple(row[at] for at in columns) for row in PEOPLE
    }


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("column", [1, 2, 3, 4])
def test_whatever_the_width_no_part_is_taken_for_the_whole(lines: bool, column: int) -> None:
    """From two signs too narrow to ample, in steps of half a point."""
    most = max(width(row[column], SIZE) for row in PEOPLE) + 2 * MARGIN
    for step in range(54):
        widths = [*AMPLE[:column], max(most - 20, 22) + step / 2, *AMPLE[column + 1 :]]
        assert whole(got(calc(PEOPLE, widths, lines, right=(0,)))), widths[column]


def test_with_room_for_all_everything_is_read() -> None:
    for lines in (True, False):
        assert got(calc(PEOPLE, AMPLE, lines, right=(0,))) == PEOPLE


@pytest.mark.parametrize("lines", [True, False])
def test_a_column_hardly_wider_than_its_texts_is_read(lines: bool) -> None:
    """All forty rows were unread where no further sign would have fitted into one column."""
    rows = [row for row in PEOPLE if len(row[2]) == 11]
    for column, text in ((1, "王甲丽"), (2, "13804510001"), (3, "调查方式"), (4, "2017-03-11")):
        widths = [*AMPLE]
        widths[column] = width(text, SIZE) + 2 * MARGIN + (5.0 if column == 4 else 2.0)
        assert got(calc(rows, widths, lines, right=(0,))) == rows, column


def test_numbers_set_to_the_right_do_not_touch_the_names_beside_them() -> None:
    """Serial numbers stand where the names begin: 40 of 40 rows were unread."""
    rows = [(str(n), *PEOPLE[n % 2][1:]) for n in range(1, 31)]
    assert got(calc(rows, lines=False, right=(0, 2))) == rows


def test_texts_in_the_middle_of_their_columns_are_whole() -> None:
    sheet = Canvas(width=800.0)
    x, middles = 40.0, []
    for wide in AMPLE:
        middles.append(x + wide / 2)
        x += wide
    for at, row in enumerate((HEADS, *PEOPLE)):
        for middle, text in zip(middles, row, strict=True):
            sheet.text(middle - width(text, SIZE) / 2, 72 + 16 * at, text, SIZE, SONG)
    assert got(sheet) == PEOPLE


def test_a_number_that_became_crosses_is_no_number() -> None:
    rows = [*PEOPLE[:2], ("3", "孙己", "###", "电话", "2017-03-16", "某某公司")]
    for lines in (True, False):
        assert got(calc(rows, lines=lines, right=(0, 2))) == rows[:2]


def test_the_last_line_of_a_name_in_a_row_that_is_too_low_is_no_name() -> None:
    """Calc writes it after all texts of one line."""
    sheet = calc([("1", "", *PEOPLE[0][2:]), *PEOPLE[1:]])
    sheet.text(40 + AMPLE[0] + MARGIN, 60 + 16 + 12, "甲丽", SIZE, SONG)
    assert got(sheet) == PEOPLE[1:]


def test_a_heading_that_was_cut_is_known_where_only_one_begins_so() -> None:
    widths = [*AMPLE[:3], 33.0, *AMPLE[4:]]  # 调查方 is three signs wide
    rows = [row for row in PEOPLE if len(row[3]) == 2]
    assert got(calc(rows, widths)) == rows


def test_a_heading_that_may_be_any_is_named() -> None:
    rows = [(*row[:3], "访", *row[4:]) for row in PEOPLE]
    (roster,) = result(
        calc(rows, [*AMPLE[:3], 22.2, *AMPLE[4:]], heads=(*HEADS[:3], "调查", *HEADS[4:]))
    ).rosters
    assert ("heads_trimmed", "调查") in roster.notes


def test_the_rows_and_their_column_are_named() -> None:
    (roster,) = result(calc(PEOPLE, [*AMPLE[:2], 60.0, *AMPLE[3:]])).rosters
    assert ("rows_trimmed", "第1页!4-5（联系方式）") in roster.notes


def test_where_no_row_is_left_the_column_is_named() -> None:
    widths = [*AMPLE[:2], 56.0, *AMPLE[3:]]
    rows = [row for row in PEOPLE if len(row[2]) == 11]
    with pytest.raises(IntakeError) as raised:
        result(calc(rows, widths))
    assert (raised.value.code, raised.value.facts["expected"]) == ("pdf_trimmed", "联系方式")


@pytest.mark.office
def test_libreoffice_prints_nothing_that_is_read_in_part(tmp_path: Path) -> None:
    """The rule above is LibreOffice's own: stepped widths, printed by it."""
    book = Workbook()
    book.remove(book.active)
    side = Side(style="thin")
    for step in range(60):
        sheet = book.create_sheet(f"{step}")
        column = "BCDE"[step % 4]
        for letter, wide in zip("ABCDEF", (6, 12, 20, 12, 14, 34), strict=True):
            sheet.column_dimensions[letter].width = wide
        sheet.column_dimensions[column].width = 4 + step / 4
        sheet.page_setup.orientation = "landscape"
        for row in (HEADS, *PEOPLE):
            sheet.append(row)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            cell.border = Border(side, side, side, side) if step % 3 else Border()
    book.save(tmp_path / "a.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    grids = [grid for grid in read_pdf((tmp_path / "a.pdf").read_bytes(), Settings()) if grid.rows]
    count = 0
    for roster in find_rosters("a.pdf", "0" * 64, "pdf", grids).rosters:
        for segment in roster.segments:
            columns = [segment.texts.get(name, [""] * len(segment.rows)) for name in FIELDS]
            rows = list(zip(*columns, strict=True))
            assert whole(rows)
            count += len(rows)
    assert count > 120
