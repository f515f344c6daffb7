"""Rosters in pictures: what is read is right or uncertain; a stamp, a slant, a wrong way up cost nobody a digit."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from functools import cache

import numpy as np
import pytest
from PIL import Image

from benchmarks.scans import ScanTally, judge, result_of, rows_read
from fixtures.scans.pages import ScanLook, Scanned, scanned
from tests.intake.pdfs import rows_of
from verify.intake.errors import IntakeError
from verify.intake.formats.picture.grids import read_picture
from verify.intake.formats.picture.numbers import is_number, plausible
from verify.intake.grid import UNCERTAIN
from verify.intake.roster import FIELDS, FileResult
from verify.intake.table.header import find_rosters
from verify.settings import Settings

PLAIN = ScanLook(points=12, rows_a_page=8, form="png")


@cache
def page(look: ScanLook, seed: int = 900, count: int = 5) -> tuple[Scanned, FileResult]:
    """A scan and its reading, made once."""
    one = scanned(seed, look, count)
    return one, result_of("扫描.png", one)


def tally_of(look: ScanLook) -> ScanTally:
    """How a scan of a few people was read."""
    one, result = page(look)
    tally = ScanTally()
    judge("a", one.people, result, tally)
    assert (tally.found, tally.invented, tally.refused) == (5, 0, 0), result.problems
    return tally


def test_a_clean_scan_is_read_whole():
    tally = tally_of(PLAIN)
    assert tally.wrong == 0, tally.examples
    assert tally.exact >= 28, "in so few rows a digit may be too seldom to be told by its like"
    _, result = page(PLAIN)
    assert dict(result.rosters[0].notes)["title"].endswith("公司900号被访者信息登记表")
    assert [note for note in result.rosters[0].notes if note[0] == "picture"] == [("picture", "")]


@pytest.mark.parametrize(
    "look",
    [
        ScanLook(150, "serif", 12, 2.4, 6, 60, "red", 0.4, 8, "jpg"),
        ScanLook(170, "sans", 10, -1.7, 8, 75, "grey", 0.4, 8, "tif"),
        ScanLook(200, "serif", 9, 0.6, 12, 60, "red", 0.7, 8, "pdf"),
    ],
    ids=("red", "grey", "pdf"),
)
def test_stamped_and_askew_no_number_is_wrong_without_a_word(look):
    """A short form of ``python -m benchmarks.scans 200``."""
    tally = tally_of(look)
    assert (tally.phones, tally.phones_wrong) == (5, 0), tally.examples
    assert tally.exact >= 15, tally.examples
    assert tally.wrong <= 1, tally.examples


def test_a_page_that_lies_on_its_side_is_turned():
    one, upright = page(PLAIN)
    held = io.BytesIO()
    Image.open(io.BytesIO(one.data)).rotate(90, expand=True).save(held, "PNG")
    assert rows_read(result_of("a", Scanned(held.getvalue(), "png"))) == rows_read(upright)


def test_what_cannot_be_a_number_is_uncertain():
    assert plausible("13904510001")
    assert plausible("0451-87979096")
    assert plausible("13904510001、0451-87979096")
    for text in (
        "1390451000",
        "139045100011",
        "10904510001",
        "04517979096a",
        "0100-87979096",
        "13904510001/",
        "23904510001",
    ):
        assert not plausible(text), text
    assert is_number("12017-01-21")  # a day with a digit of the line beside it is none
    assert not is_number("2017-01-21")
    assert not is_number("2017年1月21日")


def smeared(one: Scanned, row: int, column: int) -> Scanned:
    """The scan with a blot over a cell."""
    image = Image.open(io.BytesIO(one.data)).convert("RGB")
    pixels = np.asarray(image).copy()
    high, wide = pixels.shape[:2]
    size = round(PLAIN.points * PLAIN.dpi / 72)
    top = round(high * 0.07) + 2 * size + row * 2 * size
    left = round(wide * 0.06) + round(wide * 0.88 * sum((0.09, 0.12, 0.2, 0.11, 0.16)[:column]))
    pixels[top + size // 2 : top + 2 * size - size // 2, left + 3 * size : left + 5 * size] = 70
    held = io.BytesIO()
    Image.fromarray(pixels).save(held, "PNG")
    return Scanned(held.getvalue(), "png", one.people)


def test_a_blot_on_a_number_makes_it_uncertain_and_its_picture_is_kept():
    one, clean = page(PLAIN)
    (segment,) = clean.rosters[0].segments
    result = result_of("a", smeared(one, 2, 2))
    texts = result.rosters[0].segments[0].texts["contact"]
    assert UNCERTAIN in texts
    doubts = [doubt for doubt in result.rosters[0].doubts if doubt.field == "contact"]
    assert [texts[doubt.index] for doubt in doubts] == [UNCERTAIN] * len(doubts)
    assert all(doubt.look.picture.startswith(b"\x89PNG") for doubt in doubts)
    marks = {(m.index, m.field, m.detail) for m in result.rosters[0].segments[0].marks if m.kind == "unread"}
    assert {(doubt.index, "contact", "uncertain") for doubt in doubts} <= marks
    others = [at for at in range(5) if texts[at] != UNCERTAIN]
    assert [texts[at] for at in others] == [segment.texts["contact"][at] for at in others]


def test_rows_between_which_no_line_is_seen_are_not_one_respondent():
    """Two people in one box: uncertain, whatever the readings agree on."""
    one, _ = page(PLAIN)
    image = Image.open(io.BytesIO(one.data)).convert("RGB")
    pixels = np.asarray(image).copy()
    rows = (pixels.min(axis=2) < 100).mean(axis=1)
    lines = [at for at in range(1, len(rows)) if rows[at] > 0.6 and rows[at - 1] <= 0.6]
    pixels[lines[2] - 2 : lines[2] + 6] = 255  # between the first and the second person
    held = io.BytesIO()
    Image.fromarray(pixels).save(held, "PNG")
    result = result_of("a", Scanned(held.getvalue(), "png"))
    first = rows_read(result)[0]
    for field in ("name", "contact"):
        assert first[FIELDS.index(field)] == UNCERTAIN


def refusal_of(data: bytes, kind: str = "image") -> str:
    """The code under which a picture is refused."""
    with pytest.raises(IntakeError) as refused:
        read_picture(data, kind, Settings())
    return refused.value.code


def test_what_holds_no_table_is_refused_by_name():
    def saved(image: Image.Image, form: str = "PNG") -> bytes:
        held = io.BytesIO()
        image.save(held, form)
        return held.getvalue()

    assert refusal_of(saved(Image.new("L", (1200, 1600), 255))) == "picture_no_table"
    assert refusal_of(saved(Image.new("L", (60, 80), 255))) == "picture_too_small"
    assert refusal_of(saved(Image.new("1", (20_000, 9_000)))) == "picture_too_large"
    assert refusal_of(b"8BPS" + bytes(400)) == "not_a_roster_format"
    assert refusal_of(saved(Image.new("L", (900, 900), 200))[:300]) in (
        "picture_damaged",
        "not_a_roster_format",
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_mutations_end_in_words(form):
    """No damage to a picture ends in anything but a reading or an error of ours."""
    dice = random.Random(f"picture/{form}")
    held = io.BytesIO()
    Image.new("RGB", (640, 400), (250, 250, 250)).save(held, form)
    whole = held.getvalue()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        cut = bytes(data[: dice.randrange(20, len(data))]) if dice.random() < 0.3 else bytes(data)
        with suppress(IntakeError):
            assert read_picture(cut, "image", Settings())


def test_a_reading_goes_to_rosters_like_any_other():
    one, result = page(PLAIN)
    for got, true in zip(rows_of(result), one.people, strict=True):
        assert (got[:2], got[2] in (true[2], UNCERTAIN)) == (true[:2], True)
    grids = read_picture(one.data, "image", Settings())
    assert find_rosters("b.png", "", "picture", grids).rosters[0].segments == result.rosters[0].segments
