"""Numbers that lie near each other in one block, as forgers count upwards and companies buy in bulk.

Knows no number: a block comes as a label that its caller has masked, a number as its last four digits, which
the masks of the papers show anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from phrases import say
from reports.document import Figure
from reports.figures.svg import SIZE, WIDTH, figure, fitted, label

APART = 10  # as the signal SG01 counts them
MOST = 12  # blocks that one drawing shows
_BLOCK = 10_000
_ROW, _TOP = 34, 30
_WHOLE = (100, 262)  # left edge and width of the strip of the whole block
_ZOOM = (466, 140)  # of the longest run, enlarged


@dataclass(frozen=True, slots=True)
class _Line:
    """One block: distinct positions in order, and its runs of near ones."""

    label: str
    positions: tuple[int, ...]
    runs: tuple[tuple[int, ...], ...]

    @property
    def near(self) -> int:
        return sum(map(len, self.runs))

    @property
    def longest(self) -> tuple[int, ...]:
        return max(self.runs, key=lambda run: (len(run), run[0] - run[-1]))


def neighbours(
    key: str, numbers: Sequence[tuple[str, Sequence[int]]], lang: str, *, apart: int = APART, most: int = MOST
) -> Figure | None:
    """Return a strip per block that holds near numbers, most of them first; None where no block does.

    ``numbers``: (masked label of the block, last four digits 0..9999 of each of its numbers); a number that
    stands twice counts once. Near means at most ``apart`` from the next. At most ``most`` blocks are drawn
    and the words say how many are left out. Raises ValueError for a position that is no last four digits.
    """
    blocks = (_line(text, positions, apart) for text, positions in numbers)
    lines = sorted((b for b in blocks if b.runs), key=lambda b: (-b.near, -len(b.longest), b.label))
    if not lines:
        return None
    shown, left = lines[:most], lines[most:]
    body = [
        label(_WHOLE[0], 16, say("figure.neighbours.whole", lang)),
        label(_ZOOM[0], 16, say("figure.neighbours.zoom", lang)),
    ]
    for row, line in enumerate(shown):
        body += _strip(line, _TOP + row * _ROW, lang)
    words = say(
        "figure.neighbours.words",
        lang,
        blocks=len(lines),
        apart=apart,
        near=sum(line.near for line in lines),
        label=lines[0].label,
        most=lines[0].near,
        longest=max(len(line.longest) for line in lines),
        left=say(
            "figure.neighbours.left",
            lang,
            shown=len(shown),
            count=len(left),
            near=sum(line.near for line in left),
        )
        if left
        else "",
    ).rstrip()
    drawn = figure(key, WIDTH, _TOP + _ROW * len(shown), body, say("figure.neighbours", lang), words)
    return Figure(drawn.svg, drawn.title, drawn.description, say("figure.neighbours.caption", lang))


def _line(text: str, positions: Sequence[int], apart: int) -> _Line:
    distinct = sorted(set(positions))
    if distinct and not 0 <= distinct[0] <= distinct[-1] < _BLOCK:
        raise ValueError("positions are the last four digits, 0 to 9999")
    runs: list[list[int]] = [[p] for p in distinct[:1]]
    for before, after in pairwise(distinct):
        if after - before <= apart:
            runs[-1].append(after)
        else:
            runs.append([after])
    return _Line(text, tuple(distinct), tuple(tuple(run) for run in runs if len(run) > 1))


def _strip(line: _Line, y: int, lang: str) -> list[str]:
    """Label, the whole block with its runs marked, how many are near, the longest run enlarged."""
    start, width = _WHOLE
    parts = [
        label(0, y + 20, fitted(line.label, start - 8), kind="ink", size=SIZE),
        f'<rect x="{start}" y="{y + 4}" width="{width}" height="20" class="band"/>',
    ]
    ticks = "".join(f"M{start + width * p / _BLOCK:.1f} {y + 8}v12" for p in line.positions)
    parts.append(f'<path d="{ticks}" class="tick"/>')
    for run in line.runs:
        x, stop = (start + width * p / _BLOCK for p in (run[0], run[-1]))
        parts.append(
            f'<rect x="{x - 2:.1f}" y="{y + 2}" width="{stop - x + 4:.1f}" height="24" class="warn-fill"/>'
        )
    count = say("figure.neighbours.count", lang, count=line.near)
    parts.append(label(start + width + 10, y + 20, count, kind="ink", size=SIZE))
    return parts + _zoomed(line.longest, y, lang)


def _zoomed(run: tuple[int, ...], y: int, lang: str) -> list[str]:
    start, width = _ZOOM
    span = run[-1] - run[0] + 1
    ticks = "".join(
        f"M{start + 6 + (width - 12) * (p - run[0]) / max(span - 1, 1):.1f} {y + 7}v14" for p in run
    )
    words = say("figure.neighbours.span", lang, count=len(run), span=span)
    return [
        f'<rect x="{start}" y="{y + 4}" width="{width}" height="20" class="band"/>',
        f'<path d="{ticks}" class="near"/>',
        label(start + width + 8, y + 20, words, size=15),
    ]
