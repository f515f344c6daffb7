"""Light on dark is read as dark on light; what keeps a page from being read is told by its name, or not at all."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks.scans import ScanTally, judge, result_of, rows_read
from fixtures.scans.pages import Scanned, font_of
from phrases import has
from tests.intake.formats.picture.test_picture import PLAIN, page
from verify.intake.errors import IntakeError
from verify.intake.formats.picture.below import people_in
from verify.intake.formats.picture.seen import positive, trouble
from verify.intake.formats.picture.signs import usual
from verify.intake.process.job import read_file
from verify.intake.roster import Problem
from verify.settings import Settings


def pixels() -> np.ndarray:
    """A clean scan."""
    return np.asarray(Image.open(io.BytesIO(page(PLAIN)[0].data)).convert("RGB"))


def as_scan(shown: np.ndarray) -> Scanned:
    held = io.BytesIO()
    Image.fromarray(shown).save(held, "PNG")
    return Scanned(held.getvalue(), "png", page(PLAIN)[0].people)


def faint(shown: np.ndarray) -> np.ndarray:
    return (255 - (255 - shown.astype(np.int32)) // 3).astype(np.uint8)


def aslant(shown: np.ndarray, share: float = 0.06) -> np.ndarray:
    """The page as a camera sees it that is held at an angle."""
    high, wide = shown.shape[:2]
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    by = share * wide
    bent = corners + np.array([[by, by], [-by, 0], [0, 0], [0, -by]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, bent.astype(np.float32))
    return np.asarray(cv2.warpPerspective(shown, matrix, (wide, high), borderValue=(255, 255, 255)), np.uint8)


def banded(shown: np.ndarray) -> np.ndarray:
    """The page with its headings in white on black: a band of it is turned round."""
    found = shown.copy()
    size = round(PLAIN.points * PLAIN.dpi / 72)
    top = round(shown.shape[0] * 0.07) + 2 * size
    found[top : top + 10 * size // 3] = 255 - found[top : top + 10 * size // 3]
    return found


@pytest.mark.parametrize("ground", [0, 30], ids=("black", "grey"))
def test_light_on_dark_is_read_as_dark_on_light(ground):
    shown = 255 - pixels()
    scan = as_scan(np.maximum(shown, ground).astype(np.uint8))
    result = result_of("a.png", scan)
    tally = ScanTally()
    judge("a", scan.people, result, tally)
    assert (tally.found, tally.wrong) == (5, 0), (result.problems, tally.examples)
    assert tally.exact >= 25, rows_read(result)


def test_a_light_page_is_left_as_it_is():
    shown = pixels()
    assert positive(shown) is shown
    on_desk = np.full((shown.shape[0] * 2, shown.shape[1] * 2, 3), 40, np.uint8)
    on_desk[: shown.shape[0], : shown.shape[1]] = shown
    assert positive(on_desk) is on_desk, "a sheet on a dark desk is dark print on light paper"


def test_what_is_wrong_with_a_page_is_told_by_its_name():
    shown = pixels()
    assert trouble(shown) == ""
    assert trouble(255 - shown) == "", "it was turned round"
    assert trouble(faint(shown)) == "faint"
    assert trouble(aslant(shown)) == "aslant"
    assert trouble(banded(shown)) == "inverted"
    assert trouble(np.full((900, 900, 3), 255, np.uint8)) == "", "an empty page is not faint"


def test_a_row_below_the_frame_is_said_to_be_unread():
    shown = pixels().copy()
    size = round(PLAIN.points * PLAIN.dpi / 72)
    bottom = int(np.flatnonzero((shown.min(axis=2) < 128).any(axis=1))[-1])
    image = Image.fromarray(shown)
    face = font_of(PLAIN.face, size)
    ImageDraw.Draw(image).text((200, bottom + size), "6  赵手写  13900112233  电话  2017-04-04", 0, font=face)
    result = result_of("a.png", as_scan(np.asarray(image)))
    assert ("rows_unread", "第1页（1行）") in result.rosters[0].notes
    assert len(rows_read(result)) == 5


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("13 赵手写 13900112233 电话 2017-04-04 个体", 1),
        ("13、赵手写 13900112233", 1),
        ("赵手写 13900112233 电话 4月4日", 1),
        ("填表人：赵手写 13900112233", 0),
        ("赵手写 13900112233", 0),
        ("联系电话：0451-87979096  2017-04-04", 0),
        ("第 1 页 共 2 页", 0),
        ("139001122334", 0),
    ],
)
def test_who_is_a_person_below_the_frame(line, count):
    assert people_in([line]) == count


def told(path: Path, shown: np.ndarray) -> Problem:
    path.write_bytes(as_scan(shown).data)
    (problem,) = read_file(str(path), path.name, Settings(), str(path.parent), pictures=True).problems
    return problem


def test_a_refusal_names_what_was_seen(tmp_path):
    problem = told(tmp_path / "a.png", faint(pixels()))
    assert (problem.code, problem.facts["of"]) in {("no_roster", "faint"), ("picture_no_table", "faint")}
    for lang, word in (("zh", "太淡"), ("en", "too faint")):
        assert word in " ".join(IntakeError(problem.code, **problem.facts).words(lang))


@pytest.mark.parametrize("why", ["aslant", "faint", "inverted"])
def test_every_trouble_has_words(why):
    assert has(f"intake_error.no_roster.{why}")
    assert has(f"intake_error.no_roster.{why}.do")


def test_a_page_that_was_read_says_nothing_of_trouble(tmp_path):
    """Where headings are made out all the same, nothing stood in the way."""
    shown = aslant(pixels(), 0.001)
    shown[-200:, :] = 255 - shown[-200:, :] // 8
    (tmp_path / "a.png").write_bytes(as_scan(shown).data)
    result = read_file(str(tmp_path / "a.png"), "a.png", Settings(), str(tmp_path), pictures=True)
    assert "trouble" not in {code for roster in result.rosters for code, _ in roster.notes}


@pytest.mark.parametrize("text", ["黄霞兰", "2017-03-11", "电话", "A-1", "哈尔滨电机厂（集团）", ""])
def test_usual_signs(text):
    assert usual(text)


@pytest.mark.parametrize("text", ["黃霞兰", "薛雨強", "蔣霞伟", "王喆"])
def test_signs_that_hardly_anybody_writes_are_compared_by_a_person(text):
    assert not usual(text)
