"""Damaged PDFs and pictures by the thousand, read as users' files are: each ends in a reading or in words.

``python -m tests.intake.mutations 2000`` (part of ``make soak``); the tests read a few of each.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from fixtures.pdf import canvas
from tests.intake.pdfs import HEADS, people, ruled
from verify.intake.process.worker import read_files
from verify.intake.roster import FileResult
from verify.intake.walk import FileToRead
from verify.settings import Settings

KINDS = ("pdf", "png", "jpg", "tif", "scan.pdf")
_PILLOW = {"png": "PNG", "jpg": "JPEG", "tif": "TIFF", "scan.pdf": "PDF"}


@cache
def whole(kind: str) -> bytes:
    """Return a sound file: a small table on a page."""
    if kind == "pdf":
        sheet = canvas.Canvas()
        ruled(sheet, [HEADS, *people(1, 9)])
        return canvas.data([sheet])
    page = Image.new("RGB", (560, 220), (252, 252, 250))
    draw = ImageDraw.Draw(page)
    for y in range(20, 200, 40):
        draw.line((20, y, 540, y), fill=(20, 20, 20), width=2)
    for x in (20, 150, 330, 540):
        draw.line((x, 20, x, 180), fill=(20, 20, 20), width=2)
    for row in range(4):
        # Headings tell at once which way up the page is: what is to be read is the damage, not four turned pages.
        texts = (
            ("Name", "Phone", "Survey date") if row == 0 else (f"No {row}", f"1390451000{row}", "2017-03-05")
        )
        for column, text in enumerate(texts):
            draw.text(((30, 160, 340)[column], 30 + 40 * row), text, fill=(20, 20, 20), font_size=18)
    held = io.BytesIO()
    page.save(held, _PILLOW[kind])
    return held.getvalue()


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Cut a copy short, flip bits, blank or repeat a stretch."""
    copy = bytearray(data)
    match dice.randrange(4):
        case 0:
            return bytes(copy[: dice.randrange(len(copy))])
        case 1:
            for _ in range(dice.choice((1, 4, 30))):
                copy[dice.randrange(len(copy))] ^= 1 << dice.randrange(8)
        case way:
            start = dice.randrange(len(copy))
            length = min(dice.randrange(1, 600), len(copy) - start)
            other = dice.randrange(len(copy))
            copy[start : start + length if way == 2 else start] = copy[other : other + length]
    return bytes(copy)


def readings(kind: str, count: int, folder: Path, seed: int = 20170620) -> Iterator[FileResult]:
    """Read ``count`` damaged files of a kind out of a folder."""
    dice = random.Random(f"{seed}/{kind}")
    found = []
    for number in range(count):
        path = folder / f"{number}.{kind}"
        path.write_bytes(mutated(whole(kind), dice))
        found.append(FileToRead(path, path.name))
    yield from read_files(found, replace(Settings(), workers=2))


def main(count: int = 2_000) -> None:
    """Print what became of ``count`` files of each kind; end with 1 where a process died or hung."""
    bad = 0
    for kind in KINDS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            codes = Counter(
                ",".join(problem.code for problem in result.problems) or "read"
                for result in readings(kind, count, Path(folder))
            )
        bad += sum(many for code, many in codes.items() if code in ("crashed", "timeout", "memory"))
        told = ", ".join(f"{code} {many}" for code, many in codes.most_common())
        print(f"{kind}: {codes.total()} of {count} in {time.monotonic() - began:.0f} s: {told}", flush=True)
    sys.exit(bad > 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
