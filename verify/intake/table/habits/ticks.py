"""Columns in which one of several modes is ticked, as on paper forms: 调查方式 over 电话 | 面访 | 网络, √ below."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache

from verify.intake.grid import Grid
from verify.intake.table import cells
from verify.intake.table.headings import normal, signs_of, words

_YES = frozenset("√✓✔✅☑■●◉★▲v是y1")
_NO = frozenset("×✗✕✘x☐□〇否n0-—/／＼\\无")
_CIRCLES = frozenset("○◯")  # what was chosen, where nothing else ticks; else what was left empty
TICKS = _YES | _CIRCLES
_FEWEST = 2  # columns side by side


def is_way(text: str) -> bool:
    """Return whether a heading is the name of one mode of interviewing, and nothing else: 电话, 入户, 网络."""
    return 0 < len(text) <= 12 and not _signs().isdisjoint(text) and normal(text) in words("ways")


@cache
def _signs() -> frozenset[str]:
    return signs_of(words("ways"))


def _sign(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().strip("()[]（）").strip().lower()


def ticks_of(signs: Iterable[str]) -> frozenset[str]:
    """Return which of the signs of a matrix are ticks; none where it holds anything but ticks and crosses."""
    seen = {sign for sign in map(_sign, set(signs)) if sign}
    if not seen <= _YES | _NO | _CIRCLES:
        return frozenset()
    return frozenset(seen & _YES or seen & _CIRCLES)


def tick_columns(
    grid: Grid, below: int, sampled: int, said: Mapping[int, Sequence[str]], is_mode: Callable[[str], bool]
) -> tuple[int, ...]:
    """Return columns side by side that are headed by modes and hold nothing but ticks.

    ``said``: column -> lines of its heading from above. The lines above the mode say nothing, or 调查方式 (``is_mode``).
    """
    run: list[int] = []
    runs: list[list[int]] = []
    for column in sorted(said):
        parts = said[column]
        if not (parts and is_way(parts[-1]) and all(map(is_mode, parts[:-1]))):
            continue
        if run and run[-1] == column - 1:
            run.append(column)
        else:
            run = [column]
            runs.append(run)
    for columns in runs:
        signs = [
            cells.text_of(row[c])
            for row in grid.cells[below : below + sampled]
            for c in columns
            if c < len(row)
        ]
        if len(columns) >= _FEWEST and ticks_of(signs):
            return tuple(columns)
    return ()


def way(heading: str) -> str:
    """Return the mode that a column of ticks stands for: the last line of its heading."""
    return heading.rpartition("/")[2] or heading


def by_tick(texts: Sequence[str], heading: str, yes: Collection[str]) -> tuple[list[str], dict[int, str]]:
    """Return the mode where the column is ticked and "" elsewhere, and index -> tick as written."""
    ticked = {index: text for index, text in enumerate(texts) if text and _sign(text) in yes}
    word = way(heading)
    # What is neither tick nor cross stays as it is: no check may pass over it.
    plain = [
        word if i in ticked else "" if not t or _sign(t) in TICKS | _NO else t for i, t in enumerate(texts)
    ]
    return plain, ticked
