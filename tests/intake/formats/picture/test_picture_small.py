"""Small pictures: cut out of a screen, they are enlarged so far that strokes of signs are as long as short lines."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from fixtures.scans.pages import Scanned, font_of
from tests.intake.mutations import KINDS, whole
from verify.intake.formats.picture.grids import read_picture
from verify.settings import Settings

HEADS = ("姓名", "联系方式", "调查时间")
PEOPLE = (
    ("王丽", "13904511171", "2017-03-11"),
    ("丁一", "13911110011", "2017-11-11"),
    ("王三工", "15111411117", "2017-01-17"),
)


def cut_out(size: int, step: int, strike: tuple[int, int] | None = None) -> Scanned:
    """A small table as it is cut out of a screen; ``strike``: from where to where the first name is struck out."""
    page = Image.new("RGB", (560, 5 * step), (252, 252, 250))
    draw = ImageDraw.Draw(page)
    font = font_of("sans", size)
    for n in range(5):
        draw.line((20, 14 + n * step, 540, 14 + n * step), fill=(20, 20, 20), width=2)
    for x in (20, 150, 330, 540):
        draw.line((x, 14, x, 14 + 4 * step), fill=(20, 20, 20), width=2)
    for row, texts in enumerate((HEADS, *PEOPLE)):
        for x, text in zip((30, 160, 340), texts, strict=True):
            draw.text((x, 14 + step // 2 + row * step), text, fill=(20, 20, 20), font=font, anchor="lm")
    if strike is not None:
        draw.line((strike[0], 14 + step * 3 // 2, strike[1], 14 + step * 3 // 2), fill=(20, 20, 20), width=2)
    held = io.BytesIO()
    page.save(held, "PNG")
    return Scanned(held.getvalue(), "png")


@pytest.mark.parametrize(("size", "step"), [(14, 24), (20, 40), (24, 32), (26, 50)])
def test_signs_are_not_taken_for_lines(size, step):
    """王 and every 1 went with the lines that are taken off the page: 王丽 was 丽, and certain."""
    grid = read_picture(cut_out(size, step).data, "image", Settings())[0]
    for row, expected in enumerate(PEOPLE, 1):
        for column, value in enumerate(expected):
            read = grid.cells[row][column]
            assert read == value or (row + 1, column) in grid.uncertain, (value, read)
    certain = 9 - sum(row > 1 for row, _ in grid.uncertain)
    assert certain >= 5, grid.uncertain


def test_a_name_struck_out_is_not_read_for_certain_as_another():
    grid = read_picture(cut_out(20, 40, (26, 78)).data, "image", Settings())[0]
    assert grid.cells[1][0] == PEOPLE[0][0] or (2, 0) in grid.uncertain, grid.cells[1]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "pdf"])
def test_what_the_mutations_damage_is_a_roster_to_begin_with(kind):
    """Else each ended in the same words, damaged or not."""
    grid = read_picture(whole(kind), "pdf" if kind == "scan.pdf" else "image", Settings())[0]
    assert [row[1] for row in grid.cells[1:]] == ["13904510001", "13904510002", "13904510003"]
