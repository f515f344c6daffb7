"""A row that was printed twice where a page ended: the last of one page, again as the first of the next.

It is one line of the list, and nobody wrote it down twice. Only one row at a break is taken for that, and only where
its serial number and every other cell are the same: rows copied anywhere else are duplicates, and so is a third one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from verify.intake.roster import Segment
from verify.intake.table.tails import compact


def again(
    kept: Sequence[int], headings: Sequence[int], serial: int | None, row: Callable[[int], Mapping[int, str]]
) -> list[int]:
    """Return which of the kept rows repeat, under a heading printed again, the row above that heading.

    ``headings``: the rows of headings below the first one; ``row``: the texts of a row by column.
    """
    found: list[int] = []
    if serial is None or not len(kept):
        return found
    for at in sorted({bisect_left(kept, heading) for heading in headings} - {0, len(kept)}):
        before, after = int(kept[at - 1]), int(kept[at])
        if before not in found and _is_number(row(before).get(serial, "")) and row(before) == row(after):
            found.append(after)
    return found


def repeats(before: Segment, after: Segment) -> bool:
    """Return whether the first row of a segment is the last one of the segment before, under the same number."""
    if not len(before.rows) or not len(after.rows) or before.bulk_marks or after.bulk_marks:
        return False
    last, first = _texts(before, -1), _texts(after, 0)
    return _is_number(first.get("serial", "")) and last == first


def _texts(segment: Segment, index: int) -> dict[str, str]:
    found = {**segment.extra_texts, **segment.texts}
    return {key: compact(str(texts[index])) for key, texts in found.items() if texts[index]}


def _is_number(serial: str) -> bool:
    return any(map(str.isdigit, serial))


def without_first(segment: Segment) -> Segment:
    """Return a segment without its first row, and what was said of its cells."""
    return replace(
        segment,
        rows=segment.rows[1:],
        texts={field: texts[1:] for field, texts in segment.texts.items()},
        extra_texts={heading: texts[1:] for heading, texts in segment.extra_texts.items()},
        marks=[replace(mark, index=mark.index - 1) for mark in segment.marks if mark.index],
    )
