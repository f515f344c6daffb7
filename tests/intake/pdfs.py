"""Rosters drawn on pages, for the tests of PDFs. All people are invented."""

from __future__ import annotations

from fixtures.pdf.canvas import SANS, SONG, data, is_sans
from verify.intake.errors import IntakeError
from verify.intake.formats.pdf.grids import read_pdf
from verify.intake.grid import UNREAD_ROWS, Grid, rows_in
from verify.intake.table.header import find_rosters
from verify.settings import Settings

HEADS = ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位")
FIELDS = ("serial", "name", "contact", "mode", "surveyed", "employer")
EDGES = (40.0, 70.0, 120.0, 220.0, 270.0, 340.0, 540.0)
LEADING = 12.0


def people(first, last):
    """Rows of made-up people, numbered."""
    return [
        (
            str(n),
            "王甲丽"[: 2 + n % 2],
            f"1380451{n:04d}",
            "电话",
            f"2017-03-{n % 18 + 10}",
            "大庆某某有限责任公司",
        )
        for n in range(first, last + 1)
    ]


def ruled(sheet, rows, y=60.0, x=0.0, lines=True, pad=4.0, edges=EDGES, sans=False):
    """Draw rows from the top; a text with line ends takes as many lines. Return where the next row would begin."""
    levels = [y]
    for row in rows:
        for left, text in zip(edges, row, strict=False):
            for at, part in enumerate(str(text).split("\n")):
                font = SANS if sans and is_sans(part) else SONG
                sheet.text(x + left + 3, levels[-1] + pad + 9 + at * LEADING, part, 9, font)
        levels.append(levels[-1] + 2 * pad + LEADING * max(str(text).count("\n") + 1 for text in row))
    if lines:
        for level in levels:
            sheet.line(x + edges[0], level, x + edges[-1], level)
        for edge in edges:
            sheet.line(x + edge, levels[0], x + edge, levels[-1])
    return levels[-1]


def read(*sheets) -> list[Grid]:
    """The grids of drawn pages that hold anything."""
    return [grid for grid in read_pdf(data(list(sheets)), Settings()) if grid.rows]


def rosters(*sheets):
    """What drawn pages give."""
    return find_rosters("a.pdf", "0" * 64, "pdf", read(*sheets))


def rows_of(result):
    """Rows of all segments of the only roster."""
    (roster,) = result.rosters
    return [
        row
        for segment in roster.segments
        for row in zip(*(segment.texts.get(f, [""] * len(segment.rows)) for f in FIELDS), strict=True)
    ]


def unread(result) -> int:
    """How many rows are named as unread."""
    return sum(rows_in(place) for code, place in result.rosters[0].notes if code in UNREAD_ROWS)


def refused(*sheets) -> str:
    """The code with which drawn pages are refused."""
    try:
        read(*sheets)
    except IntakeError as error:
        return error.code
    return ""


def low(sheet, rows, y=60.0, at="bottom", edges=EDGES, heads=True, gap=4.0, bands=False, rules=False):
    """Draw rows without side lines, their cells at the bottom, in the middle or at the top. Return where the next begins."""
    if heads:
        for left, text in zip(edges, HEADS, strict=False):
            sheet.text(left + 3, y + 9, text, 9)
        y += 20
    for number, row in enumerate(rows):
        lines = [str(text).split("\n") for text in row]
        most = max(map(len, lines))
        height = most * LEADING + gap
        if bands and number % 2:
            sheet.bar(edges[0], y, edges[-1], y + height, 0.9)
        for left, own in zip(edges, lines, strict=False):
            free = (most - len(own)) * LEADING * {"bottom": 1.0, "middle": 0.5, "top": 0.0}[at]
            for n, text in enumerate(own):
                sheet.parts.append("0 g")
                sheet.text(left + 3, y + free + 9 + n * LEADING, text, 9)
        y += height
        if rules:
            sheet.line(edges[0], y, edges[-1], y)
    return y
