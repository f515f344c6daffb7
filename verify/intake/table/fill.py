"""Merged cells, and the marks that say "as above"."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from verify.intake.grid import Grid
from verify.intake.table.headings import words

# Columns in which people write 同上. A name is never filled down: two people are two names.
FILLED = ("contact", "mode", "surveyed", "employer")
LEFT = frozenset({"同左", "同左列", "同左边", "同左栏", "同前列", "←"})  # as in the column on the left

DITTO_LONGEST = 16  # characters as written
DITTO_SIGNS = "同上仝以dDｄＤaAsS々〻－—、〃″′'\"“”’＂＇〞〝↑⇑↓⇓-…(（"  # a text that begins otherwise needs no closer look
# Dots, or a stroke down the column: as above in a column of words or days. No number is given to somebody by a dot.
FAINT_SIGNS = ".…。．·|｜︱丨"
_FAINT = re.compile(r"[.…。．·]{2,6}|…|[|｜︱丨]{1,2}")

Covered = Mapping[tuple[int, int], tuple[int, int]]


def is_ditto(text: str) -> bool:
    """Return whether a text says "the same as above" and nothing else."""
    if not text or text[0] not in DITTO_SIGNS or len(text) > DITTO_LONGEST:
        return False
    word = unicodedata.normalize("NFKC", text).lower()
    bare = "".join(sign for sign in word if not sign.isspace() and sign not in "().。")
    return bare in words("ditto") or bare.strip("-—") in words("ditto")


def may_be_ditto(texts: Iterable[str]) -> bool:
    """Return whether any text begins as "the same as above" does: in most columns none does."""
    return not {text[:1] for text in texts}.isdisjoint(DITTO_SIGNS + FAINT_SIGNS)


def is_faint(text: str) -> bool:
    """Return whether a text is dots or a stroke, which mean "as above" where neither names nor numbers belong."""
    return bool(text) and bool(_FAINT.fullmatch(text))


def covered(grid: Grid) -> Covered:
    """Return (position of row, column) -> (position, column) of the merged cell that covers it.

    The cell that holds the value is not in it. Positions index ``grid.rows``; rows that the grid leaves
    out do not occur. Merges of a sound file never overlap; of a broken one, no more is looked at than
    the grid has cells.
    """
    if not grid.merges:
        return {}
    width = max(map(len, grid.cells), default=0)
    left_over = len(grid.cells) * width
    cover: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in grid.merges:
        first, last = bisect_left(grid.rows, top), bisect_right(grid.rows, bottom)
        last, right = min(last, len(grid.cells)), min(right, width - 1)
        if first >= last or grid.rows[first] != top or left < 0:
            continue
        left_over -= max(0, last - first) * max(0, right - left + 1)
        if left_over < 0:
            break
        for row in range(first, last):
            for column in range(left, right + 1):
                cover.setdefault((row, column), (first, left))
        cover.pop((first, left), None)
    return cover


def wide(cover: Covered) -> dict[int, dict[int, int]]:
    """Return position of row -> {first column: last column} of cells merged over several columns."""
    spans: dict[int, dict[int, int]] = {}
    for (row, column), (top, left) in cover.items():
        if row == top and column > left:
            span = spans.setdefault(row, {})
            span[left] = max(column, span.get(left, column))
    return spans


def fill_ditto(texts: Sequence[str], faint: bool = False) -> tuple[list[str], dict[int, str]]:
    """Replace every "as above" by the text above it; return the texts and index -> what was written.

    ``faint``: dots and strokes (see ``is_faint``) count as well.

    Where nothing stands above, or the cell above is empty, it stays as written: an empty cell says nothing.
    """
    filled = list(texts)
    written: dict[int, str] = {}
    for index in [i for i, text in enumerate(texts) if is_ditto(text) or (faint and is_faint(text))]:
        above = filled[index - 1] if index else ""
        if above and not is_ditto(above) and not (faint and is_faint(above)):
            written[index] = texts[index]
            filled[index] = above
    return filled, written
